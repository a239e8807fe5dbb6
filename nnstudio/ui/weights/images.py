"""Composed levels as Qt's images."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage

from nnstudio.ui import theme
from nnstudio.ui.palettes import Theme
from nnstudio.ui.weights.colours import Table, colour_table
from nnstudio.ui.weights.grid import GAP, Levels


def gap_colour() -> QColor:
    """What is between the tiles."""
    return QColor(*table_of(theme.current())[GAP].tolist())


def table_of(palette: Theme) -> Table:
    """The colour of each level in that palette."""
    gap = QColor(palette.card if palette.dark else palette.line)
    return colour_table(palette.dark, (gap.red(), gap.green(), gap.blue()))


def image_of(levels: Levels, table: Table) -> QImage:
    """Levels (height, width) as an image of its own, one pixel a level."""
    height, width = levels.shape
    padded = np.ascontiguousarray(levels)
    shown = QImage(padded.data, width, height, width, QImage.Format.Format_Indexed8)
    shown.setColorTable([0xFF000000 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b in table])
    return shown.copy()
