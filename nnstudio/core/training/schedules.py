"""How the learning rate changes from step to step. Names and formulas are those of Keras's schedules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import number, whole
from nnstudio.core.words import mark

_MOST_STEPS = 1_000_000_000


@dataclass(frozen=True)
class Schedule(Configured):
    """One schedule's own settings; the learning rate that it starts from belongs to the plan."""

    def keras_arguments(self, learning_rate: float) -> dict[str, object] | None:
        """What Keras's schedule of the same name is called with; None: the learning rate stays as it is."""
        return {"initial_learning_rate": learning_rate, **vars(self)}


@dataclass(frozen=True)
class Constant(Schedule):
    """The same learning rate at every step."""

    title: ClassVar[str] = mark("Constant")
    about: ClassVar[str] = mark("The same learning rate at every step.")

    def keras_arguments(self, learning_rate: float) -> dict[str, object] | None:
        return None


@dataclass(frozen=True)
class ExponentialDecay(Schedule):
    """rate × decay_rate ^ (step / decay_steps)."""

    title: ClassVar[str] = mark("Exponential decay")
    about: ClassVar[str] = mark("The learning rate falls by the same factor again and again.")

    decay_steps: int = whole(
        1000, mark("Decay steps"), mark("After so many batches the learning rate has fallen once."), 1, _MOST_STEPS
    )
    decay_rate: float = number(
        0.9, mark("Decay rate"), mark("What the learning rate is multiplied by each time."), 0, 1, low_open=True
    )


@dataclass(frozen=True)
class CosineDecay(Schedule):
    """Half a cosine wave from the learning rate to `alpha` of it (Loshchilov & Hutter 2017)."""

    title: ClassVar[str] = mark("Cosine decay")
    about: ClassVar[str] = mark("The learning rate falls along half a cosine wave.")

    decay_steps: int = whole(
        1000, mark("Decay steps"), mark("After so many batches the learning rate is at its lowest."), 1, _MOST_STEPS
    )
    alpha: float = number(0.0, mark("Lowest"), mark("The share of the learning rate that is left in the end."), 0, 1)


SCHEDULES: Family[Schedule] = Family(Schedule, mark("a schedule"), (Constant, ExponentialDecay, CosineDecay))
