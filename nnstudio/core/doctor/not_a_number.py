"""A loss that is no number."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar

from nnstudio.core.doctor.course import Course
from nnstudio.core.doctor.symptom import Remedy, Sign, Symptom, rate_times
from nnstudio.core.words import Marked, mark, say


class NotANumber(Symptom):
    """The loss overflowed."""

    title: ClassVar[Marked] = mark("The loss is not a number")
    why: ClassVar[Marked] = mark(
        "Steps were so large that weights grew beyond what numbers can hold. From then on nothing is learned."
    )

    def look(self, course: Course) -> Sign | None:
        place = next((place for place, loss in enumerate(course.batches) if not math.isfinite(loss)), None)
        if place is None:
            return None
        epoch = course.epoch_of_batch(place)
        batch = place % max(1, course.batches_per_epoch) + 1
        evidence = say("NaN since batch {batch} of epoch {epoch}.", batch=batch, epoch=epoch)
        return Sign(epoch, evidence, _remedies(course))


def _remedies(course: Course) -> tuple[Remedy, ...]:
    lower, data = rate_times(course.project, 0.1), course.project.data
    if data.scaling != "none":
        return (lower,)
    scaled = replace(course.project, data=replace(data, scaling="unit"))
    return Remedy(say("Scale the values to 0 to 1"), scaled), lower
