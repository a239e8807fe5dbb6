"""Steps that jump over the valley."""

from __future__ import annotations

import math
from statistics import fmean
from typing import ClassVar

from nnstudio.core.doctor.course import Course
from nnstudio.core.doctor.symptom import Sign, Symptom, rate_times
from nnstudio.core.numbers import figure
from nnstudio.core.words import Marked, mark, say

_PARTS = 20  # in which the batches are averaged: single ones vary anyway
_LEAST_BATCHES = 40
_RISE = 1.5  # times the loss at the start: chance alone doesn't take it there


class RateTooHigh(Symptom):
    """The loss rose well above what it was before anything was learned, and didn't come back."""

    title: ClassVar[Marked] = mark("The learning rate is too high")
    why: ClassVar[Marked] = mark(
        "Each step goes beyond the lowest point and lands higher on the other side, so the loss rises instead of"
        " falling."
    )

    def look(self, course: Course) -> Sign | None:
        if len(course.batches) < _LEAST_BATCHES or not all(map(math.isfinite, course.batches)):
            return None  # what is no number has a symptom of its own
        size = len(course.batches) // _PARTS
        means = [fmean(course.batches[place * size : (place + 1) * size]) for place in range(_PARTS)]
        start = means[0] if math.isnan(course.loss_of_guessing) else course.loss_of_guessing
        start = max(start, 1e-12)
        if min(means[-3:]) <= _RISE * start:
            return None
        place = next(place for place, mean in enumerate(means) if mean > _RISE * start)
        epoch = course.epoch_of_batch(place * size)
        evidence = say(
            "The loss is {loss}; who only guesses has {start}.", loss=figure(means[-1], 3), start=figure(start, 3)
        )
        if math.isnan(course.loss_of_guessing):
            evidence = say("The loss rose from {start} to {loss}.", loss=figure(means[-1], 3), start=figure(start, 3))
        return Sign(epoch, evidence, (rate_times(course.project, 0.1),))
