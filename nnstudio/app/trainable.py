"""Whether a project's split leaves anything to learn from."""

from __future__ import annotations

from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.split import Split
from nnstudio.data.parts import check_trainable, parts_of
from nnstudio.data.store import Dataset

_Key = tuple[Dataset, Split, Edits, int, float]


class Trainable:
    """Finds that out once for each data and its edits: it takes a look at every sample."""

    def __init__(self) -> None:
        self._key: _Key | None = None
        self._problem = ""

    def problem(self, dataset: Dataset, project: Project) -> str:
        """Why there is nothing to learn from; empty if there is something. Without edits there always is."""
        data = project.data
        if not data.edits.groups:
            return ""
        key = (dataset, data.split, data.edits, data.training_limit, project.training.validation_share)
        if key != self._key:
            self._key, self._problem = key, _problem_of(dataset, project)
        return self._problem


def _problem_of(dataset: Dataset, project: Project) -> str:
    try:
        check_trainable(parts_of(dataset, project))
    except StudioError as error:
        return str(error)
    return ""
