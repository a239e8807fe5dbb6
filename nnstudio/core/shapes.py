"""What shape each layer gives, without Keras: pure arithmetic, the same answers.

Shapes leave out the batch axis. Rules after Keras's documentation of each layer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
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
from nnstudio.core.words import say

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
    return " × ".join(f"{axis:,}" for axis in shape) if shape else say("one number")


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
        raise ShapeError(say("comes first, but nothing feeds it."), fix=say("Put an Input layer before it."))
    return _checked_size(_next_shape(layer, given))


def _next_shape(layer: Layer, given: Shape) -> Shape:
    match layer:
        case Input():
            raise ShapeError(say("stands in the middle of the network."), fix=say("Keep one Input, at the top."))
        case Flatten():
            return (values_in(given),)
        case Dense():
            return _dense(layer, given)
        case Activation() | Dropout() | BatchNormalization():
            return given
        case Conv2D():
            size = _windowed(given, layer.kernel_size, layer.strides, layer.padding, _kernel_too_large)
            return (*size, layer.filters)
        case MaxPooling2D() | AveragePooling2D():
            strides = layer.strides or layer.pool_size
            size = _windowed(given, layer.pool_size, strides, layer.padding, _window_too_large)
            return (*size, given[2])
        case GlobalAveragePooling2D():
            _needs_picture(given)
            return (given[2],)
        case Reshape():
            return _reshaped(layer.target_shape, given)


def _dense(layer: Dense, given: Shape) -> Shape:
    if not given:
        raise ShapeError(say("needs at least one axis, got a single number."), fix=say("Add Flatten before it."))
    return (*given[:-1], layer.units)


def _needs_picture(given: Shape) -> None:
    if len(given) != 3:
        raise ShapeError(
            say("needs a picture (height, width, channels), got {shape}.", shape=shape_text(given)),
            fix=say("Move it before Flatten, or add Reshape before it."),
        )


def _windowed(
    given: Shape, window: Shape, strides: Shape, padding: str, too_large: Callable[[Shape, Shape], ShapeError]
) -> Shape:
    _needs_picture(given)
    if padding == "same":
        return tuple(math.ceil(n / s) for n, s in zip(given[:2], strides, strict=True))
    if window[0] > given[0] or window[1] > given[1]:
        raise too_large(window, given[:2])
    return tuple((n - w) // s + 1 for n, w, s in zip(given[:2], window, strides, strict=True))


def _kernel_too_large(kernel: Shape, picture: Shape) -> ShapeError:
    return ShapeError(
        say(
            "its kernel of {size} is larger than the picture of {picture}.",
            size=shape_text(kernel),
            picture=shape_text(picture),
        ),
        fix=say("Make the kernel smaller, or set padding to same."),
    )


def _window_too_large(window: Shape, picture: Shape) -> ShapeError:
    return ShapeError(
        say(
            "its window of {size} is larger than the picture of {picture}.",
            size=shape_text(window),
            picture=shape_text(picture),
        ),
        fix=say("Make the window smaller, or set padding to same."),
    )


def _reshaped(target: Shape, given: Shape) -> Shape:
    if target.count(-1) > 1:
        raise ShapeError(say("has more than one -1."), fix=say("Leave one axis open at the most."))
    total = values_in(given)
    known = math.prod(axis for axis in target if axis != -1)
    if -1 in target:
        if known == 0 or total % known:
            raise ShapeError(
                say(
                    "can't lay {count} values out as {shape}: they don't divide evenly.",
                    count=f"{total:,}",
                    shape=shape_text(target),
                ),
                fix=say("Choose axes whose product divides the number of values."),
            )
        return tuple(total // known if axis == -1 else axis for axis in target)
    if known != total:
        raise ShapeError(
            say(
                "can't lay {count} values out as {shape}, which holds {held}.",
                count=f"{total:,}",
                shape=shape_text(target),
                held=f"{known:,}",
            ),
            fix=say("Choose axes whose product is the number of values, or set one axis to -1."),
        )
    return target


def _checked_size(shape: Shape) -> Shape:
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
            say("gives {count} values for each picture, too many.", count=f"{values_in(shape):,}"),
            fix=say("Make the layer smaller."),
        )
    return shape
