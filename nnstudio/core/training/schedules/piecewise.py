"""Learning rates that a person lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.settings import Complaint, setting_of, text
from nnstudio.core.training.schedules.base import Arithmetic, Moment, Schedule
from nnstudio.core.words import mark, say

_LONGEST = 400
_STEP = re.compile(r"(\d{1,6})\s*:\s*(\d{1,6}(?:\.\d{0,12})?|\.\d{1,12})")
_BETWEEN = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True)
class PiecewiseConstantDecay(Schedule):
    """Shares of the learning rate from epochs on, such as `10: 0.1, 20: 0.01`; 1 before the first."""

    title: ClassVar[str] = mark("Piecewise")
    about: ClassVar[str] = mark("The learning rate is what you list, from epoch to epoch.")

    shares: str = text(
        "10: 0.1, 20: 0.01",
        mark("From epoch"),
        mark("After which epoch the learning rate is which share of itself: 10: 0.1, 20: 0.01"),
        _LONGEST,
        least=1,
    )

    def complaints(self) -> tuple[Complaint, ...]:
        found = super().complaints()
        if found or self.steps is not None:
            return found
        message = say("is no list of epochs, each later than the one before, and shares.")
        return (Complaint(setting_of(type(self), "shares"), message, say("Write it as 10: 0.1, 20: 0.01")),)

    @property
    def steps(self) -> tuple[tuple[int, float], ...] | None:
        """(epochs done, share) in order; None if the text doesn't mean that."""
        parts = [_STEP.fullmatch(part) for part in _BETWEEN.split(self.shares.strip())]
        steps = tuple((int(part[1]), float(part[2])) for part in parts if part)
        epochs = [epoch for epoch, _ in steps]
        return steps if len(steps) == len(parts) and epochs == sorted(set(epochs)) else None

    def share(self, at: Moment, of: Arithmetic) -> Any:
        share = of.number(1)
        for epoch, value in self.steps or ():
            share = of.where(at.epoch >= epoch, of.number(value), share)
        return share
