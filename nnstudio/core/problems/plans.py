"""What is wrong with the choice of data and with the training settings."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.core.problems.problem import Problem, of_setting
from nnstudio.core.settings import complaint_of, setting_of
from nnstudio.core.sources import DataPlan
from nnstudio.core.training import TrainingPlan
from nnstudio.core.words import say


def data_problems(plan: DataPlan) -> list[Problem]:
    """What is wrong with the choice of data. A limit above the number of pictures is none: all are used then."""
    if plan.training_limit >= 0:
        return []
    message = say("is {value}, which is negative.", value=plan.training_limit)
    return [Problem(say("The training limit"), message, say("Use 0 for all pictures."), setting="training_limit")]


def training_problems(plan: TrainingPlan, samples: int) -> list[Problem]:
    """What is wrong with the training settings, for so many training samples."""
    found = [
        of_setting(complaint, complaint.setting.name)
        for complaint in plan.complaints()
        if complaint.setting.name != "batch_size"
    ]
    batches = replace(setting_of(TrainingPlan, "batch_size"), high=max(1, samples))
    if complaint := complaint_of(batches, plan.batch_size):
        found.append(of_setting(complaint, "batch_size"))
    for part, value in (("optimizer", plan.optimizer), ("loss", plan.loss), ("schedule", plan.schedule)):
        found += [of_setting(complaint, f"{part}.{complaint.setting.name}") for complaint in value.complaints()]
    for callback in plan.callbacks:
        kind = type(callback).__name__
        found += [of_setting(complaint, f"{kind}.{complaint.setting.name}") for complaint in callback.complaints()]
    return found
