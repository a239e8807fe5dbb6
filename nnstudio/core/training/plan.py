"""One run's settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from nnstudio.core.configured import Configured, changed_kind
from nnstudio.core.settings import LARGEST_SEED, number, whole
from nnstudio.core.training.callbacks import Callback
from nnstudio.core.training.losses import Loss, SparseCategoricalCrossentropy
from nnstudio.core.training.metrics import Metric
from nnstudio.core.training.optimizers import Adam, Optimizer
from nnstudio.core.training.schedules import Constant, Schedule
from nnstudio.core.words import mark


@dataclass(frozen=True)
class TrainingPlan(Configured):
    """How a project trains.

    Attributes:
        optimizer: which rule turns gradients into steps.
        loss: what is made small.
        metrics: what is measured besides the loss; without any that suits the data: what is usual for it.
        schedule: how the learning rate changes.
        callbacks: what may end the run early; one of a kind.
        seed: fixes the initial weights, the order of the samples and dropout.
    """

    optimizer: Optimizer = Adam()
    learning_rate: float = number(
        0.001,
        mark("Learning rate"),
        mark("The size of each step. Too high: the loss jumps or explodes. Too low: it hardly falls."),
        0,
        1000,
        low_open=True,
        decimals=10,
    )
    batch_size: int = whole(
        32,
        mark("Batch size"),
        mark("Samples for each step. Small batches learn more from each sample; large ones run faster."),
        1,
        1_000_000,
    )
    epochs: int = whole(10, mark("Epochs"), mark("How often all training samples are gone through."), 1, 1_000_000)
    loss: Loss = SparseCategoricalCrossentropy()
    validation_share: float = number(
        0.1,
        mark("Validation"),
        mark("The share of the training samples that is kept aside, to see whether it learns or memorises."),
        0,
        0.5,
        decimals=2,
        percent=True,
    )
    seed: int = whole(
        1,
        mark("Seed"),
        mark("Fixes the first weights, the order of the samples and dropout: the same seed gives the same run."),
        0,
        LARGEST_SEED,
    )
    schedule: Schedule = Constant()
    metrics: tuple[Metric, ...] = ()
    callbacks: tuple[Callback, ...] = ()


def with_optimizer(plan: TrainingPlan, kind: type[Optimizer]) -> TrainingPlan:
    """Another optimiser: settings that it shares with the one before stay, and a usual learning rate stays usual."""
    usual = plan.learning_rate == plan.optimizer.usual_learning_rate
    rate = kind.usual_learning_rate if usual else plan.learning_rate
    return replace(plan, optimizer=changed_kind(plan.optimizer, kind), learning_rate=rate)


def with_kind(plan: TrainingPlan, part: str, kind: type[Any]) -> TrainingPlan:
    """Another kind for a part that is one value, such as `loss`: settings that both kinds have stay."""
    if part == "optimizer":
        return with_optimizer(plan, kind)
    return with_setting(plan, part, changed_kind(getattr(plan, part), kind))


def with_setting(plan: TrainingPlan, path: str, value: Any) -> TrainingPlan:
    """The plan with one setting changed: its own, such as `epochs`, or of one of its parts: `optimizer.momentum`."""
    part, _, name = path.rpartition(".")
    if not part:
        return replace(plan, **{name: value})
    changed: Any = {part: replace(getattr(plan, part), **{name: value})}
    return replace(plan, **changed)
