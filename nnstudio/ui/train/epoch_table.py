"""The epochs of a run, one a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from nnstudio.app.curves import Curves
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.numbers import decimal, figure, percent, whole
from nnstudio.ui.train.figures import NOTHING

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class EpochModel(QAbstractTableModel):
    """A curve's epochs as a table; rows are added as epochs end.

    Attributes:
        best_epoch: whose validation accuracy is the best; set before a row of it is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: Curves | None = None
        self._rows = 0
        self.best_epoch = 0
        self._titles = (
            self.tr("Epoch"),
            self.tr("Loss"),
            self.tr("Accuracy"),
            self.tr("Val. loss"),
            self.tr("Val. accuracy"),
            self.tr("Seconds"),
            self.tr("Pictures/s"),
        )

    def follow(self, curves: Curves, best_epoch: int) -> None:
        """Shows the epochs there are now; those shown already must still be the same, if the curves are."""
        if curves is not self._curves:
            self.beginResetModel()
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
                return _texts(point)[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole if point.epoch == self.best_epoch:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ToolTipRole if point.epoch == self.best_epoch:
                return self.tr("The best validation accuracy of this run.")
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class EpochTable(QTableView):
    """Follows its end, unless the person has scrolled up. Ctrl+C copies the chosen rows with tabs between."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train.epochs")
        self.setAccessibleName(self.tr("Epochs"))
        self.epochs = EpochModel(self)
        self.setModel(self.epochs)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(26)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setHighlightSections(False)

    def follow(self, curves: Curves, best_epoch: int) -> None:
        """Shows the epochs there are now."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        before = self.epochs.rowCount()
        self.epochs.follow(curves, best_epoch)
        if at_end and self.epochs.rowCount() != before:
            self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.chosen_text())
            return
        super().keyPressEvent(event)

    def chosen_text(self) -> str:
        """The chosen rows under their titles, with tabs between the figures."""
        columns = range(self.epochs.columnCount())
        titles = [self.epochs.headerData(column, Qt.Orientation.Horizontal) for column in columns]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = [[self.epochs.index(row, column).data() for column in columns] for row in rows]
        return "\n".join("\t".join(line) for line in [titles, *lines]) + "\n"


def _texts(point: EpochPoint) -> Sequence[str]:
    return (
        whole(point.epoch),
        _loss(point.loss),
        _share(point.accuracy, point.loss),
        _loss(point.validation_loss),
        _share(point.validation_accuracy, point.validation_loss),
        decimal(point.seconds, 2),
        decimal(point.samples_per_second, 0),
    )


def _loss(value: float | None) -> str:
    if value is None:
        return NOTHING
    if np.isnan(value):
        return "NaN"
    return decimal(value, 4) if abs(value) < 1e5 else figure(value, 4)


def _share(value: float | None, loss: float | None) -> str:
    """Without a loss that is a number, no class was chosen, and the count of right ones means nothing."""
    lost = loss is not None and not np.isfinite(loss)
    return NOTHING if value is None or lost else percent(value, 2)
