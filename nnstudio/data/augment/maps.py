"""Affine maps, one a sample: from a place in the changed picture to the place in the picture as it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augment.scratch import SCRATCH

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
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

    def places(self, height: int, width: int, margin: int) -> tuple[Singles, Singles]:
        """Where the pixels of pictures come from: columns and rows, (k, height, width), with a margin around them."""
        x = np.arange(width, dtype=np.float32) - np.float32((width - 1) / 2)
        y = np.arange(height, dtype=np.float64) - (height - 1) / 2
        columns = _along(self.xy, y, self.x0 + ((width - 1) / 2 + margin))
        rows = _along(self.yy, y, self.y0 + ((height - 1) / 2 + margin))
        return _sums("columns", self.xx, x, columns), _sums("rows", self.yx, x, rows)


def _along(slopes: Floats, y: Floats, offsets: Floats) -> Singles:
    return (slopes[:, np.newaxis] * y + offsets[:, np.newaxis]).astype(np.float32)[:, :, np.newaxis]


def _sums(name: str, slopes: Floats, x: Singles, starts: Singles) -> Singles:
    out = SCRATCH.array(name, (len(slopes), starts.shape[1], len(x)), np.float32)
    np.multiply(slopes.astype(np.float32)[:, np.newaxis, np.newaxis], x, out=out)
    out += starts
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
