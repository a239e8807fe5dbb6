"""Where a run begins: at its first batch, where it was, or where another run was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.training.figures import VALIDATION
from nnstudio.core.words import joined, say
from nnstudio.data.parts import Parts
from nnstudio.data.scaling import Scale
from nnstudio.disk.folder import Folder
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.learner import Learner
from nnstudio.engine.keras_backend.restoring import new_learner, restore, scale_for
from nnstudio.engine.keras_backend.whole_state import check_state, take_optimizer, take_state
from nnstudio.engine.messages import StartRun
from nnstudio.runs.going_on import Place, place_to_go_on
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_log import KeptRun, epoch_record, kept_run
from nnstudio.runs.snapshots import (
    BATCHES,
    OPTIMIZER,
    SECONDS,
    Forms,
    epoch_name,
    most_bytes,
    read_chosen,
    read_position,
)


@dataclass(frozen=True)
class Beginning:
    """What is done of a run before its first step now.

    Attributes:
        epoch: epochs that are done.
        batch: batches done of the next one.
        batches: their figures by name, (batch,) each.
        seconds: that they took.
        kept: what the run's log says of the epochs before.
        is_kept: whether the state that it begins from is on the disk, as this run's own.
        further: whether more epochs are done than were asked for before, and none of these is done.
        notes: what to know of how it goes on.
    """

    epoch: int = 0
    batch: int = 0
    batches: Mapping[str, npt.NDArray[np.float32]] = field(default_factory=dict)
    seconds: float = 0.0
    kept: KeptRun = field(default_factory=KeptRun)
    is_kept: bool = False
    further: bool = False
    notes: tuple[str, ...] = ()

    def with_validation(self, batches: int) -> Beginning:
        """From the end of the last epoch's batches where it was not validated, as the run was stopped meanwhile."""
        line, begun = self.kept.lines.get(self.epoch), self.kept.begun
        if begun is not None and self.epoch <= begun.origin_epoch:
            return self  # another run's, which may not have validated
        if self.batch or line is None or any(name.startswith(VALIDATION) for name in line.point.figures):
            return self
        record = epoch_record(line)
        if any(len(values) != batches for values in record.batches.values()) or not record.batches:
            return self
        self.kept.cut(self.epoch - 1)
        return replace(self, epoch=self.epoch - 1, batch=batches, batches=record.batches, seconds=record.point.seconds)


def begin(command: StartRun, parts: Parts) -> tuple[Learner, Beginning]:
    """The learner with the state that the run begins with, and where that stands. Raises StudioError."""
    scale = scale_for(command.project, parts)
    if not (command.goes_on or command.branch_from):
        return new_learner(command, scale), Beginning()
    run = RunFolder.at(Path(command.run_folder))
    kept = kept_run(run.files)
    place = Place()
    if command.goes_on:
        batches = command.project.training.batches(len(parts.rows["training"]))
        place = place_to_go_on(run, kept, most=most_bytes(command.project.network), batches=batches)
    if place.snapshot:
        return _go_on(command, run, kept, place)
    source = command.branch_from or _source_of(run, kept)
    if source:
        return _branch(command, scale, kept, Path(source))
    if kept.begun is not None and kept.begun.status == "loaded":
        raise StudioError(say("keeps no weights that can be used."), where=say("Run {number}", number=run.number))
    kept.cut(0)
    return new_learner(command, scale), Beginning(kept=kept, notes=_damage(place, say("its beginning")))


def _go_on(command: StartRun, run: RunFolder, kept: KeptRun, place: Place) -> tuple[Learner, Beginning]:
    """The run's own state there."""
    most = most_bytes(command.project.network)
    position = read_position(run.snapshots, place.snapshot, most=most)
    learner = learner_of(command.project, Scale(position.offsets, position.factors))

    def choose(forms: Forms) -> tuple[str, ...]:
        try:
            names = check_state(learner, forms)
        except ValueError as error:
            raise _misfit(run.number, error) from error
        return (*names, *(name for name in forms if name.startswith(BATCHES) or name == SECONDS))

    tensors = read_chosen(run.snapshots, place.snapshot, choose, most=most)
    take_state(learner, tensors)
    kept.cut(place.epoch)
    batches = {name.removeprefix(BATCHES): values for name, values in tensors.items() if name.startswith(BATCHES)}
    return learner, Beginning(
        place.epoch,
        place.batch,
        {name: values.astype(np.float32) for name, values in batches.items()},
        float(tensors[SECONDS]) if SECONDS in tensors else 0.0,
        kept,
        is_kept=True,
        further=command.further or kept.further,
        notes=_damage(place, _place_text(place)),
    )


def _branch(command: StartRun, scale: Scale, kept: KeptRun, source: Path) -> tuple[Learner, Beginning]:
    """The other run's state after an epoch: its weights, and what its optimiser knows where this one is alike."""
    run = RunFolder.at(source.parent.parent)
    before = run.read_project()
    position = read_position(run.snapshots, source.name, most=most_bytes(before.network))
    learner, other = learner_of(command.project, scale), learner_of(before, scale)
    restore(learner, run.snapshots, source.name, command.project, say("Run {number}", number=run.number))
    notes: tuple[str, ...] = ()
    if not _knows_optimizer(other, run.snapshots, source.name, before) or not take_optimizer(
        learner, other, command.project.training, before.training
    ):
        notes = (say("The optimiser begins anew: it is another one than that of run {number}.", number=run.number),)
    kept.cut(position.epoch)
    return learner, Beginning(position.epoch, kept=kept, notes=notes)


def _knows_optimizer(other: Learner, snapshots: Folder, name: str, project: Project) -> bool:
    """Gives the other run's optimiser its state; False if the snapshot doesn't hold that."""

    def choose(forms: Forms) -> tuple[str, ...]:
        try:
            return check_state(other, forms, OPTIMIZER)
        except ValueError:
            return ()

    tensors = read_chosen(snapshots, name, choose, most=most_bytes(project.network))
    if tensors:
        take_state(other, tensors, OPTIMIZER)
    return bool(tensors)


def _source_of(run: RunFolder, kept: KeptRun) -> str:
    """The snapshot of another run that this one, which keeps none itself, began from; empty: there is none."""
    if kept.begun is None or not kept.begun.origin:
        return ""
    origin = RunFolder(kept.begun.origin, run.files.parent / str(kept.begun.origin))
    return str(origin.snapshots.path / epoch_name(kept.begun.origin_epoch))


def _damage(place: Place, instead: str) -> tuple[str, ...]:
    """That further states can't be used, and from where the run goes on instead."""
    if not place.damaged:
        return ()
    return (say("It goes on from {place}: {problem}", place=instead, problem=joined(place.damaged, "; ")),)


def _place_text(place: Place) -> str:
    if place.batch:
        return say("batch {batch} of epoch {epoch}", batch=place.batch, epoch=place.epoch + 1)
    return say("the end of epoch {epoch}", epoch=place.epoch) if place.epoch else say("its beginning")


def _misfit(number: int, error: ValueError) -> StudioError:
    return StudioError(
        say("Its weights do not fit its network: {reason}.", reason=error), where=say("Run {number}", number=number)
    )
