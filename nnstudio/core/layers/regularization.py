"""What keeps training steady, or from learning the samples by heart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.layers.base import Example, Group, Layer, Weight
from nnstudio.core.layers.shapes import Shape, values_in
from nnstudio.core.numbers import percent
from nnstudio.core.settings import number
from nnstudio.core.words import mark, say


@dataclass(frozen=True)
class Dropout(Layer):
    """Sets a random share of values to zero while training."""

    group: ClassVar[Group] = "regularization"
    about: ClassVar[str] = mark("Switches random values off while training, against overfitting.")
    keeps_order: ClassVar[bool] = True

    rate: float = number(
        0.5,
        mark("Rate"),
        mark("The share of values switched off. 0.2 to 0.5 is usual."),
        0,
        1,
        high_open=True,
        decimals=2,
    )

    @property
    def brief(self) -> str:
        return percent(self.rate)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example(cls(0.3)),)


@dataclass(frozen=True)
class BatchNormalization(Layer):
    """Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it (Ioffe & Szegedy 2015)."""

    group: ClassVar[Group] = "regularization"
    about: ClassVar[str] = mark("Keeps each channel's values in a steady range, so that training goes faster.")
    keeps_order: ClassVar[bool] = True

    momentum: float = number(0.99, mark("Momentum"), mark("How slowly the running mean follows the batches."), 0, 1)
    epsilon: float = number(0.001, mark("Epsilon"), mark("Keeps the division safe."), 0, 1, low_open=True, decimals=6)

    def weights(self, given: Shape) -> tuple[Weight, ...]:
        channels = (given[-1],)
        return (
            Weight("gamma", channels),
            Weight("beta", channels),
            Weight("moving_mean", channels, trainable=False),
            Weight("moving_variance", channels, trainable=False),
        )

    def multiply_adds(self, given: Shape, gives: Shape) -> int:
        return values_in(gives)

    @property
    def brief(self) -> str:
        return say("momentum {momentum}", momentum=self.momentum)
