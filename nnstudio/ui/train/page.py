"""The page that trains: settings on the left; figures, charts, epochs and log on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.curves import Curves, NumbersWatch
from nnstudio.app.data import Data
from nnstudio.app.document import Document
from nnstudio.app.engine_report import EngineReport
from nnstudio.app.files import Files
from nnstudio.app.notices import Notices
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.run_ending import ending_of
from nnstudio.app.run_state import Ended, Idle
from nnstudio.app.runs import Runs
from nnstudio.app.shown_run import Loaded, ShownState, shown_state
from nnstudio.app.training import Trainer
from nnstudio.core.training.figures import LOSS
from nnstudio.core.words import Marked, mark, say, say_in
from nnstudio.engine.messages import EndStatus
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui import theme
from nnstudio.ui.kit.actions import make_action, separator
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.invitation import Invitation
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.page import Page
from nnstudio.ui.train.epoch_table import EpochTable, WholeRows
from nnstudio.ui.train.figure_row import FigureRow
from nnstudio.ui.train.figures import best_of, figures_of
from nnstudio.ui.train.log_pane import LogPane
from nnstudio.ui.train.remark import Remark
from nnstudio.ui.train.settings import Settings
from nnstudio.ui.train.shares import Shares
from nnstudio.ui.train.side import Side

if TYPE_CHECKING:
    from nnstudio.ui.train.charts_pane import ChartsPane

LEAST_WIDTH = 400
FRAME_MS = 33
SHARES = (5, 3)  # of the charts and of what is below them


class TrainPage(Page):
    """Settings and what comes of them, drawn at most 30 times a second.

    Attributes:
        drawn: how often the run has been drawn.
    """

    def __init__(
        self,
        document: Document,
        files: Files,
        data: Data,
        training: Trainer,
        runs: Runs,
        engine: EngineReport,
        preferences: PreferenceStore,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("train", parent)
        self._document = document
        self._files = files
        self._data = data
        self._training = training
        self._runs = runs
        self._engine = engine
        self._preferences = preferences
        self._notices = notices
        self.drawn = 0
        self._charts: ChartsPane | None = None
        self._followed: Curves | None = None
        self._epochs_seen = 0
        self._best: EpochPoint | None = None
        self._numbers = NumbersWatch()
        self._log_wanted = False
        self._log_known = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FRAME_MS)
        self._build_commands()
        self._build()
        self._edge, self._second_edge = separator(self), separator(self)
        self._connect()

    def edit_actions(self) -> Sequence[QAction]:
        return (self._table.copy, *self._log.commands)

    def own_actions(self) -> Sequence[QAction]:
        charts = self._charts.charts if self._charts is not None else ()
        shows = (self._edge, self._show_epochs, self._show_log)
        return [*(chart.menu.menuAction() for chart in charts), *shows, self._second_edge, *self._side.commands]

    # Building --------------------------------------------------------------------------------------------------

    def _build_commands(self) -> None:
        self._show_epochs = make_action(
            self,
            "show_epochs",
            say("Show epochs"),
            say("Shows the figures of each epoch as a table."),
            self._on_epochs_asked,
            page="train",
        )
        self._show_log = make_action(
            self,
            "show_log",
            say("Show log"),
            say("Shows what the engine wrote; the reason is often near the end."),
            self._on_log_asked,
            picture="log",
            page="train",
        )

    def _build(self) -> None:
        right = _Compact()
        self._stack = QStackedLayout(right)
        self._invitation = Invitation(
            self._document, self._data, self._training, self._engine, "train.empty", "chart", self
        )
        self._log_button = QPushButton(say("Show log"), self)
        self._log_button.setObjectName("train.empty.log")
        self._log_button.setProperty("role", "quiet")
        stand_for(self._log_button, self._show_log)
        self._invitation.add_below(self._log_button)
        self._stack.addWidget(self._invitation)
        self._stack.addWidget(self._build_run())
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._settings = Settings(self._document, self._data, self._training)
        self._settings.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        self._side = Side(self._settings, self._document, self._training, self._runs, self)
        row.addWidget(Columns(VerticalScroll(right), left=self._side, least=LEAST_WIDTH))

    def _build_run(self) -> QWidget:
        run = _Compact()
        self._figures = FigureRow(run)
        self._failure = Remark("train.failure", self._show_log, run)
        self._warning = Remark("train.warning", self._show_log, run)
        self._splitter = Shares(SHARES, run)
        self._table = EpochTable(run)
        self._log = LogPane(self._engine, self._runs, run)
        self._tabs = QTabWidget(run)
        self._tabs.setObjectName("train.tabs")
        self._tabs.addTab(WholeRows(self._table, run), say_in("a table of them", "Epochs"))
        self._tabs.addTab(self._log, say("Log"))
        self._splitter.addWidget(self._tabs)
        box = QVBoxLayout(run)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        box.setSpacing(theme.SPACE)
        for widget in (self._figures, self._failure, self._warning):
            box.addWidget(widget)
        box.addWidget(self._splitter, 1)
        return run

    def _connect(self) -> None:
        self._training.changed.connect(self._on_run_changed)
        for signal in (self._data.changed, self._engine.changed, self._runs.changed):
            signal.connect(self._on_run_changed)
        self._document.changed.connect(self._on_edited)
        self._timer.timeout.connect(self._draw)
        self._engine.output.connect(self._on_output)
        self._files.changed.connect(self._on_project)

    # Showing ---------------------------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._timer.isActive():
            self._timer.stop()
            self.mark_stale()

    def refresh(self) -> None:
        """Shows everything as it is now."""
        self._settings.refresh()
        self._draw()

    @Slot()
    def _draw(self) -> None:
        """Shows the run as it is now."""
        self.drawn += 1
        self._log_known = not self._log.is_empty
        self._settings.show_run()
        self._side.refresh()
        state = shown_state(self._training, self._runs)
        if self._is_empty(state):
            self._invitation.say(*self._invitation_words(state))
            self._log_button.setVisible(self._log_known)
            self._stack.setCurrentIndex(0)
            self._show_epochs.setEnabled(False)
            return
        self._show_epochs.setEnabled(True)
        charts = self._need_charts()
        self._stack.setCurrentIndex(1)
        self._follow(self._runs.curves)
        self._figures.show_figures(figures_of(state, self._best))
        self._show_remarks(state)
        charts.best_epoch = self._best.epoch if self._best else 0
        charts.draw()
        self._table.follow(self._runs.curves, charts.best_epoch)
        self._log.follow(state)

    def _is_empty(self, state: ShownState) -> bool:
        curves = self._runs.curves
        if self._log_wanted:
            return False
        return isinstance(state, Idle | Loaded) and not curves.epochs and not curves.batches

    def _invitation_words(self, state: ShownState) -> tuple[str, str]:
        """Why there are no curves, and what to do for some."""
        if isinstance(state, Loaded):
            return say("Weights from a file"), say(
                "Run {number} holds weights from {file}; it was not trained here, so it has no curves.",
                number=state.number,
                file=state.source,
            )
        if self._runs.all:
            return say("No run is shown"), say("Choose one in the list of runs, or train a new one.")
        return say("No run yet"), say(
            "Check the settings on the left, then train: loss and accuracy appear here while it learns."
        )

    def _need_charts(self) -> ChartsPane:
        """The charts, built when there is first something to see in them: pyqtgraph takes long to import."""
        if self._charts is None:
            from nnstudio.ui.train.charts_pane import ChartsPane

            self._charts = ChartsPane(self._training, self._runs, self._preferences, self._notices, self)
            self._splitter.insertWidget(0, self._charts)
        return self._charts

    def _follow(self, curves: Curves) -> None:
        """Looks at the epochs and batches that came since the last look."""
        if curves is not self._followed:
            self._followed, self._epochs_seen = curves, 0
            self._best, self._numbers = None, NumbersWatch()
        self._best = best_of(curves.epochs[self._epochs_seen :], self._best)
        self._epochs_seen = len(curves.epochs)
        self._numbers.follow(curves.batch(LOSS))

    def _show_remarks(self, state: ShownState) -> None:
        status, message = (state.status, state.message) if isinstance(state, Ended) else (None, "")
        ending = ending_of(status, message) if status is not None else None
        text, fix = (ending.text, ending.fix) if ending is not None else ("", "")
        self._failure.say("error", text, fix, with_log=self._log_known)
        self._warning.say("warning", *self._warning_texts(status, message), with_log=False)

    def _warning_texts(self, status: EndStatus | None, message: str) -> tuple[str, str]:
        """That the loss or the weights are not numbers, and what to do; both empty if they are."""
        if message and status in ("diverged", "stopped"):
            return say("Training diverged."), message
        if self._numbers.since is not None:
            text = mark("The loss is not a number since epoch {epoch}, batch {batch}.")
            fix = say("The steps have become too large: stop, lower the learning rate, and train again.")
            over = say("The steps became too large: lower the learning rate, and train again.")
            return self._with_place(text, self._numbers.since), over if status else fix
        if self._numbers.first is not None:
            text = mark("The loss was not a number in epoch {epoch}, batch {batch}; now it is one again.")
            return self._with_place(text, self._numbers.first), say("A lower learning rate avoids such leaps.")
        return "", ""

    def _with_place(self, text: Marked, batch: int) -> str:
        epoch, inside = divmod(batch, max(1, self._runs.curves.batches_per_epoch))
        return say(text, epoch=epoch + 1, batch=inside + 1)

    # Events ----------------------------------------------------------------------------------------------------

    def _on_run_changed(self) -> None:
        if not self.isVisible():
            self.mark_stale()
        elif not self._timer.isActive():
            self._timer.start()

    def _on_output(self, _: str) -> None:
        """The first output brings the way to the log."""
        if not self._log_known:
            self._on_run_changed()

    def _on_project(self) -> None:
        """Another project begins as its runs are, not with the log of the one before."""
        self._log_wanted = False
        self._side.forget()
        self._on_run_changed()

    def _on_edited(self, _: object) -> None:
        """Edits may take away what kept Train from starting."""
        self._on_run_changed()

    def _on_epochs_asked(self) -> None:
        self._tabs.setCurrentWidget(self._table)
        self._table.setFocus()

    def _on_log_asked(self) -> None:
        """Shows the log, if need be before there is any run."""
        self._log_wanted = True
        self._draw()
        self._tabs.setCurrentWidget(self._log)
        self._log.show_engine()


class _Compact(QWidget):
    """What would like to be higher than the page, but needn't scroll until it must."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)
