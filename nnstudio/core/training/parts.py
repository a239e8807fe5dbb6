"""The parts of a plan that are of a family's kinds: checks and command lines go through them without naming any."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family, family_of
from nnstudio.core.training.plan import TrainingPlan


@dataclass(frozen=True)
class Part:
    """A part of the plan.

    Attributes:
        name: its field.
        family: the kinds.
        many: it is any number of them, one of a kind; else exactly one.
    """

    name: str
    family: Family[Any]
    many: bool

    def values(self, plan: object) -> tuple[tuple[str, Configured], ...]:
        """What the plan has there, each by its path: `loss`, `callbacks.EarlyStopping`."""
        value = getattr(plan, self.name)
        if not self.many:
            return ((self.name, value),)
        return tuple((f"{self.name}.{type(each).__name__}", each) for each in value)


def plan_parts(plan: type = TrainingPlan) -> tuple[Part, ...]:
    """All of them, in the order of the plan's fields."""
    return _plan_parts(plan)


@cache
def _plan_parts(plan: Hashable) -> tuple[Part, ...]:
    if not isinstance(plan, type) or not is_dataclass(plan):
        raise TypeError(plan)
    hints = get_type_hints(plan)
    found = (_part_of(field.name, hints[field.name]) for field in fields(plan))
    return tuple(part for part in found if part is not None)


def _part_of(name: str, annotation: Any) -> Part | None:
    many = get_origin(annotation) is tuple
    family = family_of(get_args(annotation)[0] if many else annotation)
    return None if family is None else Part(name, family, many)
