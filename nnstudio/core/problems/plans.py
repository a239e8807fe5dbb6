"""What is wrong with the choice of data and with the training settings."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.core.problems.problem import Problem, of_setting
from nnstudio.core.settings import complaint_of, setting_of
from nnstudio.core.sources import DataPlan
from nnstudio.core.sources.facts import has_colours
from nnstudio.core.training import TrainingPlan, plan_parts
from nnstudio.core.words import say


def data_problems(plan: DataPlan) -> list[Problem]:
    """What is wrong with the choice of data. A limit above the number of pictures is none: all are used then."""
    found = [of_setting(complaint, f"split.{complaint.setting.name}") for complaint in plan.split.complaints()]
    for each in plan.augmentation:
        path = f"augmentation.{type(each).__name__}"
        found += [of_setting(complaint, f"{path}.{complaint.setting.name}") for complaint in each.complaints()]
    if plan.scaling == "imagenet" and plan.source.facts.shape and not has_colours(plan.source.facts):
        message, fix = say("is that of colour photos, and these aren't."), say("Choose another scaling.")
        found.append(Problem(say("The scaling"), message, fix, setting="scaling"))
    if plan.training_limit < 0:
        message = say("is {value}, which is negative.", value=plan.training_limit)
        fix = say("Use 0 for all pictures.")
        found.append(Problem(say("The training limit"), message, fix, setting="training_limit"))
    return found


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
    for path, value in (each for part in plan_parts() for each in part.values(plan)):
        found += [of_setting(complaint, f"{path}.{complaint.setting.name}") for complaint in value.complaints()]
    return found
