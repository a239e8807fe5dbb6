"""Learning rates that rise again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.settings import number, whole
from nnstudio.core.training.schedules.base import Arithmetic, Moment, Schedule
from nnstudio.core.training.schedules.falling import MOST_EPOCHS, lowest_share
from nnstudio.core.words import mark


@dataclass(frozen=True)
class CosineDecayRestarts(Schedule):
    """Half a cosine wave again and again, each `t_mul` times as long and `m_mul` as high (Loshchilov & Hutter 2017)."""

    title: ClassVar[str] = mark("Cosine with restarts")
    about: ClassVar[str] = mark("The learning rate falls along half a cosine wave, then begins again.")

    first_decay_epochs: int = whole(
        10, mark("First wave"), mark("So many epochs until it begins again for the first time."), 1, MOST_EPOCHS
    )
    t_mul: float = number(2.0, mark("Longer by"), mark("How many times as long each wave is as the last."), 1, 100)
    m_mul: float = number(
        1.0,
        mark("Height"),
        mark("The share of the last wave's height that each wave begins with."),
        0,
        1,
        low_open=True,
    )
    alpha: float = lowest_share()

    def share(self, at: Moment, of: Arithmetic) -> Any:
        waves = at.epoch / self.first_decay_epochs
        if self.t_mul == 1:
            number = of.floor(waves)
            done = waves - number
        else:  # waves before: 1 + t + t^2 + ... = (t^number - 1) / (t - 1)
            number = of.floor(of.log(1.0 + waves * (self.t_mul - 1.0)) / math.log(self.t_mul))
            length = of.power(self.t_mul, number)
            done = (waves - (length - 1.0) / (self.t_mul - 1.0)) / length
        height = 0.5 * of.power(self.m_mul, number) * (1.0 + of.cos(math.pi * done))
        return (1.0 - self.alpha) * height + self.alpha


@dataclass(frozen=True)
class OneCycle(Schedule):
    """From a small learning rate up to the plan's, and down to almost 0, along half cosine waves (Smith & Topin 2019).

    As in that paper's reference, it begins at a 25th of the learning rate.
    """

    title: ClassVar[str] = mark("One cycle")
    about: ClassVar[str] = mark(
        "Rises to the learning rate and falls to almost 0 by the end: a run can be short, with a high learning rate."
    )

    rising: float = number(
        0.3, mark("Rising"), mark("The share of the run until the learning rate is highest."), 0, 1, percent=True
    )
    start: float = number(
        0.04, mark("Begins at"), mark("The share of the learning rate that it begins with."), 0, 1, decimals=6
    )
    alpha: float = lowest_share()

    def share(self, at: Moment, of: Arithmetic) -> Any:
        done = of.minimum(at.epoch / at.epochs, 1.0)
        up = _along(self.start, 1.0, done / max(self.rising, 1e-9), of)
        down = _along(1.0, self.alpha, (done - self.rising) / max(1.0 - self.rising, 1e-9), of)
        return of.where(done < self.rising, up, down)


def _along(begins: float, ends: float, done: Any, of: Arithmetic) -> Any:
    """Half a cosine wave from one value to the other."""
    return ends + (begins - ends) * 0.5 * (1.0 + of.cos(math.pi * done))
