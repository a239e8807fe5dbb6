"""How far is what a view waits for, with Cancel; and why it isn't there, with a button to begin again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from nnstudio.app.found_out import FoundOut
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled


class Waiting(Flow):
    """Words, a bar and one button; hidden when there is nothing to wait for."""

    def __init__(
        self,
        name: str,
        found: FoundOut[Any],
        again: Callable[[], None],
        parent: QWidget | None = None,
        *,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """`again` begins anew; `is_wanted`: whether what is found out is waited for here."""
        super().__init__(theme.SPACE, parent)
        self._found = found
        self._again = again
        self._is_wanted = is_wanted
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setObjectName(name)
        self._words.setProperty("role", "muted")
        self._words.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.bar")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(140))
        self._button = QPushButton()
        self._button.setObjectName(f"{name}.button")
        self._button.clicked.connect(self._on_button)
        for widget in (self._words, self._bar, self._button):
            self.addWidget(widget)
        found.changed.connect(self.show_progress)
        self.show_progress()

    def show_progress(self) -> None:
        """Shows how far it is now."""
        running, problem = self._found.is_running, self._found.problem
        self.setVisible((running or bool(problem)) and self._is_wanted())
        self._words.setWordWrap(not running)
        self._words.setText(say("Looking at all samples") if running else problem)
        self._bar.setVisible(running)
        share = self._found.share
        self._bar.setRange(0, 0 if share < 0 else 1000)
        self._bar.setValue(round(1000 * max(0.0, share)))
        self._bar.setAccessibleName(self._words.text())
        self._button.setText(say("Cancel") if running else say("Begin again"))

    @Slot()
    def _on_button(self) -> None:
        if self._found.is_running:
            self._found.cancel()
        else:
            self._again()
        self.show_progress()
