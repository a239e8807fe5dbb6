"""Augmentations that take something from a picture."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.augmentation.base import Augmentation
from nnstudio.core.settings import number, whole
from nnstudio.core.words import mark


@dataclass(frozen=True)
class Noise(Augmentation):
    """Adds normal noise to each value."""

    title = mark("Noise")
    about = mark("Adds grain, so that the network doesn't hang on single pixels.")

    deviation: float = number(
        0.05,
        mark("Deviation"),
        mark("Standard deviation of the noise, of full white."),
        0,
        0.5,
        decimals=2,
        percent=True,
    )


@dataclass(frozen=True)
class Cutout(Augmentation):
    """Covers boxes anywhere, even partly outside, with the picture's mean (DeVries & Taylor 2017)."""

    title = mark("Cutout")
    about = mark("Covers a part of each picture, so that the network has to look at all of it.")

    side: float = number(
        0.25, mark("Side"), mark("Of the picture's height and width."), 0, 0.75, decimals=2, percent=True
    )
    count: int = whole(1, mark("Boxes"), mark("How many boxes cover each picture."), 1, 8)
