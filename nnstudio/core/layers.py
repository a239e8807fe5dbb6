"""The layers a network can be made of, one frozen value each.

Names and defaults are those of Keras's own signatures, so that a layer here reads as the call that builds it.
Shapes never include the batch axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Shape = tuple[int, ...]
Size = tuple[int, int]
Padding = Literal["valid", "same"]
ActivationName = Literal[
    "linear",
    "relu",
    "leaky_relu",
    "elu",
    "selu",
    "gelu",
    "silu",
    "sigmoid",
    "hard_sigmoid",
    "tanh",
    "softplus",
    "softsign",
    "softmax",
]
InitializerName = Literal[
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "random_normal",
    "random_uniform",
    "truncated_normal",
    "zeros",
    "ones",
]


@dataclass(frozen=True)
class Input:
    """Where pictures come in: (height, width, channels)."""

    shape: Shape = (28, 28, 1)


@dataclass(frozen=True)
class Flatten:
    """Lays all values out in one row: (h, w, c) -> (h * w * c,)."""


@dataclass(frozen=True)
class Dense:
    """Every unit sees every input: (..., n) -> (..., units)."""

    units: int = 64
    activation: ActivationName = "relu"
    use_bias: bool = True
    kernel_initializer: InitializerName = "glorot_uniform"


@dataclass(frozen=True)
class Activation:
    """Applies a function to each value; softmax works along the last axis."""

    activation: ActivationName = "relu"


@dataclass(frozen=True)
class Dropout:
    """Sets a random share of values to zero while training."""

    rate: float = 0.5


@dataclass(frozen=True)
class Conv2D:
    """Slides `filters` kernels over the picture: (h, w, c) -> (h', w', filters)."""

    filters: int = 16
    kernel_size: Size = (3, 3)
    strides: Size = (1, 1)
    padding: Padding = "valid"
    activation: ActivationName = "relu"
    use_bias: bool = True
    kernel_initializer: InitializerName = "glorot_uniform"


@dataclass(frozen=True)
class MaxPooling2D:
    """Keeps the largest value of each window."""

    pool_size: Size = (2, 2)
    strides: Size | None = None
    padding: Padding = "valid"


@dataclass(frozen=True)
class AveragePooling2D:
    """Keeps the mean of each window."""

    pool_size: Size = (2, 2)
    strides: Size | None = None
    padding: Padding = "valid"


@dataclass(frozen=True)
class GlobalAveragePooling2D:
    """The mean of each channel: (h, w, c) -> (c,)."""


@dataclass(frozen=True)
class BatchNormalization:
    """Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it."""

    momentum: float = 0.99
    epsilon: float = 0.001


@dataclass(frozen=True)
class Reshape:
    """The same values in another shape; one axis may be -1: whatever is left."""

    target_shape: Shape = (-1,)


Layer = (
    Input
    | Flatten
    | Dense
    | Activation
    | Dropout
    | Conv2D
    | MaxPooling2D
    | AveragePooling2D
    | GlobalAveragePooling2D
    | BatchNormalization
    | Reshape
)

LAYER_KINDS: tuple[type[Layer], ...] = get_args(Layer)
ACTIVATIONS: tuple[ActivationName, ...] = get_args(ActivationName)
INITIALIZERS: tuple[InitializerName, ...] = get_args(InitializerName)


def kind_of(layer: Layer) -> str:
    """The layer's name in Keras, such as `Conv2D`."""
    return type(layer).__name__
