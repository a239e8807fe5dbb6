"""Settings that several layer kinds have, with the names that Keras knows their values by."""

from __future__ import annotations

from typing import Any, Literal, get_args

from nnstudio.core.settings import choice, switch
from nnstudio.core.words import mark

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
ACTIVATIONS: tuple[ActivationName, ...] = get_args(ActivationName)
INITIALIZERS: tuple[InitializerName, ...] = get_args(InitializerName)


def activation() -> Any:
    """An activation, `relu` at first."""
    return choice(
        "relu",
        mark("Activation"),
        mark(
            "The function applied to each output. "
            "ReLU suits hidden layers; softmax turns the last layer into probabilities."
        ),
    )


def bias() -> Any:
    """Whether there is a bias."""
    return switch(True, mark("Bias"), mark("Adds a learned constant to each output."))


def initializer() -> Any:
    """How a kernel's first values are drawn."""
    return choice(
        "glorot_uniform",
        mark("Initial weights"),
        mark("How the first random weights are drawn. Glorot suits sigmoid, tanh and softmax; He suits ReLU."),
        quiet=True,
    )


def padding() -> Any:
    """What happens at the edges of a picture."""
    return choice(
        "valid",
        mark("Padding"),
        mark("valid keeps to the picture, so it shrinks; same pads the edges with zeros, so that the size stays."),
    )
