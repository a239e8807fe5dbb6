"""Questions that need an answer before going on: the only modal boxes of the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, title: str, text: str, *, yes: str, no: str, then: Callable[[], None]) -> QMessageBox:
    """Asks, and calls `then` if the answer is `yes`. Both answers are verbs; `no`, the safe one, is the default.

    Returns at once; the box closes and deletes itself.
    """
    box = QMessageBox(QMessageBox.Icon.Question, title, title, QMessageBox.StandardButton.NoButton, parent)
    box.setObjectName("shell.question")
    box.setInformativeText(text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    accept.setObjectName("shell.question.yes")
    keep = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    keep.setObjectName("shell.question.no")
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.buttonClicked.connect(lambda button: then() if button is accept else None)
    box.open()
    return box
