"""A notice's longer text, such as the end of a log, in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nnstudio.app.notices import Notice
from nnstudio.core.words import say
from nnstudio.ui import theme


class DetailsDialog(QDialog):
    """A notice's longer text, to read and to copy."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shell.details")
        self.setWindowTitle(say("Details"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 440)
        title = QLabel(notice.message, self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "heading")
        title.setWordWrap(True)
        text = QPlainTextEdit(notice.details, self)
        text.setObjectName("shell.details.text")
        text.setAccessibleName(say("Details"))
        text.setReadOnly(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        layout.setSpacing(theme.SPACE)
        for widget in (title, text, buttons):
            layout.addWidget(widget)
