"""The training settings as the catalogue describes layers: what each is called, does to learning, and can be."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from nnstudio.core.catalogue import Field
from nnstudio.core.training import (
    LOSSES,
    OPTIMIZER_KINDS,
    SGD,
    USUAL_LEARNING_RATE,
    Adam,
    AdamW,
    LossName,
    Optimizer,
    RMSprop,
    TrainingPlan,
)

OPTIMIZER = Field(
    "optimizer",
    "Optimiser",
    "The rule that turns gradients into steps. Adam is a good first choice; SGD with momentum can end a little better.",
    "choice",
    choices=tuple(kind.__name__ for kind in OPTIMIZER_KINDS),
)
LEARNING_RATE = Field(
    "learning_rate",
    "Learning rate",
    "The size of each step. Too high: the loss jumps or explodes. Too low: it hardly falls.",
    "float",
    1e-10,
    1000,
    decimals=10,
)
_MOMENTUM = Field(
    "momentum",
    "Momentum",
    "How much of the last step is carried on: smooths the way and speeds it up. 0.9 is usual with SGD.",
    "float",
    0,
    1,
)
_BETA_1 = Field("beta_1", "Beta 1", "How slowly the mean of the gradients fades. 0.9 is usual.", "float", 0, 0.999999)
_BETA_2 = Field("beta_2", "Beta 2", "How slowly the mean of their squares fades. 0.999 is usual.", "float", 0, 0.999999)
OPTIMIZER_FIELDS: dict[type[Optimizer], tuple[Field, ...]] = {
    SGD: (
        _MOMENTUM,
        Field("nesterov", "Nesterov", "Looks ahead along the momentum before it takes the gradient.", "bool"),
    ),
    RMSprop: (
        Field(
            "rho", "Rho", "How slowly the running mean of squared gradients fades. 0.9 is usual.", "float", 0, 0.999999
        ),
        _MOMENTUM,
    ),
    Adam: (_BETA_1, _BETA_2),
    AdamW: (
        Field(
            "weight_decay",
            "Weight decay",
            "Pulls all weights towards zero a little at each step, against overfitting.",
            "float",
            0,
            1,
            decimals=6,
        ),
        _BETA_1,
        _BETA_2,
    ),
}
LOSS = Field(
    "loss",
    "Loss",
    "What training makes small. Cross-entropy suits classes: it punishes confident mistakes most.",
    "choice",
    choices=LOSSES,
)
RUN_FIELDS: tuple[Field, ...] = (
    Field("epochs", "Epochs", "How often all training pictures are gone through.", "int", 1, 1_000_000),
    Field(
        "batch_size",
        "Batch size",
        "Pictures for each step. Small batches learn more from each picture; large ones run faster.",
        "int",
        1,
        1_000_000,
    ),
    Field(
        "validation_share",
        "Validation",
        "The share of the training pictures that is kept aside, to see whether it learns or memorises.",
        "float",
        0,
        0.5,
        decimals=2,
    ),
    Field(
        "seed",
        "Seed",
        "Fixes the first weights, the order of the pictures and dropout: the same seed gives the same run.",
        "int",
        0,
        2**31 - 1,
    ),
)
FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        OPTIMIZER,
        LEARNING_RATE,
        LOSS,
        *RUN_FIELDS,
        *(field for table in OPTIMIZER_FIELDS.values() for field in table),
    )
}


def loss_titles() -> dict[str, str]:
    """What people call the losses, by their names in Keras."""
    titles: dict[LossName, str] = {
        "sparse_categorical_crossentropy": _tr("Cross-entropy (labels)"),
        "categorical_crossentropy": _tr("Cross-entropy (one-hot)"),
        "mean_squared_error": _tr("Mean squared error"),
        "mean_absolute_error": _tr("Mean absolute error"),
        "huber": _tr("Huber loss"),
    }
    return {name: titles[name] for name in LOSSES}


def _tr(text: str) -> str:
    return QCoreApplication.translate("train", text)


def with_setting(plan: TrainingPlan, name: str, value: Any) -> TrainingPlan:
    """The plan with one setting changed, be it the plan's own or its optimiser's."""
    if name == OPTIMIZER.name:
        kind = next(kind for kind in OPTIMIZER_KINDS if kind.__name__ == value)
        return plan if isinstance(plan.optimizer, kind) else _with_optimizer(plan, kind)
    if name in {field.name for field in fields(plan)}:
        return replace(plan, **{name: value})
    return replace(plan, optimizer=replace(plan.optimizer, **{name: value}))


def _with_optimizer(plan: TrainingPlan, kind: type[Optimizer]) -> TrainingPlan:
    """Another optimiser: settings that it shares with the one before stay, and a usual learning rate stays usual."""
    own = {field.name for field in OPTIMIZER_FIELDS[kind]}
    shared = {field.name: getattr(plan.optimizer, field.name) for field in OPTIMIZER_FIELDS[type(plan.optimizer)]}
    kept = {name: value for name, value in shared.items() if name in own}
    usual = plan.learning_rate == USUAL_LEARNING_RATE[type(plan.optimizer)]
    rate = USUAL_LEARNING_RATE[kind] if usual else plan.learning_rate
    return replace(plan, optimizer=kind(**kept), learning_rate=rate)


def settings_of(plan: TrainingPlan) -> dict[str, object]:
    """The plan's settings by name, its optimiser by its kind's name; the optimiser's own are not among them."""
    values: dict[str, object] = {field.name: getattr(plan, field.name) for field in fields(plan)}
    return {**values, OPTIMIZER.name: type(plan.optimizer).__name__}


def optimizer_settings(optimizer: Optimizer) -> dict[str, object]:
    """The optimiser's own settings by name."""
    return {field.name: getattr(optimizer, field.name) for field in OPTIMIZER_FIELDS[type(optimizer)]}
