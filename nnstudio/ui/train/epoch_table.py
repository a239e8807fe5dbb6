"""The epochs of a run, one a row."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from nnstudio.app.curves import Curves
from nnstudio.core.training.figures import LOSS, VALIDATION, Figure, figure_named, judged_by
from nnstudio.core.words import say, say_in
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.kit.actions import make_action, offer_menu, within
from nnstudio.ui.kit.tables import dress_as_rows
from nnstudio.ui.numbers import NOTHING, decimal, whole

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW = 26


class EpochModel(QAbstractTableModel):
    """A curve's epochs as a table; rows are added as epochs end.

    Attributes:
        best_epoch: the one that `best_of` finds; set before a row of it is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: Curves | None = None
        self._rows = 0
        self.best_epoch = 0
        self._show_columns((LOSS,))

    def _show_columns(self, names: tuple[str, ...]) -> None:
        """A column for each of the figures, and one more over validation samples."""
        self._names = (*names, *(VALIDATION + name for name in names))
        self._figures = tuple(figure_named(name) for name in self._names)
        titles = tuple(figure.title for figure in self._figures[: len(names)])
        checked = tuple(say("Val. {figure}", figure=in_sentence(title)) for title in titles)
        self._titles = (say("Epoch"), *titles, *checked, say("Seconds"), say("Samples/s"))

    def follow(self, curves: Curves, best_epoch: int) -> None:
        """Shows the epochs there are now; those shown already must still be the same, if the curves are."""
        names = (LOSS, *curves.metrics) if curves.names else self._names[: len(self._names) // 2]
        if curves is not self._curves or names != self._names[: len(names)]:
            self.beginResetModel()
            self._show_columns(names)
            self._curves, self._rows = curves, len(curves.epochs)
            self.best_epoch = best_epoch
            self.endResetModel()
            return
        if best_epoch != self.best_epoch:
            self.best_epoch = best_epoch
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self._titles) - 1))
        if len(curves.epochs) > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, len(curves.epochs) - 1)
            self._rows = len(curves.epochs)
            self.endInsertRows()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._curves is None or not index.isValid():
            return None
        point = self._curves.epochs[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(point, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole if point.epoch == self.best_epoch:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ToolTipRole if point.epoch == self.best_epoch:
                title = figure_named(judged_by(point.figures)).title
                return say("The best validation {figure} of this run.", figure=in_sentence(title))
            case _:
                return None

    def _text(self, point: EpochPoint, column: int) -> str:
        match column - 1 - len(self._names):
            case 0:
                return decimal(point.seconds, 2)
            case 1:
                return decimal(point.samples_per_second, 0)
            case _ if column == 0:
                return whole(point.epoch)
            case _:
                return _figure_text(point, self._names[column - 1], self._figures[column - 1])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):  # long titles are cut
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class WholeRows(QWidget):
    """Shows a table as high as it can be without cutting a row."""

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        table.setParent(self)
        self.setFocusProxy(table)

    def sizeHint(self) -> QSize:
        return self._table.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._table.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self._table.horizontalHeader().sizeHint().height() + 2 * self._table.frameWidth()
        rows = max(1, (self.height() - beside) // ROW)
        self._table.setGeometry(0, 0, self.width(), min(self.height(), beside + rows * ROW))


class EpochTable(QTableView):
    """Follows its end, unless the person has scrolled up.

    Attributes:
        copy: copies the chosen rows, or all of them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train.epochs")
        self.setAccessibleName(say_in("a table of them", "Epochs"))
        self.epochs = EpochModel(self)
        self.setModel(self.epochs)
        dress_as_rows(self, ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        tip = say("Copies the chosen epochs, or all of them, with tabs between the figures.")
        copy = QKeySequence.StandardKey.Copy
        self.copy = make_action(
            self, "copy_epochs", say("Copy epochs"), tip, self._copy, keys=copy, picture="copy", page="train"
        )
        self.copy.setEnabled(False)
        within(self, (self.copy,))
        offer_menu(self, (self.copy,))

    def follow(self, curves: Curves, best_epoch: int) -> None:
        """Shows the epochs there are now."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        before = self.epochs.rowCount()
        self.epochs.follow(curves, best_epoch)
        self.copy.setEnabled(self.epochs.rowCount() > 0)
        if at_end and self.epochs.rowCount() != before:
            self.scrollToBottom()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.chosen_text())

    def chosen_text(self) -> str:
        """The chosen rows, or all if none is, under their titles, with tabs between the figures."""
        columns = range(self.epochs.columnCount())
        titles = [self.epochs.headerData(column, Qt.Orientation.Horizontal) for column in columns]
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = chosen or range(self.epochs.rowCount())
        lines = [[self.epochs.index(row, column).data() for column in columns] for row in rows]
        return "\n".join("\t".join(line) for line in [titles, *lines]) + "\n"


def _figure_text(point: EpochPoint, name: str, kind: Figure) -> str:
    """Where the loss is not a number, the metrics mean nothing: an accuracy counts answers that nobody gave."""
    value = point.figures.get(name)
    loss = point.figures.get(name.removesuffix(kind.name) + LOSS, 0.0)
    if value is None or (kind.name != LOSS and not math.isfinite(loss)):
        return NOTHING
    if math.isnan(value):
        return "NaN"
    return decimal(value, 4) if not kind.is_share and abs(value) < 1e5 else figure_text(kind, value)
