"""Stored values to the numbers a network gets: (stored - offset) * factor, in float32."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Scaling
from nnstudio.core.words import say
from nnstudio.data.store import Dataset

Floats = NDArray[np.float64]

_CHUNK_VALUES = 1_000_000


@dataclass(frozen=True)
class Scale:
    """An offset and a factor, the same for every value."""

    offset: float
    factor: float

    def apply(self, stored: NDArray[Any]) -> NDArray[np.float32]:
        """(stored - offset) * factor in float32, of the same shape; every step is rounded to float32."""
        scaled = stored.astype(np.float32)
        scaled -= np.float32(self.offset)
        scaled *= np.float32(self.factor)
        return scaled


def scale_of(dataset: Dataset, scaling: Scaling, rows: NDArray[np.int32]) -> Scale:
    """The scale that `scaling` means for this data.

    `unit` brings the least value there can be to 0 and the greatest to 1; `standard` the values of these training rows
    to mean 0 and deviation 1, one mean and one deviation for all of them; `none` changes nothing.
    Raises StudioError if `standard` is asked of no rows.
    """
    match scaling:
        case "unit":
            facts = dataset.facts
            return Scale(facts.low, 1.0 / (facts.high - facts.low))
        case "none":
            return Scale(0.0, 1.0)
        case "standard":
            if dataset.facts.dtype == "uint8":
                return _standard(_value_counts(dataset.x_train, rows))
            return _standard_of_fractions(dataset.x_train, rows)


def _value_counts(pictures: NDArray[np.uint8], rows: NDArray[np.int32]) -> list[int]:
    """How often each value 0..255 occurs in these rows; reads a million values at a time."""
    counts = np.zeros(256, np.int64)
    step = max(1, _CHUNK_VALUES // math.prod(pictures.shape[1:]))
    for first in range(0, len(rows), step):
        chunk = pictures[rows[first : first + step]]
        counts += np.bincount(chunk.reshape(-1), minlength=256)
    return [int(count) for count in counts]


def _standard(counts: list[int]) -> Scale:
    """Mean and deviation from whole numbers, so that no order of adding can change the last bit."""
    values = sum(counts)
    if not values:
        raise _nothing_to_measure()
    total = sum(value * count for value, count in enumerate(counts))
    squares = sum(value * value * count for value, count in enumerate(counts))
    variance = (values * squares - total * total) / (values * values)
    return Scale(total / values, 1.0 / math.sqrt(variance) if variance > 0 else 1.0)


def _standard_of_fractions(samples: NDArray[np.float32], rows: NDArray[np.int32]) -> Scale:
    """The same from fractions, whose sums are exact too. Nothing is measured of values that are no numbers."""
    mean = _mean(samples, rows, lambda values: values)
    variance = _mean(samples, rows, lambda values: np.square(values - mean))
    usable = math.isfinite(mean) and math.isfinite(variance)
    return Scale(mean, 1.0 / math.sqrt(variance) if variance > 0 else 1.0) if usable else Scale(0.0, 1.0)


def _mean(samples: NDArray[np.float32], rows: NDArray[np.int32], of: Callable[[Floats], Floats]) -> float:
    """The mean over these rows of what `of` makes of their values."""
    sums, count = [], 0
    step = max(1, _CHUNK_VALUES // math.prod(samples.shape[1:]))
    for first in range(0, len(rows), step):
        values = of(samples[rows[first : first + step]].astype(np.float64))
        sums.append(math.fsum(values.reshape(-1).tolist()))
        count += values.size
    if not count:
        raise _nothing_to_measure()
    return math.fsum(sums) / count


def _nothing_to_measure() -> StudioError:
    return StudioError(
        say("there are no training pictures to measure."), where=say("Scaling"), fix=say("Use some pictures.")
    )
