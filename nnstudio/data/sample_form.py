"""What the rows of an array are: numbers, or pictures; and how each is stored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources.facts import LARGEST, MOST_VALUES
from nnstudio.core.words import say

LEAST_SIDE = 7  # of pictures whose pixels come as one row
_GREY, _COLOUR = 1, 3
Layout = Literal["row", "grey", "last", "first"]
Shape = tuple[int, ...]


@dataclass(frozen=True)
class SampleForm:
    """How a row of an array becomes a sample.

    Attributes:
        layout: a row of numbers, a picture without colours, one whose colours lie together, or in planes.
        shape: of a sample: (n,) of a row, else (height, width, channels).
        alpha: whether a fourth channel is left out.
    """

    layout: Layout
    shape: Shape
    alpha: bool = False

    @property
    def are_pictures(self) -> bool:
        return self.layout != "row"

    def of(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Rows of the array as samples (n, *shape), of the type that they have."""
        height_width = self.shape[:2]
        match self.layout:
            case "row":
                return rows.reshape(len(rows), *self.shape)
            case "grey":
                return rows.reshape(len(rows), *height_width, 1)
            case "last":
                return rows.reshape(len(rows), *height_width, -1)[..., : self.shape[2]]
            case "first":
                return np.moveaxis(rows.reshape(len(rows), -1, *height_width), 1, -1)[..., : self.shape[2]]


def form_of(shape: Shape, kind: str, form: str, channels: str) -> SampleForm:
    """The form of rows of that shape.

    Args:
        shape: of one row of the array.
        kind: of its values, as NumPy's `dtype.kind` and size: `u1`.
        form: `rows`, `pictures`, or empty: guessed.
        channels: `last`, `first`, or empty: guessed.

    Raises FormatError if they can't be that.
    """
    values = math.prod(shape)
    if values > MOST_VALUES:
        message = say("has samples of {count} values, more than {most}.", count=values, most=MOST_VALUES)
        raise FormatError(message, fix=say("Make them smaller."))
    if form == "rows":
        return SampleForm("row", (values,))
    if len(shape) <= 1:
        return _of_flat(values, kind, form, channels)
    if len(shape) == 2:
        return SampleForm("grey", (*shape, 1))
    first = channels == "first" or (channels == "" and shape[2] not in (1, 3, 4) and shape[0] in (1, 3, 4))
    count, sides = (shape[0], shape[1:]) if first else (shape[2], shape[:2])
    if count not in (1, 3, 4):
        message = say("has samples of shape {shape}, which are neither grey nor coloured pictures.", shape=shape)
        fix = say("Choose rows of numbers as their form, or save pictures as (n, height, width, 3).")
        raise FormatError(message, fix=fix)
    return SampleForm("first" if first else "last", (*sides, min(count, 3)), alpha=count == 4)


def _of_flat(values: int, kind: str, form: str, channels: str) -> SampleForm:
    """A row of numbers, or the pixels of a square picture, as data sets often come."""
    for count, layout in ((_GREY, "grey"), (_COLOUR, "first" if channels == "first" else "last")):
        side = math.isqrt(values // count)
        if side * side * count == values and (form == "pictures" or (kind == "u1" and side >= LEAST_SIDE)):
            return SampleForm("grey" if layout == "grey" else layout_of(layout), (side, side, count))
    if form == "pictures":
        message = say("has rows of {count} values, which are the pixels of no square picture.", count=values)
        raise FormatError(message, fix=say("Choose rows of numbers as their form."))
    return SampleForm("row", (values,))


def layout_of(word: str) -> Layout:
    """The layout of coloured pictures by its word."""
    return "first" if word == "first" else "last"


@dataclass
class Range:
    """What the values of an array are, as far as it was looked through.

    Attributes:
        whole: whether all are whole numbers.
    """

    low: float = math.inf
    high: float = -math.inf
    whole: bool = True

    def add(self, values: NDArray[Any]) -> NDArray[np.bool_]:
        """Takes in rows of values (n, ...); tells which rows hold numbers only that can be stored."""
        flat = values.reshape(len(values), -1)
        if values.dtype.kind in "uib":
            usable = np.ones(len(flat), np.bool_)
        else:
            flat = flat.astype(np.float64)
            usable = (np.isfinite(flat) & (np.abs(flat) <= LARGEST)).all(axis=1)
            self.whole = self.whole and bool((flat[usable] == np.floor(flat[usable])).all())
        if usable.any():
            self.low = min(self.low, float(flat[usable].min()))
            self.high = max(self.high, float(flat[usable].max()))
        return usable

    @property
    def are_bytes(self) -> bool:
        """Whether 8 bits hold every value."""
        return self.whole and self.low >= 0 and self.high <= 255

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the greatest value of pictures of fractions, as people mean them: 0 to 1, or -1 to 1."""
        low = 0.0 if self.low >= 0 else min(-1.0, self.low) if self.high <= 1 else self.low
        high = max(1.0, self.high) if self.low >= -1 else self.high
        low, high = float(np.float32(low)), float(np.float32(high))
        return (low, high) if low < high else (low, low + 1)
