"""The form of a person's own drawings: bright ink on dark, in a square; centred, or where it was drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.sources import Facts
from nnstudio.core.sources.drawn import DRAWING_SIDE
from nnstudio.core.words import say
from nnstudio.data.forms.grey import Brightened, bring_grey, seen_ink
from nnstudio.data.forms.ground import Grey, box_of, reduced, resized
from nnstudio.data.forms.seen import SeenPicture, Stage, nothing
from nnstudio.data.forms.strokes import scaled

_BOX = 5 / 7  # of the side, as in MNIST, is as long as the longer side of the ink


def as_drawing(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """The ink, cropped, scaled with its aspect kept, and centred by its box."""

    def fit(ink: Grey) -> tuple[Grey, Grey]:
        side = facts.shape[0]
        longest = max(1, round(side * _BOX))
        factor = longest / max(ink.shape)
        fitted = scaled(ink, max(1, round(ink.shape[0] * factor)), max(1, round(ink.shape[1] * factor)))
        return fitted, _in_the_middle(fitted, side)

    return seen_ink(_worked(picture), facts, fit)


def as_drawn(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """The whole picture at the data's size, padded to a square with its ground."""

    def rest(given: Brightened, facts: Facts, stages: list[Stage]) -> SeenPicture:
        if box_of(given.bright) is None:
            return nothing(facts, stages)
        square = _in_the_middle(given.bright, max(given.bright.shape))
        pixels = resized(square, facts.shape[:2], Image.Resampling.BOX)
        stages.append(Stage(say("Size"), pixels))
        return SeenPicture(tuple(stages), pixels[..., np.newaxis])

    return bring_grey(_worked(picture), facts, rest)


def _worked(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey drawings as fine as they are kept; other pictures as they are."""
    is_square = picture.ndim == 2 and picture.shape[0] == picture.shape[1]
    return reduced(picture, DRAWING_SIDE) if is_square else picture


def _in_the_middle(picture: Grey, side: int) -> Grey:
    square = np.zeros((side, side), np.uint8)
    top, left = (side - picture.shape[0]) // 2, (side - picture.shape[1]) // 2
    square[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return square
