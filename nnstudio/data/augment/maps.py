"""Affine maps, one a sample: from a place in the changed picture to the place in the picture as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
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

    def coefficients(self, height: int, width: int, margin: NDArray[np.int64]) -> Iterator[tuple[float, ...]]:
        """Each map as Pillow's: of the corner of a picture that has these margins around it."""
        x0 = self.x0 - self.xx * (width / 2) - self.xy * (height / 2) + width / 2 + margin
        y0 = self.y0 - self.yx * (width / 2) - self.yy * (height / 2) + height / 2 + margin
        each = (self.xx, self.xy, x0, self.yx, self.yy, y0)
        return zip(*(numbers.tolist() for numbers in each), strict=True)


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
