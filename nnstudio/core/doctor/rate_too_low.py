"""Steps so small that little is learned in all the time."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from nnstudio.core.doctor.course import Course
from nnstudio.core.doctor.symptom import Sign, Symptom, rate_times
from nnstudio.core.numbers import percent
from nnstudio.core.words import Marked, mark, say

_LEAST_EPOCHS = 5
_MOST_FALL = 0.25  # of the first epoch's loss, in all
_NOTHING = 0.02
_EVEN = 0.5  # the later half of the epochs brought at least so much of what the earlier half did: it isn't done


class RateTooLow(Symptom):
    """The loss falls evenly, epoch by epoch, but hardly."""

    title: ClassVar[Marked] = mark("The learning rate is too low")
    why: ClassVar[Marked] = mark(
        "Each step changes the weights so little that the loss still falls as slowly as at the start."
    )

    def look(self, course: Course) -> Sign | None:
        losses = course.losses
        if len(losses) < _LEAST_EPOCHS or not all(later < former for former, later in pairwise(losses)):
            return None
        if losses[-1] <= 0:
            return None  # some losses, such as Poisson's, go below zero: how much of one is left to fall isn't known
        middle = len(losses) // 2
        first, second = losses[0] - losses[middle], losses[middle] - losses[-1]
        fall = (losses[0] - losses[-1]) / losses[0]
        if fall > _MOST_FALL or second < _EVEN * first * (len(losses) - 1 - middle) / middle:
            return None
        evidence = say("In {count} epochs the loss fell by {share}.", count=len(losses), share=percent(fall, places=1))
        factors = (100, 10) if fall < _NOTHING else (10, 3)
        return Sign(_LEAST_EPOCHS, evidence, tuple(rate_times(course.project, factor) for factor in factors))
