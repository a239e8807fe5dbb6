"""Steps that shrink in weights whose gradients were large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.settings import number, switch
from nnstudio.core.training.optimizers.base import (
    Optimizer,
    epsilon,
    initial_accumulator,
    momentum,
    rho,
    weight_decay,
)
from nnstudio.core.words import mark


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Divides the gradient by a running average of its size (Tieleman & Hinton 2012)."""

    about: ClassVar[str] = mark("Divides each weight's gradient by its usual size.")

    rho: float = rho(0.9)
    momentum: float = momentum()
    epsilon: float = epsilon()
    centered: bool = switch(
        False, mark("Centred"), mark("Divides by how much gradients vary instead of how large they are.")
    )
    weight_decay: float = weight_decay()


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Divides the gradient by the root of the sum of all squares so far (Duchi, Hazan & Singer 2011)."""

    about: ClassVar[str] = mark("Steps shrink with all gradients so far: for inputs that are seldom other than 0.")
    usual_learning_rate: ClassVar[float] = 0.01

    initial_accumulator_value: float = initial_accumulator()
    epsilon: float = epsilon()
    weight_decay: float = weight_decay()


@dataclass(frozen=True)
class Adadelta(Optimizer):
    """Adagrad with means in place of sums, and steps in units of the weights (Zeiler 2012)."""

    about: ClassVar[str] = mark("Finds the size of its steps by itself: wants a learning rate of 1.")
    usual_learning_rate: ClassVar[float] = 1.0

    rho: float = rho(0.95)
    epsilon: float = epsilon()
    weight_decay: float = weight_decay()


@dataclass(frozen=True)
class Ftrl(Optimizer):
    """Follow the regularized leader, which leaves many weights at exactly 0 (McMahan et al. 2013)."""

    about: ClassVar[str] = mark("Made for large, sparse inputs: with L1 many weights stay exactly 0.")
    usual_learning_rate: ClassVar[float] = 0.01

    learning_rate_power: float = number(
        -0.5, mark("Rate's power"), mark("How fast steps shrink. -0.5 is usual; 0 keeps the learning rate."), -10, 0
    )
    initial_accumulator_value: float = initial_accumulator()
    l1_regularization_strength: float = number(
        0.0, mark("L1"), mark("Draws weights to exactly 0."), 0, 1000, decimals=6
    )
    l2_regularization_strength: float = number(0.0, mark("L2"), mark("Keeps weights small."), 0, 1000, decimals=6)
    l2_shrinkage_regularization_strength: float = number(
        0.0, mark("Shrinkage"), mark("Keeps weights small that gradients reach."), 0, 1000, decimals=6
    )
    beta: float = number(0.0, mark("Beta"), mark("Makes the first steps smaller."), 0, 1000, decimals=6)
    weight_decay: float = weight_decay()
