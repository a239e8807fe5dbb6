"""Affine maps, one a sample: from a place in the changed picture to the place in the picture as it was."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augment.scratch import SCRATCH

Floats = NDArray[np.float64]
Places = NDArray[np.int32]  # in parts of a pixel
Ramps = NDArray[np.int32]  # (3, 2, k): the place of the first pixel, of columns and rows; further each column; each row
PARTS = 2**16
_QUARTER = 90.0


@dataclass(frozen=True, eq=False)
class Maps:
    """(x, y) to (xx x + xy y + x0, yx x + yy y + y0), each (k,); in pixels from the middle, y downwards."""

    xx: Floats
    xy: Floats
    yx: Floats
    yy: Floats
    x0: Floats
    y0: Floats

    def after(self, first: Maps) -> Maps:
        """This map of what `first` gives."""
        return Maps(
            self.xx * first.xx + self.xy * first.yx,
            self.xx * first.xy + self.xy * first.yy,
            self.yx * first.xx + self.yy * first.yx,
            self.yx * first.xy + self.yy * first.yy,
            *self.of(first.x0, first.y0),
        )

    def of(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The places that these, (..., k), come from."""
        return self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0

    def of_samples(self, some: slice) -> Maps:
        """The maps of some of the samples."""
        return Maps(*(numbers[some] for numbers in (self.xx, self.xy, self.yx, self.yy, self.x0, self.y0)))

    def ramps(self, height: int, width: int, margin: int) -> Ramps:
        """Where the pixels of pictures come from, with a margin around these."""
        left, top = np.full(len(self.x0), -(width - 1) / 2), np.full(len(self.x0), -(height - 1) / 2)
        x, y = self.of(left, top)
        numbers = np.array([[x - left + margin, y - top + margin], [self.xx, self.yx], [self.xy, self.yy]])
        ramps: Ramps = np.rint(numbers * PARTS).astype(np.int32)
        return ramps


def places_of(ramps: Ramps, height: int, width: int, apart: int = 0) -> Places:
    """(2, k, height, width): of each pixel of the pictures the column and the row that it comes from.

    `apart`: how many rows lie between the first of a picture and of the next. Some rows are made, and then moved on
    together: to make each by itself takes three times as long.
    """
    start, right, below = ramps[..., np.newaxis]
    step = math.isqrt(height)
    rows = start + below * np.arange(step, dtype=np.int32)
    rows[1] += np.arange(rows.shape[1], dtype=np.int32)[:, np.newaxis] * np.int32(apart * PARTS)
    some = SCRATCH.array("some rows", (*rows.shape, width), np.int32)
    np.add(rows[..., np.newaxis], (right * np.arange(width, dtype=np.int32))[:, :, np.newaxis], out=some)
    out: Places = SCRATCH.array("places", (*rows.shape[:2], height, width), np.int32)
    further = below * np.arange(0, height, step, dtype=np.int32)
    for number, first in enumerate(range(0, height, step)):
        part = out[:, :, first : first + step]
        np.add(some[:, :, : part.shape[2]], further[:, :, number, np.newaxis, np.newaxis], out=part)
    return out


def linear(xx: Floats, xy: Floats, yx: Floats, yy: Floats) -> Maps:
    """A map that leaves the middle where it is."""
    return Maps(xx, xy, yx, yy, np.zeros_like(xx), np.zeros_like(xx))


def moved_by(x: Floats, y: Floats) -> Maps:
    """A map that moves everything alike."""
    return Maps(np.ones_like(x), np.zeros_like(x), np.zeros_like(x), np.ones_like(x), x, y)


def cosine_and_sine(degrees: Floats) -> tuple[Floats, Floats]:
    """The same bits on every machine, which the library's own need not give; quarter turns are exact.

    Taylor's series between -45 and 45 degrees; the first term that is left out is below 1e-13.
    """
    quarters = np.rint(degrees / _QUARTER)
    angle = (degrees - quarters * _QUARTER) * (np.pi / 180)
    square = angle * angle
    cosine, sine = np.zeros_like(angle), np.zeros_like(angle)
    for term in range(14, -2, -2):
        cosine = 1 - square * cosine / ((term + 1) * (term + 2))
        sine = 1 - square * sine / ((term + 2) * (term + 3))
    sine *= angle
    turn = quarters.astype(np.int64) % 4
    return np.choose(turn, [cosine, -sine, -cosine, sine]), np.choose(turn, [sine, cosine, -sine, -cosine])


def turned(degrees: Floats) -> Maps:
    """Pictures turned by these angles, clockwise as seen."""
    cosine, sine = cosine_and_sine(degrees)
    return linear(cosine, sine, -sine, cosine)
