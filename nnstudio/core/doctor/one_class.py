"""A network that always answers the same."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from nnstudio.core.doctor.course import Course, is_level
from nnstudio.core.doctor.symptom import Remedy, Sign, Symptom, rate_times
from nnstudio.core.numbers import percent
from nnstudio.core.words import Marked, mark, say

_LEAST_EPOCHS = 3
_NEAR = 0.01  # of the share of the most frequent class
_OF_GUESSING = 0.97  # times the loss of who only guesses


class OneClass(Symptom):
    """After several epochs it is right as often as who always names the most frequent class, and no surer."""

    title: ClassVar[Marked] = mark("It always answers the same class")
    why: ClassVar[Marked] = mark(
        "The network found that naming one class is right often enough, and what it sees of a sample no longer matters:"
        " its units are dead or saturated, or one class outweighs all others."
    )

    def look(self, course: Course) -> Sign | None:
        right, losses = course.figures("accuracy"), course.losses
        if min(len(right), len(losses)) < _LEAST_EPOCHS or len(course.class_shares) < 2:
            return None
        share, last = max(course.class_shares), slice(-_LEAST_EPOCHS, None)
        stuck = all(abs(each - share) <= _NEAR for each in right[last])
        unsure = min(losses[last]) >= _OF_GUESSING * course.loss_of_guessing
        if not (stuck and unsure and is_level(losses[last], 0.01)):
            return None
        evidence = say(
            "It is right in {share}: as often as the most frequent class comes.", share=percent(right[-1], places=1)
        )
        return Sign(len(right) - _LEAST_EPOCHS + 1, evidence, _remedies(course))


def _remedies(course: Course) -> tuple[Remedy, ...]:
    project = course.project
    lower = rate_times(project, 0.1)
    if project.data.balance != "none" or max(course.class_shares) < 2 / len(course.class_shares):
        return (lower,)
    balanced = replace(project, data=replace(project.data, balance="weights"))
    return Remedy(say("Weigh the classes equally"), balanced), lower
