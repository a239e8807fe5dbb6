"""States inside an epoch: when they are written, and what they hold besides the learner's own."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from nnstudio.engine.memory import SNAPSHOT_SECONDS
from nnstudio.runs.snapshots import BATCHES, SECONDS

Means = dict[str, npt.NDArray[np.float64]]
Tensors = Mapping[str, npt.NDArray[np.generic]]
LEAST_SECONDS = 30.0
COST = 100  # taking the state takes at most so small a part of the time


def done_of(means: Means, batch: int, seconds: float) -> Tensors:
    """What is known of the epoch under way: the figures of its first `batch` batches, and the seconds of these."""
    figures = {f"{BATCHES}{name}": values[:batch].astype(np.float32) for name, values in means.items()}
    return figures | {SECONDS: np.array(seconds)}


class PartialTimes:
    """When the next state inside an epoch is due. The environment variable SNAPSHOT_SECONDS says after how long."""

    def __init__(self) -> None:
        given = os.environ.get(SNAPSHOT_SECONDS)
        self._least, self._part = (float(given), 0) if given else (LEAST_SECONDS, COST)
        self._last = time.monotonic()
        self._cost = 0.0

    @property
    def are_due(self) -> bool:
        """Whether it is time."""
        return time.monotonic() - self._last >= max(self._least, self._part * self._cost)

    def written(self) -> None:
        """Some state was just taken: the time counts from here."""
        self._last = time.monotonic()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Takes note of how long training waits meanwhile."""
        began = time.monotonic()
        yield
        self._last = time.monotonic()
        self._cost = self._last - began
