"""A calm line above the charts: what went wrong, how to mend it, where to read on."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel
from nnstudio.ui.kit.command_buttons import stand_for


class Remark(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, name: str, show_log: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._icon = IconLabel("warning", "warning", 20, self)
        self._message = QLabel(self)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setObjectName(f"{name}_text")
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fix = QLabel(self)
        self._fix.setTextFormat(Qt.TextFormat.PlainText)
        self._fix.setProperty("role", "muted")
        self._fix.setWordWrap(True)
        self._log = QPushButton(say("Show log"), self)
        self._log.setObjectName(f"{name}_log")
        stand_for(self._log, show_log)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._message)
        words.addWidget(self._fix)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, theme.SPACE, 12, theme.SPACE)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._log)
        self.setVisible(False)

    def say(self, severity: Literal["warning", "error"], message: str, fix: str, *, with_log: bool) -> None:
        """Shows that; an empty message hides it."""
        if message != self._message.text() or fix != self._fix.text():
            self._icon.set_icon(severity, severity)
            self._message.setText(message)
            self._fix.setText(fix)
            self._fix.setVisible(bool(fix))
        self._log.setVisible(with_log)
        self.setVisible(bool(message))
