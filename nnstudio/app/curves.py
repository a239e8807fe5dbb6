"""The figures of a run over time, kept as growing arrays that charts read without copying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nnstudio.core.training.figures import SPEED, metric_names
from nnstudio.engine.messages import BatchesDone, EpochDone, RunEvent
from nnstudio.runs.run_log import EpochPoint, EpochRecord

Floats = npt.NDArray[np.float64]


class Growing:
    """A float array that doubles its room as it fills."""

    def __init__(self) -> None:
        self._room: Floats = np.empty(1024)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def values(self) -> Floats:
        """A view of what is in it."""
        return self._room[: self._used]

    def extend(self, values: npt.ArrayLike) -> None:
        """Adds the values at the end."""
        added = np.asarray(values, dtype=np.float64).ravel()
        needed = self._used + added.size
        if needed > self._room.size:
            room = np.empty(max(needed, 2 * self._room.size))
            room[: self._used] = self.values
            self._room = room
        self._room[self._used : needed] = added
        self._used = needed


class Curves:
    """A run's figures, by batch and by epoch.

    Attributes:
        epochs: one point an epoch.
        batches: how many batches are done, from the run's first.
        version: grows by one with every change, so that a chart knows whether to draw.
    """

    def __init__(self) -> None:
        self._by_batch: dict[str, Growing] = {}
        self.batches = 0
        self._speed = Growing()
        self.epochs: list[EpochPoint] = []
        self.batches_per_epoch = 0
        self.version = 0

    def record(self, event: RunEvent) -> None:
        """Takes up an event's figures; events without any are passed over."""
        match event:
            case BatchesDone():
                self._extend(event.figures)
                self._extend_speed(event)
                self.version += 1
            case EpochDone():
                self.epochs.append(point_of(event))
                self.version += 1
            case _:
                batches = getattr(event, "batches_per_epoch", 0)
                self.batches_per_epoch = batches or self.batches_per_epoch

    @staticmethod
    def of(records: Iterable[EpochRecord]) -> Curves:
        """The curves of a run that is kept."""
        curves = Curves()
        for record in records:
            before = curves.batches
            curves._extend(record.batches)
            curves.epochs.append(record.point)
            curves.batches_per_epoch = curves.batches - before
        curves.version += 1
        return curves

    def until(self, epoch: int) -> Curves:
        """The curves up to that epoch's end, as another object."""
        curves = Curves()
        curves.epochs = [point for point in self.epochs if point.epoch <= epoch]
        later = len(self.epochs) - len(curves.epochs)
        curves.batches_per_epoch = self.batches_per_epoch
        count = max(0, self.batches - later * self.batches_per_epoch) if later else self.batches
        curves._extend({name: values.values[:count] for name, values in self._by_batch.items()})
        curves.version = self.version + 1
        return curves

    @property
    def names(self) -> tuple[str, ...]:
        """Of the figures that there are by batch or by epoch, those over validation samples too, in order."""
        epochs = (point.figures for point in (*self.epochs[:1], *self.epochs[-1:]))
        return tuple(dict.fromkeys((*self._by_batch, *(name for figures in epochs for name in figures))))

    @property
    def metrics(self) -> tuple[str, ...]:
        """The names of what is measured besides the loss, in order."""
        return metric_names(self.names)

    def batch(self, name: str) -> Floats:
        """The figure of that name, one value a batch from the run's first; empty if there is none.

        SPEED is known of the batches that were told one by one, not of those that were read.
        """
        if name == SPEED:
            return self._speed.values
        return self._by_batch[name].values if name in self._by_batch else np.empty(0)

    def _extend_speed(self, event: BatchesDone) -> None:
        """The first execution includes what the engine prepares: that says nothing of the speed."""
        before = self.batches - event.count
        known = before > 0 and event.seconds > 0
        self._speed.extend(np.full(before - len(self._speed), np.nan))
        self._speed.extend(np.full(event.count, event.samples / event.seconds if known else np.nan))

    def _extend(self, figures: Mapping[str, npt.ArrayLike]) -> None:
        """Adds batches; a figure that some of them lack is NaN there."""
        added = {name: np.asarray(values, np.float64) for name, values in figures.items()}
        count = max((values.size for values in added.values()), default=0)
        self._by_batch |= {name: Growing() for name in added if name not in self._by_batch}
        self.batches += count
        for name, kept in self._by_batch.items():
            kept.extend(np.full(self.batches - count - len(kept), np.nan))
            kept.extend(added.get(name, ()))
            kept.extend(np.full(self.batches - len(kept), np.nan))


def point_of(event: EpochDone) -> EpochPoint:
    """An epoch's figures as they are kept."""
    return EpochPoint(event.epoch, event.figures, event.seconds, event.samples_per_second)


class RunningAverage:
    """Exponentially weighted averages of an array that only grows; each value is looked at once.

    S_t = weight * S_(t-1) + (1 - weight) * Y_t, divided by 1 - weight^t as in Kingma & Ba 2015, section 3.
    Values that aren't finite are skipped: the average stays where it was (NaN before the first finite value).

    Attributes:
        weight: how much the past counts, 0 (each value by itself) to below 1.
    """

    def __init__(self, weight: float) -> None:
        self.weight = min(max(weight, 0.0), MOST_WEIGHT)
        self._averages = Growing()
        self._total = 0.0
        self._share = 0.0

    def follow(self, values: Floats) -> Floats:
        """The averages of `values`, of which those already looked at must still be the same."""
        added = values[len(self._averages) :]
        if added.size:
            self._averages.extend(self._of(added))
        return self._averages.values

    def _of(self, added: Floats) -> Floats:
        finite = np.isfinite(added)
        before = self._total / self._share if self._share else np.nan
        known = np.concatenate(([before], self._of_finite(added[finite])))
        averages: Floats = known[np.cumsum(finite)]
        return averages

    def _of_finite(self, values: Floats) -> Floats:
        """Takes up finite values, a block at a time: within a block the recursion is one product of matrices."""
        averages = np.empty_like(values)
        for start in range(0, values.size, _BLOCK):
            block = values[start : start + _BLOCK]
            fade, mixing = _recursion(self.weight, block.size)
            totals = mixing @ block + fade * self._total
            shares = 1 - fade * (1 - self._share)
            averages[start : start + block.size] = totals / shares
            self._total, self._share = float(totals[-1]), float(shares[-1])
        return averages


MOST_WEIGHT = 0.9999
_BLOCK = 256


@lru_cache(maxsize=8)
def _recursion(weight: float, size: int) -> tuple[Floats, Floats]:
    """What `size` steps do: the fading of the past (size,), and the mixing of the values (size, size)."""
    steps = np.arange(size)
    fade: Floats = np.power(weight, steps + 1.0)
    lag = steps[:, None] - steps[None, :]
    mixing: Floats = np.where(lag >= 0, (1 - weight) * np.power(weight, np.maximum(lag, 0.0)), 0.0)
    return fade, mixing


class NumbersWatch:
    """Notes where an array that only grows stops being numbers; each value is looked at once.

    Attributes:
        first: the index of the first value that is infinite or not a number; None if all are fine.
        since: from this index on no value is a number up to the last; None if the last one is.
    """

    def __init__(self) -> None:
        self.first: int | None = None
        self.since: int | None = None
        self._seen = 0

    def follow(self, values: Floats) -> None:
        """Looks at the values that came since; those before must still be the same."""
        if self.first is None:
            self.first = first_not_finite(values, self._seen)
        finite = np.flatnonzero(np.isfinite(values[self._seen :]))
        if finite.size:
            self.since = self._seen + int(finite[-1]) + 1
        elif self.since is None:
            self.since = self._seen
        if self.since == values.size:
            self.since = None
        self._seen = values.size


def first_not_finite(values: Floats, start: int = 0) -> int | None:
    """The index of the first value at or after `start` that is infinite or not a number; None if all are fine."""
    bad = ~np.isfinite(values[start:])
    return start + int(np.argmax(bad)) if bad.any() else None
