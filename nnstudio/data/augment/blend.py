"""Values between the four pixels around a place, in whole numbers: two of 16 bits in each word of 32.

As long as no value leaves its 16 bits, and none is negative in the end, words add and multiply as their halves would.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augment.maps import PARTS, Places
from nnstudio.data.augment.scratch import SCRATCH
from nnstudio.data.augment.surroundings import WORD, Words

Pixels = NDArray[np.uint8]
Numbers = NDArray[np.uint32]

_BITS = PARTS.bit_length() - 1
_WEIGHT_BITS = 8  # weights are parts of 256
_FULL = np.uint32(256)
_HALVES = np.uint32(0x00FF_00FF)
_HALF = np.uint32(128)


def blended(words: Words, places: Places, channels: int) -> Pixels:
    """(k, height, width, channels) values at these places, which lie within the pictures; the places are used up.

    Rows are counted on from one picture to the next. Places are rounded to parts of 256.
    """
    places += PARTS >> _WEIGHT_BITS + 1
    place = _upper_left(places, words.shape[2])
    places >>= _BITS - _WEIGHT_BITS
    places &= 2**_WEIGHT_BITS - 1
    right, below = places.view(np.uint32)
    return (_grey if channels == 1 else _colours)(words, place, right, below)


def _upper_left(places: Places, wide: int) -> NDArray[np.intp]:
    """Where in all pictures the upper left one of the four pixels is."""
    column, row = np.right_shift(places, _BITS, out=SCRATCH.array("whole", places.shape, np.int32))
    row *= wide
    row += column
    index: NDArray[np.intp] = SCRATCH.array("index", row.shape, np.intp)
    index[...] = row
    return index


def _grey(values: NDArray[np.uint8], place: NDArray[np.intp], right: Numbers, below: Numbers) -> Pixels:
    """One look-up brings all four pixels: left ones in the lower, right ones in the upper byte of each half."""
    left = _taken(_fours(values), place, "left")
    both = np.right_shift(left, 8, out=SCRATCH.array("right", place.shape, np.uint32))
    both &= _HALVES
    left &= _HALVES
    both = _between(left, both, right)
    upper = np.bitwise_and(both, 0xFFFF, out=left)
    both >>= 16
    found = _between(upper, both, below)
    found += np.uint32(2**15)
    found >>= 16
    return found.astype(np.uint8)[..., np.newaxis]


def _between(first: Numbers, second: Numbers, weights: Numbers) -> Numbers:
    """256 times the value, in the memory of `second`."""
    second -= first
    second *= weights
    first <<= _WEIGHT_BITS
    second += first
    return second


def _fours(values: NDArray[np.uint8]) -> Numbers:
    """Each pixel with those to the right, below, and below to the right: bytes from the lowest on."""
    wide, size = values.shape[2], values.size
    twos = SCRATCH.array("twos", (size,), np.uint16)
    twos[...] = values.reshape(-1)
    moved = SCRATCH.array("moved", (size,), np.uint16)
    twos[:-1] |= np.left_shift(twos[1:], 8, out=moved[:-1])
    fours = SCRATCH.array("fours", (size,), np.uint32)
    fours[...] = twos
    below = SCRATCH.array("below", (size,), np.uint32)
    fours[:-wide] |= np.left_shift(fours[wide:], 16, out=below[:-wide])
    return fours


def _colours(words: Words, place: NDArray[np.intp], right: Numbers, below: Numbers) -> Pixels:
    """Red and blue together, green by itself."""
    flat, wide = words.reshape(-1), words.shape[2]
    corners = [_taken(flat[after:], place, f"corner {after}") for after in (0, 1, wide, wide + 1)]
    weights = _weights(right, below)
    found = np.empty((*place.shape, 3), np.uint8)
    green = _sum([np.right_shift(each, 8, out=_scratch(i, each)) for i, each in enumerate(corners)], weights)
    found[..., 1] = green[..., 1]
    red_and_blue = _sum(corners, weights)
    found[..., 0], found[..., 2] = red_and_blue[..., 1], red_and_blue[..., 3]
    return found


def _scratch(number: int, like: Numbers) -> Numbers:
    made: Numbers = SCRATCH.array(f"green {number}", like.shape, WORD)
    return made


def _weights(right: Numbers, below: Numbers) -> list[Numbers]:
    """Of the four pixels, 256 together."""
    both = np.multiply(right, below, out=SCRATCH.array("both", right.shape, np.uint32))
    both += _HALF
    both >>= _WEIGHT_BITS
    first = np.subtract(_FULL, right, out=SCRATCH.array("first", right.shape, np.uint32))
    below -= both
    first -= below
    right -= both
    return [first, right, below, both]


def _sum(corners: list[Numbers], weights: list[Numbers]) -> NDArray[np.uint8]:
    """(..., 4) bytes of the halves times 256, of which the second and the fourth count; `corners` are used up."""
    total, *others = (_times(corner, weight) for corner, weight in zip(corners, weights, strict=True))
    for each in others:
        total += each
    total += _HALVES & ~np.uint32(0x007F_007F)
    return total.view(np.uint8).reshape(*total.shape, 4)


def _times(corner: Numbers, weight: Numbers) -> Numbers:
    corner &= _HALVES
    corner *= weight
    return corner


def _taken(words: NDArray[Any], places: NDArray[np.intp], name: str) -> Numbers:
    """Places beyond the end, which none should be, give the last."""
    out: Numbers = SCRATCH.array(name, places.shape, words.dtype)
    np.take(words, places, mode="clip", out=out)
    return out
