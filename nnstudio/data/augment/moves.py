"""Where the pixels of each sample come from: what augmentations that move pixels draw, composed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.augmentation import Augmentation, Elastic, Flip, Rotation, Shear, Shift, Zoom
from nnstudio.data.augment.draws import Draws, Floats
from nnstudio.data.augment.maps import Maps, linear, moved_by, turned
from nnstudio.data.augment.scratch import SCRATCH

Size = tuple[int, int]
Singles = NDArray[np.float32]
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


def knots_of(elastic: Elastic, draws: Draws, size: Size) -> Floats:
    """How many columns, and rows, further the knots of the grid come from: (k, 2, CELLS + 1, CELLS + 1)."""
    count = CELLS + 1
    drawn = draws.signed(Elastic, 2 * count * count).reshape(-1, 2, count, count)
    return drawn * (elastic.strength * np.array(size[::-1]).reshape(2, 1, 1))


def stretched(knots: Floats, shape: tuple[int, ...]) -> Singles:
    """(k, height, width) of knots (k, CELLS + 1, CELLS + 1), which lie on the edges of the cells; evenly between."""
    first, share = _cells(shape[1])
    tall = knots[:, first] * (1 - share[:, np.newaxis]) + knots[:, first + 1] * share[:, np.newaxis]
    tall = tall.astype(np.float32)
    first, share = _cells(shape[2])
    left = np.take(tall, first, axis=2, out=SCRATCH.array("bend", shape, np.float32), mode="clip")
    right = np.take(tall, first + 1, axis=2, out=SCRATCH.array("bend on", shape, np.float32), mode="clip")
    left *= (1 - share).astype(np.float32)
    right *= share.astype(np.float32)
    left += right
    return left


def _cells(side: int) -> tuple[NDArray[np.intp], Floats]:
    """The cell that each pixel's middle lies in, and how far in."""
    places = (np.arange(side, dtype=np.float64) + 0.5) * (CELLS / side)
    first = places.astype(np.intp)
    return first, places - first


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
