"""Learners with fresh weights, or with those of a snapshot."""

from __future__ import annotations

from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.data.parts import Parts
from nnstudio.data.scaling import Scale, scale_of
from nnstudio.disk.folder import Folder
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.learner import Learner
from nnstudio.engine.messages import StartRun
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Forms, most_bytes, read_chosen


def scale_for(project: Project, parts: Parts) -> Scale:
    """How the project brings this data's pixels to its network; figures come from its training samples alone."""
    return scale_of(parts.dataset, project.data.scaling, parts.rows["training"], inverted=project.data.inverted)


def new_learner(command: StartRun, scale: Scale) -> Learner:
    """A learner for a run: fresh weights from the seed, or those of a snapshot."""
    learner = learner_of(command.project, scale)
    if command.start_from:
        start = Path(command.start_from)
        restore(learner, RunFolder.at(start.parent.parent).snapshots, start.name, command.project)
    return learner


def restore(learner: Learner, folder: Folder, name: str, project: Project, of: str = "") -> None:
    """Takes over the snapshot's weights; shapes are compared before any is read. Raises StudioError.

    `of`: whose weights they are, in words, where they are not the run's own.
    """

    def choose(forms: Forms) -> tuple[str, ...]:
        try:
            return learner.needed(forms)
        except ValueError as error:
            where = str(folder.path / name)
            message = say("does not fit its run's network: {reason}.", reason=error)
            if of:
                message = say("Its weights do not fit this network: {reason}.", reason=error)
            raise StudioError(message, where=of or where) from error

    learner.restore(read_chosen(folder, name, choose, most=most_bytes(project.network)))
