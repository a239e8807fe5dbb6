"""What shape each layer gives, without Keras: pure arithmetic, the same answers.

Shapes leave out the batch axis. Rules after Keras's documentation of each layer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers import (
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
    Shape,
)
from nnstudio.core.network import Network

MOST_VALUES = 2**31 - 1
MOST_AXES = 6


@dataclass(frozen=True)
class Inferred:
    """What inference found: each node's input and output shape as far as it got, and where it stopped."""

    inputs: dict[str, Shape]
    outputs: dict[str, Shape]
    errors: dict[str, ShapeError]


def shape_text(shape: Shape) -> str:
    """A shape as people write it: `28 × 28 × 1`."""
    return " × ".join(f"{axis:,}" for axis in shape) if shape else "one number"


def values_in(shape: Shape) -> int:
    """How many numbers a tensor of that shape holds."""
    return math.prod(shape)


def infer(network: Network) -> Inferred:
    """Follows the chain from its first layer; stops at the first layer that can't take its input."""
    inferred = Inferred({}, {}, {})
    shape: Shape | None = None
    for node in network.chain:
        if shape is not None:
            inferred.inputs[node.id] = shape
        try:
            shape = output_shape(node.layer, shape)
        except ShapeError as error:
            inferred.errors[node.id] = error
            break
        inferred.outputs[node.id] = shape
    return inferred


def output_shape(layer: Layer, given: Shape | None) -> Shape:
    """The shape that `layer` gives for input of shape `given` (None before the first layer).

    Raises ShapeError, with a fix, if the layer can't take it.
    """
    if given is None:
        if isinstance(layer, Input):
            return _checked_size(layer.shape)
        raise ShapeError("comes first, but nothing feeds it.", fix="Put an Input layer before it.")
    return _checked_size(_next_shape(layer, given))


def _next_shape(layer: Layer, given: Shape) -> Shape:
    match layer:
        case Input():
            raise ShapeError("stands in the middle of the network.", fix="Keep one Input, at the top.")
        case Flatten():
            return (values_in(given),)
        case Dense():
            return _dense(layer, given)
        case Activation() | Dropout() | BatchNormalization():
            return given
        case Conv2D():
            size = _windowed(given, layer.kernel_size, layer.strides, layer.padding, "kernel")
            return (*size, layer.filters)
        case MaxPooling2D() | AveragePooling2D():
            strides = layer.strides or layer.pool_size
            size = _windowed(given, layer.pool_size, strides, layer.padding, "window")
            return (*size, given[2])
        case GlobalAveragePooling2D():
            _needs_picture(given)
            return (given[2],)
        case Reshape():
            return _reshaped(layer.target_shape, given)


def _dense(layer: Dense, given: Shape) -> Shape:
    if not given:
        raise ShapeError("needs at least one axis, got a single number.", fix="Add Flatten before it.")
    return (*given[:-1], layer.units)


def _needs_picture(given: Shape) -> None:
    if len(given) != 3:
        raise ShapeError(
            f"needs a picture (height, width, channels), got {shape_text(given)}.",
            fix="Move it before Flatten, or add Reshape before it.",
        )


def _windowed(given: Shape, window: Shape, strides: Shape, padding: str, name: str) -> Shape:
    _needs_picture(given)
    if padding == "same":
        return tuple(math.ceil(n / s) for n, s in zip(given[:2], strides, strict=True))
    if window[0] > given[0] or window[1] > given[1]:
        raise ShapeError(
            f"its {name} of {shape_text(window)} is larger than the picture of {shape_text(given[:2])}.",
            fix=f"Make the {name} smaller, or set padding to same.",
        )
    return tuple((n - w) // s + 1 for n, w, s in zip(given[:2], window, strides, strict=True))


def _reshaped(target: Shape, given: Shape) -> Shape:
    if target.count(-1) > 1:
        raise ShapeError("has more than one -1.", fix="Leave one axis open at the most.")
    total = values_in(given)
    known = math.prod(axis for axis in target if axis != -1)
    if -1 in target:
        if known == 0 or total % known:
            raise ShapeError(
                f"can't lay {total:,} values out as {shape_text(target)}: they don't divide evenly.",
                fix="Choose axes whose product divides the number of values.",
            )
        return tuple(total // known if axis == -1 else axis for axis in target)
    if known != total:
        raise ShapeError(
            f"can't lay {total:,} values out as {shape_text(target)}, which holds {known:,}.",
            fix="Choose axes whose product is the number of values, or set one axis to -1.",
        )
    return target


def _checked_size(shape: Shape) -> Shape:
    if len(shape) > MOST_AXES:
        raise ShapeError(f"has {len(shape)} axes, more than {MOST_AXES}.", fix="Use fewer axes.")
    if any(axis < 1 for axis in shape):
        raise ShapeError(f"has an empty axis: {shape_text(shape)}.", fix="Make every axis at least 1.")
    if values_in(shape) > MOST_VALUES:
        raise ShapeError(
            f"gives {values_in(shape):,} values for each picture, too many.", fix="Make the layer smaller."
        )
    return shape
