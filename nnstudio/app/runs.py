"""The runs of the open project, and the one that is shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from nnstudio.app.current_run import CurrentRun
from nnstudio.app.curves import Curves
from nnstudio.app.notice_keys import RUN_UNREADABLE, RUNS_NOTES
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.observable import Signal
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.run_state import Ended
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.disk.hold import Hold
from nnstudio.engine.messages import ModelRef, RunStarted
from nnstudio.engine.questions import WeightsLoaded
from nnstudio.runs.history import RunSummary, ended_now
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_log import EpochPoint, SnapshotLine
from nnstudio.runs.snapshots import newest_snapshot

RUNS_UNREADABLE = "runs unreadable"


class Runs:
    """The list of runs, and the shown one's curves and weights.

    Attributes:
        changed: the list changed, or another run is shown.
        shown_changed: the shown run's curves or weights changed otherwise than by training on.
        chosen_changed: others are chosen.
        chosen: the runs that commands are for and that are compared, newest first.
        all: the project's runs, newest first.
        curves: the figures of the shown run.
        folder: the shown run's.
        project: the project as it was when the shown run was trained (its network may differ from today's).
        epoch: whose weights of the shown run are used; None: the newest.
        has_weights: whether the shown run has any.
    """

    def __init__(self, keeper: ProjectKeeper, current: CurrentRun, notices: Notices) -> None:
        self.changed: Signal[[]] = Signal()
        self.shown_changed: Signal[[]] = Signal()
        self.chosen_changed: Signal[[]] = Signal()
        self.chosen: tuple[int, ...] = ()
        self.all: tuple[RunSummary, ...] = ()
        self.curves = Curves()
        self.folder: RunFolder | None = None
        self.project: Project | None = None
        self.epoch: int | None = None
        self.has_weights = False
        self._keeper = keeper
        self._current = current
        self._notices = notices
        self._marks: tuple[object, ...] | None = None
        self._end_is_kept = False  # whether the disk says that this window's newest run ended

    @property
    def shown(self) -> int | None:
        """The number of the run whose curves and weights are shown."""
        return self.folder.number if self.folder else None

    @property
    def model(self) -> ModelRef | None:
        """The shown run's weights; None before it has any."""
        return ModelRef(str(self.folder.path), self.epoch) if self.folder and self.has_weights else None

    def show_newest(self) -> None:
        """Shows the open project's newest run, as after opening it."""
        self._marks = None
        self._show_nothing()
        self.refresh()
        if self.all:
            self.show(self.all[0].number)
        self.shown_changed.emit()

    def show_moved(self) -> None:
        """Shows the same run as before, now that the project is in another folder."""
        shown, epoch = self.shown, self.epoch
        self._marks = None
        self._show_nothing()
        self.refresh()
        if shown is not None:
            self.show(shown)
            self.epoch = epoch if self.folder else None
        self.shown_changed.emit()

    def show(self, number: int) -> None:
        """Shows a run's curves and weights. Not while one is under way."""
        if self._current.is_running:
            return
        run = self._keeper.folder.run(number)
        self._notices.withdraw(RUN_UNREADABLE)
        try:
            run.check()
            self.project = run.read_project()
            self.curves = Curves.of(self._keeper.folder.history.epochs(number))
            self.has_weights = newest_snapshot(run.snapshots) is not None
        except StudioError as error:
            self._show_nothing()
            self._notices.tell_error(error, RUN_UNREADABLE)
        else:
            if self.folder is None or self.folder.path != run.path:
                self.epoch = None
            self.folder = run
            self._choose_shown()
        self.changed.emit()
        self.shown_changed.emit()

    def choose(self, numbers: Collection[int]) -> None:
        """Chooses these of the runs there are."""
        chosen = tuple(run.number for run in self.all if run.number in numbers)
        if chosen != self.chosen:
            self.chosen = chosen
            self.chosen_changed.emit()

    def points_of(self, number: int) -> tuple[EpochPoint, ...]:
        """The epochs of any run. Raises StudioError."""
        return self._keeper.folder.history.points(number)

    def project_of(self, number: int) -> Project:
        """The project as any run began with it. Raises StudioError."""
        return self._keeper.folder.run(number).read_project()

    def show_begun(self, run: RunFolder, project: Project) -> None:
        """Shows the run that begins now, or goes on, with what it did before."""
        self.folder, self.project, self.epoch = run, project, None
        self.has_weights, self.curves = False, Curves()
        try:
            self.has_weights = newest_snapshot(run.snapshots) is not None
            self.curves = Curves.of(self._keeper.folder.history.epochs(run.number))
        except StudioError as error:  # of its figures; it is trained all the same
            self._notices.tell_error(error, RUN_UNREADABLE)
        self.refresh()
        self._choose_shown()
        self.shown_changed.emit()

    def take_start(self, event: RunStarted) -> None:
        """The shown run begins, or goes on from there: what it did later holds no longer."""
        if self.curves.epochs:
            self.curves = self.curves.until(event.epochs_done)
            self.refresh()
            self.shown_changed.emit()

    def _choose_shown(self) -> None:
        """Several that a person chose to compare stay chosen."""
        if len(self.chosen) < 2 and self.shown is not None:
            self.choose((self.shown,))

    def use_epoch(self, run: RunFolder, epoch: int | None) -> None:
        """Uses the shown run's weights after that epoch from now on; None: the newest."""
        if self.folder is not None and self.folder.path == run.path:
            self.epoch = epoch
            self.shown_changed.emit()

    def take_loaded(self, run: RunFolder, source: Path, answer: WeightsLoaded, hold: Hold) -> None:
        """Shows weights that came from a file, as a run of their own."""
        line = SnapshotLine(0, Path(answer.snapshot).name, answer.sha256)
        try:
            self._keeper.folder.history.add(run.number, line, ended_now("loaded", source.name))
        except StudioError as error:
            self._notices.tell_error(error, RUN_UNREADABLE)
        hold.release()
        self.refresh()
        self.show(run.number)

    def look_again(self) -> None:
        """Shows what other programs did to the project's runs meanwhile."""
        try:
            marks = self._keeper.folder.history.marks()
        except StudioError:
            return  # who asks for the runs is told
        if marks != self._marks:
            self._marks = marks
            self.refresh()
            self._follow_shown()

    def refresh(self) -> None:
        """Reads the list of runs again. If that can't be done, what is known stays."""
        history = self._keeper.folder.history
        try:
            self.all = history.runs()
        except StudioError as error:
            if not self._current.is_running:
                self.all = ()
            self._notices.tell_error(error, RUNS_UNREADABLE)
        else:
            self._notices.withdraw(RUNS_UNREADABLE)
        self.all = tuple(self._as_known(summary) for summary in self.all)
        if history.notes:
            self._notices.tell(Notice("warning", "\n".join(history.notes), key=RUNS_NOTES))
        history.notes.clear()
        self.choose(self.chosen)
        self.changed.emit()

    def _follow_shown(self) -> None:
        """Shows the curves of a run that another program trains as far as they are."""
        is_own = self.shown == self._current.number is not None
        if self._current.is_running or (is_own and not self._end_is_kept):
            return
        if self.folder is None and self.all:
            self.show(self.all[0].number)
            return
        summary = next((summary for summary in self.all if summary.number == self.shown), None)
        if summary is None and self.all:
            self.show(self.all[0].number)  # another program deleted it
        elif summary is None and self.folder is not None and _is_gone(self.folder):
            self.show_newest()  # the last one as well
        if summary is not None and len(self.curves.epochs) != summary.epochs_done:
            if is_own:
                self._current.forget()  # another program went on with it
            self.show(summary.number)

    def _as_known(self, summary: RunSummary) -> RunSummary:
        """This window's own run has ended even where that could not be written yet.

        Once it is written, a run that is not over is one that another program goes on with.
        """
        state = self._current.state
        if summary.number != self._current.number:
            return summary
        if summary.ended or not isinstance(state, Ended):
            self._end_is_kept = isinstance(state, Ended)
            return summary
        if self._end_is_kept:
            self._current.forget()
            return summary
        done = self.curves.epochs[-1].epoch if self.curves.epochs else 0
        return replace(summary, status=state.status, message=state.message, epochs_done=done)

    def _show_nothing(self) -> None:
        self.folder, self.project, self.has_weights, self.epoch = None, None, False, None
        self.curves = Curves()


def _is_gone(run: RunFolder) -> bool:
    try:
        return run.files.parent.kind(run.files.inside[-1]) is None
    except StudioError:
        return False  # not known
