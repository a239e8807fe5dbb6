"""Augmentations that change how bright and how colourful a picture is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.augmentation.base import Augmentation
from nnstudio.core.settings import number
from nnstudio.core.words import mark


@dataclass(frozen=True)
class Brightness(Augmentation):
    """Adds the same to all values."""

    title = mark("Brightness")
    about = mark("Makes each picture brighter or darker, as light changes.")

    share: float = number(
        0.15,
        mark("Change"),
        mark("How much is added or taken away at the most, of full white."),
        0,
        1,
        decimals=2,
        percent=True,
    )


@dataclass(frozen=True)
class Contrast(Augmentation):
    """Brings values further from the picture's mean, or nearer to it."""

    title = mark("Contrast")
    about = mark("Makes differences within each picture larger or smaller.")

    share: float = number(
        0.2,
        mark("Change"),
        mark("How much larger or smaller differences become at the most."),
        0,
        1,
        decimals=2,
        percent=True,
    )


@dataclass(frozen=True)
class Tint(Augmentation):
    """Turns colours about grey, and brings them further from it or nearer to it."""

    title = mark("Hue and saturation")
    about = mark("Changes the colours of each picture. Only where colours say nothing of the class.")
    needs_colours: ClassVar[bool] = True

    hue: float = number(
        10.0, mark("Hue"), mark("How far colours turn around the colour circle, in degrees."), 0, 180, decimals=0
    )
    saturation: float = number(
        0.2,
        mark("Saturation"),
        mark("How much stronger or weaker colours become at the most."),
        0,
        1,
        decimals=2,
        percent=True,
    )
