"""The figures of a run over time, kept as growing arrays that charts read without copying."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from nnstudio.engine.messages import BatchesDone, EpochDone, RunEvent
from nnstudio.runs.history import EpochPoint, EpochRecord

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
    """A run's loss and accuracy, by batch and by epoch.

    Attributes:
        batch_loss, batch_accuracy: one value a batch, from the run's first.
        epochs: one point an epoch.
        version: grows by one with every change, so that a chart knows whether to draw.
    """

    def __init__(self) -> None:
        self.batch_loss = Growing()
        self.batch_accuracy = Growing()
        self.epochs: list[EpochPoint] = []
        self.batches_per_epoch = 0
        self.version = 0

    def record(self, event: RunEvent) -> None:
        """Takes up an event's figures; events without any are passed over."""
        match event:
            case BatchesDone():
                self.batch_loss.extend(event.losses)
                self.batch_accuracy.extend(event.accuracies)
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
            curves.batch_loss.extend(record.batch_losses)
            curves.batch_accuracy.extend(record.batch_accuracies)
            curves.epochs.append(record.point)
            curves.batches_per_epoch = record.batch_losses.size
        curves.version += 1
        return curves


def point_of(event: EpochDone) -> EpochPoint:
    """An epoch's figures as they are kept."""
    return EpochPoint(
        event.epoch,
        event.loss,
        event.accuracy,
        event.validation_loss,
        event.validation_accuracy,
        event.seconds,
        event.samples_per_second,
    )


def smoothed(values: Floats, weight: float) -> Floats:
    """Exponentially weighted averages, corrected for their start at zero.

    S_t = weight * S_(t-1) + (1 - weight) * Y_t, divided by 1 - weight^t as in Kingma & Ba 2015, section 3.
    Values that aren't finite are skipped: the average stays where it was.
    """
    averages = np.empty_like(values)
    total = 0.0
    share = 0.0
    for i, value in enumerate(values):
        if np.isfinite(value):
            total = weight * total + (1 - weight) * float(value)
            share = weight * share + (1 - weight)
        averages[i] = total / share if share else np.nan
    return averages
