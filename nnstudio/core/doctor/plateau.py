"""A loss that no longer falls."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from nnstudio.core.doctor.course import Course, is_level
from nnstudio.core.doctor.symptom import Remedy, Sign, Symptom, rate_times
from nnstudio.core.numbers import figure
from nnstudio.core.training import Constant
from nnstudio.core.training.schedules import CosineDecay
from nnstudio.core.words import Marked, mark, say

_LEAST_EPOCHS = 12
_WINDOW = 6  # epochs
_LEVEL = 0.01
_LEARNED = 0.02  # times the loss at the start: so little is left that there is nothing to gain


class Plateau(Symptom):
    """The training loss fell, and then stayed where it is, well above zero."""

    title: ClassVar[Marked] = mark("The loss no longer falls")
    why: ClassVar[Marked] = mark(
        "Steps of this size wander about the lowest point instead of into it, or the network can't do better."
    )

    def look(self, course: Course) -> Sign | None:
        losses = course.losses
        if len(losses) < _LEAST_EPOCHS or losses[-1] < _LEARNED * losses[0]:
            return None
        if losses[-1] > 0.9 * losses[0] or not is_level(losses[-_WINDOW:], _LEVEL):
            return None
        epoch = len(losses) - _WINDOW + 1
        evidence = say("Since epoch {epoch} the loss is about {loss}.", epoch=epoch, loss=figure(losses[-1], 3))
        return Sign(epoch, evidence, _remedies(course))


def _remedies(course: Course) -> tuple[Remedy, ...]:
    project, lower = course.project, rate_times(course.project, 0.1)
    if not isinstance(project.training.schedule, Constant):
        return (lower,)
    steps = max(1, course.batches_per_epoch * project.training.epochs)
    falling = replace(project.training, schedule=CosineDecay(decay_steps=steps))
    title = say("Have the learning rate fall to the end")
    return Remedy(title, replace(project, training=falling)), lower
