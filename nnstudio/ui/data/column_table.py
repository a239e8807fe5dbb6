"""Figures of each column, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from nnstudio.core.words import say
from nnstudio.data.explore.statistics import ColumnFigures
from nnstudio.ui.kit.tables import dress_as_rows
from nnstudio.ui.numbers import figure, whole

_DIGITS = 5
_ROW = 26
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ColumnModel(QAbstractTableModel):
    """A line for each column of the data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: Sequence[ColumnFigures] = ()
        self._titles = (
            say("Column"),
            say("Least"),
            say("Greatest"),
            say("Mean"),
            say("Deviation"),
            say("Median"),
            say("Different"),
            say("Missing"),
        )

    def show_figures(self, figures: Sequence[ColumnFigures]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._figures = figures
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._figures)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(self._figures[index.row()])[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return self._titles[section] if across and role == Qt.ItemDataRole.DisplayRole else None


def _texts(figures: ColumnFigures) -> tuple[str, ...]:
    numbers = (figures.low, figures.high, figures.mean, figures.deviation, figures.median)
    counts = whole(figures.distinct), whole(figures.missing)
    return (figures.name, *(figure(number, _DIGITS) for number in numbers), *counts)


class ColumnTable(QTableView):
    """The table; columns are as wide as what they hold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.columns")
        self.setAccessibleName(say("Figures of the columns"))
        self.columns = ColumnModel(self)
        self.setModel(self.columns)
        dress_as_rows(self, _ROW)

    def show_figures(self, figures: Sequence[ColumnFigures]) -> None:
        """Shows these."""
        self.columns.show_figures(figures)
        self.resizeColumnsToContents()
