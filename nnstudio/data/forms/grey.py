"""The beginning that all grey forms share: grey, the ground's polarity, and what is in the data's form already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms.ground import WORKING_EDGE, Grey, Ground, box_of, cropped, grey_of, ground_of, reduced
from nnstudio.data.forms.ink import ink_of, without_specks
from nnstudio.data.forms.seen import SeenPicture, Stage, finished, nothing, picture_of, stored_of


@dataclass(frozen=True, eq=False)
class Brightened:
    """A grey picture, negated where its ground was bright, and what its ground looks like."""

    bright: Grey
    ground: Ground


Rest = Callable[[Brightened, Facts, list[Stage]], SeenPicture]
Fit = Callable[[Grey], tuple[Grey, Grey]]


def bring_grey(picture: NDArray[np.uint8], facts: Facts, rest: Rest) -> SeenPicture:
    """The picture after `rest`.

    A grey picture of exactly the data's size passes unchanged (negated if its corners are bright), so that a saved
    test picture gives exactly the test picture's prediction; for digits 0 to 255 becomes 0 to 16, rounded.
    """
    grey = grey_of(picture)
    stages = [Stage(say("Original"), picture)]
    if grey.min() == grey.max():
        return nothing(facts, stages)
    if grey.shape == facts.shape[:2] and _is_grey(picture):
        return _already_in_form(grey, facts, stages)
    stages.append(Stage(say("Grey"), grey))
    grey = reduced(grey, WORKING_EDGE)
    ground = ground_of(grey)
    return rest(Brightened(255 - grey if ground.bright else grey, ground), facts, stages)


def seen_ink(picture: NDArray[np.uint8], facts: Facts, fit: Fit) -> SeenPicture:
    """The picture's ink, cropped; `fit` gives it fitted, and placed as the data's pixels (height, width)."""

    def rest(given: Brightened, facts: Facts, stages: list[Stage]) -> SeenPicture:
        ink = without_specks(ink_of(given.bright, given.ground))
        stages.append(Stage(say("Bright ink on dark"), ink))
        box = box_of(ink)
        if box is None:
            return nothing(facts, stages)
        crop = cropped(ink, box)
        return finished(crop, *fit(crop), facts, stages)

    return bring_grey(picture, facts, rest)


def _already_in_form(grey: Grey, facts: Facts, stages: list[Stage]) -> SeenPicture:
    """Passes pixels on. In every picture of the data sets at most one corner is bright, in negatives three."""
    corners = grey[[0, 0, -1, -1], [0, -1, 0, -1]]
    if int((corners >= 128).sum()) >= 3:
        grey = 255 - grey
        stages.append(Stage(say("Bright on dark"), grey))
    pixels = stored_of(grey, facts)
    stages.append(Stage(say("In the data's form"), picture_of(pixels, facts)))
    return SeenPicture(tuple(stages), pixels[..., np.newaxis])


def _is_grey(picture: NDArray[np.uint8]) -> bool:
    if picture.ndim == 2:
        return True
    opaque = picture.shape[2] == 3 or bool((picture[..., 3] == 255).all())
    return opaque and bool((picture[..., :1] == picture[..., 1:3]).all())
