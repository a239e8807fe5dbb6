"""What people are told about each layer kind and each setting, and which values a setting takes.

Forms, command lines and help read this, so a new layer needs an entry here and nowhere in the widgets.
Texts are English source texts; the window translates them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.core.layers import (
    ACTIVATIONS,
    INITIALIZERS,
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
    Reshape,
)

Group = Literal["core", "convolution", "pooling", "regularization", "shape"]
FieldKind = Literal["int", "float", "bool", "choice", "size", "optional_size", "shape"]


@dataclass(frozen=True)
class Field:
    """One setting of a layer, an optimiser or a plan.

    Attributes:
        name: the attribute it sets.
        label: its name for people.
        help: what it does to learning.
        kind: which editor shows it. `size` is (rows, columns); `shape` any number of axes, -1 allowed in Reshape.
        low, high: limits of numbers, inclusive.
        choices: the values of a choice.
        decimals: digits after the point of a float.
    """

    name: str
    label: str
    help: str
    kind: FieldKind
    low: float = 1
    high: float = 4096
    choices: tuple[str, ...] = ()
    decimals: int = 3


@dataclass(frozen=True)
class LayerKind:
    """One layer kind as the palette shows it."""

    kind: type[Layer]
    group: Group
    about: str
    fields: tuple[Field, ...] = ()

    @property
    def name(self) -> str:
        """Its name in Keras."""
        return self.kind.__name__


_ACTIVATION = Field(
    "activation",
    "Activation",
    "The function applied to each output. ReLU suits hidden layers; softmax turns the last layer into probabilities.",
    "choice",
    choices=ACTIVATIONS,
)
_BIAS = Field("use_bias", "Bias", "Adds a learned constant to each output.", "bool")
_INITIALIZER = Field(
    "kernel_initializer",
    "Initial weights",
    "How the first random weights are drawn. Glorot suits sigmoid, tanh and softmax; He suits ReLU.",
    "choice",
    choices=INITIALIZERS,
)
_PADDING = Field(
    "padding",
    "Padding",
    "valid keeps to the picture, so it shrinks; same pads the edges with zeros, so that the size stays.",
    "choice",
    choices=("valid", "same"),
)
_POOL = Field("pool_size", "Window", "Rows and columns of the window that becomes one value.", "size")
_POOL_STRIDES = Field(
    "strides", "Strides", "How far the window moves each time. Off: by its own size.", "optional_size"
)

CATALOGUE: tuple[LayerKind, ...] = (
    LayerKind(
        Input,
        "core",
        "Where pictures come in.",
        (Field("shape", "Shape", "Height, width and channels of one picture.", "shape", 1, 65_536),),
    ),
    LayerKind(
        Dense,
        "core",
        "Every unit sees every input.",
        (
            Field(
                "units",
                "Units",
                "How many outputs. More can learn more, cost more and overfit sooner.",
                "int",
                1,
                1_000_000,
            ),
            _ACTIVATION,
            _BIAS,
            _INITIALIZER,
        ),
    ),
    LayerKind(Activation, "core", "Applies a function to each value.", (_ACTIVATION,)),
    LayerKind(
        Conv2D,
        "convolution",
        "Slides small kernels over the picture to find local patterns.",
        (
            Field("filters", "Filters", "How many kernels, each looking for its own pattern.", "int", 1, 65_536),
            Field("kernel_size", "Kernel", "Rows and columns of each kernel.", "size"),
            Field("strides", "Strides", "How far the kernel moves each time. 2 halves the picture.", "size"),
            _PADDING,
            _ACTIVATION,
            _BIAS,
            _INITIALIZER,
        ),
    ),
    LayerKind(MaxPooling2D, "pooling", "Keeps the largest value of each window.", (_POOL, _POOL_STRIDES, _PADDING)),
    LayerKind(AveragePooling2D, "pooling", "Keeps the mean of each window.", (_POOL, _POOL_STRIDES, _PADDING)),
    LayerKind(GlobalAveragePooling2D, "pooling", "Keeps the mean of each channel."),
    LayerKind(
        Dropout,
        "regularization",
        "Switches random values off while training, against overfitting.",
        (
            Field(
                "rate",
                "Rate",
                "The share of values switched off. 0.2 to 0.5 is usual.",
                "float",
                0,
                0.99,
                decimals=2,
            ),
        ),
    ),
    LayerKind(
        BatchNormalization,
        "regularization",
        "Keeps each channel's values in a steady range, so that training goes faster.",
        (
            Field("momentum", "Momentum", "How slowly the running mean follows the batches.", "float", 0, 1),
            Field("epsilon", "Epsilon", "Keeps the division safe.", "float", 0.000001, 1, decimals=6),
        ),
    ),
    LayerKind(Flatten, "shape", "Lays all values out in one row, as Dense layers like them."),
    LayerKind(
        Reshape,
        "shape",
        "The same values in another shape.",
        (Field("target_shape", "Shape", "The new axes; one may be -1: whatever is left.", "shape", -1, 65_536),),
    ),
)

BY_KIND: dict[type[Layer], LayerKind] = {entry.kind: entry for entry in CATALOGUE}


def entry_of(layer: Layer) -> LayerKind:
    """The catalogue's entry for that layer."""
    return BY_KIND[type(layer)]


def brief(layer: Layer) -> str:
    """The layer's settings in a few words, such as `128 · relu`."""
    match layer:
        case Dense():
            return f"{layer.units:,} · {layer.activation}"
        case Conv2D():
            return f"{layer.filters} × {_by(layer.kernel_size)} · {layer.activation}"
        case MaxPooling2D() | AveragePooling2D():
            return _by(layer.pool_size)
        case Dropout():
            return f"{layer.rate:.0%}"
        case Activation():
            return layer.activation
        case _:
            return ""


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]}"
