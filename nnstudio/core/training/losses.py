"""What training makes small. Names and defaults are those of Keras's losses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import number, switch
from nnstudio.core.words import mark

TargetForm = Literal["labels", "values"]
_PROBABILITIES = ("softmax",)
_SHARES = ("sigmoid", "softmax", "hard_sigmoid")


@dataclass(frozen=True)
class Loss(Configured):
    """One loss's own settings.

    Attributes:
        compares: what the network's output is compared with: each sample's `labels` as a number, or as many `values`
            as the network gives; labels become one-hot rows then.
        activations: what the last layer must end in for its output to mean something to this loss, the usual one
            first; empty: anything.
        is_for_numbers: whether numbers can be learned with it, or classes alone.
    """

    compares: ClassVar[TargetForm] = "values"
    activations: ClassVar[tuple[str, ...]] = ()
    is_for_numbers: ClassVar[bool] = True

    def keras_arguments(self) -> dict[str, object]:
        """What Keras's loss of the same name is called with."""
        return dict(vars(self))


def _label_smoothing() -> Any:
    about = mark(
        "Learns that much less than certainty of the true class, and a little of all others: keeps the network from "
        "being too sure. 0.1 is usual."
    )
    return number(0.0, mark("Label smoothing"), about, 0, 1, high_open=True)


def _alpha() -> Any:
    return number(0.25, mark("Alpha"), mark("How much the true class counts."), 0, 1, low_open=True)


def _gamma() -> Any:
    about = mark("How little samples count that the network is sure of. 0: as much as all others; 2 is usual.")
    return number(2.0, mark("Gamma"), about, 0, 100)


@dataclass(frozen=True)
class SparseCategoricalCrossentropy(Loss):
    """Minus the logarithm of the probability that the network gives the true class."""

    title: ClassVar[str] = mark("Cross-entropy (labels)")
    compares: ClassVar[TargetForm] = "labels"
    activations: ClassVar[tuple[str, ...]] = _PROBABILITIES
    is_for_numbers: ClassVar[bool] = False


@dataclass(frozen=True)
class CategoricalCrossentropy(Loss):
    """The same, of one-hot rows."""

    title: ClassVar[str] = mark("Cross-entropy (one-hot)")
    activations: ClassVar[tuple[str, ...]] = _PROBABILITIES
    is_for_numbers: ClassVar[bool] = False

    label_smoothing: float = _label_smoothing()


@dataclass(frozen=True)
class BinaryCrossentropy(Loss):
    """Cross-entropy of each output by itself: yes or no."""

    title: ClassVar[str] = mark("Binary cross-entropy")
    activations: ClassVar[tuple[str, ...]] = _SHARES

    label_smoothing: float = _label_smoothing()


@dataclass(frozen=True)
class CategoricalFocalCrossentropy(Loss):
    """Cross-entropy of one-hot rows in which samples count less that are learned already (Lin et al. 2017)."""

    title: ClassVar[str] = mark("Focal loss")
    activations: ClassVar[tuple[str, ...]] = _PROBABILITIES
    is_for_numbers: ClassVar[bool] = False

    alpha: float = _alpha()
    gamma: float = _gamma()
    label_smoothing: float = _label_smoothing()


@dataclass(frozen=True)
class BinaryFocalCrossentropy(Loss):
    """The same of each output by itself: yes or no."""

    title: ClassVar[str] = mark("Binary focal loss")
    activations: ClassVar[tuple[str, ...]] = _SHARES

    apply_class_balancing: bool = switch(
        False, mark("Balanced"), mark("Yes counts alpha, no the rest of 1: for classes that are rare.")
    )
    alpha: float = _alpha()
    gamma: float = _gamma()
    label_smoothing: float = _label_smoothing()


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


@dataclass(frozen=True)
class LogCosh(Loss):
    """The logarithm of the hyperbolic cosine of the differences."""

    title: ClassVar[str] = mark("Log-cosh")


@dataclass(frozen=True)
class Poisson(Loss):
    """Minus the log-likelihood of counts whose means the network gives."""

    title: ClassVar[str] = mark("Poisson")
    activations: ClassVar[tuple[str, ...]] = ("softplus", "softmax", "sigmoid", "relu")


@dataclass(frozen=True)
class KLDivergence(Loss):
    """How far the network's probabilities are from the wanted ones (Kullback & Leibler 1951)."""

    title: ClassVar[str] = mark("Kullback-Leibler divergence")
    activations: ClassVar[tuple[str, ...]] = _PROBABILITIES
    is_for_numbers: ClassVar[bool] = False


@dataclass(frozen=True)
class Hinge(Loss):
    """How far each output is from being on the right side of a margin of 1; classes are taken as -1 and 1."""

    title: ClassVar[str] = mark("Hinge")
    activations: ClassVar[tuple[str, ...]] = ("tanh", "linear", "softsign")
    is_for_numbers: ClassVar[bool] = False


@dataclass(frozen=True)
class CategoricalHinge(Loss):
    """How far the true class's output is from being larger by 1 than all others."""

    title: ClassVar[str] = mark("Hinge (one-hot)")
    activations: ClassVar[tuple[str, ...]] = ("linear", "tanh", "softsign")
    is_for_numbers: ClassVar[bool] = False


LOSSES: Family[Loss] = Family(
    Loss,
    mark("a loss"),
    (
        SparseCategoricalCrossentropy,
        CategoricalCrossentropy,
        BinaryCrossentropy,
        CategoricalFocalCrossentropy,
        BinaryFocalCrossentropy,
        MeanSquaredError,
        MeanAbsoluteError,
        Huber,
        LogCosh,
        Poisson,
        KLDivergence,
        Hinge,
        CategoricalHinge,
    ),
)
