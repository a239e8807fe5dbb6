"""Runs that are kept in their logs as a program keeps them, on an engine of a test's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from nnstudio.app.going_on import begin_branch, resume, resuming_of
from nnstudio.app.run_service import BegunRun, RecordedSession, begin_run
from nnstudio.core.augmentation import Flip, Shift
from nnstudio.core.layers import BatchNormalization, Dense, Dropout, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName, CosineDecay
from nnstudio.engine.messages import ContinueRun, Event, RunEnded, RunPaused, RunStarted, StopRun
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_log import EpochRecord
from nnstudio.runs.snapshots import Array, newest_snapshot, read_tensors
from tests.support.engines import dataset_of, digits_project

PATIENCE = 120.0
Look = Callable[[EngineSession, Event], None]


def stateful_project(epochs: int = 2, *, streamed: bool = False) -> Project:
    """One whose steps depend on all that there is: dropout, moving averages, moments, a schedule, the order of samples.

    Streamed, its samples are changed by chance as well.
    """
    project = digits_project(epochs, batch_size=128, schedule=CosineDecay(decay_steps=30), learning_rate=0.01)
    layers = (Input((8, 8, 1)), Flatten(), Dense(12), BatchNormalization(), Dropout(0.3), Dense(10, "softmax"))
    project = replace(project, network=chain_network(*layers))
    changes = (Flip(), Shift()) if streamed else ()
    return replace(project, data=replace(project.data, augmentation=changes, training_limit=1000))


@dataclass
class Ground:
    """A project on the disk, and engines that train its runs.

    Attributes:
        events: what was told of the last run.
    """

    folder: ProjectFolder
    backend: BackendName
    session: EngineSession
    events: list[Event] = field(default_factory=list)

    @staticmethod
    def open(path: Path, backend: BackendName) -> Ground:
        """Starts an engine; runs go to a project under `path`."""
        folder = ProjectFolder.create(path / "ground.nnstudio", digits_project())
        return Ground(folder, backend, EngineSession(backend))

    def follow(self, begun: BegunRun, look: Look = lambda *_: None, session: EngineSession | None = None) -> RunEnded:
        """Trains what was begun to its end; `look` sees each event, with the engine."""
        engine = session or self.session
        recorded = RecordedSession(engine)
        recorded.start_run(begun)
        self.events = []
        while True:
            event = recorded.next_event(PATIENCE)
            assert event is not None, self.events[-3:]
            self.events.append(event)
            look(engine, event)
            if isinstance(event, RunEnded):
                recorded.keep_all()
                return event

    def begin(self, project: Project, **pauses: int) -> BegunRun:
        """A new run."""
        return begin_run(self.folder, project, dataset_of(project), self.backend, **pauses)

    def train(self, project: Project) -> RunFolder:
        """A new run, trained to its end."""
        begun = self.begin(project)
        ended = self.follow(begun)
        assert ended.status == "finished", ended
        return begun.run

    def stop_after(self, begun: BegunRun, batches: int) -> RunEnded:
        """Trains so many batches of it from where it is, and stops it there."""
        begun = replace(begun, command=replace(begun.command, pause_after_batches=batches))
        return self.follow(begun, stop_where_it_pauses)

    def go_on(self, number: int, further: int = 0) -> BegunRun:
        """The run, to go on."""
        summary = self.folder.history.run(number)
        assert summary is not None
        resuming = resuming_of(self.folder, summary, further)
        return resume(self.folder, resuming, dataset_of(resuming.project), "train")

    def branch(self, origin: int, epoch: int, project: Project) -> BegunRun:
        """A branch of that run."""
        return begin_branch(self.folder, origin, epoch, project, dataset_of(project), self.backend)

    @property
    def started(self) -> RunStarted:
        """How the last run began."""
        return next(event for event in self.events if isinstance(event, RunStarted))

    def close(self) -> None:
        """Ends the engine."""
        self.session.close()


def stop_where_it_pauses(engine: EngineSession, event: Event) -> None:
    """Stops a run inside an epoch; at an epoch's end, where there is nothing inside, it goes on for a batch."""
    if isinstance(event, RunPaused):
        engine.send(StopRun())
        engine.send(ContinueRun())


def final_state(run: RunFolder) -> dict[str, Array]:
    """All of the run's newest snapshot."""
    newest = newest_snapshot(run.snapshots)
    assert newest is not None
    return read_tensors(run.snapshots, newest)


def story(folder: ProjectFolder, run: RunFolder) -> list[tuple[object, ...]]:
    """The run's epochs as they are kept, times apart, for comparing bit for bit."""
    return [told(record) for record in ProjectFolder(folder.path).history.epochs(run.number)]


def told(record: EpochRecord) -> tuple[object, ...]:
    """An epoch without its times."""
    figures = tuple((name, float(value).hex()) for name, value in record.point.figures.items())
    return record.point.epoch, figures, {name: values.tobytes() for name, values in record.batches.items()}
