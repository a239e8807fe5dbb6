"""MNIST's form: scaled into 20 × 20 with its aspect kept, antialiased, placed by whole pixels with its centre of mass
in the centre of 28 × 28 (LeCun et al. 1998), checked against the data itself.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts
from nnstudio.data.forms.grey import seen_ink
from nnstudio.data.forms.ground import Grey
from nnstudio.data.forms.seen import SeenPicture
from nnstudio.data.forms.strokes import MOST_STEPS, scaled, stepped, stroke_thickness

_FINE = 4  # fine pixels along each pixel while strokes are thickened
_BOX, _SIDE = 20, 28
_STROKE = (1.9, 3.6)  # the middle nine tenths of the data's stroke thickness, in pixels


def as_mnist(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """White ink on black, centred by mass."""
    return seen_ink(picture, facts, fitted_mnist)


def fitted_mnist(ink: Grey) -> tuple[Grey, Grey]:
    """Ink cropped to its box, as (fitted into 20 × 20, placed in 28 × 28), both 0 to 255."""
    fine = _with_stroke(ink, _BOX * _FINE)
    fitted = _averaged_blocks(_padded_to_blocks(fine, _FINE), _FINE)
    return fitted, _placed_by_mass(fitted, _SIDE)


def _with_stroke(ink: Grey, side: int) -> Grey:
    """The ink with its longest edge at `side`, its strokes thickened or thinned to what MNIST has."""
    low, high = (_FINE * bound for bound in _STROKE)
    thickness = stroke_thickness(_boxed(ink, side, side, 0))
    steps = 0
    if thickness < low:
        steps = math.ceil((low - thickness) / 2)
    elif thickness > high:
        steps = -math.ceil((thickness - high) / 2)
    return _boxed(ink, side, side, max(-MOST_STEPS, min(MOST_STEPS, steps)))


def _boxed(ink: Grey, height: int, width: int, steps: int) -> Grey:
    """The ink scaled, aspect kept, and dilated (or eroded) by so many steps, so that it then fits the box."""
    room_height, room_width = height - 2 * steps, width - 2 * steps
    factor = min(room_height / ink.shape[0], room_width / ink.shape[1])
    return stepped(scaled(ink, max(1, round(ink.shape[0] * factor)), max(1, round(ink.shape[1] * factor))), steps)


def _padded_to_blocks(fine: Grey, block: int) -> Grey:
    """Ground around the picture, evenly, until both sides are whole blocks."""
    more = [-side % block for side in fine.shape]
    return np.pad(fine, [(missing // 2, missing - missing // 2) for missing in more])


def _averaged_blocks(fine: Grey, block: int) -> Grey:
    height, width = fine.shape[0] // block, fine.shape[1] // block
    means = fine.reshape(height, block, width, block).mean((1, 3))
    return np.asarray(np.rint(means), np.uint8)


def _placed_by_mass(picture: Grey, side: int) -> Grey:
    """The picture in a square, its centre of mass in the centre as nearly as whole pixels allow, nothing cut off."""
    total = float(picture.sum(dtype=np.int64)) or 1.0
    square = np.zeros((side, side), np.uint8)
    corner = []
    for axis in (0, 1):
        length = picture.shape[axis]
        mass = float((picture.sum(axis=1 - axis, dtype=np.int64) * np.arange(length)).sum()) / total
        corner.append(min(max(0, round(side / 2 - mass)), side - length))
    square[corner[0] : corner[0] + picture.shape[0], corner[1] : corner[1] + picture.shape[1]] = picture
    return square
