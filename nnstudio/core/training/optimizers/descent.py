"""Steps along the gradient itself, its sign, or the rotation nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.settings import Complaint, number, setting_of, whole
from nnstudio.core.training.optimizers.base import (
    Optimizer,
    beta_1,
    beta_2,
    epsilon,
    momentum,
    nesterov,
    weight_decay,
)
from nnstudio.core.words import mark, say


@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent, with momentum if it is above 0."""

    about: ClassVar[str] = mark("Steps against the gradient, as large as it is.")
    usual_learning_rate: ClassVar[float] = 0.01

    momentum: float = momentum()
    nesterov: bool = nesterov()
    weight_decay: float = weight_decay()

    def complaints(self) -> tuple[Complaint, ...]:
        found = super().complaints()
        if self.nesterov and self.momentum == 0:
            fix = say("Set the momentum to 0.9, or switch Nesterov off.")
            found += (Complaint(setting_of(SGD, "nesterov"), say("needs momentum above 0."), fix),)
        return found


@dataclass(frozen=True)
class Lion(Optimizer):
    """Steps of the same size in every weight, by the sign of the momentum (Chen et al. 2023)."""

    about: ClassVar[str] = mark("Steps of the same size in every weight: wants a learning rate 3 to 10 times smaller.")
    usual_learning_rate: ClassVar[float] = 0.0003

    beta_1: float = beta_1()
    beta_2: float = beta_2(0.99)
    weight_decay: float = weight_decay()

    def complaints(self) -> tuple[Complaint, ...]:
        found = super().complaints()
        if self.beta_1 == 0:  # Keras refuses it
            message, fix = say("is 0, and steps follow it."), say("Set it to 0.9.")
            found += (Complaint(setting_of(Lion, "beta_1"), message, fix),)
        return found


@dataclass(frozen=True)
class Muon(Optimizer):
    """Momentum made orthogonal by Newton-Schulz iterations, for matrices (Jordan 2024; Liu et al. 2025).

    Keras steps so every weight of two axes, which are the kernels of Dense layers, but those of the last layer; all
    others, such as the kernels of convolutions and biases, by AdamW.
    """

    about: ClassVar[str] = mark(
        "Turns the step of a matrix into the nearest rotation. It is for the weights of Dense layers but the last; "
        "biases, convolutions and the last layer learn by AdamW."
    )
    steps_matrices: ClassVar[bool] = True

    momentum: float = momentum(0.95)
    nesterov: bool = nesterov(True)
    ns_steps: int = whole(
        5, mark("Iterations"), mark("How closely a step comes to a rotation. 5 is usual; more take longer."), 1, 50
    )
    weight_decay: float = weight_decay(0.004)
    adam_beta_1: float = beta_1()
    adam_beta_2: float = beta_2()
    adam_weight_decay: float = number(
        0.004,
        mark("AdamW decay"),
        mark("Pulls those weights towards zero that learn by AdamW."),
        0,
        1,
        decimals=6,
    )
    epsilon: float = epsilon()
