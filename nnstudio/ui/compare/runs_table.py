"""The table of runs: which columns the person chose, sorted as they like, several chosen at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.run_list import ordered
from nnstudio.core.words import say
from nnstudio.runs.history import RunSummary
from nnstudio.ui.compare.columns import COLUMNS, Column, Sizes, columns_named
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.tables import dress_as_rows
from nnstudio.ui.plain_text import plain_tip
from nnstudio.ui.run_words import STATUS_ICONS

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MEASURED = 60  # rows whose texts tell how wide a column is
_WIDEST = 260
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RunsTableModel(QAbstractTableModel):
    """Runs in rows. Texts are made for the cells in sight alone.

    Attributes:
        columns: what is shown.
        rows: the runs, in the order of the table.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.rows: list[RunSummary] = []
        self._sizes: Sizes = {}

    def show_runs(self, runs: list[RunSummary], columns: tuple[Column, ...], sizes: Sizes) -> bool:
        """Shows these; whether other runs or columns than before, so that what was chosen is to be chosen again."""
        same = columns == self.columns and [run.number for run in runs] == [run.number for run in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self.columns, self._sizes = runs, columns, sizes
        if not same:
            self.endResetModel()
        elif runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(runs) - 1, len(columns) - 1))
        return not same

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.shown(run, self._sizes)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.tip(run) or column.shown(run, self._sizes))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else _LEFT
            case Qt.ItemDataRole.DecorationRole:
                return self._sign(run, column)
            case _:
                return None

    def _sign(self, run: RunSummary, column: Column) -> Any:
        """The status as it is drawn everywhere, and the star, before the first column that can have it."""
        if column.name == "status":
            return icon(*STATUS_ICONS[run.status])
        if run.label.is_starred and column is self.columns[0]:
            return icon("mdi6.star", "warning")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(column.title)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{say(column.about)}\n{say('Click to sort by it.')}")
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else _LEFT
            case _:
                return None


class RunsTable(QTableView):
    """The table. Order and columns are the person's preferences.

    Attributes:
        chosen_changed: others are chosen, by hand.
        wanted: Enter or a double click on a run: it is to be shown.
        runs: the model.
    """

    chosen_changed = Signal()
    wanted = Signal(int)

    def __init__(self, preferences: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._sized: tuple[str, ...] = ()
        self._is_refreshing = False
        self.runs = RunsTableModel(self)
        self.setObjectName("compare.runs")
        self.setAccessibleName(say("All runs"))
        self.setModel(self.runs)
        dress_as_rows(self, scaled(26))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(scaled(26 * 5 + 40))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionClicked.connect(self._on_header)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.activated.connect(self._on_activated)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The numbers of the chosen runs."""
        return tuple(self.runs.rows[index.row()].number for index in self.selectionModel().selectedRows())

    def show_runs(self, runs: Sequence[RunSummary], sizes: Sizes, chosen: Collection[int]) -> None:
        """Shows these runs in the preferred order and columns, and those chosen."""
        now = self._preferences.now
        columns = columns_named(now.run_columns)
        order = COLUMNS.get(now.run_order, COLUMNS["number"])
        rows = ordered(runs, order.key(sizes), descending=order.falls != now.run_reverse)
        self._is_refreshing = True
        if self.runs.show_runs(rows, columns, sizes) or set(self.chosen) != set(chosen):
            self._choose(chosen)
        self._is_refreshing = False
        self._show_order(columns, order, reverse=now.run_reverse)
        self._fit_columns(columns)

    def _choose(self, chosen: Collection[int]) -> None:
        selection, first = QItemSelection(), None
        for row, run in enumerate(self.runs.rows):
            if run.number in chosen:
                index = self.runs.index(row, 0)
                first = first or index
                selection.select(index, index)
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(selection, mode)
        if first is not None and self.currentIndex().row() not in {index.row() for index in selection.indexes()}:
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _show_order(self, columns: tuple[Column, ...], order: Column, *, reverse: bool) -> None:
        place = columns.index(order) if order in columns else -1
        falls = order.falls != reverse
        way = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, way)

    def _fit_columns(self, columns: tuple[Column, ...]) -> None:
        """As wide as the first rows need, when other columns are shown; afterwards as the person drags them."""
        names = (*(column.name for column in columns), str(bool(self.runs.rows)))
        if names == self._sized:
            return
        self._sized = names
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        for place in range(len(columns)):
            self.resizeColumnToContents(place)
            self.setColumnWidth(place, min(self.columnWidth(place) + scaled(10), scaled(_WIDEST)))

    def _on_header(self, section: int) -> None:
        """By another column first as that begins, then the other way round."""
        now, name = self._preferences.now, self.runs.columns[section].name
        reverse = not now.run_reverse if name == now.run_order else False
        self._preferences.change(replace(now, run_order=name, run_reverse=reverse))

    def _on_selection(self, *_: object) -> None:
        if not self._is_refreshing:
            self.chosen_changed.emit()

    def _on_activated(self, index: QModelIndex) -> None:
        self.wanted.emit(self.runs.rows[index.row()].number)
