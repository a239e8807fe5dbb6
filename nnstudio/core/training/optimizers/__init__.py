"""The rules that turn gradients into steps. Names and defaults are those of Keras's optimizers."""

from __future__ import annotations

from nnstudio.core.family import Family
from nnstudio.core.training.optimizers.adam import Adam, Adamax, AdamW, Lamb, Nadam
from nnstudio.core.training.optimizers.adaptive import Adadelta, Adagrad, Ftrl, RMSprop
from nnstudio.core.training.optimizers.base import Optimizer
from nnstudio.core.training.optimizers.descent import SGD, Lion, Muon
from nnstudio.core.words import mark

__all__ = [
    "OPTIMIZERS",
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "Lamb",
    "Lion",
    "Muon",
    "Nadam",
    "Optimizer",
    "RMSprop",
]

OPTIMIZERS: Family[Optimizer] = Family(
    Optimizer,
    mark("an optimiser"),
    (SGD, RMSprop, Adam, AdamW, Nadam, Adamax, Adagrad, Adadelta, Lion, Ftrl, Lamb, Muon),
)
