"""Classes of very different sizes."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from nnstudio.core.doctor.course import Course
from nnstudio.core.doctor.symptom import Remedy, Sign, Symptom
from nnstudio.core.numbers import percent
from nnstudio.core.words import Marked, mark, say

_TIMES = 5  # the largest class, of the smallest


class Imbalance(Symptom):
    """One class has many times as many samples as another, and nothing makes up for it."""

    title: ClassVar[Marked] = mark("One class has far more samples than another")
    why: ClassVar[Marked] = mark(
        "Mistakes on a rare class hardly count in the loss, so the network learns to name the frequent ones."
    )

    def look(self, course: Course) -> Sign | None:
        shares = [share for share in course.class_shares if share > 0]
        project = course.project
        if len(shares) < 2 or max(shares) < _TIMES * min(shares) or project.data.balance != "none" or not course.epochs:
            return None
        most, least = percent(max(shares), places=1), percent(min(shares), places=1)
        evidence = say("The largest class has {most} of the samples, the smallest {least}.", most=most, least=least)
        balanced = replace(project, data=replace(project.data, balance="weights"))
        return Sign(1, evidence, (Remedy(say("Weigh the classes equally"), balanced),))
