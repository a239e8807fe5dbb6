"""Questions that need an answer before going on: the only modal boxes of the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from nnstudio.ui.icons import icon

_SIGN = 32


def ask(parent: QWidget, title: str, text: str, *, yes: str, no: str, then: Callable[[], None]) -> QMessageBox:
    """Asks, and calls `then` if the answer is `yes`. Both answers are verbs; `no`, the safe one, is the default.

    Returns at once; the box closes and deletes itself.
    """
    box = question_box(parent, title, text)
    box.setObjectName("shell.question")
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    accept.setObjectName("shell.question.yes")
    keep = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    keep.setObjectName("shell.question.no")
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.buttonClicked.connect(lambda button: then() if button is accept else None)
    box.open()
    return box


def question_box(parent: QWidget, title: str, text: str) -> QMessageBox:
    """An empty box with our own sign; buttons are to come. It deletes itself when it closes."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, QMessageBox.StandardButton.NoButton, parent)
    box.setIconPixmap(icon("question", "accent").pixmap(QSize(_SIGN, _SIGN), parent.devicePixelRatioF()))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
