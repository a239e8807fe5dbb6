"""The three sets of pictures that can be looked at, and which rows of the arrays they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.project import Project
from nnstudio.core.sources import Classes, Facts
from nnstudio.data.forms import picture_of
from nnstudio.data.order import MOST_SHARE, split_rows
from nnstudio.data.samples import class_counts
from nnstudio.data.store import Dataset
from nnstudio.ui.numbers import figure

Part = Literal["training", "validation", "test"]
PARTS: tuple[Part, ...] = get_args(Part)
Rows = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class PartSamples:
    """Pictures of one part.

    Attributes:
        pictures: (n, height, width, channels), all of the array; mapped, so that only what is looked at is read.
        targets: (n,) their classes, or (n, k) their numbers.
        rows: which of them, in the order in which they are shown.
    """

    facts: Facts
    part: Part
    pictures: NDArray[Any]
    targets: NDArray[Any]
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)

    def label(self, place: int) -> int | None:
        """The class of the picture at that place; None if it has numbers instead."""
        return int(self.targets[self.rows[place]]) if self.facts.class_names else None

    def target_text(self, place: int) -> str:
        """What is to be learned of that picture: the name of its class, or its numbers."""
        label = self.label(place)
        if label is not None:
            return self.facts.class_names[label]
        return "; ".join(figure(float(value), 3) for value in self.targets[self.rows[place]])

    def stored(self, place: int) -> NDArray[Any]:
        """The picture's pixels as they are stored, (height, width, channels)."""
        return np.asarray(self.pictures[self.rows[place]])

    def picture(self, place: int) -> NDArray[np.uint8]:
        """The picture to show, (height, width) or (height, width, 3), 0 to 255."""
        return picture_of(self.stored(place), self.facts)


@dataclass(frozen=True, eq=False)
class Split:
    """The rows of each part, as a run of the project would use them."""

    dataset: Dataset
    rows: dict[Part, Rows]

    def targets(self, part: Part) -> NDArray[Any]:
        """The targets of all rows of the array that the part comes from."""
        return self.dataset.y_test if part == "test" else self.dataset.y_train

    def counts(self) -> dict[Part, tuple[int, ...]]:
        """How many samples of each class each part has; empty where there are no classes."""
        facts = self.dataset.facts
        if not isinstance(facts.targets, Classes):
            return {}
        return {part: class_counts(self.targets(part)[self.rows[part]], facts.outputs) for part in PARTS}

    def samples(self, part: Part, label: int | None, shuffle: int) -> PartSamples:
        """The part's pictures of one class, or of all; `shuffle` 0 keeps the data's order, others are seeds."""
        rows, targets = self.rows[part], self.targets(part)
        if label is not None:
            rows = rows[targets[rows] == label]
        if shuffle:
            rows = np.random.default_rng(shuffle).permutation(rows)
        pictures = self.dataset.x_test if part == "test" else self.dataset.x_train
        return PartSamples(self.dataset.facts, part, pictures, targets, rows)


def split_of(dataset: Dataset, project: Project) -> Split:
    """The parts under the project's settings; a share that can't be is shown as the nearest that can."""
    share = min(max(project.training.validation_share, 0.0), MOST_SHARE)
    limit = max(0, project.data.training_limit)
    training, validation = split_rows(dataset.y_train, validation_share=share, limit=limit)
    test = np.arange(len(dataset.y_test), dtype=np.int32)
    return Split(dataset, {"training": training, "validation": validation, "test": test})
