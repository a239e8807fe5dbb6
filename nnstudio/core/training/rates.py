"""The learning rate at each step of a run: the schedule's, after the warm-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nnstudio.core.training.plan import TrainingPlan
from nnstudio.core.training.schedules import Arithmetic, Moment, PythonArithmetic

MOST_DRAWN = 600


@dataclass(frozen=True)
class Rates:
    """The learning rates of a run.

    Attributes:
        batches: how many an epoch has.
    """

    plan: TrainingPlan
    batches: int

    @property
    def change(self) -> bool:
        """Whether there is more than one."""
        return self.plan.schedule.changes or self.warm_up > 0

    @property
    def steps(self) -> int:
        """How many batches the run has."""
        return self.plan.epochs * self.batches

    @property
    def warm_up(self) -> int:
        """For how many batches the learning rate climbs."""
        return round(self.plan.warmup_epochs * self.batches)

    def at(self, step: Any, of: Arithmetic) -> Any:
        """The learning rate of a step, a whole number from 0, of whatever kind `of` computes with."""
        return self.plan.learning_rate * self._share(step, of)

    def _share(self, step: Any, of: Arithmetic) -> Any:
        if not self.warm_up:
            return self._scheduled(step, of)
        after = self._scheduled(of.maximum(step - self.warm_up, 0), of)
        return of.minimum(of.number(step + 1) / self.warm_up, 1.0) * after

    def _scheduled(self, step: Any, of: Arithmetic) -> Any:
        """The schedule's share so many steps after the warm-up. Whole epochs are counted as whole numbers."""
        epoch = step // self.batches
        part = of.number(step - epoch * self.batches) / self.batches
        left = max(self.plan.epochs - self.warm_up / self.batches, 1 / self.batches)
        return self.plan.schedule.share(Moment(of.number(step), of.number(epoch) + part, left), of)


def drawn_rates(plan: TrainingPlan, batches: int, most: int = MOST_DRAWN) -> tuple[list[float], list[float]]:
    """(epochs done, learning rates) of at most `most` steps of the run, evenly apart, the first and last among them."""
    rates, of = Rates(plan, batches), PythonArithmetic()
    last = rates.steps - 1
    count = min(most, last + 1)
    steps = sorted({round(i * last / max(1, count - 1)) for i in range(count)})
    return [step / batches for step in steps], [rates.at(step, of) for step in steps]
