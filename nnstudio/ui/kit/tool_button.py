"""A flat button with an icon only, which stands for a command."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from nnstudio.ui import theme
from nnstudio.ui.kit.command_buttons import show_action
from nnstudio.ui.kit.measures import scaled

ICON = 18


def tool_button(action: QAction, parent: QWidget) -> QToolButton:
    """A flat button for the action, with its icon only."""
    button = QToolButton(parent)
    show_action(button, action)
    button.setAutoRaise(True)
    button.setIconSize(QSize(scaled(ICON), scaled(ICON)))
    button.setFixedSize(scaled(theme.CONTROL), scaled(theme.CONTROL))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
