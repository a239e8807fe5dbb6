"""Fashion-MNIST's form: the longest edge to 28, the rest extended evenly; greys are kept (Xiao et al. 2017)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms.grey import Brightened, bring_grey
from nnstudio.data.forms.ground import Box, Grey, Ground, box_of, cropped
from nnstudio.data.forms.ink import ink_of, without_specks
from nnstudio.data.forms.seen import SeenPicture, Stage, finished, nothing
from nnstudio.data.forms.strokes import scaled

_SIDE = 28
_LEAST = 13  # of 255: the five percent within which Fashion-MNIST's authors trimmed


def as_clothes(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """A bright object on black, as large as fits."""
    return bring_grey(picture, facts, _seen)


def _seen(given: Brightened, facts: Facts, stages: list[Stage]) -> SeenPicture:
    bright, ground = given.bright, given.ground
    level = round(255 - ground.level if ground.bright else ground.level)
    lifted = np.maximum(bright, level) - np.uint8(level)  # the ground becomes 0, greys stay
    stages.append(Stage(say("Bright on dark"), lifted))
    box = _clothes_box(bright, lifted, ground)
    if box is None:
        return nothing(facts, stages)
    crop = cropped(lifted, box)
    return finished(crop, *fitted_clothes(crop), facts, stages)


def _clothes_box(bright: Grey, lifted: Grey, ground: Ground) -> Box | None:
    if not ink_of(bright, ground).any():
        return None
    return box_of(without_specks(np.where(lifted >= _LEAST, 255, 0).astype(np.uint8)))


def fitted_clothes(picture: Grey) -> tuple[Grey, Grey]:
    """A bright object cropped to its box, as (its longest edge 28, centred in 28 × 28), both 0 to 255."""
    height, width = picture.shape
    factor = _SIDE / max(height, width)
    fitted = scaled(picture, max(1, round(height * factor)), max(1, round(width * factor)))
    square = np.zeros((_SIDE, _SIDE), np.uint8)
    top, left = (_SIDE - fitted.shape[0]) // 2, (_SIDE - fitted.shape[1]) // 2
    square[top : top + fitted.shape[0], left : left + fitted.shape[1]] = fitted
    return fitted, square
