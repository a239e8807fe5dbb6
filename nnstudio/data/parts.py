"""Which samples learn, validate and test, and what is to be learned of each: the split, with the project's edits.

The window, the engine and the command line all ask here, so that they speak of the same samples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.sources import Classes, DataPlan
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.split import PARTS, Part, Split
from nnstudio.core.words import say
from nnstudio.data.order import MOST_SHARE, Rows, fold_rows, split_rows
from nnstudio.data.sample_reader import SampleReader
from nnstudio.data.samples import class_weights
from nnstudio.data.store import Dataset

_NOT_EDITED, _EXCLUDED = -1, len(PARTS)


@dataclass(frozen=True, eq=False)
class Parts:
    """The samples of each part. A row counts all samples: those of x_train, then those of x_test.

    Attributes:
        dataset: the data itself, as it was read.
        rows: of each part, sorted; a row is in one of them at the most.
        targets: (rows, ...) what is to be learned of each sample.
        excluded: rows that a person left out.
        lost: how many edits are of samples, or classes, that the data doesn't have any more.
    """

    dataset: Dataset
    rows: Mapping[Part, Rows]
    targets: NDArray[Any]
    excluded: Rows
    lost: int = 0

    @property
    def size(self) -> int:
        """How many samples the data has in all."""
        return len(self.targets)

    def samples(self, rows: Rows) -> NDArray[Any]:
        """A copy of the samples of these rows, as they are stored, in this order. Raises DiskError."""
        return SampleReader(self.dataset).read(rows)

    def sample(self, row: int) -> NDArray[Any]:
        """One sample as it is stored; only its values are read. Raises DiskError."""
        return np.asarray(self.samples(np.array([row], np.int32))[0])


class LastParts:
    """Parts as they were last asked for: made anew only for other data, or where the project divides it otherwise."""

    def __init__(self) -> None:
        self._asked: tuple[Dataset, DataPlan, float] | None = None
        self._parts: Parts | None = None

    def of(self, dataset: Dataset, project: Project) -> Parts:
        """As `parts_of`."""
        asked = (dataset, project.data, project.training.validation_share)
        if self._parts is None or asked != self._asked:
            self._asked, self._parts = asked, parts_of(dataset, project)
        return self._parts


def parts_of(dataset: Dataset, project: Project) -> Parts:
    """The parts as the project says; a figure that can't be is taken for the nearest that can."""
    edits = project.data.edits
    targets, unlabelled = _edited_targets(dataset, edits)
    places, unplaced = _edited_places(dataset, edits)
    rows = _divided(dataset, project, targets, np.flatnonzero(places == _NOT_EDITED).astype(np.int32))
    placed = {part: _with(rows[part], np.flatnonzero(places == number)) for number, part in enumerate(PARTS)}
    excluded = np.flatnonzero(places == _EXCLUDED).astype(np.int32)
    return Parts(dataset, placed, targets, excluded, unlabelled + unplaced)


def check_trainable(parts: Parts) -> None:
    """Raises StudioError if there is nothing to learn from."""
    if not len(parts.rows["training"]):
        raise StudioError(
            say("leaves no sample to learn from."),
            where=say("The split"),
            fix=say("Put some samples back into training, or leave fewer out."),
        )


def weights_of_classes(parts: Parts, project: Project) -> NDArray[np.float32] | None:
    """What a sample of each class counts for in the training loss; None: all count the same."""
    classes = parts.dataset.facts.class_names
    if project.data.balance != "weights" or not classes:
        return None
    return class_weights(parts.targets[parts.rows["training"]], len(classes))


def _divided(dataset: Dataset, project: Project, targets: NDArray[Any], free: Rows) -> dict[Part, Rows]:
    """What the split makes of the rows that no edit places."""
    plan, split = project.data, project.data.split
    share = min(max(project.training.validation_share, 0.0), MOST_SHARE)
    limit = max(0, plan.training_limit)
    pool, test = _tested(dataset, split, targets, free)
    first = len(dataset.y_train) - dataset.facts.validation
    if split.way == "given" and first < len(dataset.y_train) and not split.test_share:
        kept, pool, share = pool[pool >= first], pool[pool < first], 0.0
    else:
        kept = pool[:0]
    folds = min(split.folds, limit or len(pool), len(pool))
    if split.way == "folds" and folds > 1:
        fold = min(max(split.fold, 1), folds)
        learns, validates = fold_rows(
            targets[pool], folds=folds, fold=fold, limit=limit, seed=split.seed, stratified=split.stratified
        )
    else:
        learns, validates = split_rows(
            targets[pool], validation_share=share, limit=limit, seed=split.seed, stratified=split.stratified
        )
    return {"training": pool[learns], "validation": _with(pool[validates], kept), "test": test}


def _tested(dataset: Dataset, split: Split, targets: NDArray[Any], free: Rows) -> tuple[Rows, Rows]:
    """The rows to learn from and to validate with, and those for the test."""
    if not split.test_share:
        return free[free < len(dataset.y_train)], free[free >= len(dataset.y_train)]
    share = min(max(split.test_share, 0.0), MOST_SHARE)
    learns, tests = split_rows(targets[free], validation_share=share, seed=split.seed, stratified=split.stratified)
    return free[learns], free[tests]


def _with(rows: Rows, others: NDArray[np.integer]) -> Rows:
    """The rows of both, sorted."""
    return np.sort(np.concatenate([rows, others.astype(np.int32)])) if len(others) else rows


def _edited_targets(dataset: Dataset, edits: Edits) -> tuple[NDArray[Any], int]:
    """The targets of all samples with the edits' labels, and how many of those can't be."""
    targets = np.concatenate([dataset.y_train, dataset.y_test])
    wanted = {name: change.label for name, change in edits.changes.items() if change.label}
    if not wanted:
        return targets, 0
    numbers = {name: number for number, name in enumerate(dataset.facts.class_names)}
    rows = dataset.names.rows_of(wanted) if isinstance(dataset.facts.targets, Classes) else {}
    lost = 0
    for name, label in wanted.items():
        if name in rows and label in numbers:
            targets[rows[name]] = numbers[label]
        else:
            lost += 1
    return targets, lost


def _edited_places(dataset: Dataset, edits: Edits) -> tuple[NDArray[np.int8], int]:
    """The number of the part of each sample that an edit places, and how many of those samples aren't there."""
    places = np.full(len(dataset.y_train) + len(dataset.y_test), _NOT_EDITED, np.int8)
    wanted = {name: change.place for name, change in edits.changes.items() if change.place}
    rows = dataset.names.rows_of(wanted)
    numbers: dict[str, int] = {part: number for number, part in enumerate(PARTS)} | {"excluded": _EXCLUDED}
    for name, row in rows.items():
        places[row] = numbers[wanted[name]]
    return places, len(wanted) - len(rows)
