"""What is measured besides the loss: shares of right answers, sizes of errors.

Most are means of what is told of each sample, named and computed as in Keras. Some are of all samples together, such as
those that count how often each class was meant and found: they are scikit-learn's, over validation and test samples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import Complaint, choice, setting_of, whole
from nnstudio.core.sources.facts import Classes, Numbers, Targets
from nnstudio.core.words import mark, say

OverAll = Literal["", "labels", "scores", "values"]
Average = Literal["macro", "weighted", "micro", "binary"]
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True)
class Metric(Configured):
    """One metric's own settings.

    Attributes:
        suits: which targets it compares outputs with.
        function: which function of keras.metrics gives it for each sample; empty: the one of its own name.
        higher_is_better: whether learning makes it grow.
        is_share: whether it lies between 0 and 1 and is written as percent.
        over_all: of all samples together, the function of sklearn.metrics of that name is called with: the wanted and
            the most probable `labels`, one-hot rows and `scores` of the classes, or `values`; empty: of each sample.
    """

    suits: ClassVar[type[Targets]]
    function: ClassVar[str] = ""
    higher_is_better: ClassVar[bool] = False
    is_share: ClassVar[bool] = False
    over_all: ClassVar[OverAll] = ""

    @classmethod
    def name(cls) -> str:
        """Its name among a run's figures: `MeanAbsoluteError` is `mean_absolute_error`."""
        return _CAPITAL.sub("_", cls.__name__).lower()

    def keras_arguments(self) -> dict[str, object]:
        """What the function is called with besides targets and outputs."""
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


def _average() -> Any:
    return choice(
        "macro",
        mark("Over classes"),
        mark("How the figures of the classes become one."),
        {
            "macro": mark("Each counts the same"),
            "weighted": mark("By their samples"),
            "micro": mark("All answers together"),
            "binary": mark("The second of two"),
        },
    )


@dataclass(frozen=True)
class ClassFigure(Metric):
    """A figure of each class, and what it is over all of them."""

    suits: ClassVar[type[Targets]] = Classes
    higher_is_better: ClassVar[bool] = True
    is_share: ClassVar[bool] = True
    over_all: ClassVar[OverAll] = "labels"

    average: Average = _average()

    def keras_arguments(self) -> dict[str, object]:
        return {**vars(self), "zero_division": 0.0}

    def doubts(self, targets: Targets) -> tuple[Complaint, ...]:
        if self.average != "binary" or len(targets.names) == 2:
            return ()
        message = say("is that of the second of two classes, and there are {count}.", count=len(targets.names))
        return (Complaint(setting_of(type(self), "average"), message, say("Choose another.")),)


@dataclass(frozen=True)
class Precision(ClassFigure):
    """Of the samples that were found to be of a class, the share that is."""

    title: ClassVar[str] = mark("Precision")
    about: ClassVar[str] = mark("Measures how many of the answers with a class are right. Over validation samples.")
    function: ClassVar[str] = "precision_score"


@dataclass(frozen=True)
class Recall(ClassFigure):
    """Of the samples of a class, the share that was found."""

    title: ClassVar[str] = mark("Recall")
    about: ClassVar[str] = mark("Measures how many samples of a class are found. Over validation samples.")
    function: ClassVar[str] = "recall_score"


@dataclass(frozen=True)
class F1Score(ClassFigure):
    """The harmonic mean of precision and recall."""

    title: ClassVar[str] = mark("F1")
    about: ClassVar[str] = mark("The harmonic mean of precision and recall. Over validation samples.")
    function: ClassVar[str] = "f1_score"


@dataclass(frozen=True)
class RocAuc(Metric):
    """The area under the curve of true over false positives, the mean of each class against all others.

    As `roc_auc_score(..., multi_class="ovr")`; classes without a sample are left out.
    """

    title: ClassVar[str] = mark("Area under the ROC curve")
    about: ClassVar[str] = mark(
        "How likely a sample of a class has a higher score for it than one that isn't: 1 is best, 0.5 is chance. "
        "Over validation samples."
    )
    suits: ClassVar[type[Targets]] = Classes
    function: ClassVar[str] = "roc_auc_score"
    higher_is_better: ClassVar[bool] = True
    over_all: ClassVar[OverAll] = "scores"


@dataclass(frozen=True)
class RootMeanSquaredError(Metric):
    """The root of the mean square of the differences, of each output; the mean of these."""

    title: ClassVar[str] = mark("Root mean squared error")
    about: ClassVar[str] = mark("How far off the numbers are, in their own unit. Over validation samples.")
    suits: ClassVar[type[Targets]] = Numbers
    function: ClassVar[str] = "root_mean_squared_error"
    over_all: ClassVar[OverAll] = "values"


@dataclass(frozen=True)
class R2Score(Metric):
    """The share of the numbers' variance that the network tells, of each output; the mean of these."""

    title: ClassVar[str] = mark("R²")
    about: ClassVar[str] = mark(
        "How much of what varies in the numbers the network tells: 1 is all, 0 no more than their mean. "
        "Over validation samples."
    )
    suits: ClassVar[type[Targets]] = Numbers
    function: ClassVar[str] = "r2_score"
    higher_is_better: ClassVar[bool] = True
    over_all: ClassVar[OverAll] = "values"


METRICS: Family[Metric] = Family(
    Metric,
    mark("a metric"),
    (
        Accuracy,
        SparseTopKCategoricalAccuracy,
        Precision,
        Recall,
        F1Score,
        RocAuc,
        MeanAbsoluteError,
        MeanSquaredError,
        RootMeanSquaredError,
        R2Score,
    ),
)


def metrics_for(chosen: Iterable[Metric], targets: Targets) -> tuple[Metric, ...]:
    """Those of the chosen metrics that suit the targets, each kind once; without any, the first kind that does."""
    fitting = {metric.name(): metric for metric in chosen if isinstance(targets, metric.suits)}
    return tuple(fitting.values()) or tuple(kind() for kind in METRICS if isinstance(targets, kind.suits))[:1]
