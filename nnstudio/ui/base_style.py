"""Fusion, plus what a style sheet can't say."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialogButtonBox,
    QLineEdit,
    QProxyStyle,
    QPushButton,
    QToolButton,
    QWidget,
)

from nnstudio.ui.keyboard_focus import watch_focus
from nnstudio.ui.type_size import scaled

_INSET = 6
_SQUARE = QSize(16, 16)
_SIDES = (20, 16)  # wider than high: air before the text


class BaseStyle(QProxyStyle):
    """Fusion with room before the text of spin boxes.

    WORKAROUND: Qt 6.12 ignores the horizontal padding that a style sheet gives to QSpinBox, so the figure would touch
    the edge. Only `polish` is overridden: it runs once a widget, and painting stays in C++.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, what: Any) -> None:
        """Called by Qt for the application, its palette and each widget: one method for C++'s three."""
        super().polish(what)
        if isinstance(what, QWidget):
            watch_focus(what)
        if isinstance(what, QPushButton) and what.iconSize() == _SQUARE:
            what.setIconSize(QSize(*map(scaled, _SIDES)))
        if isinstance(what, QToolButton) and what.iconSize() == _SQUARE:
            what.setIconSize(QSize(scaled(16), scaled(16)))
        if isinstance(what, QPushButton) and isinstance(what.parent(), QDialogButtonBox):
            what.setIcon(QIcon())  # a desktop's stock icons are of another style than ours
        if isinstance(what, QAbstractSpinBox):
            edit = what.findChild(QLineEdit)
            if edit is not None:
                edit.setTextMargins(_INSET, 0, 0, 0)
