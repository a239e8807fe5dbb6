"""What training makes small. Names and defaults are those of Keras's losses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import number
from nnstudio.core.words import mark

TargetForm = Literal["labels", "values"]


@dataclass(frozen=True)
class Loss(Configured):
    """One loss's own settings.

    Attributes:
        compares: what the network's output is compared with: each sample's `labels` as a number, or as many `values`
            as the network gives; labels become one-hot rows then.
        needs_probabilities: the network's output must be positive and sum to 1.
    """

    compares: ClassVar[TargetForm] = "values"
    needs_probabilities: ClassVar[bool] = False

    def keras_arguments(self) -> dict[str, object]:
        """What Keras's loss of the same name is called with."""
        return dict(vars(self))


@dataclass(frozen=True)
class SparseCategoricalCrossentropy(Loss):
    """Minus the logarithm of the probability that the network gives the true class."""

    title: ClassVar[str] = mark("Cross-entropy (labels)")
    compares: ClassVar[TargetForm] = "labels"
    needs_probabilities: ClassVar[bool] = True


@dataclass(frozen=True)
class CategoricalCrossentropy(Loss):
    """The same, of one-hot rows."""

    title: ClassVar[str] = mark("Cross-entropy (one-hot)")
    needs_probabilities: ClassVar[bool] = True


@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """The mean square of the differences."""

    title: ClassVar[str] = mark("Mean squared error")


@dataclass(frozen=True)
class MeanAbsoluteError(Loss):
    """The mean size of the differences."""

    title: ClassVar[str] = mark("Mean absolute error")


@dataclass(frozen=True)
class Huber(Loss):
    """Squares small differences and takes the size of large ones (Huber 1964)."""

    title: ClassVar[str] = mark("Huber loss")

    delta: float = number(
        1.0, mark("Delta"), mark("Where the loss turns from square to straight."), 0, 1000, low_open=True
    )


LOSSES: Family[Loss] = Family(
    Loss,
    mark("a loss"),
    (SparseCategoricalCrossentropy, CategoricalCrossentropy, MeanSquaredError, MeanAbsoluteError, Huber),
)
