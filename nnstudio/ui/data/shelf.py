"""The three sets of pictures that can be looked at, and which rows of the arrays they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.dataset import KnownDataset
from nnstudio.core.project import Project
from nnstudio.data.order import MOST_SHARE, split_rows
from nnstudio.data.pictures import picture_of
from nnstudio.data.samples import class_counts
from nnstudio.data.store import Dataset

Part = Literal["training", "validation", "test"]
PARTS: tuple[Part, ...] = get_args(Part)
Rows = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Shelf:
    """Pictures of one part.

    Attributes:
        pictures: (n, height, width, channels) uint8, all of the array; mapped, so that only what is looked at is read.
        labels: (n,) their classes.
        rows: which of them, in the order in which they are shown.
    """

    known: KnownDataset
    part: Part
    pictures: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)

    def label(self, place: int) -> int:
        """The class of the picture at that place of the shelf."""
        return int(self.labels[self.rows[place]])

    def class_name(self, place: int) -> str:
        """The same in words."""
        return self.known.class_names[self.label(place)]

    def stored(self, place: int) -> NDArray[np.uint8]:
        """The picture's pixels as they are stored, (height, width, channels)."""
        return np.asarray(self.pictures[self.rows[place]])

    def picture(self, place: int) -> NDArray[np.uint8]:
        """The picture to show, (height, width) or (height, width, 3), 0 to 255."""
        return picture_of(self.stored(place), self.known)


@dataclass(frozen=True, eq=False)
class Split:
    """The rows of each part, as a run of the project would use them."""

    dataset: Dataset
    rows: dict[Part, Rows]

    def labels(self, part: Part) -> NDArray[np.uint8]:
        """The labels of all rows of the array that the part comes from."""
        return self.dataset.y_test if part == "test" else self.dataset.y_train

    def counts(self) -> dict[Part, tuple[int, ...]]:
        """How many pictures of each class each part has."""
        classes = self.dataset.known.classes
        return {part: class_counts(self.labels(part)[self.rows[part]], classes) for part in PARTS}

    def shelf(self, part: Part, label: int | None, shuffle: int) -> Shelf:
        """The part's pictures of one class, or of all; `shuffle` 0 keeps the data's order, others are seeds."""
        rows, labels = self.rows[part], self.labels(part)
        if label is not None:
            rows = rows[labels[rows] == label]
        if shuffle:
            rows = np.random.default_rng(shuffle).permutation(rows)
        pictures = self.dataset.x_test if part == "test" else self.dataset.x_train
        return Shelf(self.dataset.known, part, pictures, labels, rows)


def split_of(dataset: Dataset, project: Project) -> Split:
    """The parts under the project's settings; a share that can't be is shown as the nearest that can."""
    share = min(max(project.training.validation_share, 0.0), MOST_SHARE)
    limit = max(0, project.data.training_limit)
    training, validation = split_rows(dataset.y_train, validation_share=share, limit=limit)
    test = np.arange(len(dataset.y_test), dtype=np.int32)
    return Split(dataset, {"training": training, "validation": validation, "test": test})
