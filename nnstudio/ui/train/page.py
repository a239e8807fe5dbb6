"""The page that trains: settings on the left; figures, charts, epochs and log on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSplitter,
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
from nnstudio.app.run_state import Ended, Idle, is_running
from nnstudio.app.runs import Runs
from nnstudio.app.training import Trainer
from nnstudio.core.training.figures import LOSS
from nnstudio.core.words import Marked, mark, say, say_in
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import EpochPoint, RunStatus
from nnstudio.ui import theme
from nnstudio.ui.kit.actions import separator
from nnstudio.ui.kit.button_actions import ButtonActions
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.kit.invitation import Invitation
from nnstudio.ui.kit.scrolling import SidePanel, VerticalScroll
from nnstudio.ui.page import Page
from nnstudio.ui.train.epoch_table import EpochTable
from nnstudio.ui.train.figure_row import FigureRow
from nnstudio.ui.train.figures import best_of, figures_of, figures_of_past
from nnstudio.ui.train.log_pane import LogPane
from nnstudio.ui.train.remark import Remark
from nnstudio.ui.train.settings import Settings

if TYPE_CHECKING:
    from nnstudio.ui.train.charts_pane import ChartsPane

SIDE_WIDTH = 292
LEAST_WIDTH = 400
FRAME_MS = 33


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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FRAME_MS)
        self._build()
        self._edge = separator(self)
        self._own = ButtonActions(self, "log_copy", "log_clear")
        self._connect()

    def own_actions(self) -> Sequence[QAction]:
        charts = self._charts.charts if self._charts is not None else ()
        return [*(chart.menu.menuAction() for chart in charts), self._edge, *self._own.now()]

    # Building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        right = _Compact()
        self._stack = QStackedLayout(right)
        self._invitation = Invitation(
            self._document, self._data, self._training, self._engine, "train.empty", "chart", self
        )
        self._show_log = QPushButton(say("Show log"), self)
        self._show_log.setObjectName("train.empty.log")
        self._show_log.setProperty("role", "quiet")
        self._show_log.setToolTip(say("Shows what the engine has written so far."))
        self._invitation.add_below(self._show_log)
        self._stack.addWidget(self._invitation)
        self._stack.addWidget(self._build_run())
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Columns(VerticalScroll(right), left=self._build_side(), least=LEAST_WIDTH))

    def _build_side(self) -> QWidget:
        side = SidePanel(SIDE_WIDTH, self)
        self._settings = Settings(self._document, self._data, self._training)
        self._settings.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        side.fill(self._settings)
        return side

    def _build_run(self) -> QWidget:
        run = _Compact()
        self._figures = FigureRow(run)
        self._failure = Remark("train.failure", run)
        self._warning = Remark("train.warning", run)
        self._splitter = QSplitter(Qt.Orientation.Vertical, run)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._table = EpochTable(run)
        self._log = LogPane(self._engine, run)
        self._tabs = QTabWidget(run)
        self._tabs.setObjectName("train.tabs")
        self._tabs.addTab(self._table, say_in("a table of them", "Epochs"))
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
        self._failure.log_asked.connect(self._on_log_asked)
        self._show_log.clicked.connect(self._on_log_asked)
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
        self._settings.show_run()
        if self._is_empty():
            self._invitation.say(
                say("No run yet"),
                say("Check the settings on the left, then train: loss and accuracy appear here while it learns."),
            )
            self._show_log.setVisible(not self._log.is_empty)
            self._stack.setCurrentIndex(0)
            return
        charts = self._need_charts()
        self._stack.setCurrentIndex(1)
        self._follow(self._runs.curves)
        self._show_figures()
        self._show_remarks()
        charts.draw()
        self._table.follow(self._runs.curves, self._best.epoch if self._best else 0)

    def _is_empty(self) -> bool:
        curves = self._runs.curves
        if self._log_wanted:
            return False
        return isinstance(self._training.state, Idle) and not curves.epochs and not curves.batches

    def _need_charts(self) -> ChartsPane:
        """The charts, built when there is first something to see in them: pyqtgraph takes long to import."""
        if self._charts is None:
            from nnstudio.ui.train.charts_pane import ChartsPane

            self._charts = ChartsPane(self._training, self._runs, self._preferences, self._notices, self)
            self._splitter.insertWidget(0, self._charts)
            self._splitter.setStretchFactor(0, 3)
            self._splitter.setStretchFactor(1, 1)
            self._splitter.setSizes([360, 152])
        return self._charts

    def _follow(self, curves: Curves) -> None:
        """Looks at the epochs and batches that came since the last look."""
        if curves is not self._followed:
            self._followed, self._epochs_seen = curves, 0
            self._best, self._numbers = None, NumbersWatch()
        self._best = best_of(curves.epochs[self._epochs_seen :], self._best)
        self._epochs_seen = len(curves.epochs)
        self._numbers.follow(curves.batch(LOSS))

    def _show_figures(self) -> None:
        epochs = self._runs.curves.epochs
        if self._shows_newest():
            self._figures.show_figures(figures_of(self._training.state, epochs, self._best))
        else:
            self._figures.show_figures(figures_of_past(epochs, self._best))

    def _show_remarks(self) -> None:
        message = self._failure_message()
        fix = say("What was kept so far is not lost. Mend what the message names, then train again.")
        self._failure.say("error", message, fix if message else "", with_log=True)
        self._warning.say("warning", *self._warning_texts(), with_log=False)

    def _warning_texts(self) -> tuple[str, str]:
        """That the loss or the weights are not numbers, and what to do; both empty if they are."""
        status, message = self._end()
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

    def _failure_message(self) -> str:
        """Why the shown run ended before its time; empty if it didn't."""
        status, message = self._end()
        if status == "failed":
            return say("The run failed. {reason}", reason=message).strip()
        if status == "crashed":
            return say("The engine ended in the middle of the run. {reason}", reason=message).strip()
        return ""

    def _end(self) -> tuple[RunStatus | None, str]:
        """How the shown run ended, and what was said of it; None while it trains."""
        state = self._training.state
        if isinstance(state, Ended) and self._shows_newest():
            return state.status, state.message
        run = self._shown_summary()
        return (None, "") if run is None or is_running(state) else (run.status, run.message)

    def _shown_summary(self) -> RunSummary | None:
        return next((run for run in self._runs.all if run.number == self._runs.shown), None)

    def _shows_newest(self) -> bool:
        runs = self._runs.all
        return not runs or self._runs.shown in (None, runs[0].number)

    # Events ----------------------------------------------------------------------------------------------------

    def _on_run_changed(self) -> None:
        if not self.isVisible():
            self.mark_stale()
        elif not self._timer.isActive():
            self._timer.start()

    def _on_output(self, _: str) -> None:
        """The first output brings the way to the log."""
        if self._show_log.isHidden():
            self._on_run_changed()

    def _on_project(self) -> None:
        """Another project begins as its runs are, not with the log of the one before."""
        self._log_wanted = False
        self._on_run_changed()

    def _on_edited(self, _: object) -> None:
        """Edits may take away what kept Train from starting."""
        self._on_run_changed()

    @Slot()
    def _on_log_asked(self) -> None:
        """Shows the log, if need be before there is any run."""
        self._log_wanted = True
        self._draw()
        self._tabs.setCurrentWidget(self._log)
        self._log.focus_text()


class _Compact(QWidget):
    """What would like to be higher than the page, but needn't scroll until it must."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)
