"""What the network sees of a picture, and the steps on the way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts
from nnstudio.core.words import say

Grey = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Stage:
    """One step of what was done to a picture: its name for people, and the picture after it as (h, w[, 3|4]) uint8."""

    title: str
    picture: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class SeenPicture:
    """What the network sees of a picture.

    Attributes:
        stages: from the original to the pixels, each with what was done.
        pixels: (height, width, channels) in the data's stored form: of facts.dtype, facts.low to facts.high.
    """

    stages: tuple[Stage, ...]
    pixels: NDArray[Any]

    @property
    def blank(self) -> bool:
        """Whether nothing was found on the picture."""
        return not self.pixels.any()


def picture_of(pixels: NDArray[Any], facts: Facts) -> NDArray[np.uint8]:
    """Stored pixels (h, w, channels) or (h, w) as a picture 0 to 255 to show or to save; grey comes as (h, w).

    Digits' 0 to 16 become `round(value * 255 / 16)`; `stored_of` takes exactly these back.
    """
    picture = pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels
    if facts.dtype == "uint8" and facts.low == 0:
        return picture.copy() if facts.high == 255 else _rescaled(picture, round(facts.high), 255)
    shares = (picture.astype(np.float64) - facts.low) / (facts.high - facts.low)
    return np.asarray(np.rint(np.nan_to_num(shares).clip(0, 1) * 255), np.uint8)


def stored_of(picture: NDArray[np.uint8], facts: Facts) -> NDArray[Any]:
    """A picture 0 to 255 as values of the data's type and range, of the same shape."""
    if facts.dtype == "uint8" and facts.low == 0:
        return picture.copy() if facts.high == 255 else _rescaled(picture, 255, round(facts.high))
    values = facts.low + picture * ((facts.high - facts.low) / 255)
    return np.asarray(values if facts.dtype == "float32" else np.rint(values), facts.dtype)


def finished(crop: Grey, fitted: Grey, pixels: Grey, facts: Facts, stages: list[Stage]) -> SeenPicture:
    """The picture whose ink was cropped, fitted, and placed as `pixels` (height, width)."""
    stages += [
        Stage(say("Cropped"), crop),
        Stage(say("Size"), fitted),
        Stage(say("Centred"), picture_of(pixels, facts)),
    ]
    return SeenPicture(tuple(stages), pixels[..., np.newaxis])


def nothing(facts: Facts, stages: list[Stage]) -> SeenPicture:
    """A picture on which nothing was found."""
    return SeenPicture(tuple(stages), np.zeros(facts.shape, facts.dtype))


def _rescaled(values: NDArray[np.uint8], full: int, new_full: int) -> NDArray[np.uint8]:
    """Whole numbers 0..full to 0..new_full, rounded half up."""
    wide = values.astype(np.uint32)
    return ((wide * (2 * new_full) + full) // (2 * full)).astype(np.uint8)
