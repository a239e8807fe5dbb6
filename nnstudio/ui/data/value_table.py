"""All values of one sample as a table: as the axes lie in memory, or one after the other."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from nnstudio.core.words import mark, say
from nnstudio.ui.kit.tables import dress_as_rows
from nnstudio.ui.numbers import figure, shape_words, whole

Layout = Literal["NHWC", "NCHW", "row"]
LAYOUTS: dict[Layout, str] = {
    "NHWC": mark("NHWC: channels last"),
    "NCHW": mark("NCHW: channels first"),
    "row": mark("Flattened row"),
}
_ACROSS = 8  # values in a line of a flattened row
_DIGITS = 4
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def laid_out(sample: NDArray[Any], layout: Layout) -> tuple[NDArray[Any], str]:
    """The values in lines and columns, and the shape of a batch of this one sample.

    (h, w, c) channels last: a line for each row of pixels, their channels side by side; channels first: a line for each
    row of each channel. All else, and flattened: _ACROSS values a line, as they follow each other; the last line is
    filled up with NaN.
    """
    if sample.ndim == 3 and layout != "row":
        height, width, channels = sample.shape
        if layout == "NHWC":
            return sample.reshape(height, width * channels), shape_words((1, height, width, channels))
        planes = np.moveaxis(sample, 2, 0)
        return planes.reshape(channels * height, width), shape_words((1, channels, height, width))
    lines = -(-sample.size // _ACROSS)
    filled = np.full(lines * _ACROSS, np.nan, np.float64)
    filled[: sample.size] = sample.reshape(-1)
    return filled.reshape(lines, _ACROSS), shape_words((1, sample.size))


class ValueModel(QAbstractTableModel):
    """Values in lines and columns; only those in sight are written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: NDArray[Any] = np.zeros((0, 0))
        self._sample: tuple[int, ...] = ()
        self._layout: Layout = "NHWC"
        self._whole = False

    def show_sample(self, sample: NDArray[Any], layout: Layout) -> str:
        """Shows its values so; returns the shape of a batch of this one sample, in words."""
        self.beginResetModel()
        self._values, words = laid_out(sample, layout)
        self._sample, self._layout = sample.shape, layout if sample.ndim == 3 else "row"
        self._whole = np.issubdtype(sample.dtype, np.integer)
        self.endResetModel()
        return words

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._values.shape[0]

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._values.shape[1]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value = float(self._values[index.row(), index.column()])
        if role != Qt.ItemDataRole.DisplayRole or np.isnan(value):
            return None
        return whole(int(value)) if self._whole else figure(value, _DIGITS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        if self._layout == "row":
            return f"+{section}" if across else whole(section * _ACROSS)
        height, _, channels = self._sample
        if self._layout == "NHWC":
            return f"{section // channels}.{section % channels}" if across and channels > 1 else str(section)
        return str(section) if across or channels == 1 else f"{section // height}.{section % height}"


class ValueTable(QTableView):
    """The table; cells are as wide as a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.enlarged.values")
        self.setAccessibleName(say("Values of the sample"))
        self.values = ValueModel(self)
        self.setModel(self.values)
        dress_as_rows(self, self.fontMetrics().height() + 6)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.verticalHeader().show()
        self.horizontalHeader().setDefaultSectionSize(self.fontMetrics().horizontalAdvance("-0.0000e"))
        self.horizontalHeader().setMinimumSectionSize(24)
