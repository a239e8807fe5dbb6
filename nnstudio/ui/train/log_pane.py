"""What the shown run did, in our words; and, chosen instead, what the engine writes, line by line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.engine_report import EngineReport
from nnstudio.app.runs import Runs
from nnstudio.app.shown_run import ShownState
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.actions import make_action, plain
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.one_of import OneOf
from nnstudio.ui.train.run_story import RunStory

MOST_LINES = 5000
_MOST_WAITING = 2_000_000
_INTERVAL_MS = 33


class LogPane(QWidget):
    """Keeps the last lines; follows the end unless the person has scrolled up.

    Attributes:
        commands: copies what is shown, and empties what the engine wrote.
    """

    def __init__(self, engine: EngineReport, runs: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._story_so_far = RunStory()
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
        self._story = _text_view("train.story", say("What the run did"), self)
        self._story.setPlaceholderText(say("What the shown run did appears here."))
        self._text = _text_view("train.log", say("Log of the engine"), self)
        self._text.setPlaceholderText(say("What the engine writes while it starts and trains appears here."))
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        make = partial(make_action, self, page="train")
        copies, empties = say("Copies the chosen lines, or all of them."), say("Empties what the engine wrote.")
        self.commands = (
            make("log_copy", say("Copy log"), copies, self._copy, picture="copy"),
            make("log_clear", say("Clear log"), empties, self._clear, picture="delete"),
        )
        self._filter = QComboBox(self)
        self._filter.setObjectName("train.log_filter")
        self._filter.setAccessibleName(say("What the log shows"))
        self._filter.setToolTip(say("The engine's own words are seldom of use, but the reason of a failure is there."))
        self._filter.addItems([say("What the run did"), say("What the engine wrote")])
        self._filter.currentIndexChanged.connect(self._on_filter)
        self._views = OneOf(self)
        for view in (self._story, self._text):
            self._views.addWidget(view)
            view.textChanged.connect(self._show_usable)
        self._lay_out()
        self._show_usable()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self._about = QLabel(say("The last {count} lines", count=MOST_LINES), self)
        self._about.setProperty("role", "muted")
        row.addWidget(self._filter)
        row.addWidget(self._about)
        row.addStretch(1)
        for action, text in zip(self.commands, (say("Copy"), say("Clear")), strict=True):
            row.addWidget(self._button(action, text))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.SPACE, 0, 0)
        box.setSpacing(theme.TIGHT)
        box.addLayout(row)
        box.addWidget(self._views, 1)

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(action.icon(), text, self)
        button.setAccessibleName(plain(action.text()))
        button.setProperty("role", "quiet")
        stand_for(button, action)
        return button

    @property
    def is_empty(self) -> bool:
        """Whether the engine has written nothing since the start or the last clearing."""
        return not self._waiting and self._text.document().isEmpty()

    def follow(self, state: ShownState) -> None:
        """Tells what the shown run did since the last time."""
        run = next((run for run in self._runs.all if run.number == self._runs.shown), None)
        if run is None:
            self._story_so_far = RunStory()
            self._story.clear()
            return
        anew, lines = self._story_so_far.follow(run, self._runs.project, self._runs.curves, state)
        if anew:
            self._story.clear()
        if lines:
            text = "\n".join(lines[-MOST_LINES:])
            _add(self._story, text if self._story.document().isEmpty() else f"\n{text}")

    def show_engine(self) -> None:
        """Shows what the engine wrote, with the focus at its end."""
        self._filter.setCurrentIndex(1)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._text.setFocus()

    @property
    def _shown(self) -> QPlainTextEdit:
        return self._text if self._filter.currentIndex() else self._story

    @Slot()
    def _on_filter(self) -> None:
        self._views.show_only(self._shown)
        self._show_usable()

    @Slot()
    def _show_usable(self) -> None:
        """What there is nothing for is off. What a run did is no one's to empty."""
        empty = self._shown.document().isEmpty()
        self._about.setVisible(not empty and self._shown.blockCount() >= MOST_LINES)
        copy, clear = self.commands
        copy.setEnabled(not empty)
        clear.setEnabled(not self._text.document().isEmpty() and self._shown is self._text)

    def _on_output(self, text: str) -> None:
        self._waiting.append(text)
        self._waiting_size += len(text)
        if self._waiting_size > _MOST_WAITING:
            self._write()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _write(self) -> None:
        text = "".join(self._waiting).replace("\r\n", "\n").replace("\r", "\n")
        self._waiting, self._waiting_size = [], 0
        _add(self._text, "\n".join(text.split("\n")[-MOST_LINES:]))

    @Slot()
    def _copy(self) -> None:
        chosen = self._shown.textCursor().selection().toPlainText()
        QGuiApplication.clipboard().setText(chosen or self._shown.toPlainText())

    @Slot()
    def _clear(self) -> None:
        self._timer.stop()
        self._waiting, self._waiting_size = [], 0
        self._text.clear()


def _text_view(name: str, title: str, parent: QWidget) -> QPlainTextEdit:
    view = QPlainTextEdit(parent)
    view.setObjectName(name)
    view.setAccessibleName(title)
    view.setReadOnly(True)
    view.setUndoRedoEnabled(False)
    view.setMaximumBlockCount(MOST_LINES)
    view.setTabChangesFocus(True)
    return view


def _add(view: QPlainTextEdit, text: str) -> None:
    """Adds that at the end, without moving what the person is reading."""
    bar = view.verticalScrollBar()
    at_end, before = bar.value() >= bar.maximum() - 1, bar.value()
    cursor = QTextCursor(view.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(text)
    bar.setValue(bar.maximum() if at_end else before)
