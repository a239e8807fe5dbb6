"""Where the pixels of each sample come from: what augmentations that move pixels draw, composed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from nnstudio.core.augmentation import Augmentation, Elastic, Flip, Rotation, Shear, Shift, Zoom
from nnstudio.data.augment.draws import Draws, Floats
from nnstudio.data.augment.maps import Maps, linear, moved_by, turned

Size = tuple[int, int]
CELLS = 3  # along each side of the grid that bends


def _flipped(flip: Flip, draws: Draws, size: Size) -> Maps:
    drawn = draws.of(Flip, 2) < 0.5
    across = np.where(drawn[:, 0] & flip.horizontal, -1.0, 1.0)
    down = np.where(drawn[:, 1] & flip.vertical, -1.0, 1.0)
    return linear(across, np.zeros_like(across), np.zeros_like(across), down)


def _rotated(rotation: Rotation, draws: Draws, size: Size) -> Maps:
    return turned(draws.signed(Rotation, 1)[:, 0] * rotation.degrees)


def _sheared(shear: Shear, draws: Draws, size: Size) -> Maps:
    slant = draws.signed(Shear, 1)[:, 0] * shear.share
    ones = np.ones_like(slant)
    return linear(ones, slant, np.zeros_like(slant), ones)


def _zoomed(zoom: Zoom, draws: Draws, size: Size) -> Maps:
    drawn = draws.signed(Zoom, 1)[:, 0]
    scale = 1 / (1 + drawn * np.where(drawn > 0, zoom.nearer, zoom.further))
    return linear(scale, np.zeros_like(scale), np.zeros_like(scale), scale)


def _shifted(shift: Shift, draws: Draws, size: Size) -> Maps:
    """Whole pixels, which stay as sharp as they were."""
    drawn = draws.signed(Shift, 2)
    return moved_by(np.rint(drawn[:, 0] * shift.across * size[1]), np.rint(drawn[:, 1] * shift.down * size[0]))


# In the order in which they are done to a picture.
MOVES: dict[type[Augmentation], Callable[[Any, Draws, Size], Maps]] = {
    Flip: _flipped,
    Rotation: _rotated,
    Shear: _sheared,
    Zoom: _zoomed,
    Shift: _shifted,
}


def maps_of(plan: Iterable[Augmentation], draws: Draws, size: Size) -> Maps:
    """All that moves whole pictures of (height, width), as one map a sample."""
    kinds = {type(each): each for each in plan}
    nowhere = np.zeros(len(draws.rows))
    maps = moved_by(nowhere, nowhere)
    for kind, make in MOVES.items():
        if kind in kinds:
            maps = maps.after(make(kinds[kind], draws, size))
    return maps


def bends_of(elastic: Elastic, draws: Draws, size: Size) -> tuple[Floats, Floats]:
    """How far the knots of the grid move, in pixels: x and y, each (knots, k), row by row."""
    knots = (CELLS + 1) ** 2
    drawn = draws.signed(Elastic, 2 * knots).T * elastic.strength
    return drawn[:knots] * size[1], drawn[knots:] * size[0]


def reach_of(plan: Iterable[Augmentation], size: Size) -> int:
    """How far outside the picture a pixel may come from, at the most, in pixels: of the plan, not of what is drawn."""
    kinds = {type(each): each for each in plan}
    longest = max(size)
    furthest = longest / 2
    if isinstance(shift := kinds.get(Shift), Shift):
        furthest += max(shift.across, shift.down) * longest + 1
    if isinstance(zoom := kinds.get(Zoom), Zoom):
        furthest /= 1 - zoom.further
    if isinstance(shear := kinds.get(Shear), Shear):
        furthest *= 1 + shear.share
    if isinstance(rotation := kinds.get(Rotation), Rotation):
        angle = math.radians(min(rotation.degrees, 45))
        furthest *= math.cos(angle) + math.sin(angle)
    if isinstance(elastic := kinds.get(Elastic), Elastic):
        furthest += elastic.strength * longest
    return math.ceil(furthest - longest / 2) + 1
