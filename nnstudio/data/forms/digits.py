"""The form of the 8 × 8 digits.

NIST's normalisation (Garris et al., NISTIR 5469), then the set pixels of each 4 × 4 block of 32 × 32 counted (Alpaydin
& Kaynak 1998). NIST scaled to 20 × 32 whatever the aspect, evened the stroke thickness by eroding or dilating, and
sheared away the slant, so that the leftmost pixels of the top and the bottom row share a column. The data shows it: a
0 is 20 wide in every picture, and the set pixels are about 313 of 1,024 (nine tenths: 260 to 367) for every class, a 1
as well as an 8. Plain strokes of a brush are told apart best near the upper half of that range.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.sources import Facts
from nnstudio.data.forms.grey import seen_ink
from nnstudio.data.forms.ground import Grey
from nnstudio.data.forms.seen import SeenPicture
from nnstudio.data.forms.strokes import MOST_STEPS, scaled, stepped

_SIDE, _FINE = 8, 8
_WIDTH = 20 / 32
_INK = (0.32, 0.325)  # of the square
_MOST_STRETCH = 1.6  # a 1 without serifs must not become a block
_END_BANDS = (0.06, 0.1)  # of the height
_MOST_SHEAR = 0.4  # columns a row; handwriting leans less


def as_digits(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """Ink of an even thickness, upright, counted in blocks."""
    return seen_ink(picture, facts, fitted_digits)


def fitted_digits(ink: Grey) -> tuple[Grey, Grey]:
    """Ink cropped to its box, as (fitted into a fine square 0 to 255, counted in 8 × 8 blocks 0 to 16)."""
    side = _SIDE * _FINE
    square = _upright(_with_ink(ink, side))
    blocks = square.reshape(_SIDE, _FINE, _SIDE, _FINE).mean((1, 3))
    return square, np.rint(blocks * (16 / 255)).astype(np.uint8)


def _with_ink(ink: Grey, side: int) -> Grey:
    """The ink over the full height, dilated or eroded until its amount is in the data's range.

    A step is coarse, so the last two are mixed to meet the nearer end of the range.
    """
    low, high = (share * side * side * 255 for share in _INK)
    fine = _digit_square(ink, side, 0)
    amount = float(fine.sum(dtype=np.int64))
    if low <= amount <= high:
        return fine
    direction, wanted = (1, low) if amount < low else (-1, high)
    for step in range(1, MOST_STEPS + 1):
        candidate = _digit_square(ink, side, direction * step)
        next_amount = float(candidate.sum(dtype=np.int64))
        if direction * (next_amount - amount) <= 0:
            break
        part = (wanted - amount) / (next_amount - amount)
        if part <= 1:
            return np.rint(fine + part * (candidate.astype(np.float32) - fine)).astype(np.uint8)
        fine, amount = candidate, next_amount
    return fine


def _digit_square(ink: Grey, side: int, steps: int) -> Grey:
    """The ink in the middle of a square, over its full height, after so many dilations."""
    fine = _digit_boxed(ink, side, steps)
    square = np.zeros((side, side), np.uint8)
    left = (side - fine.shape[1]) // 2
    square[: fine.shape[0], left : left + fine.shape[1]] = fine
    return square


def _upright(square: Grey) -> Grey:
    """The square sheared about its middle row until its ink's leftmost ends, top and bottom, share a column.

    Of the leans that a thin and a thicker band at the ends show, the smaller counts: one corner of a bar that is not
    quite level must not tip the digit over.
    """
    side = len(square)
    lean = min((_lean(square, band) for band in _END_BANDS), key=abs)
    lean = max(-_MOST_SHEAR, min(_MOST_SHEAR, lean))
    shear = (1.0, lean, -lean * (side - 1) / 2, 0.0, 1.0, 0.0)
    image = Image.fromarray(square).transform((side, side), Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR)
    return np.asarray(image)


def _lean(square: Grey, band: float) -> float:
    """How far the leftmost ink moves to the right from the top to the bottom, for each row."""
    seen = square >= 128
    rows = np.flatnonzero(seen.any(axis=1))
    if len(rows) < 3:
        return 0.0
    thick = max(1, round(len(square) * band))
    top, bottom = seen[rows[0] : rows[0] + thick], seen[rows[-1] + 1 - thick : rows[-1] + 1]
    ends = [int(np.flatnonzero(part.any(axis=0))[0]) for part in (top, bottom)]
    return (ends[1] - ends[0]) / len(rows)


def _digit_boxed(ink: Grey, side: int, steps: int) -> Grey:
    room_height = max(1, side - 2 * steps)
    room_width = max(1, round(side * _WIDTH) - 2 * steps)
    natural = ink.shape[1] * room_height / ink.shape[0]
    width = min(room_width, max(1, round(natural * _MOST_STRETCH)))
    return stepped(scaled(ink, room_height, width), steps)
