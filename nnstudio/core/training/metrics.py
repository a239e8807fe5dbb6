"""What is measured besides the loss: shares of right answers, sizes of errors. Named and computed as in Keras."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import Complaint, setting_of, whole
from nnstudio.core.sources.facts import Classes, Numbers, Targets
from nnstudio.core.words import mark, say

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True)
class Metric(Configured):
    """One metric's own settings.

    Attributes:
        suits: which targets it compares outputs with.
        function: which function of keras.metrics gives it for each sample; empty: the one of its own name.
        higher_is_better: whether learning makes it grow.
        is_share: whether it lies between 0 and 1 and is written as percent.
    """

    suits: ClassVar[type[Targets]]
    function: ClassVar[str] = ""
    higher_is_better: ClassVar[bool] = False
    is_share: ClassVar[bool] = False

    @classmethod
    def name(cls) -> str:
        """Its name among a run's figures: `MeanAbsoluteError` is `mean_absolute_error`."""
        return _CAPITAL.sub("_", cls.__name__).lower()

    def keras_arguments(self) -> dict[str, object]:
        """What Keras's function is called with besides targets and outputs."""
        return dict(vars(self))

    def doubts(self, targets: Targets) -> tuple[Complaint, ...]:
        """Which settings tell nothing about such targets."""
        return ()


@dataclass(frozen=True)
class Accuracy(Metric):
    """The share of samples whose most probable class is the true one."""

    title: ClassVar[str] = mark("Accuracy")
    about: ClassVar[str] = mark("Measures how often the most probable class is the true one.")
    suits: ClassVar[type[Targets]] = Classes
    function: ClassVar[str] = "sparse_categorical_accuracy"
    higher_is_better: ClassVar[bool] = True
    is_share: ClassVar[bool] = True


@dataclass(frozen=True)
class SparseTopKCategoricalAccuracy(Metric):
    """The share of samples whose true class is among the `k` most probable ones."""

    title: ClassVar[str] = mark("Top-k accuracy")
    about: ClassVar[str] = mark("Measures how often the true class is among the k most probable ones.")
    suits: ClassVar[type[Targets]] = Classes
    higher_is_better: ClassVar[bool] = True
    is_share: ClassVar[bool] = True

    k: int = whole(5, mark("k"), mark("So many of the most probable classes count as the answer."), 1, 1000)

    def doubts(self, targets: Targets) -> tuple[Complaint, ...]:
        if self.k < len(targets.names):
            return ()
        message = say(
            "is {k}, and there are {count} classes: every answer counts as right.", k=self.k, count=len(targets.names)
        )
        return (Complaint(setting_of(type(self), "k"), message, say("Choose a smaller one.")),)


@dataclass(frozen=True)
class MeanAbsoluteError(Metric):
    """The mean size of the differences between outputs and targets."""

    title: ClassVar[str] = mark("Mean absolute error")
    about: ClassVar[str] = mark("Measures how far off the numbers are on average.")
    suits: ClassVar[type[Targets]] = Numbers


@dataclass(frozen=True)
class MeanSquaredError(Metric):
    """The mean square of the differences."""

    title: ClassVar[str] = mark("Mean squared error")
    about: ClassVar[str] = mark("Measures how far off the numbers are, large errors counting most.")
    suits: ClassVar[type[Targets]] = Numbers


METRICS: Family[Metric] = Family(
    Metric, mark("a metric"), (Accuracy, SparseTopKCategoricalAccuracy, MeanAbsoluteError, MeanSquaredError)
)


def metrics_for(chosen: Iterable[Metric], targets: Targets) -> tuple[Metric, ...]:
    """Those of the chosen metrics that suit the targets, each kind once; without any, the first kind that does."""
    fitting = {metric.name(): metric for metric in chosen if isinstance(targets, metric.suits)}
    return tuple(fitting.values()) or tuple(kind() for kind in METRICS if isinstance(targets, kind.suits))[:1]
