"""The opened pictures, as the list shows them and the CSV file keeps them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.ui.classify.scores import Scores
from nnstudio.ui.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Source:
    """Where a picture comes from: a file, or the bytes of one that was pasted."""

    name: str
    path: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, eq=False)
class Entry:
    """One opened picture.

    Attributes:
        number: tells it from all others of this page, even after some were removed.
        thumb: a small picture; None before it is read.
        pixels: what goes into the network (height, width, channels); None before it is read.
        blank: there is nothing on the picture.
        error: why it couldn't be read or classified.
        scores: the answer; None before there is one.
        outdated: the answer is from before the network changed.
    """

    number: int
    source: Source
    thumb: QImage | None = None
    pixels: npt.NDArray[np.uint8] | None = None
    blank: bool = False
    error: StudioError | None = None
    scores: Scores | None = None
    outdated: bool = False

    @property
    def is_read(self) -> bool:
        """Whether reading it came to an end, well or not."""
        return self.pixels is not None or self.error is not None

    @property
    def wants_scores(self) -> bool:
        """Whether it can be asked about and wasn't since the network changed."""
        can = self.pixels is not None and not self.blank and self.error is None
        return can and (self.scores is None or self.outdated)


class EntryList(QAbstractListModel):
    """The opened pictures in order.

    Attributes (signals):
        moved_on: entries came, went or changed.
    """

    moved_on = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._next = 1

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return tuple(self._entries)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one row shows, and the Entry itself under ENTRY_ROLE."""
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.source.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.source.name}: {self.result_text(entry)}"
            case Qt.ItemDataRole.ToolTipRole:
                where = str(entry.source.path) if entry.source.path else entry.source.name
                return plain_tip(f"{where}\n{self.result_text(entry)}")
            case Qt.ItemDataRole.UserRole:
                return entry
            case _:
                return None

    def result_text(self, entry: Entry) -> str:
        """What became of it, in one line."""
        if entry.error is not None:
            return error_text(entry.error)
        if entry.blank:
            return say("Nothing on it")
        if entry.scores is not None:
            return f"{entry.scores.winner_name}, {entry.scores.text(entry.scores.winner)}"
        return say("Not classified yet") if entry.is_read else say("Reading…")

    def add(self, sources: list[Source]) -> list[Entry]:
        """Appends an entry for each and gives them back."""
        first = len(self._entries)
        added = [Entry(self._next + i, source) for i, source in enumerate(sources)]
        self._next += len(added)
        if added:
            self.beginInsertRows(_NOWHERE, first, first + len(added) - 1)
            self._entries += added
            self.endInsertRows()
            self.moved_on.emit()
        return added

    def find(self, number: int) -> Entry | None:
        """The entry of that number, if it is still there."""
        row = self.row_of(number)
        return None if row < 0 else self._entries[row]

    def row_of(self, number: int) -> int:
        """Where that entry is; -1 if it is gone."""
        return next((row for row, entry in enumerate(self._entries) if entry.number == number), -1)

    def change(self, number: int, **changes: Any) -> None:
        """Replaces fields of that entry, if it is still there."""
        row = self.row_of(number)
        if row >= 0:
            self._entries[row] = replace(self._entries[row], **changes)
            self.dataChanged.emit(self.index(row), self.index(row))
            self.moved_on.emit()

    def outdate(self) -> None:
        """Notes that another network is to answer; answers stay in view until then."""
        self._replace_all(
            replace(entry, outdated=True, error=None if entry.pixels is not None else entry.error)
            for entry in self._entries
        )

    def unread(self) -> None:
        """Notes that all are to be read again, for data of another form."""
        self._replace_all(Entry(entry.number, entry.source, entry.thumb) for entry in self._entries)

    def _replace_all(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
            self.moved_on.emit()

    def remove(self, numbers: set[int]) -> None:
        """Takes those entries off the list; the files stay where they are."""
        for row in reversed(range(len(self._entries))):
            if self._entries[row].number in numbers:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._entries[row]
                self.endRemoveRows()
        self.moved_on.emit()


def error_text(error: StudioError) -> str:
    """The message and its fix as sentences, without the place."""
    message = error.message[:1].upper() + error.message[1:]
    return f"{message} {error.fix}" if error.fix else message


def whole_error_text(error: StudioError) -> str:
    """The place, the message, which follows it as a clause, and the fix."""
    return f"{error.where} {error.message} {error.fix}".strip()


def results_csv(entries: tuple[Entry, ...], class_names: tuple[str, ...]) -> str:
    """A table of file, class, its value, any error, and one column for each class; values with full precision."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["file", "class", "probability", "error", *class_names])
    for entry in entries:
        place = str(entry.source.path) if entry.source.path else entry.source.name
        if entry.scores is None:
            error = error_text(entry.error) if entry.error else ""
            table.writerow([place, "", "", error, *("" for _ in class_names)])
        else:
            values = entry.scores.values
            table.writerow([place, entry.scores.winner_name, values[entry.scores.winner], "", *values])
    return text.getvalue()
