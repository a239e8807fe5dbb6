"""What every optimiser has, and the settings that several share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.configured import Configured
from nnstudio.core.settings import number, switch
from nnstudio.core.words import mark

USUAL_EPSILON = 1e-7


@dataclass(frozen=True)
class Optimizer(Configured):
    """One optimiser's own settings; the learning rate belongs to the plan.

    Attributes:
        usual_learning_rate: what to begin with.
        steps_matrices: it has steps of its own for matrices that lie between other layers, others for the rest.
    """

    usual_learning_rate: ClassVar[float] = 0.001
    steps_matrices: ClassVar[bool] = False

    def keras_arguments(self) -> dict[str, object]:
        """What Keras's optimizer of the same name is called with, besides the learning rate."""
        given: dict[str, object] = dict(vars(self))
        if given.get("weight_decay") == 0:
            given["weight_decay"] = None
        return given


def momentum(usual: float = 0.0) -> Any:
    """How much of the last step is carried on."""
    about = mark("How much of the last step is carried on: smooths the way and speeds it up. 0.9 is usual with SGD.")
    return number(usual, mark("Momentum"), about, 0, 1)


def nesterov(usual: bool = False) -> Any:
    """Whether the gradient is taken where the momentum leads."""
    return switch(usual, mark("Nesterov"), mark("Looks ahead along the momentum before it takes the gradient."))


def rho(usual: float) -> Any:
    """How slowly a mean of squares fades."""
    about = mark("How slowly the running mean of squared gradients fades. 0.9 is usual.")
    return number(usual, mark("Rho"), about, 0, 1, high_open=True, decimals=6)


def beta_1(usual: float = 0.9) -> Any:
    """How slowly the first moment fades."""
    about = mark("How slowly the mean of the gradients fades. 0.9 is usual.")
    return number(usual, mark("Beta 1"), about, 0, 1, high_open=True, decimals=6)


def beta_2(usual: float = 0.999) -> Any:
    """How slowly the second moment fades."""
    about = mark("How slowly the mean of their squares fades. 0.999 is usual.")
    return number(usual, mark("Beta 2"), about, 0, 1, high_open=True, decimals=6)


def epsilon() -> Any:
    """What a division by a small mean of squares is kept from being one by zero with."""
    about = mark("Keeps steps from growing without bound where gradients are almost 0. 0.0000001 is usual.")
    return number(USUAL_EPSILON, mark("Epsilon"), about, 0, 1, low_open=True, decimals=12)


def amsgrad() -> Any:
    """Whether the largest second moment there was counts (Reddi, Kale & Kumar 2018)."""
    about = mark("Divides by the largest mean of squares there was, so that steps can't grow again.")
    return switch(False, mark("AMSGrad"), about)


def weight_decay(usual: float = 0.0) -> Any:
    """The share of each weight that a step takes away, times the learning rate."""
    about = mark("Pulls all weights towards zero a little at each step, against overfitting.")
    return number(usual, mark("Weight decay"), about, 0, 1, decimals=6)


def initial_accumulator() -> Any:
    """What a sum of squares begins with."""
    about = mark("What the sum of squared gradients begins with: higher makes the first steps smaller.")
    return number(0.1, mark("First sum"), about, 0, 1000, decimals=6)
