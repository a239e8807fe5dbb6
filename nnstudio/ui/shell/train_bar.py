"""The toolbar: what drives the run, how far it is, and what computes it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QSizePolicy, QToolBar, QToolButton, QWidget

from nnstudio.app.run_service import BACKEND_TITLES
from nnstudio.app.run_state import Idle, is_running, progress_of
from nnstudio.app.shown_run import shown_state
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.shell.newest import newest_figures
from nnstudio.ui.shell.train_commands import TrainCommands
from nnstudio.ui.shell.words import left_text, state_text

STEPS = 1000
_PROGRESS = 280  # pixels for type of the usual size


class TrainBar(QToolBar):
    """Train, pause, step, stop; the run's progress; the engine.

    Attributes:
        watched: the person wants to see more of the run.
    """

    watched = Signal()

    def __init__(self, studio: Studio, commands: TrainCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._commands = commands
        self.setObjectName("shell.toolbar")
        self.setWindowTitle(say("Training"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(scaled(22), scaled(18)))  # wider than high: air before the text
        self._build()
        self.refresh()

    def _build(self) -> None:
        for action in self._commands.bar:
            self.addAction(action)
            button = self._button(action)
            button.setObjectName(f"{action.objectName()}.button")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if action is self._commands.train:
                button.setProperty("role", "primary")
                self._keep_light(button, action)
        self.addWidget(self._progress())
        self.addWidget(self._engine_button())
        commands = self._commands
        step_batch, step_epoch, stop, pause, train = map(
            self._button, (commands.step_batch, commands.step_epoch, commands.stop, commands.pause, commands.train)
        )
        # Those that belong together change together.
        self._steps, self._driving = (step_batch, step_epoch), (stop, pause, train)
        self._fitted: tuple[object, ...] = ()

    def _keep_light(self, button: QToolButton, action: QAction) -> None:
        """On its coloured ground the sign has the colour of the text there; in the menu it is as any other."""
        light = icon("train", "accent_text")
        button.setIcon(light)
        action.changed.connect(lambda: button.setIcon(light))

    def _button(self, action: QAction) -> QToolButton:
        return cast(QToolButton, self.widgetForAction(action))

    def _progress(self) -> QWidget:
        self._state = ElidedLabel(self, greedy=False)
        self._state.setObjectName("shell.progress.state")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("shell.progress")
        self._bar.setAccessibleName(say("Progress of the run"))
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(48)
        self._bar.setMaximumWidth(160)
        self._left = ElidedLabel(self, greedy=False)
        self._left.setObjectName("shell.progress.left")
        self._left.setProperty("role", "muted")
        self._figures = ElidedLabel(self, greedy=False)
        self._figures.setObjectName("shell.progress.figures")
        self._figures.setProperty("role", "muted")
        holder = _Pressed(self)
        holder.setObjectName("shell.progress.all")
        holder.setToolTip(say("Press to see the curves on the Train page."))
        holder.pressed.connect(self.watched)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        layout.setSpacing(12)
        layout.addWidget(self._state)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._left)
        layout.addWidget(self._figures)
        layout.addStretch()
        return holder

    def _engine_button(self) -> QToolButton:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._commands.fill_backends(menu)
        self._engine = QToolButton(self)
        self._engine.setObjectName("shell.engine")
        self._engine.setAccessibleName(say("Engine"))
        self._engine_tip = say("What computes the training. Click to choose TensorFlow or JAX.")
        self._engine.setIcon(icon("engine", "muted"))
        self._engine.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._engine.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._engine.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._engine.setMenu(menu)
        return self._engine

    def refresh(self) -> None:
        """Shows how far the run is."""
        state = self._studio.training.state
        progress = progress_of(state)
        shown = shown_state(self._studio.training, self._studio.runs)
        self._state.setText("" if isinstance(shown, Idle) and self._studio.runs.all else state_text(shown))
        self._state.setEnabled(not isinstance(shown, Idle))
        self._bar.setVisible(is_running(state))
        self._bar.setValue(round(progress.fraction * STEPS))
        self._left.setText(left_text(state))
        self._figures.setText(newest_figures(self._studio.runs.curves) if is_running(state) else "")
        if self._engine.text() != (text := self._engine_text()):
            self._engine.setText(text)
            self._engine.setToolTip(f"{text}\n{self._engine_tip}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Has as many buttons say what they are as leave room for the progress; the others show their icon only."""
        steps, engine, driving = self._steps, (self._engine,), self._driving
        buttons = (*steps, *engine, *driving)
        room = self.width() - self._room_of_progress()
        asked = (room, *(button.text() for button in buttons))
        if asked == self._fitted:
            return
        self._fitted = asked
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for silent in ((), engine, (*engine, *steps), (*engine, *steps, *driving[:2]), buttons):
            for button in buttons:
                button.setToolButtonStyle(alone if button in silent else beside)
            if sum(each.sizeHint().width() + theme.SPACE for each in buttons) <= room:
                break

    def _room_of_progress(self) -> int:
        """A fixed room during a run, so that no button changes while it goes on; else what the text needs."""
        if is_running(self._studio.training.state):
            return scaled(_PROGRESS)
        return self._state.sizeHint().width() + 2 * theme.WIDE

    def _engine_text(self) -> str:
        """Which library computes; how its engine is doing the status bar tells."""
        engine = self._studio.engine
        return engine.title if engine.status == "ready" else BACKEND_TITLES[self._studio.preferences.now.backend]


class _Pressed(QWidget):
    """Tells when it is pressed."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
