"""The models that questions are about: the one in training, or one read from a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.data.scaling import Scale
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.learner import Learner
from nnstudio.engine.keras_backend.restoring import restore
from nnstudio.engine.keras_backend.training_run import TrainingRun
from nnstudio.engine.messages import ModelRef
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Position, epoch_name, most_bytes, newest_snapshot, read_position


@dataclass(frozen=True)
class Model:
    """A model that can be asked.

    Attributes:
        position: where in its run its weights stand.
        in_training: whether its weights may change between two steps of an answer; its data is on the device then.
    """

    learner: Learner
    position: Position
    in_training: bool = False


@dataclass(frozen=True)
class _Kept:
    """A model read from a snapshot, kept for the next question about it."""

    snapshot: tuple[Folder, str]
    changed: Stamp | None
    model: Model


class Models:
    """Finds the model that a question is about.

    Attributes:
        run: the run under way.
        unkept: a run that is over, and whose last state isn't on the disk.
    """

    def __init__(self) -> None:
        self.run: TrainingRun | None = None
        self.unkept: TrainingRun | None = None
        self._kept: _Kept | None = None

    def forget(self) -> None:
        """Lets go of all models, to make room for a run."""
        self.unkept = self._kept = None

    def find(self, asked: ModelRef) -> Model:
        """The model asked about. Raises StudioError if its weights aren't kept, or can't be read."""
        path = Path(asked.run_folder)
        for run in (self.run, self.unkept):
            if run is not None and run.folder == path and asked.epoch is None:
                scale = run.learner.scale
                return Model(
                    run.learner,
                    Position(max(0, run.epoch - 1), run.batch, scale.offsets, scale.factors),
                    in_training=True,
                )
        return self._read(RunFolder.at(path), asked.epoch)

    def _read(self, run: RunFolder, epoch: int | None) -> Model:
        name = _snapshot_of(run, epoch)
        snapshot, changed = (run.snapshots, name), run.snapshots.stamp(name)
        if self._kept is None or (self._kept.snapshot, self._kept.changed) != (snapshot, changed):
            self._kept = _Kept(snapshot, changed, Model(*read_learner(run, name)))
        return self._kept.model


def read_learner(run: RunFolder, name: str) -> tuple[Learner, Position]:
    """The run's network with the weights of that snapshot, and where it stands. Raises StudioError."""
    project = run.read_project()
    position = read_position(run.snapshots, name, most=most_bytes(project.network))
    learner = learner_of(project, Scale(position.offsets, position.factors))
    restore(learner, run.snapshots, name, project)
    return learner, position


def _snapshot_of(run: RunFolder, epoch: int | None) -> str:
    name = newest_snapshot(run.snapshots) if epoch is None else epoch_name(epoch)
    if name is None or run.snapshots.kind(name) is None:
        where, fix = say("Run {number}", number=run.number), say("Train, then try again.")
        raise StudioError(say("keeps no weights there."), where=where, fix=fix)
    return name
