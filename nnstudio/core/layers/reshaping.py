"""The same values in another shape."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers.base import Example, Group, Layer
from nnstudio.core.layers.shapes import Shape, shape_text, values_in
from nnstudio.core.settings import MOST_AXES, shape
from nnstudio.core.words import mark, say


@dataclass(frozen=True)
class Flatten(Layer):
    """Lays all values out in one row: (h, w, c) -> (h * w * c,)."""

    group: ClassVar[Group] = "shape"
    about: ClassVar[str] = mark("Lays all values out in one row, as Dense layers like them.")
    keeps_order: ClassVar[bool] = True

    def output_shape(self, given: Shape) -> Shape:
        return (values_in(given),)


@dataclass(frozen=True)
class Reshape(Layer):
    """The same values in another shape; one axis may be -1: whatever is left."""

    group: ClassVar[Group] = "shape"
    about: ClassVar[str] = mark("The same values in another shape.")
    keeps_order: ClassVar[bool] = True

    target_shape: Shape = shape(
        (-1,), mark("Shape"), mark("The new axes; one may be -1: whatever is left."), open_axis=True
    )

    def output_shape(self, given: Shape) -> Shape:
        target = self.target_shape
        if len(target) > MOST_AXES:
            return target  # refused for its size
        if target.count(-1) > 1:
            raise ShapeError(say("has more than one -1."), fix=say("Leave one axis open at the most."))
        total, fixed = values_in(given), math.prod(axis for axis in target if axis != -1)
        if -1 not in target and fixed != total:
            raise _wrong_count(target, total, fixed)
        if -1 in target and (fixed == 0 or total % fixed):
            raise _uneven(target, total)
        return tuple(total // fixed if axis == -1 else axis for axis in target)

    @property
    def brief(self) -> str:
        return say("to {shape}", shape=shape_text(self.target_shape))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return Example(cls((-1,))), Example(cls((7, -1, 2)))


def _uneven(target: Shape, total: int) -> ShapeError:
    return ShapeError(
        say(
            "can't lay {count} values out as {shape}: they don't divide evenly.", count=total, shape=shape_text(target)
        ),
        fix=say("Choose axes whose product divides the number of values."),
    )


def _wrong_count(target: Shape, total: int, held: int) -> ShapeError:
    return ShapeError(
        say(
            "can't lay {count} values out as {shape}, which holds {held}.",
            count=total,
            shape=shape_text(target),
            held=held,
        ),
        fix=say("Choose axes whose product is the number of values, or set one axis to -1."),
    )
