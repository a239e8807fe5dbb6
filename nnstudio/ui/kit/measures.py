"""Lengths and type that follow the application's font, which the person may have made larger."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from nnstudio.ui import theme


def scaled(pixels: int) -> int:
    """What a length chosen for type of `theme.SMALLEST_TYPE` pixels is for the type in use."""
    return round(pixels * QFontInfo(QApplication.font()).pixelSize() / theme.SMALLEST_TYPE)


def sized(font: QFont, pixels: int) -> QFont:
    """That font in another size, as `scaled` has it."""
    made = QFont(font)
    made.setPixelSize(scaled(pixels))
    return made


def small(font: QFont) -> QFont:
    """That font as captions and legends have it: a little smaller than the rest."""
    return sized(font, theme.SMALLEST_TYPE - 1)
