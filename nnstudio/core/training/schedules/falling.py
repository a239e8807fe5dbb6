"""Learning rates that stay, or fall along one curve. Names and formulas are those of Keras's, where it has them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.settings import number, switch, whole
from nnstudio.core.training.schedules.base import Arithmetic, Moment, Schedule
from nnstudio.core.words import mark

MOST_STEPS = 1_000_000_000
MOST_EPOCHS = 1_000_000


def _staircase() -> Any:
    about = mark("Falls at the end of each epoch, instead of a little at each batch.")
    return switch(True, mark("Whole epochs"), about)


def lowest_share() -> Any:
    """What is left of the learning rate in the end."""
    return number(
        0.0, mark("Lowest"), mark("The share of the learning rate that is left in the end."), 0, 1, decimals=6
    )


@dataclass(frozen=True)
class Constant(Schedule):
    """The same learning rate at every step."""

    title: ClassVar[str] = mark("Constant")
    about: ClassVar[str] = mark("The same learning rate at every step.")
    changes: ClassVar[bool] = False

    def share(self, at: Moment, of: Arithmetic) -> Any:
        return of.number(1)


@dataclass(frozen=True)
class InverseTimeDecay(Schedule):
    """1 / (1 + decay_rate × epoch)."""

    title: ClassVar[str] = mark("Inverse time")
    about: ClassVar[str] = mark("The learning rate is divided by 1 + rate × epoch: falls fast, then ever slower.")

    decay_rate: float = number(
        0.1, mark("Decay rate"), mark("At 1 the learning rate is halved after one epoch, a third after two."), 0, 1000
    )
    staircase: bool = _staircase()

    def share(self, at: Moment, of: Arithmetic) -> Any:
        at = at.whole(of) if self.staircase else at
        return 1.0 / (1.0 + self.decay_rate * at.epoch)


@dataclass(frozen=True)
class ExponentialDecay(Schedule):
    """decay_rate ^ (step / decay_steps)."""

    title: ClassVar[str] = mark("Exponential decay")
    about: ClassVar[str] = mark("The learning rate falls by the same factor again and again.")

    decay_steps: int = whole(
        1000, mark("Decay steps"), mark("After so many batches the learning rate has fallen once."), 1, MOST_STEPS
    )
    decay_rate: float = number(
        0.9, mark("Decay rate"), mark("What the learning rate is multiplied by each time."), 0, 1, low_open=True
    )

    def share(self, at: Moment, of: Arithmetic) -> Any:
        return of.power(self.decay_rate, at.step / self.decay_steps)


@dataclass(frozen=True)
class EpochDecay(Schedule):
    """decay_rate ^ epoch."""

    title: ClassVar[str] = mark("By epochs (0.95^epoch)")
    about: ClassVar[str] = mark("The learning rate falls by the same factor with each epoch.")

    decay_rate: float = number(
        0.95,
        mark("Decay rate"),
        mark("What the learning rate is multiplied by each time."),
        0,
        1,
        low_open=True,
        decimals=6,
    )
    staircase: bool = _staircase()

    def share(self, at: Moment, of: Arithmetic) -> Any:
        at = at.whole(of) if self.staircase else at
        return of.power(self.decay_rate, at.epoch)


@dataclass(frozen=True)
class StepDecay(Schedule):
    """decay_rate ^ floor(epoch / decay_epochs)."""

    title: ClassVar[str] = mark("Steps")
    about: ClassVar[str] = mark("The learning rate stays for some epochs, then falls at once.")

    decay_epochs: int = whole(10, mark("Every"), mark("After so many epochs the learning rate falls."), 1, MOST_EPOCHS)
    decay_rate: float = number(
        0.5,
        mark("Decay rate"),
        mark("What the learning rate is multiplied by each time."),
        0,
        1,
        low_open=True,
        decimals=6,
    )

    def share(self, at: Moment, of: Arithmetic) -> Any:
        return of.power(self.decay_rate, of.floor(at.whole(of).epoch / self.decay_epochs))


@dataclass(frozen=True)
class PolynomialDecay(Schedule):
    """(1 - alpha) × (1 - epoch / decay_epochs) ^ power + alpha."""

    title: ClassVar[str] = mark("Polynomial")
    about: ClassVar[str] = mark("The learning rate falls to its lowest along a straight line, or a power of it.")

    decay_epochs: int = whole(
        0,
        mark("Until epoch"),
        mark("After so many epochs the learning rate is at its lowest."),
        0,
        MOST_EPOCHS,
        lowest=mark("the last"),
    )
    power: float = number(
        1.0, mark("Power"), mark("1 is a straight line; more falls sooner, less later."), 0, 100, low_open=True
    )
    alpha: float = lowest_share()

    def share(self, at: Moment, of: Arithmetic) -> Any:
        done = of.minimum(at.epoch / (self.decay_epochs or at.epochs), 1.0)
        return (1.0 - self.alpha) * of.power(1.0 - done, self.power) + self.alpha


@dataclass(frozen=True)
class CosineDecay(Schedule):
    """Half a cosine wave from the learning rate to `alpha` of it (Loshchilov & Hutter 2017)."""

    title: ClassVar[str] = mark("Cosine decay")
    about: ClassVar[str] = mark("The learning rate falls along half a cosine wave.")

    decay_steps: int = whole(
        1000, mark("Decay steps"), mark("After so many batches the learning rate is at its lowest."), 1, MOST_STEPS
    )
    alpha: float = number(0.0, mark("Lowest"), mark("The share of the learning rate that is left in the end."), 0, 1)

    def share(self, at: Moment, of: Arithmetic) -> Any:
        done = of.minimum(at.step, of.number(self.decay_steps)) / self.decay_steps
        return (1 - self.alpha) * (0.5 * (1.0 + of.cos(math.pi * done))) + self.alpha
