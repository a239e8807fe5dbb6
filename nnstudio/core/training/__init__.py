"""How a project trains: optimiser, loss and the figures that go with them.

Names and defaults are those of Keras's optimizers and losses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from nnstudio.core.training.metrics import Metric

LossName = Literal[
    "sparse_categorical_crossentropy",
    "categorical_crossentropy",
    "mean_squared_error",
    "mean_absolute_error",
    "huber",
]
BackendName = Literal["tensorflow", "jax"]

LOSSES: tuple[LossName, ...] = get_args(LossName)
BACKENDS: tuple[BackendName, ...] = get_args(BackendName)


@dataclass(frozen=True)
class SGD:
    """Stochastic gradient descent, with momentum if it is above 0."""

    momentum: float = 0.0
    nesterov: bool = False


@dataclass(frozen=True)
class RMSprop:
    """Divides the gradient by a running average of its size (Tieleman & Hinton 2012)."""

    rho: float = 0.9
    momentum: float = 0.0


@dataclass(frozen=True)
class Adam:
    """Momentum and RMSprop together, with bias correction (Kingma & Ba 2015)."""

    beta_1: float = 0.9
    beta_2: float = 0.999


@dataclass(frozen=True)
class AdamW:
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019)."""

    weight_decay: float = 0.004
    beta_1: float = 0.9
    beta_2: float = 0.999


Optimizer = SGD | RMSprop | Adam | AdamW
OPTIMIZER_KINDS: tuple[type[Optimizer], ...] = get_args(Optimizer)

USUAL_LEARNING_RATE: dict[type[Optimizer], float] = {SGD: 0.01, RMSprop: 0.001, Adam: 0.001, AdamW: 0.001}


@dataclass(frozen=True)
class TrainingPlan:
    """One run's settings.

    Attributes:
        optimizer: which rule turns gradients into steps.
        learning_rate: the size of its steps.
        batch_size: pictures per step.
        epochs: passes over the training pictures.
        loss: what is made small.
        validation_share: the part of the training pictures kept aside to check on, 0 to 0.5.
        seed: fixes the initial weights, the order of the pictures and dropout.
        metrics: what is measured besides the loss; without any that suits the data: what is usual for it.
    """

    optimizer: Optimizer = Adam()
    learning_rate: float = 0.001
    batch_size: int = 32
    epochs: int = 10
    loss: LossName = "sparse_categorical_crossentropy"
    validation_share: float = 0.1
    seed: int = 1
    metrics: tuple[Metric, ...] = ()
