"""Lengths and type that follow the application's font, which the person may have made larger."""

from __future__ import annotations

from PySide6.QtGui import QFont

from nnstudio.ui import theme
from nnstudio.ui.type_size import scaled

__all__ = ["scaled", "sized", "small"]


def sized(font: QFont, pixels: int) -> QFont:
    """That font in another size, as `scaled` has it."""
    made = QFont(font)
    made.setPixelSize(scaled(pixels))
    return made


def small(font: QFont) -> QFont:
    """That font as captions and legends have it: a little smaller than the rest."""
    return sized(font, theme.SMALLEST_TYPE - 1)
