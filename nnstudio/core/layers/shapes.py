"""Shapes, and the arithmetic and complaints that several layer kinds share. Rules after Keras's documentation."""

from __future__ import annotations

import math

from nnstudio.core.errors import ShapeError
from nnstudio.core.numbers import whole
from nnstudio.core.settings import MOST_AXES
from nnstudio.core.words import joined, say

Shape = tuple[int, ...]
Shapes = tuple[Shape, ...]
Size = tuple[int, int]
MOST_VALUES = 2**31 - 1


def shape_text(shape: Shape) -> str:
    """A shape as people write it: `28 × 28 × 1`."""
    return joined([whole(axis) for axis in shape], " × ") if shape else say("one number")


def values_in(shape: Shape) -> int:
    """How many numbers a tensor of that shape holds."""
    return math.prod(shape)


def needs_picture(given: Shape) -> None:
    """Raises ShapeError unless it is (height, width, channels)."""
    if len(given) != 3:
        raise ShapeError(
            say("needs a picture (height, width, channels), got {shape}.", shape=shape_text(given)),
            fix=say("Move it before Flatten, or add Reshape before it."),
        )


def windowed(given: Shape, window: Shape, strides: Shape, padding: str) -> Shape:
    """(rows, columns) of what a window that moves over the picture gives. Raises ShapeError if it doesn't fit."""
    needs_picture(given)
    if min(*window, *strides) < 1:
        raise ShapeError(say("has a window or strides below 1."), fix=say("Make them at least 1."))
    if padding == "same":
        return tuple(math.ceil(n / s) for n, s in zip(given[:2], strides, strict=True))
    if window[0] > given[0] or window[1] > given[1]:
        raise ShapeError(
            say(
                "its window of {size} is larger than the picture of {picture}.",
                size=shape_text(window),
                picture=shape_text(given[:2]),
            ),
            fix=say("Make the window smaller, or set padding to same."),
        )
    return tuple((n - w) // s + 1 for n, w, s in zip(given[:2], window, strides, strict=True))


def checked_size(shape: Shape) -> Shape:
    """The shape. Raises ShapeError if it has too many axes, an empty one, or too many values."""
    if len(shape) > MOST_AXES:
        raise ShapeError(
            say("has {count} axes, more than {most}.", count=len(shape), most=MOST_AXES), fix=say("Use fewer axes.")
        )
    if any(axis < 1 for axis in shape):
        raise ShapeError(
            say("has an empty axis: {shape}.", shape=shape_text(shape)), fix=say("Make every axis at least 1.")
        )
    if values_in(shape) > MOST_VALUES:
        raise ShapeError(
            say("gives {count} values for each picture, too many.", count=values_in(shape)),
            fix=say("Make the layer smaller."),
        )
    return shape
