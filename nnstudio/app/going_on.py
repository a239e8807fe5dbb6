"""Going on with a run, doing more epochs of it, and branching from it: the same for window and command line."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnstudio.app.run_service import BegunRun, Resumption
from nnstudio.core.errors import StudioError
from nnstudio.core.network import Network, titles
from nnstudio.core.network.inference import infer
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.store import Dataset
from nnstudio.engine.messages import StartRun
from nnstudio.runs.branch import Branch
from nnstudio.runs.going_on import resume_run
from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import epoch_name, newest_epoch

_DONE = ("finished", "diverged")


@dataclass(frozen=True)
class Pauses:
    """After how much a run pauses; 0: not."""

    batches: int = 0
    epochs: int = 0


def is_unfinished(run: RunSummary) -> bool:
    """Whether the run is over, but has not done what it was to do."""
    return run.status in ("stopped", "failed", "crashed")


def is_broken_off(run: RunSummary) -> bool:
    """Whether its process or its program ended under it."""
    return run.status == "crashed"


def obstacle_to_resuming(run: RunSummary, further: int) -> str:
    """Why that run can't go on by so many epochs more, in one sentence; empty if it can."""
    if run.status == "training":
        return say("Run {number} is being trained.", number=run.number)
    if run.status == "loaded":
        return say("Run {number} holds weights from a file: a branch of it can be trained.", number=run.number)
    if run.status in _DONE and not further:
        return say("Run {number} did all its epochs: say how many more it shall do.", number=run.number)
    return ""


@dataclass(frozen=True)
class Resuming:
    """A run that can go on.

    Attributes:
        project: that it is of from then on.
        backend: which computed it.
        resumption: what is kept of it once it does.
    """

    number: int
    project: Project
    backend: BackendName
    resumption: Resumption


def resuming_of(folder: ProjectFolder, run: RunSummary, further: int = 0) -> Resuming:
    """Going on with that run; with `further`, until so many epochs more are done. Raises StudioError if it can't."""
    obstacle = obstacle_to_resuming(run, further)
    if obstacle:
        raise StudioError(obstacle)
    project = folder.run(run.number).read_project()
    if not further:
        return Resuming(run.number, project, run.backend, Resumption())
    project = with_epochs(project, run.epochs_done + further)
    return Resuming(run.number, project, run.backend, Resumption(project))


def with_epochs(project: Project, epochs: int) -> Project:
    """The project with so many epochs in its plan."""
    return replace(project, training=replace(project.training, epochs=epochs))


def resume(
    folder: ProjectFolder, resuming: Resuming, dataset: Dataset, program: str, pauses: Pauses | None = None
) -> BegunRun:
    """The run, held, and the command that has it go on. Raises StudioError."""
    pauses = pauses or Pauses()
    run, hold = resume_run(folder, resuming.number, program)
    command = StartRun(
        str(run.path),
        resuming.project,
        str(dataset.folder),
        goes_on=True,
        further=resuming.resumption.project is not None,
        pause_after_batches=pauses.batches,
        pause_after_epochs=pauses.epochs,
    )
    return BegunRun(run, hold, command, resuming.resumption)


def branch_point(folder: ProjectFolder, number: int, epoch: int | None) -> int:
    """The epoch of that run from which a branch begins; without one, the last. Raises StudioError if it isn't kept."""
    snapshots = folder.run(number).snapshots
    found = newest_epoch(snapshots) if epoch is None else epoch
    if found is None or snapshots.kind(epoch_name(found)) is None:
        where = say("Run {number}", number=number)
        raise StudioError(say("keeps no weights there."), where=where, fix=say("Choose another epoch."))
    return found


def begin_branch(
    folder: ProjectFolder,
    origin: int,
    epoch: int,
    project: Project,
    dataset: Dataset,
    backend: BackendName,
    pauses: Pauses | None = None,
) -> BegunRun:
    """A new run of the project, which does its epochs after that one of the run `origin`. Raises StudioError."""
    source, pauses = folder.run(origin), pauses or Pauses()
    misfit = misfit_of(project.network, source.read_project().network)
    if misfit:
        where = say("Run {number}", number=origin)
        fix = say("Take that run's own network, or begin a new run.")
        raise StudioError(say("Its weights do not fit this network: {reason}.", reason=misfit), where=where, fix=fix)
    project = with_epochs(project, epoch + project.training.epochs)
    records = tuple(record for record in folder.history.epochs(origin) if record.point.epoch <= epoch)
    branch = Branch(origin, epoch, records)
    run, hold = folder.begin_run(project, backend, data=dataset.content_hash, program="train", branch=branch)
    command = StartRun(
        str(run.path),
        project,
        str(dataset.folder),
        branch_from=str(source.snapshots.path / epoch_name(epoch)),
        pause_after_batches=pauses.batches,
        pause_after_epochs=pauses.epochs,
    )
    return BegunRun(run, hold, command)


def misfit_of(network: Network, trained: Network) -> str:
    """Where the weights of one network don't fit another one, in words; empty if all do."""
    theirs, names = _shapes_of(trained), titles(network)
    for node, shapes in _shapes_of(network).items():
        if theirs.get(node) != shapes:
            return say("{layer} has other weights there, or none", layer=names[node])
    return ""


def _shapes_of(network: Network) -> dict[str, tuple[tuple[int, ...], ...]]:
    """The shapes of each layer's weights by node, of layers that have some."""
    inferred = infer(network)
    arrays = {node.id: node.layer.arrays(inferred.inputs.get(node.id, ())) for node in network.nodes}
    return {node: tuple(tuple(array.shape) for array in found) for node, found in arrays.items() if found}
