"""One value for each window, or for the whole picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.layers.base import Example, Group, Layer
from nnstudio.core.layers.choices import Padding, padding
from nnstudio.core.layers.shapes import Shape, Size, needs_picture, shape_text, values_in, windowed
from nnstudio.core.settings import optional_size, size
from nnstudio.core.words import mark


@dataclass(frozen=True)
class _Pooling2D(Layer):
    """What the kinds have in common: (h, w, c) -> (h', w', c)."""

    group: ClassVar[Group] = "pooling"

    pool_size: Size = size((2, 2), mark("Window"), mark("Rows and columns of the window that becomes one value."))
    strides: Size | None = optional_size(
        mark("Strides"), mark("How far the window moves each time. Off: by its own size."), instead="pool_size"
    )
    padding: Padding = padding()

    def output_shape(self, given: Shape) -> Shape:
        return (*windowed(given, self.pool_size, self.strides or self.pool_size, self.padding), given[2])

    def multiply_adds(self, given: Shape, gives: Shape) -> int:
        return values_in(gives) * values_in(self.pool_size)

    @property
    def brief(self) -> str:
        return shape_text(self.pool_size)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return Example(cls()), Example(cls((3, 2), (1, 2), "same")), Example(cls((2, 2), (3, 3), "valid"))


@dataclass(frozen=True)
class MaxPooling2D(_Pooling2D):
    """Keeps the largest value of each window."""

    about: ClassVar[str] = mark("Keeps the largest value of each window.")


@dataclass(frozen=True)
class AveragePooling2D(_Pooling2D):
    """Keeps the mean of each window."""

    about: ClassVar[str] = mark("Keeps the mean of each window.")


@dataclass(frozen=True)
class GlobalAveragePooling2D(Layer):
    """The mean of each channel: (h, w, c) -> (c,)."""

    group: ClassVar[Group] = "pooling"
    about: ClassVar[str] = mark("Keeps the mean of each channel.")

    def output_shape(self, given: Shape) -> Shape:
        needs_picture(given)
        return (given[2],)

    def multiply_adds(self, given: Shape, gives: Shape) -> int:
        return values_in(given)
