"""Starting runs and keeping what they do: the same for the window and the command line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnstudio.app.curves import point_of
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.store import Dataset
from nnstudio.disk.hold import Hold
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.messages import (
    BatchesDone,
    Command,
    EngineReady,
    EpochDone,
    Event,
    RunEnded,
    RunEvent,
    RunKeptAgain,
    RunNotKept,
    RunStarted,
    SnapshotsDropped,
    SnapshotWritten,
    StartRun,
)
from nnstudio.engine.session import EngineSession
from nnstudio.runs.history import ended_now, resumed_now
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_log import (
    EngineNamed,
    Entry,
    EpochRecord,
    Resumed,
    SnapshotLine,
    SnapshotsGone,
    add_to_log,
    epoch_line,
)

BACKEND_TITLES: dict[BackendName, str] = {"tensorflow": "TensorFlow", "jax": "JAX"}
WRITE_SECONDS = 0.5
AGAIN_SECONDS = 5.0
Clock = Callable[[], float]


def engine_title(ready: EngineReady) -> str:
    """The engine for people, such as `TensorFlow 2.21.0 on CPU`."""
    return say(
        "{engine} on {device}", engine=f"{BACKEND_TITLES[ready.backend]} {ready.backend_version}", device=ready.device
    )


@dataclass(frozen=True)
class Resumption:
    """What a run that goes on is from then on.

    Attributes:
        project: with the epochs that it does now; None: as it was.
    """

    project: Project | None = None


class RunRecorder:
    """Keeps one run's events in its log.

    Short epochs are written together, every half second: a disk takes its time for each write. What can't be written
    waits in memory and is tried again every five seconds, for as long as anybody asks.

    Attributes:
        engine: which engine computes the run, for people.
        problem: why something waits; empty if nothing went wrong.
        is_over: whether the run has ended and all of it is written.
    """

    def __init__(self, run: RunFolder, clock: Clock = time.monotonic, *, resumption: Resumption | None = None) -> None:
        """`resumption`: of a run that goes on. If it ends before it does, nothing is kept of that."""
        self.engine = ""
        self.problem = ""
        self._run = run
        self._clock = clock
        self._batches: dict[str, list[float]] = {}
        self._waiting: list[Entry] = []
        self._resumption = resumption
        self._project: Project | None = None
        self._started = self._ended = False
        self._due = 0.0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to keep."""
        return self._ended and not self._waiting

    def record(self, event: Event) -> None:
        """Takes up what the event says, and writes it if it is time."""
        match event:
            case RunStarted():
                self._start(event)
            case BatchesDone():
                for name, values in event.figures.items():
                    self._batches.setdefault(name, []).extend(values)
            case EpochDone():
                batches = {name: np.array(values, np.float32) for name, values in self._batches.items()}
                self._batches = {}
                self._waiting.append(epoch_line(EpochRecord(point_of(event), batches)))
            case SnapshotWritten():
                name = event.path.replace("\\", "/").rsplit("/", 1)[-1]
                self._waiting.append(SnapshotLine(event.epoch, name, event.sha256))
            case SnapshotsDropped():
                self._waiting.append(SnapshotsGone(event.epochs))
            case RunEnded():
                if self._started or self._resumption is None:
                    self._waiting.append(ended_now(event.status, event.message))
                self._ended = True
                self.write()
            case _:
                pass
        self.write_if_due()

    def _start(self, event: RunStarted) -> None:
        self._started = True
        resumption = self._resumption
        if resumption is not None:
            self._project = resumption.project
            self._waiting.append(
                resumed_now(event.epochs_done, event.batches_done, further=resumption.project is not None)
            )
        self._waiting.append(EngineNamed(self.engine, event.fingerprint))

    def write_if_due(self) -> None:
        """Writes what waits, if the last time is long enough ago."""
        if self._waiting and self._clock() >= self._due:
            self.write()

    def write(self) -> None:
        """Writes what waits; what can't be written goes on waiting."""
        try:
            if self._project is not None:
                self._run.write_project(self._project)
                self._project = None
            add_to_log(self._run.files, self._waiting)
            if any(isinstance(entry, Resumed) for entry in self._waiting):
                self._run.tell_resumed()
        except StudioError as error:
            self.problem = str(error)
            self._due = self._clock() + AGAIN_SECONDS
        else:
            self._waiting = []
            self.problem = ""
            self._due = self._clock() + WRITE_SECONDS


class RecordedSession:
    """An engine session whose run is kept as its events pass by, on the thread that reads them.

    Trouble with keeping it is told as events (RunNotKept, RunKeptAgain), each once. Events of another run are dropped.
    """

    def __init__(self, session: EngineSession) -> None:
        self.session = session
        self.ready: EngineReady | None = None
        self._recorder: RunRecorder | None = None
        self._hold: Hold | None = None
        self._told = ""
        self._run = ""
        self._lock = threading.Lock()

    @property
    def blocks(self) -> Blocks:
        """The arrays of its questions and answers."""
        return self.session.blocks

    def start_run(self, begun: BegunRun) -> None:
        """Starts a run that `begin_run` prepared; the only one of this session that is kept."""
        if self._run:
            raise ValueError("this session had its run")
        self._run = begun.command.run_folder
        self._hold = begun.hold
        self._recorder = RunRecorder(begun.run, resumption=begun.resumption)
        self.session.send(begun.command)

    def send(self, command: Command) -> None:
        """As `EngineSession.send`."""
        self.session.send(command)

    def next_event(self, timeout: float | None = None) -> Event | None:
        """As `EngineSession.next_event`."""
        try:
            event = self.session.next_event(timeout)
        except EOFError:
            self.keep_all()
            raise
        if isinstance(event, EngineReady):
            self.ready = event
        if isinstance(event, RunEvent) and event.run != self._run:
            return None
        with self._lock:
            if self._recorder is not None:
                self._keep(self._recorder, event)
        return event

    def keep_all(self) -> str:
        """Writes what still waits, as nothing more will come, and gives why it can't; empty: all is kept."""
        with self._lock:
            if self._recorder is None:
                return ""
            self._recorder.write()
            self._let_go_if_over(self._recorder)
            return self._recorder.problem if self._recorder else ""

    def let_go(self) -> None:
        """Gives up what could not be kept."""
        with self._lock:
            self._recorder = None
            if self._hold is not None:
                self._hold.release()
                self._hold = None

    def _keep(self, recorder: RunRecorder, event: Event | None) -> None:
        recorder.engine = engine_title(self.ready) if self.ready else ""
        if event is None:
            recorder.write_if_due()
        else:
            recorder.record(event)
        if recorder.problem and not self._told:
            self.session.tell(RunNotKept(recorder.problem, "figures", run=self._run))
        elif self._told and not recorder.problem:
            self.session.tell(RunKeptAgain("figures", run=self._run))
        self._told = recorder.problem
        self._let_go_if_over(recorder)

    def _let_go_if_over(self, recorder: RunRecorder) -> None:
        """Lets others see that the run is over; not before that is written, or they would take it for crashed."""
        if recorder.is_over and self._hold is not None:
            self._hold.release()
            self._hold = None


@dataclass(frozen=True)
class BegunRun:
    """A run that is ready to start: its folder, which is held, and the command that starts it.

    Attributes:
        resumption: of a run that goes on.
    """

    run: RunFolder
    hold: Hold
    command: StartRun
    resumption: Resumption | None = None


def begin_run(
    folder: ProjectFolder,
    project: Project,
    dataset: Dataset,
    backend: BackendName,
    *,
    pause_after_batches: int = 0,
    pause_after_epochs: int = 0,
) -> BegunRun:
    """A new run of the project as it is. Raises StudioError if it can't be written."""
    run, hold = folder.begin_run(project, backend, data=dataset.content_hash, program="train")
    command = StartRun(
        str(run.path),
        project,
        str(dataset.folder),
        pause_after_batches=pause_after_batches,
        pause_after_epochs=pause_after_epochs,
    )
    return BegunRun(run, hold, command)
