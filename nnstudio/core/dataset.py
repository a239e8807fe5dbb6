"""Which data a project learns from, and what is known of it before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.core.layers import Shape
from nnstudio.core.words import mark, say

DatasetName = Literal["digits", "mnist", "fashion-mnist"]
Scaling = Literal["unit", "none", "standard"]
PictureStyle = Literal["digits", "mnist", "fashion-mnist"]


@dataclass(frozen=True)
class DataPlan:
    """The project's choice of data.

    Attributes:
        dataset: which data set.
        folder: where the person keeps its files; empty: the usual places are searched.
        scaling: what is done to the pixels: `unit` brings them to 0..1, `standard` to mean 0 and deviation 1 over
            the training pictures, `none` leaves them as stored.
        training_limit: use only so many training pictures, the first of a fixed shuffle; 0: all.
    """

    dataset: DatasetName = "digits"
    folder: str = ""
    scaling: Scaling = "unit"
    training_limit: int = 0


@dataclass(frozen=True)
class KnownDataset:
    """What is known of a data set: of the published one before reading, of what was read after.

    Attributes:
        name: its name in files and on the command line.
        title: the published set's name for people, in English.
        about: one sentence on what it is.
        shape: one picture, (height, width, channels).
        class_names: the label's meaning, by label.
        training: number of training pictures.
        test: number of test pictures.
        pixel_maximum: the stored value of the brightest pixel.
        folder: where pictures that are not the published ones were read from, as people write it; else empty.
    """

    name: DatasetName
    title: str
    about: str
    shape: Shape
    class_names: tuple[str, ...]
    training: int
    test: int
    pixel_maximum: int
    folder: str = ""

    @property
    def said_title(self) -> str:
        """What people are told that it is, in their language: the one place that decides it.

        Only the published pictures go by the published name alone; all others by the folder that they came from.
        """
        title = say(self.title)
        return say("{title} in {folder}", title=title, folder=self.folder) if self.folder else title

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.class_names)


_DIGITS = tuple(str(digit) for digit in range(10))

KNOWN_DATASETS: dict[DatasetName, KnownDataset] = {
    "digits": KnownDataset(
        "digits",
        mark("Digits 8 × 8"),
        "1,797 handwritten digits of 8 × 8 pixels. Comes with the program.",
        (8, 8, 1),
        _DIGITS,
        1437,
        360,
        16,
    ),
    "mnist": KnownDataset(
        "mnist",
        mark("MNIST"),
        "70,000 handwritten digits of 28 × 28 pixels.",
        (28, 28, 1),
        _DIGITS,
        60_000,
        10_000,
        255,
    ),
    "fashion-mnist": KnownDataset(
        "fashion-mnist",
        mark("Fashion-MNIST"),
        "70,000 pictures of clothes, 28 × 28 pixels.",
        (28, 28, 1),
        (
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot",
        ),
        60_000,
        10_000,
        255,
    ),
}
