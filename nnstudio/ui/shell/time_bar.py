"""The slider below all pages: which epoch of the shown run they show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.command_buttons import show_action, stand_for
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.shell.time_commands import TimeCommands

_ROOMY = 1100  # pixels, at type of the usual size: where the window is narrower, the branch is an icon alone


class TimeBar(QFrame):
    """Play, the slider, which epoch that is, the way back, and a branch from there.

    Hidden while there is only one epoch to see.
    """

    def __init__(self, studio: Studio, commands: TimeCommands, branch: QAction, parent: QWidget | None = None) -> None:
        """`branch`: the command that begins a run at the epoch that is looked at."""
        super().__init__(parent)
        self._studio = studio
        self._time = studio.time
        self._commands = commands
        self.setObjectName("shell.time")
        self.setProperty("role", "bar")
        self._build(branch)
        self._time.changed.connect(self.refresh)
        self.refresh()

    def _build(self, branch: QAction) -> None:
        play = QToolButton(self)
        show_action(play, self._commands.play)
        play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("shell.time.slider")
        self._slider.setAccessibleName(say("Epoch that is shown"))
        self._slider.setToolTip(say("Drag to see charts, weights and classification as they were after an epoch."))
        self._slider.setPageStep(10)
        self._slider.valueChanged.connect(self._commands.go_to)
        self._label = QLabel(self)
        self._label.setObjectName("shell.time.label")
        self._newest = QToolButton(self)
        self._newest.setText(say("Newest"))
        self._newest.setObjectName("shell.time.newest.button")
        self._newest.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        stand_for(self._newest, self._commands.newest)
        self._branch = QToolButton(self)
        self._branch.setText(say("Branch from here"))
        self._branch.setAccessibleName(self._branch.text())
        self._branch.setIcon(icon("branch"))
        self._branch.setObjectName("shell.time.branch.button")
        self._branch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        stand_for(self._branch, branch)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.WIDE, theme.TIGHT, theme.WIDE, theme.TIGHT)
        row.setSpacing(theme.SPACE)
        row.addWidget(play)
        row.addWidget(self._label)
        row.addWidget(self._slider, 1)
        row.addWidget(self._newest)
        row.addWidget(self._branch)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        style = Qt.ToolButtonStyle
        roomy = width >= scaled(_ROOMY)
        self._branch.setToolButtonStyle(style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly)

    def refresh(self) -> None:
        """Shows where the shown run stands."""
        stops, place = self._time.stops, self._time.place
        self.setVisible(len(stops) > 1)
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(stops) - 1)
        self._slider.setValue(place)
        self._slider.blockSignals(False)
        self._label.setText(self._words())
        self._slider.setAccessibleDescription(self._label.text())  # its own figure counts the kept epochs
        widest = max(map(self._label.fontMetrics().horizontalAdvance, self._all_words()), default=0)
        self._label.setMinimumWidth(widest)  # the slider stays where it is while the figures change

    def _words(self) -> str:
        epoch = self._time.epoch
        if epoch is None:
            return say("Live") if is_running(self._studio.training.state) else say("Newest weights")
        return say("Before training") if epoch == 0 else say("Epoch {epoch}", epoch=epoch)

    def _all_words(self) -> tuple[str, ...]:
        last = max(self._time.kept, default=0)
        return say("Live"), say("Newest weights"), say("Before training"), say("Epoch {epoch}", epoch=last)
