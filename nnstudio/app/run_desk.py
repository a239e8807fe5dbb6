"""The runs of the open project: the newest one's state, the shown one's curves and weights."""

from __future__ import annotations

from pathlib import Path

from nnstudio.app.curves import Curves
from nnstudio.app.engines import Engine, Engines
from nnstudio.app.observable import Signal
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.run_service import begin_run
from nnstudio.app.run_state import Idle, Paused, RunState, Starting, Stopping, Training, fold, is_running, progress_of
from nnstudio.app.studio import Notice, notice_of
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.arrays import Dataset
from nnstudio.engine.messages import (
    ContinueRun,
    ModelRef,
    PauseRun,
    RunEnded,
    RunEvent,
    SnapshotWritten,
    StopRun,
    WeightsLoaded,
)
from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import RunFolder
from nnstudio.runs.snapshots import newest_snapshot


class RunDesk:
    """Starts and steers the run, and shows runs that are kept.

    Attributes:
        changed: state, curves or model changed.
        runs_changed: the list of runs changed.
        noticed: a Notice for the person.
        ended: the run is over.
        state: what the newest run is doing.
        curves, run, model_project: the shown run's.
    """

    def __init__(self, engines: Engines, keeper: ProjectKeeper) -> None:
        self.changed: Signal[[]] = Signal()
        self.runs_changed: Signal[[]] = Signal()
        self.noticed: Signal[[Notice]] = Signal()
        self.ended: Signal[[]] = Signal()
        self._engines = engines
        self._keeper = keeper
        self._engine: Engine | None = None
        self._has_weights = False
        self.state: RunState = Idle()
        self.curves = Curves()
        self.run: RunFolder | None = None
        self.model_project: Project | None = None
        self.runs: tuple[RunSummary, ...] = ()

    @property
    def shown(self) -> int | None:
        """The number of the shown run."""
        return self.run.number if self.run else None

    @property
    def is_live(self) -> bool:
        """Whether the shown run's weights are in an engine that trains them."""
        return is_running(self.state)

    @property
    def backend(self) -> BackendName:
        """The backend of the run under way."""
        return self._engine.backend if self._engine else "tensorflow"

    @property
    def model(self) -> ModelRef | None:
        """The shown run's weights; None before it has any."""
        return ModelRef(str(self.run.path)) if self.run and self._has_weights else None

    def show_newest(self) -> None:
        """Shows the open project's newest run, as after opening it."""
        self.state = Idle()
        self._show_nothing()
        self.refresh_runs()
        if self.runs:
            self.show(self.runs[0].number)
        self.changed.emit()

    def show(self, number: int) -> None:
        """Shows a run that is kept. Not while one is under way."""
        if is_running(self.state):
            return
        run = self._keeper.folder.run(number)
        try:
            self.model_project = run.read_project()
            self.curves = Curves.of(self._keeper.folder.history.epochs(number))
        except StudioError as error:
            self._show_nothing()
            self._tell(error)
        else:
            self.run = run
            self._has_weights = newest_snapshot(run.snapshots) is not None
        self.changed.emit()
        self.runs_changed.emit()

    def start(self, dataset: Dataset, backend: BackendName, *, batches: int, epochs: int) -> None:
        """Starts a run of the open project. Raises StudioError if it can't be written."""
        folder = self._keeper.folder
        project = self._keeper.document.project
        run, command = begin_run(
            folder, project, dataset, backend, pause_after_batches=batches, pause_after_epochs=epochs
        )
        self._engine = self._engines.use_fresh(backend)
        self._engine.used = True
        self.run, self.model_project, self._has_weights = run, project, False
        self.curves = Curves()
        self.state = Starting()
        self._engine.session.start_run(folder, run, command)
        self.refresh_runs()
        self.changed.emit()

    def pause(self) -> None:
        """Pauses the run under way."""
        if self._engine is not None and isinstance(self.state, Training | Starting):
            self._engine.session.send(PauseRun())

    def resume(self, *, batches: int = 0, epochs: int = 0) -> None:
        """Continues a paused run; with a figure, only so far. A run that isn't paused pauses after that much."""
        if self._engine is not None and isinstance(self.state, Paused | Training):
            self._engine.session.send(ContinueRun(batches, epochs))

    def stop(self) -> None:
        """Asks the run to end; its process is ended if it doesn't within five seconds."""
        if self._engine is not None and is_running(self.state) and not isinstance(self.state, Stopping):
            self.state = Stopping(progress_of(self.state))
            self._engine.session.send(StopRun())
            self.changed.emit()

    def take(self, event: RunEvent) -> None:
        """Takes up what the engine tells of the run."""
        self.state = fold(self.state, event)
        self.curves.record(event)
        if isinstance(event, SnapshotWritten):
            self._has_weights = True
        elif isinstance(event, RunEnded):
            self._end(event)
        self.changed.emit()

    def take_loaded(self, run: RunFolder, source: Path, answer: WeightsLoaded) -> None:
        """Shows weights that came from a file, as a run of their own."""
        history = self._keeper.folder.history
        try:
            history.add_snapshot(run.number, 0, Path(answer.snapshot).name, answer.sha256)
            history.end(run.number, "loaded", source.name)
        except StudioError as error:
            self._tell(error)
        self.state = Idle()
        self.refresh_runs()
        self.show(run.number)

    def _end(self, event: RunEnded) -> None:
        if self.run is not None:
            self._has_weights = newest_snapshot(self.run.snapshots) is not None
        self.refresh_runs()
        if event.status in ("failed", "crashed"):
            tail = self._engine.session.session.log_tail if self._engine else ""
            title = say("The run failed.") if event.status == "failed" else say("The run crashed.")
            fix = say("Nothing kept so far is lost. Train starts a new engine.")
            self.noticed.emit(Notice("error", f"{title} {event.message}", fix, tail))
        self.ended.emit()

    def _show_nothing(self) -> None:
        self.run, self.model_project, self._has_weights = None, None, False
        self.curves = Curves()

    def refresh_runs(self) -> None:
        """Reads the list of runs again."""
        try:
            self.runs = self._keeper.folder.history.runs()
        except StudioError as error:
            self.runs = ()
            self._tell(error)
        self.runs_changed.emit()

    def _tell(self, error: StudioError) -> None:
        self.noticed.emit(notice_of(error))
