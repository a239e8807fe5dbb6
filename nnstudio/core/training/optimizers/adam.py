"""Adam and what came of it: steps by the mean of gradients over the root of the mean of their squares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.training.optimizers.base import Optimizer, amsgrad, beta_1, beta_2, epsilon, weight_decay
from nnstudio.core.words import mark


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum and RMSprop together, with bias correction (Kingma & Ba 2015)."""

    about: ClassVar[str] = mark("Momentum and a step size of its own for each weight: a good first choice.")

    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()
    amsgrad: bool = amsgrad()
    weight_decay: float = weight_decay()


@dataclass(frozen=True)
class AdamW(Optimizer):
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019)."""

    about: ClassVar[str] = mark("Adam that pulls weights towards zero, against overfitting.")

    weight_decay: float = weight_decay(0.004)
    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()
    amsgrad: bool = amsgrad()

    def keras_arguments(self) -> dict[str, object]:
        return dict(vars(self))  # which refuses None as weight decay


@dataclass(frozen=True)
class Nadam(Optimizer):
    """Adam with Nesterov momentum (Dozat 2016)."""

    about: ClassVar[str] = mark("Adam that looks ahead along its momentum.")

    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()
    weight_decay: float = weight_decay()


@dataclass(frozen=True)
class Adamax(Optimizer):
    """Adam with the largest gradient in place of the mean of squares (Kingma & Ba 2015, section 7)."""

    about: ClassVar[str] = mark("Adam by the largest gradients: calm where they are seldom.")

    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()
    weight_decay: float = weight_decay()


@dataclass(frozen=True)
class Lamb(Optimizer):
    """Adam with steps in proportion to the size of each layer's weights (You et al. 2020)."""

    about: ClassVar[str] = mark("Adam with steps as large as each layer's weights ask for: made for large batches.")

    beta_1: float = beta_1()
    beta_2: float = beta_2()
    epsilon: float = epsilon()
    weight_decay: float = weight_decay()
