"""Buttons that stand for a command: pressed they give it, and they are on, off and marked as it is."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QToolButton

from nnstudio.ui.kit.actions import plain

COMMAND = "command"  # the property that names the command which a button stands for


def show_action(button: QToolButton, action: QAction) -> None:
    """Has the button stand for the action, with its icon alone."""
    button.setDefaultAction(action)
    button.setProperty(COMMAND, action.objectName())
    button.setObjectName(action.objectName())
    button.setAccessibleName(plain(action.text()))


def stand_for(button: QAbstractButton, action: QAction) -> None:
    """Has a button with words, a picture or a name of its own stand for the action.

    What is the action's: the tooltip, whether it can be given now, and whether it holds. They must end together.
    """
    button.setProperty(COMMAND, action.objectName())
    button.setObjectName(button.objectName() or action.objectName())

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())
        button.setCheckable(action.isCheckable())
        button.setChecked(action.isChecked())

    def press() -> None:
        action.trigger()
        follow()  # of several of which one holds, the pressed one stays on

    action.changed.connect(follow)
    button.clicked.connect(press)
    follow()
