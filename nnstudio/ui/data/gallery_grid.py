"""Where the cells of a gallery lie: as many columns as fit, which share the width."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QFontMetrics

from nnstudio.ui import theme
from nnstudio.ui.kit.measures import scaled, small

LEAST_SIDE = 56
CELL_WIDTH = 76  # for type of the usual size
GAP = 8


@dataclass(frozen=True)
class Grid:
    """Cells in rows, measured once for a width; y counts from the top of all of them.

    Attributes:
        columns: how many cells stand side by side.
        stride: from one cell's left edge to the next one's.
        height: from one row's top to the next one's.
        picture: (height, width) of each picture as it is drawn.
        caption: how high the line below it is.
    """

    columns: int
    stride: int
    height: int
    picture: tuple[int, int]
    caption: int

    def rect_of(self, place: int) -> QRect:
        """The cell at that place, with its caption."""
        row, column = divmod(place, self.columns)
        return QRect(column * self.stride, row * self.height, self.stride - GAP, self.height - GAP)

    def place_at(self, point: QPoint) -> int:
        """The place of the cell there; -1 right of all columns."""
        column = point.x() // self.stride
        return point.y() // self.height * self.columns + column if 0 <= column < self.columns else -1


def grid_of(width: int, shape: tuple[int, ...], font: QFont) -> Grid:
    """The grid in that width for pictures of that shape, (height, width, ...)."""
    zoom = max(1, -(-LEAST_SIDE // shape[1]))
    cell = max(scaled(CELL_WIDTH), shape[1] * zoom)
    caption = QFontMetrics(small(font)).height() + theme.TIGHT
    columns = max(1, (width + GAP) // (cell + GAP))
    height = shape[0] * zoom + caption + theme.TIGHT + GAP
    return Grid(columns, (width + GAP) // columns, height, (shape[0] * zoom, shape[1] * zoom), caption)
