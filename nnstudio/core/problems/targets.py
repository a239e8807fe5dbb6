"""Whether the loss, the metrics and what is done about classes fit what is to be learned: classes, or numbers."""

from __future__ import annotations

from nnstudio.core.problems.problem import Problem, of_setting
from nnstudio.core.project import Project, usual_loss
from nnstudio.core.settings import setting_of
from nnstudio.core.sources import Classes, DataPlan
from nnstudio.core.training import Metric
from nnstudio.core.words import say


def target_problems(project: Project) -> list[Problem]:
    """What doesn't fit."""
    if not project.facts.shape:  # only reading the data tells
        return []
    found = [problem for metric in project.training.metrics for problem in _metric_problems(project, metric)]
    return [*_loss_problems(project), *found, *_balance_problems(project)]


def _balance_problems(project: Project) -> list[Problem]:
    """Numbers have no classes to balance."""
    if project.data.balance == "none" or isinstance(project.facts.targets, Classes):
        return []
    setting = setting_of(DataPlan, "balance")
    message = say("has no effect: {data} gives numbers.", data=project.data.source.said_title)
    return [Problem(say(setting.label), message, say("Switch it off."), "warning", setting=setting.name)]


def _loss_problems(project: Project) -> list[Problem]:
    """Keras refuses to compare numbers as labels; losses for classes tell nothing of numbers."""
    loss = project.training.loss
    if loss.is_for_numbers or isinstance(project.facts.targets, Classes):
        return []
    message = say("compares classes, but {data} gives numbers.", data=project.data.source.said_title)
    fix = say("Choose {loss}.", loss=usual_loss(project.facts.targets).said_title())
    return [
        Problem(loss.said_title(), message, fix, "error" if loss.compares == "labels" else "warning", setting="loss")
    ]


def _metric_problems(project: Project, metric: Metric) -> list[Problem]:
    """A metric that doesn't suit the targets is left out of the run."""
    path, targets = f"metrics.{type(metric).__name__}", project.facts.targets
    if isinstance(targets, metric.suits):
        doubts = [of_setting(doubt, f"{path}.{doubt.setting.name}", "warning") for doubt in metric.doubts(targets)]
        return [*doubts, *_unmeasured(project, metric, path)]
    message = say("does not suit {data}, and is not measured.", data=project.data.source.said_title)
    return [Problem(metric.said_title(), message, say("Switch it off."), "warning", setting=path)]


def _unmeasured(project: Project, metric: Metric, path: str) -> list[Problem]:
    """What is told of all validation samples together needs some."""
    kept = project.training.validation_share > 0 or project.facts.validation or project.data.split.way == "folds"
    if not metric.over_all or kept:
        return []
    message = say("is measured over validation samples, and none are kept aside.")
    fix = say("Keep a share of the samples for validation.")
    return [Problem(metric.said_title(), message, fix, "warning", setting=path)]
