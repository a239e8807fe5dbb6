"""What goes wrong in a run, said while it can be mended: symptoms in a file each, found in its figures alone.

To add one: its class, and its line in `SYMPTOMS`.
"""

from __future__ import annotations

from nnstudio.core.doctor.course import Course
from nnstudio.core.doctor.imbalance import Imbalance
from nnstudio.core.doctor.not_a_number import NotANumber
from nnstudio.core.doctor.one_class import OneClass
from nnstudio.core.doctor.overfitting import Overfitting
from nnstudio.core.doctor.plateau import Plateau
from nnstudio.core.doctor.rate_too_high import RateTooHigh
from nnstudio.core.doctor.rate_too_low import RateTooLow
from nnstudio.core.doctor.symptom import Finding, Remedy, Sign, Symptom
from nnstudio.core.doctor.symptom import examine as _examine

SYMPTOMS: tuple[Symptom, ...] = (
    NotANumber(),
    RateTooHigh(),
    RateTooLow(),
    OneClass(),
    Imbalance(),
    Overfitting(),
    Plateau(),
)


def examine(course: Course) -> tuple[Finding, ...]:
    """What the run shows of all symptoms, in the order in which it showed it."""
    return _examine(course, SYMPTOMS)


__all__ = ["SYMPTOMS", "Course", "Finding", "Remedy", "Sign", "Symptom", "examine"]
