"""Figures of all samples together, by scikit-learn's definitions."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from nnstudio.core.training import Metric

Array = npt.NDArray[Any]
WANTED = "wanted"  # labels or values, as the data has them
_GIVEN: Mapping[str, Callable[[Array], Array]] = {
    "labels": lambda given: given.argmax(-1).astype(np.int32),
    "scores": lambda given: given,
    "values": lambda given: given,
}


def evidence(metrics: Sequence[Metric], wanted: Array, given: Array) -> dict[str, Array]:
    """What has to be kept of a batch of samples until all are seen, by name: (n, ...) each."""
    forms = {metric.over_all for metric in metrics}
    kept: dict[str, Array] = {form: make(given) for form, make in _GIVEN.items() if form in forms}
    return {WANTED: wanted, **kept} if kept else {}


def over_all(metric: Metric, parts: Sequence[Mapping[str, Array]]) -> float:
    """The metric over the evidence of all samples; NaN where it means nothing, as of a single sample."""
    import sklearn.metrics

    wanted, given = (np.concatenate([part[name] for part in parts]) for name in (WANTED, metric.over_all))
    if metric.over_all == "scores":
        wanted, given = _one_hot(wanted, given)
    if not np.isfinite(given).all() or not given.size:
        return float("nan")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what isn't defined, which is NaN
        try:
            return float(getattr(sklearn.metrics, metric.function)(wanted, given, **metric.keras_arguments()))
        except ValueError:  # how some of its versions say the same
            return float("nan")


def _one_hot(labels: Array, scores: Array) -> tuple[Array, Array]:
    """Rows of 0 and 1, and the scores, of the classes that there are, but not of all alone."""
    present = [label for label in range(scores.shape[-1]) if 0 < (labels == label).sum() < len(labels)]
    if scores.shape[-1] == 2:
        present = present[-1:]  # the other one is its mirror
    return (labels[:, None] == np.array(present, int)).astype(np.int32), scores[:, present]
