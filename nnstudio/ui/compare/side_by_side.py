"""A table with a column for each chosen run: what differs between them, or their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.tables import dress_as_rows
from nnstudio.ui.numbers import NOTHING
from nnstudio.ui.plain_text import plain_tip

_WIDEST = 280


@dataclass(frozen=True)
class SideRow:
    """One row.

    Attributes:
        label: what it is of.
        texts: one for each run; empty where there is none.
        area: what rows belong together.
        best: the place of the best; -1: there is none.
    """

    label: str
    texts: tuple[str, ...]
    area: str = ""
    best: int = -1


class SideBySide(QTableWidget):
    """The table; the first columns say what each row is of."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        dress_as_rows(self, scaled(26))
        self.setMinimumHeight(scaled(26 * 3 + 40))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)

    def show_rows(self, titles: Sequence[str], rows: Sequence[SideRow]) -> None:
        """Shows these; `titles` has one for the labels, and one for each run."""
        self.clear()
        self.setColumnCount(len(titles))
        self.setRowCount(len(rows))
        for place, title in enumerate(titles):
            self.setHorizontalHeaderItem(place, self._cell(title))
        for line, row in enumerate(rows):
            label = f"{row.area} · {row.label}" if row.area and row.area != row.label else row.label
            self.setItem(line, 0, self._cell(label))
            for place, text in enumerate(row.texts, start=1):
                self.setItem(line, place, self._cell(text or NOTHING, bold=place - 1 == row.best))
        self.resizeColumnsToContents()
        for place in range(len(titles)):
            self.setColumnWidth(place, min(self.columnWidth(place) + scaled(12), scaled(_WIDEST)))

    def texts(self) -> list[list[str]]:
        """What stands in it."""
        model = self.model()
        columns = range(self.columnCount())
        return [[str(model.index(row, column).data()) for column in columns] for row in range(self.rowCount())]

    def _cell(self, text: str, *, bold: bool = False) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(plain_tip(text))
        if bold:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(font)
        return item
