"""The rules that turn gradients into steps. Names and defaults are those of Keras's optimizers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import Complaint, number, setting_of, switch
from nnstudio.core.words import mark, say


@dataclass(frozen=True)
class Optimizer(Configured):
    """One optimiser's own settings; the learning rate belongs to the plan.

    Attributes:
        usual_learning_rate: what to begin with.
    """

    usual_learning_rate: ClassVar[float] = 0.001

    def keras_arguments(self) -> dict[str, object]:
        """What Keras's optimizer of the same name is called with, besides the learning rate."""
        return dict(vars(self))


def _momentum() -> Any:
    about = mark("How much of the last step is carried on: smooths the way and speeds it up. 0.9 is usual with SGD.")
    return number(0.0, mark("Momentum"), about, 0, 1)


def _beta_1() -> Any:
    about = mark("How slowly the mean of the gradients fades. 0.9 is usual.")
    return number(0.9, mark("Beta 1"), about, 0, 1, high_open=True, decimals=6)


def _beta_2() -> Any:
    about = mark("How slowly the mean of their squares fades. 0.999 is usual.")
    return number(0.999, mark("Beta 2"), about, 0, 1, high_open=True, decimals=6)


@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent, with momentum if it is above 0."""

    usual_learning_rate: ClassVar[float] = 0.01

    momentum: float = _momentum()
    nesterov: bool = switch(
        False, mark("Nesterov"), mark("Looks ahead along the momentum before it takes the gradient.")
    )

    def complaints(self) -> tuple[Complaint, ...]:
        found = super().complaints()
        if self.nesterov and self.momentum == 0:
            fix = say("Set the momentum to 0.9, or switch Nesterov off.")
            found += (Complaint(setting_of(SGD, "nesterov"), say("needs momentum above 0."), fix),)
        return found


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Divides the gradient by a running average of its size (Tieleman & Hinton 2012)."""

    rho: float = number(
        0.9,
        mark("Rho"),
        mark("How slowly the running mean of squared gradients fades. 0.9 is usual."),
        0,
        1,
        high_open=True,
        decimals=6,
    )
    momentum: float = _momentum()


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum and RMSprop together, with bias correction (Kingma & Ba 2015)."""

    beta_1: float = _beta_1()
    beta_2: float = _beta_2()


@dataclass(frozen=True)
class AdamW(Optimizer):
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019)."""

    weight_decay: float = number(
        0.004,
        mark("Weight decay"),
        mark("Pulls all weights towards zero a little at each step, against overfitting."),
        0,
        1,
        decimals=6,
    )
    beta_1: float = _beta_1()
    beta_2: float = _beta_2()


OPTIMIZERS: Family[Optimizer] = Family(Optimizer, mark("an optimiser"), (SGD, RMSprop, Adam, AdamW))
