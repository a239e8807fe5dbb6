"""What every symptom says: where it shows, by what, why that happens, and what can be tried."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from nnstudio.core.doctor.course import Course
from nnstudio.core.numbers import figure
from nnstudio.core.project import Project
from nnstudio.core.training.plan import with_setting
from nnstudio.core.words import Marked, say


@dataclass(frozen=True)
class Remedy:
    """What can be tried: the project with it, and what it does, for people."""

    title: str
    project: Project


@dataclass(frozen=True)
class Sign:
    """Where a symptom shows.

    Attributes:
        epoch: counts from 1.
        evidence: the figures that show it, for people.
        remedies: what can be tried, the most promising first.
    """

    epoch: int
    evidence: str
    remedies: tuple[Remedy, ...] = ()


class Symptom(ABC):
    """One thing that goes wrong in training.

    Attributes:
        title: what it is called.
        why: how it comes about, in a sentence or two.
    """

    title: ClassVar[Marked]
    why: ClassVar[Marked]

    @abstractmethod
    def look(self, course: Course) -> Sign | None:
        """Where it shows first; None where it doesn't."""


@dataclass(frozen=True)
class Finding:
    """A symptom that a run shows."""

    symptom: Symptom
    sign: Sign


def rate_times(project: Project, factor: float) -> Remedy:
    """Another learning rate."""
    rate = float(f"{project.training.learning_rate * factor:.3g}")
    changed = replace(project, training=with_setting(project.training, "learning_rate", rate))
    return Remedy(say("Learning rate {rate}", rate=figure(rate)), changed)


def examine(course: Course, symptoms: Sequence[Symptom]) -> tuple[Finding, ...]:
    """The symptoms that the run shows, in the order in which it showed them."""
    found = [Finding(each, sign) for each in symptoms if (sign := each.look(course)) is not None]
    return tuple(sorted(found, key=lambda finding: finding.sign.epoch))
