"""The runs of the open project: the newest one's state, the shown one's curves and weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnstudio.app.curves import Curves
from nnstudio.app.engines import Engine, Engines
from nnstudio.app.notice_keys import RUN_ENDED, RUN_UNREADABLE, RUNS_NOTES
from nnstudio.app.observable import Signal
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.run_service import begin_run
from nnstudio.app.run_state import (
    Ended,
    Idle,
    Paused,
    RunState,
    Starting,
    Stopping,
    Training,
    fold,
    is_running,
    progress_of,
)
from nnstudio.app.studio import Notice, notice_of
from nnstudio.app.unkept import Unkept
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.store import Dataset
from nnstudio.disk.hold import Hold
from nnstudio.engine.messages import (
    BatchesDone,
    ContinueRun,
    ModelRef,
    PauseRun,
    RunEnded,
    RunEvent,
    RunKeptAgain,
    RunNotKept,
    RunPart,
    SnapshotWritten,
    StopRun,
)
from nnstudio.engine.questions import WeightsLoaded
from nnstudio.runs.history import RunSummary, ended_now
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_log import SnapshotLine
from nnstudio.runs.snapshots import newest_snapshot

RUNS_UNREADABLE = "runs unreadable"


class Runs:
    """Starts and steers the run, and shows runs that are kept.

    Attributes:
        changed: state, curves or model changed.
        runs_changed: the list of runs changed.
        noticed: a Notice for the person; withdrawn: the key of one whose cause is gone.
        shown_changed: another run is shown, or the shown one is over.
        ended: the run is over.
        state: what the newest run is doing.
        curves, run, model_project: the shown run's.
        epoch: whose weights of the shown run are used; None: the newest.
    """

    def __init__(self, engines: Engines, keeper: ProjectKeeper) -> None:
        self.changed: Signal[[]] = Signal()
        self.runs_changed: Signal[[]] = Signal()
        self.noticed: Signal[[Notice]] = Signal()
        self.withdrawn: Signal[[str]] = Signal()
        self.shown_changed: Signal[[]] = Signal()
        self.ended: Signal[[]] = Signal()
        self._engines = engines
        self._keeper = keeper
        self._engine: Engine | None = None
        self._own: int | None = None
        self._has_weights = False
        self._unkept = Unkept()
        self._unkept.noticed.connect(self.noticed.emit)
        self._unkept.withdrawn.connect(self.withdrawn.emit)
        self._marks: tuple[object, ...] | None = None
        self.state: RunState = Idle()
        self.curves = Curves()
        self.run: RunFolder | None = None
        self.epoch: int | None = None
        self.model_project: Project | None = None
        self.runs: tuple[RunSummary, ...] = ()

    @property
    def shown(self) -> int | None:
        """The number of the shown run."""
        return self.run.number if self.run else None

    @property
    def is_unkept(self) -> bool:
        """Whether something of this window's run waits in memory, as the disk refuses it."""
        return bool(self._unkept.parts)

    @property
    def is_live(self) -> bool:
        """Whether the shown run's weights are in an engine that trains them."""
        return is_running(self.state)

    def has_in_memory(self, model: ModelRef) -> bool:
        """Whether those weights are in the engine of this window's run alone: it trains them, or they aren't kept."""
        own = self._keeper.folder.run(self._own).path if self._own is not None else None
        is_own = model.epoch is None and own is not None and model.run_folder == str(own)
        return is_own and (self.is_live or "weights" in self._unkept.parts)

    @property
    def model(self) -> ModelRef | None:
        """The shown run's weights; None before it has any."""
        return ModelRef(str(self.run.path), self.epoch) if self.run and self._has_weights else None

    def show_newest(self) -> None:
        """Shows the open project's newest run, as after opening it."""
        self.state, self._own, self._marks = Idle(), None, None
        self._unkept.follow(None)
        self._show_nothing()
        self.refresh_runs()
        if self.runs:
            self.show(self.runs[0].number)
        self.changed.emit()
        self.shown_changed.emit()

    def show(self, number: int) -> None:
        """Shows a run that is kept. Not while one is under way."""
        if is_running(self.state):
            return
        run = self._keeper.folder.run(number)
        self.withdrawn.emit(RUN_UNREADABLE)
        try:
            run.check()
            self.model_project = run.read_project()
            self.curves = Curves.of(self._keeper.folder.history.epochs(number))
            self._has_weights = newest_snapshot(run.snapshots) is not None
        except StudioError as error:
            self._show_nothing()
            self._tell(error)
        else:
            if self.run is None or self.run.path != run.path:
                self.epoch = None
            self.run = run
        self.changed.emit()
        self.runs_changed.emit()
        self.shown_changed.emit()

    def use_epoch(self, run: RunFolder, epoch: int) -> None:
        """Uses the shown run's weights after that epoch from now on."""
        if self.run is not None and self.run.path == run.path and not is_running(self.state):
            self.epoch = epoch
            self.changed.emit()
            self.shown_changed.emit()

    def start(self, dataset: Dataset, backend: BackendName, *, batches: int, epochs: int) -> None:
        """Starts a run of the open project. Raises StudioError if it can't be written."""
        project = self._keeper.document.project
        self._engines.warm(backend)  # raises, if it does, before anything is written
        begun = begin_run(
            self._keeper.folder, project, dataset, backend, pause_after_batches=batches, pause_after_epochs=epochs
        )
        self._engine = self._engines.begin_run(backend)
        self.run, self.model_project, self._has_weights, self.epoch = begun.run, project, False, None
        self._own = begun.run.number
        self.curves = Curves()
        self.state = Starting()
        self._unkept.follow(self._own)
        self._engine.session.start_run(begun)
        self.refresh_runs()
        self.changed.emit()
        self.shown_changed.emit()

    def pause(self) -> None:
        """Pauses the run under way."""
        if self._engine is not None and isinstance(self.state, Training | Starting):
            self._engine.session.send(PauseRun())

    def resume(self, *, batches: int = 0, epochs: int = 0) -> None:
        """Continues a paused run; with a figure, only so far. A run that isn't paused pauses after that much."""
        if self._engine is not None and isinstance(self.state, Paused | Training):
            self._engine.session.send(ContinueRun(batches, epochs))

    def stop(self) -> None:
        """Asks the run to end; its process is ended if it gives no sign of life for five seconds."""
        if self._engine is not None and is_running(self.state) and not isinstance(self.state, Stopping):
            self.state = Stopping(progress_of(self.state))
            self._engine.session.send(StopRun())
            self.changed.emit()

    def take(self, event: RunEvent) -> None:
        """Takes up what the engine tells of the run."""
        self.state = fold(self.state, event)
        self.curves.record(event)
        match event:
            case SnapshotWritten():
                self._has_weights = True
            case RunNotKept(problem, part):
                self._unkept.add(problem, part)
            case RunKeptAgain(part):
                self._note_kept(part)
            case BatchesDone():
                self._engines.warm_next()
            case RunEnded():
                self._end(event)
            case _:
                pass
        self.changed.emit()

    def take_loaded(self, run: RunFolder, source: Path, answer: WeightsLoaded, hold: Hold) -> None:
        """Shows weights that came from a file, as a run of their own."""
        line = SnapshotLine(0, Path(answer.snapshot).name, answer.sha256)
        try:
            self._keeper.folder.history.add(run.number, line, ended_now("loaded", source.name))
        except StudioError as error:
            self._tell(error)
        hold.release()
        self.state = Idle()
        self.refresh_runs()
        self.show(run.number)

    def look_again(self) -> None:
        """Shows what other programs did to the project's runs meanwhile, and keeps what could not be kept before."""
        if self.is_unkept and self._engine is not None and self._engine.ended:
            if "weights" in self._unkept.parts:
                self._unkept.lose_weights()
            if "figures" in self._unkept.parts and not self._engine.session.keep_all():
                self._note_kept("figures")
        try:
            marks = self._keeper.folder.history.marks()
        except StudioError:
            return  # who asks for the runs is told
        if marks != self._marks:
            self._marks = marks
            self.refresh_runs()
            self._follow_shown()

    def _follow_shown(self) -> None:
        """Shows the curves of a run that another program trains as far as they are."""
        if is_running(self.state) or self.shown == self._own is not None:
            return
        if self.run is None and self.runs:
            self.show(self.runs[0].number)
            return
        summary = next((summary for summary in self.runs if summary.number == self.shown), None)
        if summary is not None and len(self.curves.epochs) != summary.epochs_done:
            self.show(summary.number)

    def _end(self, event: RunEnded) -> None:
        self._has_weights = self._has_weights or self.is_unkept
        self.refresh_runs()
        if event.status in ("failed", "crashed"):
            tail = self._engine.session.session.log_tail if self._engine else ""
            title = say("The run failed.") if event.status == "failed" else say("The run crashed.")
            fix = say("Nothing kept so far is lost. Train starts a new engine.")
            self.noticed.emit(Notice("error", f"{title} {event.message}", fix, tail, key=RUN_ENDED))
        self.ended.emit()
        self.shown_changed.emit()

    def _note_kept(self, part: RunPart) -> None:
        self._unkept.discard(part)
        if not self.is_unkept:
            self.refresh_runs()

    def _show_nothing(self) -> None:
        self.run, self.model_project, self._has_weights, self.epoch = None, None, False, None
        self.curves = Curves()

    def refresh_runs(self) -> None:
        """Reads the list of runs again. If that can't be done, what is known stays."""
        history = self._keeper.folder.history
        try:
            self.runs = history.runs()
        except StudioError as error:
            if not is_running(self.state):
                self.runs = ()
            self.noticed.emit(notice_of(error, RUNS_UNREADABLE))
        else:
            self.withdrawn.emit(RUNS_UNREADABLE)
        self.runs = tuple(self._as_known(summary) for summary in self.runs)
        if history.notes:
            self.noticed.emit(Notice("warning", "\n".join(history.notes), key=RUNS_NOTES))
        history.notes.clear()
        self.runs_changed.emit()

    def _as_known(self, summary: RunSummary) -> RunSummary:
        """This window's own run has ended even where that could not be written yet."""
        if summary.number == self._own and not summary.ended and isinstance(self.state, Ended):
            done = self.curves.epochs[-1].epoch if self.curves.epochs else 0
            return replace(summary, status=self.state.status, message=self.state.message, epochs_done=done)
        return summary

    def _tell(self, error: StudioError) -> None:
        self.noticed.emit(notice_of(error, RUN_UNREADABLE))
