"""Kernels that slide over a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.layers.base import Example, Group, Layer, Weight
from nnstudio.core.layers.choices import (
    ActivationName,
    InitializerName,
    Padding,
    activation,
    bias,
    initializer,
    padding,
)
from nnstudio.core.layers.shapes import Shape, Size, shape_text, values_in, windowed
from nnstudio.core.settings import size, whole
from nnstudio.core.words import mark, say


@dataclass(frozen=True)
class Conv2D(Layer):
    """Slides `filters` kernels over the picture: (h, w, c) -> (h', w', filters)."""

    group: ClassVar[Group] = "convolution"
    about: ClassVar[str] = mark("Slides small kernels over the picture to find local patterns.")
    slides_kernels: ClassVar[bool] = True

    filters: int = whole(16, mark("Filters"), mark("How many kernels, each looking for its own pattern."), 1, 65_536)
    kernel_size: Size = size((3, 3), mark("Kernel"), mark("Rows and columns of each kernel."))
    strides: Size = size((1, 1), mark("Strides"), mark("How far the kernel moves each time. 2 halves the picture."))
    padding: Padding = padding()
    activation: ActivationName = activation()
    use_bias: bool = bias()
    kernel_initializer: InitializerName = initializer()

    def output_shape(self, given: Shape) -> Shape:
        return (*windowed(given, self.kernel_size, self.strides, self.padding), self.filters)

    def weights(self, given: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (*self.kernel_size, given[2], self.filters))
        return (kernel, Weight("bias", (self.filters,))) if self.use_bias else (kernel,)

    def multiply_adds(self, given: Shape, gives: Shape) -> int:
        return values_in(gives) * values_in((*self.kernel_size, given[2]))

    @property
    def brief(self) -> str:
        return say(
            "{count} × {size} · {activation}",
            count=self.filters,
            size=shape_text(self.kernel_size),
            activation=self.activation,
        )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return Example(cls(4)), Example(cls(4, (2, 3), (2, 1), "same", use_bias=False))
