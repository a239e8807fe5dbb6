"""One run's settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from nnstudio.core.configured import Configured, changed_kind
from nnstudio.core.settings import LARGEST_SEED, Complaint, choice, number, setting_of, whole
from nnstudio.core.training.callbacks import Callback
from nnstudio.core.training.clipping import Clipping, NoClipping
from nnstudio.core.training.losses import Loss, SparseCategoricalCrossentropy
from nnstudio.core.training.metrics import Metric
from nnstudio.core.training.optimizers import Adam, Optimizer
from nnstudio.core.training.schedules import Constant, Schedule
from nnstudio.core.words import mark, say

Precision = Literal["float32", "mixed_bfloat16"]


@dataclass(frozen=True)
class TrainingPlan(Configured):
    """How a project trains.

    Attributes:
        optimizer: which rule turns gradients into steps.
        batch_size: samples for each step; 0: all there are.
        loss: what is made small.
        metrics: what is measured besides the loss; without any that suits the data: what is usual for it.
        schedule: how the learning rate changes.
        callbacks: what may end the run early; one of a kind.
        warmup_epochs: for how long the learning rate climbs evenly before the schedule begins.
        clipping: what keeps gradients from being too large.
        ema_momentum: how slowly the averages of the weights fade that are kept in their place; 0: no averages.
        precision: Keras's dtype policy of all layers; with a mixed one weights and the loss stay float32.
        gradient_accumulation_steps: after so many batches the weights change, by the mean of their gradients.
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
        mark(
            "Samples for each step. Small batches learn more from each sample; large ones run faster. "
            "0 is the full batch: all of them."
        ),
        0,
        1_000_000,
        lowest=mark("full batch"),
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
    warmup_epochs: float = number(
        0.0,
        mark("Warm-up"),
        mark("For so many epochs the learning rate climbs evenly; then the schedule begins. Calms the first steps."),
        0,
        1_000_000,
        lowest=mark("none"),
    )
    clipping: Clipping = NoClipping()
    ema_momentum: float = number(
        0.0,
        mark("Averaging"),
        mark(
            "Keeps and judges a running mean of the weights instead of the last ones: calmer, often a little better. "
            "0.99 is usual: the mean of about the last 100 steps."
        ),
        0,
        1,
        high_open=True,
        decimals=6,
        lowest=mark("off"),
    )
    gradient_accumulation_steps: int = whole(
        1,
        mark("Accumulation"),
        mark(
            "Weights change only after so many batches, by the mean of their gradients: as a batch so many times as "
            "large, in the memory of one."
        ),
        1,
        1_000_000,
    )
    precision: Precision = choice(
        "float32",
        mark("Arithmetic"),
        mark(
            "Mixed: layers compute with half as many digits, weights keep all. Faster on graphics cards made for it; "
            "slower on most processors."
        ),
        {"float32": mark("Full (float32)"), "mixed_bfloat16": mark("Mixed (bfloat16)")},
    )

    def complaints(self) -> tuple[Complaint, ...]:
        found = super().complaints()
        if self.warmup_epochs >= self.epochs > 0 and not any(each.setting.name == "warmup_epochs" for each in found):
            message = say("takes {count} epochs, as many as the run has or more.", count=self.warmup_epochs)
            found += (Complaint(setting_of(TrainingPlan, "warmup_epochs"), message, say("Choose a shorter one.")),)
        return found

    def batch(self, samples: int) -> int:
        """How many samples a batch has where there are so many to learn from."""
        return min(self.batch_size or samples, samples)

    def batches(self, samples: int) -> int:
        """How many batches an epoch has then."""
        return -(-samples // max(1, self.batch(samples)))


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
