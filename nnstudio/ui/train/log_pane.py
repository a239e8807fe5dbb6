"""What the engine writes, line by line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.engine_report import EngineReport
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.actions import make_action, plain
from nnstudio.ui.kit.command_buttons import stand_for

MOST_LINES = 5000
_MOST_WAITING = 2_000_000
_INTERVAL_MS = 33


class LogPane(QWidget):
    """Keeps the last lines; follows the end unless the person has scrolled up.

    Attributes:
        commands: copies and empties the log.
    """

    def __init__(self, engine: EngineReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[str] = []
        self._waiting_size = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._write)
        self._build()
        if engine.log:
            self._on_output(engine.log)
        engine.output.connect(self._on_output)

    def _build(self) -> None:
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("train.log")
        self._text.setAccessibleName(say("Log of the engine"))
        self._text.setPlaceholderText(say("What the engine writes while it starts and trains appears here."))
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setMaximumBlockCount(MOST_LINES)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setTabChangesFocus(True)
        make = partial(make_action, self, page="train")
        copies, empties = say("Copies the chosen lines, or all of them."), say("Empties the log.")
        self.commands = (
            make("log_copy", say("Copy log"), copies, self._copy, picture="copy"),
            make("log_clear", say("Clear log"), empties, self._clear, picture="delete"),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self._about = about = QLabel(say("The last {count} lines", count=MOST_LINES), self)
        about.setProperty("role", "muted")
        row.addWidget(about)
        row.addStretch(1)
        for action, text in zip(self.commands, (say("Copy"), say("Clear")), strict=True):
            row.addWidget(self._button(action, text))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.SPACE, 0, 0)
        box.setSpacing(theme.TIGHT)
        box.addLayout(row)
        box.addWidget(self._text, 1)
        self._show_usable()

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(action.icon(), text, self)
        button.setAccessibleName(plain(action.text()))
        button.setProperty("role", "quiet")
        stand_for(button, action)
        return button

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written since the start or the last clearing."""
        return not self._waiting and self._text.document().isEmpty()

    def _show_usable(self) -> None:
        """What there is nothing for is off."""
        empty = self._text.document().isEmpty()
        self._about.setVisible(not empty)
        for action in self.commands:
            action.setEnabled(not empty)

    def focus_text(self) -> None:
        """Puts the focus into the text, at its end."""
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._text.setFocus()

    def _on_output(self, text: str) -> None:
        self._waiting.append(text)
        self._waiting_size += len(text)
        if self._waiting_size > _MOST_WAITING:
            self._write()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _write(self) -> None:
        """Adds what came, without moving what the person is reading."""
        text = "".join(self._waiting).replace("\r\n", "\n").replace("\r", "\n")
        self._waiting, self._waiting_size = [], 0
        bar = self._text.verticalScrollBar()
        at_end, before = bar.value() >= bar.maximum() - 1, bar.value()
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("\n".join(text.split("\n")[-MOST_LINES:]))
        bar.setValue(bar.maximum() if at_end else before)
        self._show_usable()

    @Slot()
    def _copy(self) -> None:
        chosen = self._text.textCursor().selection().toPlainText()
        QGuiApplication.clipboard().setText(chosen or self._text.toPlainText())

    @Slot()
    def _clear(self) -> None:
        self._timer.stop()
        self._waiting, self._waiting_size = [], 0
        self._text.clear()
        self._show_usable()
