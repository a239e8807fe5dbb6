"""The size of the application's type, which the person may have made larger, and lengths that follow it."""

from __future__ import annotations

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

USUAL = 13  # pixels; type is never smaller


def scaled(pixels: int) -> int:
    """What a length chosen for type of the usual size is for the type in use."""
    return round(pixels * QFontInfo(QApplication.font()).pixelSize() / USUAL)
