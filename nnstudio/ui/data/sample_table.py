"""Samples that are rows of numbers, as a table that can be sorted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView, QWidget

from nnstudio.core.words import say
from nnstudio.data.order import Rows
from nnstudio.data.store import Dataset
from nnstudio.ui.data.part_samples import PartSamples
from nnstudio.ui.kit.tables import dress_as_rows
from nnstudio.ui.numbers import figure, whole
from nnstudio.ui.plain_text import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DIGITS = 6
_ROW = 26
_MOST_COPIED = 10_000
_MEASURED = 16  # rows whose texts tell how wide a column is
_CHANGED = "●"  # before the number of a sample that a person changed


class SampleModel(QAbstractTableModel):
    """The rows of one part: their number in the data, their values, what is to be learned of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: PartSamples | None = None
        self._order: Rows = np.empty(0, np.int32)
        self._titles: tuple[str, ...] = ()
        self._values = 0

    def show_samples(self, samples: PartSamples | None) -> None:
        """Shows these, in their own order."""
        self.beginResetModel()
        self._samples = samples
        self._order = np.arange(len(samples) if samples else 0, dtype=np.int32)
        if samples is not None:
            names = samples.facts.column_names
            self._values = len(names)
            targets = (say("Class"),) if samples.facts.class_names else samples.facts.targets.names
            self._titles = (say("Row"), *names, *targets)
        self.endResetModel()

    def place_of(self, row: int) -> int:
        """The place among the samples of what stands in that row of the table."""
        return int(self._order[row])

    def rows_of(self, rows: Sequence[int]) -> Rows:
        """The data's rows of what stands in these rows of the table."""
        if self._samples is None:
            return np.empty(0, np.int32)
        return np.sort(self._samples.rows[self._order[np.array(rows, np.int64)]])

    def shows(self, dataset: Dataset) -> bool:
        """Whether it is samples of that data that are shown."""
        return self._samples is not None and self._samples.parts.dataset is dataset

    def stretches_of(self, rows: Rows) -> list[tuple[int, int]]:
        """Where those of the data's rows that are shown stand in the table, as first and last of each stretch."""
        if self._samples is None:
            return []
        at = np.flatnonzero(np.isin(self._samples.rows[self._order], rows))
        return [
            (int(each[0]), int(each[-1])) for each in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1) if len(each)
        ]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._samples is None else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._samples is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._samples, int(self._order[index.row()]), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._titles[section])
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders by that column; equal ones stay in the data's order. A negative column: the data's order."""
        if self._samples is None:
            return
        self.layoutAboutToBeChanged.emit()
        keys = self._keys(self._samples, column)
        places = np.argsort(keys if order == Qt.SortOrder.AscendingOrder else -keys, kind="stable")
        before, self._order = self._order, places.astype(np.int32)
        self._take_chosen_along(before)
        self.layoutChanged.emit()

    def _take_chosen_along(self, before: Rows) -> None:
        """What is chosen are samples, wherever they stand once the rows have another order."""
        held = self.persistentIndexList()
        if not held:
            return
        row_of = np.empty(len(self._order), np.int32)
        row_of[self._order] = np.arange(len(self._order), dtype=np.int32)
        there = [self.index(int(row_of[before[index.row()]]), index.column()) for index in held]
        self.changePersistentIndexList(held, there)

    def _keys(self, samples: PartSamples, column: int) -> Any:
        """What the rows are ordered by."""
        if column <= 0:
            return samples.rows if column == 0 else np.arange(len(samples))
        if column <= self._values:
            return samples.parts.samples(samples.rows)[:, column - 1]
        targets = samples.targets
        return targets.astype(np.int64) if targets.ndim == 1 else targets[:, column - 1 - self._values]

    def _text(self, samples: PartSamples, place: int, column: int) -> str:
        if column == 0:
            number = whole(samples.number(place))
            return f"{_CHANGED} {number}" if samples.is_changed(place) else number
        if column <= self._values:
            return figure(float(samples.stored(place)[column - 1]), _DIGITS)
        if samples.facts.class_names:
            return samples.target_text(place)
        return figure(float(samples.parts.targets[samples.rows[place], column - 1 - self._values]), _DIGITS)


class SampleTable(QTableView):
    """The table; a press on a title sorts by that column, Ctrl+C copies the chosen rows with tabs between.

    Attributes:
        chose: other rows are chosen.
        opened: the sample at that place is wanted large.
        unwanted: the chosen samples are to be left out.
    """

    chose = Signal()
    opened = Signal(int)
    unwanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.table")
        self.setAccessibleName(say("Samples"))
        self.samples = SampleModel(self)
        self.setModel(self.samples)
        dress_as_rows(self, _ROW)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chose.emit())
        self.doubleClicked.connect(self._open)

    def show_samples(self, samples: PartSamples | None) -> None:
        """Shows these, sorted as the table is; of the same data what was chosen stays so, as far as it is there."""
        header, chosen = self.horizontalHeader(), self.chosen_rows
        same = samples is not None and self.samples.shows(samples.parts.dataset)
        self.samples.show_samples(samples)
        if header.sortIndicatorSection() >= self.samples.columnCount():
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        else:
            self.samples.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        if not same:
            self.resizeColumnsToContents()
        if same and len(chosen):
            self._choose(self.samples.stretches_of(chosen))

    def _choose(self, stretches: Sequence[tuple[int, int]]) -> None:
        """Chooses the rows from each first to each last."""
        chosen, last = QItemSelection(), self.samples.columnCount() - 1
        for low, high in stretches:
            chosen.append(QItemSelectionRange(self.samples.index(low, 0), self.samples.index(high, last)))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.chosen_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.samples.place_of(index.row()))

    @property
    def chosen_rows(self) -> Rows:
        """The data's rows that are chosen."""
        return self.samples.rows_of([index.row() for index in self.selectionModel().selectedRows()])

    def chosen_text(self) -> str:
        """The chosen rows under their titles, with tabs between the figures."""
        columns = range(self.samples.columnCount())
        titles = [self.samples.headerData(column, Qt.Orientation.Horizontal) for column in columns]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())[:_MOST_COPIED]
        lines = [[self.samples.index(row, column).data() for column in columns] for row in rows]
        return "\n".join("\t".join(line) for line in [titles, *lines]) + "\n"
