"""Train, pause, step and stop."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.run_state import Ended, Idle, Paused, RunState, Starting, Stopping, Training
from nnstudio.app.studio import Studio
from nnstudio.ui import theme
from nnstudio.ui.icons import icon


class RunButtons(QWidget):
    """The commands of a run, each usable when it makes sense, and why Train isn't when it isn't."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        tr = self.tr
        self._start = self._button("train.start", tr("Train"), "train", tr("Starts a new run with these settings."))
        self._start.setIcon(icon("train", "accent_text"))
        self._start.setProperty("role", "primary")
        self._start.setMinimumHeight(36)
        self._pause = self._button("train.pause", tr("Pause"), "pause", tr("Waits after the batches under way."))
        self._stop = self._button("train.stop", tr("Stop"), "stop", tr("Ends the run. What it has learned is kept."))
        self._batch = self._button(
            "train.step_batch", tr("One batch"), "step_batch", tr("Does one step on one batch, then waits.")
        )
        self._epoch = self._button(
            "train.step_epoch",
            tr("One epoch"),
            "step_epoch",
            tr("Goes through all training pictures once, then waits."),
        )
        self._reason = QLabel(self)
        self._reason.setObjectName("train.reason")
        self._reason.setProperty("role", "warning")
        self._reason.setWordWrap(True)
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE)
        grid.addWidget(self._pause, 0, 0)
        grid.addWidget(self._stop, 0, 1)
        grid.addWidget(self._batch, 1, 0)
        grid.addWidget(self._epoch, 1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE)
        box.addWidget(self._reason)
        box.addWidget(self._start)
        box.addLayout(grid)

    def _button(self, name: str, text: str, symbol: str, tip: str) -> QPushButton:
        button = QPushButton(icon(symbol), text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)
        button.setToolTip(tip)
        return button

    def _connect(self) -> None:
        self._start.clicked.connect(self._on_start)
        self._pause.clicked.connect(self._on_pause)
        self._stop.clicked.connect(self._on_stop)
        self._batch.clicked.connect(self._on_batch)
        self._epoch.clicked.connect(self._on_epoch)

    def refresh(self) -> None:
        """Shows what can be done now."""
        state = self._studio.run_state
        blocker = self._studio.train_blocker
        over = isinstance(state, Idle | Ended)
        waits = isinstance(state, Paused)
        can_start = over and not blocker
        self._start.setEnabled(can_start)
        self._batch.setEnabled(can_start or waits)
        self._epoch.setEnabled(can_start or waits)
        self._pause.setEnabled(isinstance(state, Training | Paused))
        self._stop.setEnabled(isinstance(state, Starting | Training | Paused))
        self._show_pause(state)
        self._reason.setText(blocker)
        self._reason.setVisible(over and bool(blocker))

    def _show_pause(self, state: RunState) -> None:
        match state:
            case Paused():
                text, symbol, tip = self.tr("Continue"), "resume", self.tr("Goes on where the run waits.")
            case Idle() | Starting() | Training() | Stopping() | Ended():
                text, symbol, tip = self.tr("Pause"), "pause", self.tr("Waits after the batches under way.")
            case _:
                assert_never(state)
        stop = self.tr("Stopping…") if isinstance(state, Stopping) else self.tr("Stop")
        self._stop.setText(stop)
        if self._pause.text() != text:
            self._pause.setText(text)
            self._pause.setAccessibleName(text)
            self._pause.setIcon(icon(symbol))
            self._pause.setToolTip(tip)

    @Slot()
    def _on_start(self) -> None:
        self._studio.train()

    @Slot()
    def _on_pause(self) -> None:
        if isinstance(self._studio.run_state, Paused):
            self._studio.resume()
        else:
            self._studio.pause()

    @Slot()
    def _on_stop(self) -> None:
        self._studio.stop()

    @Slot()
    def _on_batch(self) -> None:
        self._studio.step_batch()

    @Slot()
    def _on_epoch(self) -> None:
        self._studio.step_epoch()
