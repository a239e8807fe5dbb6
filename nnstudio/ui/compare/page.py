"""The page: a table of all runs above, the chosen ones side by side below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from nnstudio.app.kept_runs import KeptRuns
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.run_state import is_running
from nnstudio.app.run_table import cell, runs_csv, table
from nnstudio.app.runs import Runs
from nnstudio.app.training import Trainer
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.disk.atomic import write_text
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui import theme
from nnstudio.ui.compare.comparison import MOST_COMPARED, Comparison, chosen_text
from nnstudio.ui.compare.curves_view import RunCurve
from nnstudio.ui.compare.filter_bar import RunsFilterBar
from nnstudio.ui.compare.runs_table import RunsTable
from nnstudio.ui.icons import IconLabel
from nnstudio.ui.kit.actions import make_action, offer_menu, separator
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.file_dialogs import choose_target
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.page import Page
from nnstudio.ui.run_words import bytes_text

PAUSE_MS = 60  # walking through rows with the keyboard compares only where one rests
NOT_SAVED = "compare: table not saved"


class ComparePage(Page):
    """All runs, and the chosen ones side by side."""

    def __init__(
        self,
        runs: Runs,
        kept: KeptRuns,
        training: Trainer,
        preferences: PreferenceStore,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("compare", parent)
        self._runs = runs
        self._kept = kept
        self._training = training
        self._preferences = preferences
        self._notices = notices
        self._projects: dict[int, tuple[str, Project]] = {}
        self._points: dict[int, tuple[tuple[object, ...], tuple[EpochPoint, ...]]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE_MS)
        self._build_commands()
        self._build()
        self._connect()

    def own_actions(self) -> Sequence[QAction]:
        line = self._lines
        return [*self.bar.commands, line[0], *self.comparison.commands, line[1], self._save_shown, self._save_all]

    def take_run_commands(self, actions: Sequence[QAction]) -> None:
        """Has a right click on the table, and the menu key, offer these."""
        offer_menu(self.table, actions)

    # Building --------------------------------------------------------------------------------------------------

    def _build_commands(self) -> None:
        self._lines = (separator(self), separator(self))
        self._save_shown = make_action(
            self,
            "save_shown",
            say("Save the table as CSV…"),
            say("Writes the rows and columns that are shown, for a spreadsheet."),
            self._on_save_shown,
            picture="download",
            page="compare",
        )
        self._save_all = make_action(
            self,
            "save_all",
            say("Save all figures as CSV…"),
            say("Writes the runs that are shown with everything that is known of them."),
            self._on_save_all,
            page="compare",
        )

    def _build(self) -> None:
        self.bar = RunsFilterBar(self._preferences, self)
        self.table = RunsTable(self._preferences, self)
        self.comparison = Comparison(self)
        self._told = ElidedLabel(self)
        self._told.setObjectName("compare.told")
        self._told.setProperty("role", "muted")
        above = QFrame(self)
        above.setProperty("role", "card")
        box = QVBoxLayout(above)
        box.setContentsMargins(1, theme.SPACE, 1, theme.TIGHT)
        box.setSpacing(theme.TIGHT)
        for widget, margin in ((self.bar, theme.SPACE), (self.table, 0), (self._told, 12)):
            row = QHBoxLayout()
            row.setContentsMargins(margin, 0, margin, 0)
            row.addWidget(widget)
            box.addLayout(row, int(widget is self.table))
        below = QFrame(self)
        below.setProperty("role", "card")
        inside = QVBoxLayout(below)
        inside.setContentsMargins(12, theme.TIGHT, 12, 12)
        inside.addWidget(self.comparison)
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setObjectName("compare.splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(above)
        self._splitter.addWidget(below)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setSizes([scaled(280), scaled(340)])
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.addWidget(self._splitter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(body)
        self._stack.addWidget(self._build_empty())

    def _build_empty(self) -> QWidget:
        text = QLabel(say("No runs yet.\nPress Train, and each run is listed here to be compared with others."), self)
        text.setObjectName("compare.empty")
        text.setProperty("role", "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setWordWrap(True)
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.addStretch(2)
        layout.addWidget(IconLabel("mdi6.compare", "muted", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(text)
        layout.addStretch(3)
        return holder

    def _connect(self) -> None:
        for signal in (self._runs.changed, self._kept.changed, self._runs.chosen_changed):
            signal.connect(self.mark_stale)
        self._preferences.changed.connect(self.mark_stale)
        self.bar.changed.connect(self.mark_stale)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.wanted.connect(self._on_wanted)
        self._rest.timeout.connect(self._compare)

    # Showing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the runs as they are now."""
        self._stack.setCurrentIndex(0 if self._runs.all else 1)
        self._kept.measure()
        self.bar.show_tags(self._runs.all)
        wanted = self.bar.filter
        shown = [run for run in self._runs.all if wanted.passes(run)]
        self.table.show_runs(shown, self._kept.sizes, self._chosen)
        sizes = self._kept.sizes
        size = bytes_text(sum(sizes.values())) if sizes else ""
        self._told.setText(chosen_text(len(shown), len(self._runs.all), len(self._runs.chosen), size))
        for action in (self._save_shown, self._save_all):
            action.setEnabled(bool(shown))
        self._rest.start()

    @property
    def _chosen(self) -> tuple[int, ...]:
        """The chosen runs; none is chosen before a person does: then it is the shown one."""
        shown = self._runs.shown
        return self._runs.chosen or ((shown,) if shown is not None else ())

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.table.chosen
        self._runs.choose(chosen)
        if len(chosen) == 1 and chosen[0] != self._runs.shown and not is_running(self._training.state):
            self._runs.show(chosen[0])

    @Slot(int)
    def _on_wanted(self, number: int) -> None:
        if not is_running(self._training.state):
            self._runs.show(number)

    @Slot()
    def _compare(self) -> None:
        """Reads what the chosen runs need, each once."""
        chosen = set(self._chosen)
        runs = [run for run in self.table.runs.rows if run.number in chosen]
        compared = runs[:MOST_COMPARED]
        curves = [RunCurve(run, self._points_of(run)) for run in compared]
        projects = {run.number: found for run in compared if (found := self._project_of(run)) is not None}
        self.comparison.show_runs(curves, projects, self._runs.all)

    def _points_of(self, run: RunSummary) -> tuple[EpochPoint, ...]:
        state = (run.started, run.epochs_done, run.status)
        held = self._points.get(run.number)
        if held is None or held[0] != state:
            try:
                held = (state, self._runs.points_of(run.number))
            except StudioError:
                return ()  # who asks for the list of runs is told
            self._points[run.number] = held
        return held[1]

    def _project_of(self, run: RunSummary) -> Project | None:
        held = self._projects.get(run.number)
        if held is None or held[0] != run.started:
            try:
                held = (run.started, self._runs.project_of(run.number))
            except StudioError:
                return None  # it has no settings to compare, which the table shows
            self._projects[run.number] = held
        return held[1]

    # Saving ----------------------------------------------------------------------------------------------------

    def _on_save_shown(self) -> None:
        columns, sizes = self.table.runs.columns, self._kept.sizes
        rows = [[cell(str(column.text(run, sizes))) for column in columns] for run in self.table.runs.rows]
        self._ask_where(say("Save the table"), table((say(column.title) for column in columns), rows))

    def _on_save_all(self) -> None:
        self._ask_where(say("Save all figures"), runs_csv(self.table.runs.rows))

    def _ask_where(self, title: str, text: str) -> None:
        def save(path: Path) -> None:
            try:
                write_text(path, text)
            except OSError as error:
                message = say("{path} could not be written: {reason}.", path=path, reason=error.strerror or error)
                self._notices.tell(Notice("error", message, key=NOT_SAVED))
            else:
                self._notices.withdraw(NOT_SAVED)

        filters = f"{say('Table')} (*.csv)"
        choose_target(self, title, "tables", "runs.csv", filters, ".csv", save)
