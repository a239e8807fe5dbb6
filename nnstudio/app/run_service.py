"""Starting runs and keeping their history: the same for the window and the command line."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

import numpy as np

from nnstudio.app.curves import point_of
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.arrays import Dataset
from nnstudio.engine.messages import (
    BatchesDone,
    Command,
    EngineOutput,
    EngineReady,
    EpochDone,
    Event,
    RunEnded,
    RunStarted,
    SnapshotsDropped,
    SnapshotWritten,
    StartRun,
)
from nnstudio.engine.session import EngineSession
from nnstudio.runs.history import EpochRecord, RunHistory
from nnstudio.runs.hold import Hold, is_held
from nnstudio.runs.project_folder import ProjectFolder, RunFolder

BACKEND_TITLES: dict[BackendName, str] = {"tensorflow": "TensorFlow", "jax": "JAX"}
WRITE_SECONDS = 0.5


def engine_title(ready: EngineReady) -> str:
    """The engine for people, such as `TensorFlow 2.21.0 on CPU`."""
    return say(
        "{engine} on {device}", engine=f"{BACKEND_TITLES[ready.backend]} {ready.backend_version}", device=ready.device
    )


@dataclass
class RunRecorder:
    """Keeps one run's events in its project's history.

    Short epochs are written together, every half second: a disk takes its time for each write.
    """

    history: RunHistory
    number: int
    engine: str = ""
    _losses: list[float] = field(default_factory=list)
    _accuracies: list[float] = field(default_factory=list)
    _epochs: list[EpochRecord] = field(default_factory=list)
    _snapshots: list[tuple[int, str, str]] = field(default_factory=list)
    _dropped: list[int] = field(default_factory=list)
    _written: float = -math.inf

    def record(self, event: Event) -> None:
        """Takes up what the event says. Raises StudioError if the history can't be written."""
        match event:
            case RunStarted():
                self.history.note_engine(self.number, self.engine)
            case BatchesDone():
                self._losses += event.losses
                self._accuracies += event.accuracies
            case EpochDone():
                losses, accuracies = np.array(self._losses, np.float32), np.array(self._accuracies, np.float32)
                self._losses, self._accuracies = [], []
                self._epochs.append(EpochRecord(point_of(event), losses, accuracies))
            case SnapshotWritten():
                name = event.path.replace("\\", "/").rsplit("/", 1)[-1]
                self._snapshots.append((event.epoch, name, event.sha256))
            case SnapshotsDropped():
                self._dropped += event.epochs
            case RunEnded():
                self._write()
                self.history.end(self.number, event.status, event.message)
            case _:
                pass
        self.write_if_due()

    def write_if_due(self) -> None:
        """Writes what waits, if the last time is long enough ago. Raises StudioError."""
        if time.monotonic() - self._written >= WRITE_SECONDS:
            self._write()

    def _write(self) -> None:
        """What could not be written waits for the next time."""
        if self._epochs or self._snapshots or self._dropped:
            self.history.add(self.number, epochs=self._epochs, snapshots=self._snapshots, dropped=self._dropped)
            self._epochs, self._snapshots, self._dropped = [], [], []
            self._written = time.monotonic()


class RecordedSession:
    """An engine session whose run is kept in the history as its events pass by, on the thread that reads them."""

    def __init__(self, session: EngineSession) -> None:
        self.session = session
        self.ready: EngineReady | None = None
        self._recorder: RunRecorder | None = None
        self._hold: Hold | None = None

    def start_run(self, folder: ProjectFolder, run: RunFolder, command: StartRun) -> None:
        """Starts a run that `begin_run` prepared."""
        self._hold = Hold(run.path)
        self._recorder = RunRecorder(folder.history, run.number)
        self.session.send(command)

    def send(self, command: Command) -> None:
        """As `EngineSession.send`."""
        self.session.send(command)

    def next_event(self, timeout: float | None = None) -> Event | None:
        """As `EngineSession.next_event`. A history that can't be written is told in the log; the run goes on."""
        event = self.session.next_event(timeout)
        if isinstance(event, EngineReady):
            self.ready = event
        if self._recorder is None:
            return event
        try:
            self._recorder.engine = engine_title(self.ready) if self.ready else ""
            if event is None:
                self._recorder.write_if_due()
            else:
                self._recorder.record(event)
        except StudioError as error:
            self.session.tell(EngineOutput(say("The history of runs: {problem}", problem=error) + "\n"))
        if isinstance(event, RunEnded):
            self._recorder = None
            self._let_go()
        return event

    def _let_go(self) -> None:
        """Lets others see that the run is over."""
        if self._hold is not None:
            self._hold.release()
            self._hold = None


def begin_run(
    folder: ProjectFolder,
    project: Project,
    dataset: Dataset,
    backend: BackendName,
    *,
    pause_after_batches: int = 0,
    pause_after_epochs: int = 0,
) -> tuple[RunFolder, StartRun]:
    """A new run of the project as it is: its folder, and the command that starts it."""
    run = folder.begin_run(project, backend)
    command = StartRun(
        str(run.path),
        project,
        str(dataset.folder),
        pause_after_batches=pause_after_batches,
        pause_after_epochs=pause_after_epochs,
    )
    return run, command


def bury_dead_runs(folder: ProjectFolder) -> None:
    """Ends the runs that were training when their program itself was ended. Raises StudioError.

    A run that another window or the command line trains now is left alone; one that was to hold weights from a file
    but never got them is taken out.
    """
    for summary in folder.history.runs():
        run = folder.run(summary.number)
        if summary.ended or is_held(run.path):
            continue
        if summary.status == "training":
            folder.history.end(run.number, "crashed", say("The program was ended while this run was training."))
        elif summary.status == "loaded":
            folder.forget_run(run)
