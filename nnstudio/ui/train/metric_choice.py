"""Which metrics a person can choose, and which are chosen. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.project import Project
from nnstudio.core.training import METRICS, Metric
from nnstudio.core.training.metrics import metrics_for


@dataclass(frozen=True)
class MetricChoice:
    """What the form of the metrics shows.

    Attributes:
        values: what a run measures, then what was chosen but doesn't suit the data.
        offered: the kinds that suit the data; all while it isn't known.
        needed: the only kind that is measured, as one always is.
    """

    values: tuple[Metric, ...]
    offered: frozenset[type[Metric]]
    needed: frozenset[type[Metric]] = frozenset()


def metric_choice(project: Project) -> MetricChoice:
    """The choice for that project."""
    chosen, targets = project.training.metrics, project.facts.targets
    if not project.facts.shape:  # only reading the data tells
        return MetricChoice(chosen, frozenset(METRICS))
    measured = metrics_for(chosen, targets)
    others = tuple(metric for metric in chosen if not isinstance(targets, metric.suits))
    offered = frozenset(kind for kind in METRICS if isinstance(targets, kind.suits))
    needed = frozenset(map(type, measured)) if len(measured) == 1 else frozenset()
    return MetricChoice((*measured, *others), offered, needed)
