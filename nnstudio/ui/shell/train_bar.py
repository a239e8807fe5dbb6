"""The toolbar: what drives the run, how far it is, and what computes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QSizePolicy, QToolBar, QToolButton, QWidget

from nnstudio.app.run_state import Idle, is_running, progress_of
from nnstudio.app.studio import Studio
from nnstudio.ui import theme
from nnstudio.ui.icons import icon
from nnstudio.ui.shell.train_commands import TrainCommands
from nnstudio.ui.shell.words import left_text, state_text

STEPS = 1000


class TrainBar(QToolBar):
    """Train, pause, step, stop; the run's progress; the engine."""

    def __init__(self, studio: Studio, commands: TrainCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._commands = commands
        self.setObjectName("shell.toolbar")
        self.setWindowTitle(self.tr("Training"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(22, 18))  # wider than high: air before the text
        self._build()
        self.refresh()

    def _build(self) -> None:
        for action in self._commands.bar:
            self.addAction(action)
            button = self.widgetForAction(action)
            button.setObjectName(f"{action.objectName()}.button")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if action is self._commands.train:
                button.setProperty("role", "primary")
                action.setIcon(icon("train", "accent_text"))
        self.addWidget(self._progress())
        self.addWidget(self._engine_button())

    def _progress(self) -> QWidget:
        self._state = QLabel(self)
        self._state.setObjectName("shell.progress.state")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("shell.progress")
        self._bar.setAccessibleName(self.tr("Progress of the run"))
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._left = QLabel(self)
        self._left.setObjectName("shell.progress.left")
        self._left.setProperty("role", "muted")
        holder = QWidget(self)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(theme.WIDE, 0, theme.WIDE, 0)
        layout.setSpacing(12)
        layout.addWidget(self._state)
        layout.addWidget(self._bar)
        layout.addWidget(self._left)
        layout.addStretch()
        return holder

    def _engine_button(self) -> QToolButton:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._commands.fill_backends(menu)
        self._engine = QToolButton(self)
        self._engine.setObjectName("shell.engine")
        self._engine.setAccessibleName(self.tr("Engine"))
        self._engine.setToolTip(self.tr("What computes the training. Click to choose TensorFlow or JAX."))
        self._engine.setIcon(icon("engine", "muted"))
        self._engine.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._engine.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._engine.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._engine.setMenu(menu)
        return self._engine

    def refresh(self) -> None:
        """Shows how far the run is."""
        state = self._studio.run_state
        progress = progress_of(state)
        self._state.setText(state_text(state))
        self._state.setEnabled(not isinstance(state, Idle))
        self._bar.setVisible(is_running(state))
        self._bar.setValue(round(progress.fraction * STEPS))
        self._left.setText(left_text(state))
        self._engine.setText(self._engine_text())

    def _engine_text(self) -> str:
        match self._studio.engine_status:
            case "starting":
                return self.tr("Starting the engine…")
            case "ended":
                return self.tr("No engine")
            case "ready":
                return self._studio.engine_text
