"""A run's figures by epoch as arrays that grow with it, so that drawing never walks through all epochs again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnstudio.app.curves import Growing
from nnstudio.core.training.figures import SPEED, VALIDATION
from nnstudio.runs.run_log import EpochPoint

Floats = npt.NDArray[np.float64]


class EpochFigures:
    """The figure of that name by epoch; what isn't there or isn't finite is NaN."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._epochs = Growing()
        self._training = Growing()
        self._validation = Growing()

    def follow(self, points: Sequence[EpochPoint]) -> None:
        """Takes up the points that came since; those before must still be the same."""
        added = points[len(self._epochs) :]
        self._epochs.extend([point.epoch for point in added])
        for kept, name in ((self._training, self._name), (self._validation, VALIDATION + self._name)):
            kept.extend([_finite(_figure(point, name)) for point in added])

    @property
    def epochs(self) -> Floats:
        """The epochs' numbers, from 1."""
        return self._epochs.values

    @property
    def training(self) -> Floats:
        """The figure over the training pictures."""
        return self._training.values

    @property
    def validation(self) -> Floats:
        """The figure over the validation pictures."""
        return self._validation.values

    def nearest(self, x: float) -> int | None:
        """The index of the epoch whose end is nearest to x; None if that is an epoch away or more."""
        if not self.epochs.size:
            return None
        index = int(np.argmin(np.abs(self.epochs - x)))
        return index if abs(self.epochs[index] - x) < 1 else None


def _figure(point: EpochPoint, name: str) -> float | None:
    return point.figures.get(name) if name != SPEED else point.samples_per_second or None


def _finite(value: float | None) -> float:
    return value if value is not None and np.isfinite(value) else np.nan
