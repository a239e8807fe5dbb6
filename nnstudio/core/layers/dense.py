"""Fully connected layers, and functions applied to each value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers.base import Example, Layer, Weight
from nnstudio.core.layers.choices import ActivationName, InitializerName, activation, bias, initializer
from nnstudio.core.layers.shapes import Shape, values_in
from nnstudio.core.settings import whole
from nnstudio.core.words import mark, say


@dataclass(frozen=True)
class Dense(Layer):
    """Every unit sees every input: (..., n) -> (..., units)."""

    about: ClassVar[str] = mark("Every unit sees every input.")

    units: int = whole(
        64, mark("Units"), mark("How many outputs. More can learn more, cost more and overfit sooner."), 1, 1_000_000
    )
    activation: ActivationName = activation()
    use_bias: bool = bias()
    kernel_initializer: InitializerName = initializer()

    def output_shape(self, given: Shape) -> Shape:
        if not given:
            raise ShapeError(say("needs at least one axis, got a single number."), fix=say("Add Reshape before it."))
        return (*given[:-1], self.units)

    def weights(self, given: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (given[-1], self.units))
        return (kernel, Weight("bias", (self.units,))) if self.use_bias else (kernel,)

    def multiply_adds(self, given: Shape, gives: Shape) -> int:
        return values_in(given) * self.units

    @property
    def brief(self) -> str:
        return say("{count} · {activation}", count=self.units, activation=self.activation)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return Example(cls(5)), Example(cls(5, use_bias=False)), Example(cls(3), ((4,),))


@dataclass(frozen=True)
class Activation(Layer):
    """Applies a function to each value; softmax works along the last axis."""

    about: ClassVar[str] = mark("Applies a function to each value.")
    keeps_order: ClassVar[bool] = True

    activation: ActivationName = activation()

    @property
    def brief(self) -> str:
        return self.activation

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return Example(cls()), Example(cls("softmax"))
