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
    """Offsets and factors, as many of each: one for all values, or one for each place on the last axis.

    Attributes:
        offsets, factors: a network gets (stored - offset) * factor.
    """

    offsets: tuple[float, ...]
    factors: tuple[float, ...]

    @property
    def constants(self) -> tuple[Any, Any]:
        """Offset and factor as steps compute with them: floats where one serves all, else float32 arrays."""
        if len(self.offsets) == 1:
            return self.offsets[0], self.factors[0]
        return np.array(self.offsets, np.float32), np.array(self.factors, np.float32)

    def apply(self, stored: NDArray[Any]) -> NDArray[np.float32]:
        """(stored - offset) * factor in float32, of the same shape; every step is rounded to float32."""
        scaled = stored.astype(np.float32)
        scaled -= np.array(self.offsets, np.float32)
        scaled *= np.array(self.factors, np.float32)
        return scaled


def scale_of(dataset: Dataset, scaling: Scaling, rows: NDArray[np.int32]) -> Scale:
    """The scale that `scaling` means for this data; measured on these training rows where it is measured.

    Values of pictures are all scaled alike, each column of a table by itself. `unit` brings the least value to 0 and
    the greatest to 1, `symmetric` to -1 and 1: of pictures what can be stored, of columns what was measured.
    `standard` brings the mean to 0 and the deviation to 1; `none` changes nothing. A column that is always the same
    keeps its spread of 0. Raises StudioError if something is to be measured in no rows.
    """
    if scaling == "none":
        return Scale((0.0,), (1.0,))
    if scaling == "standard":
        return _standard_scale(dataset, rows)
    lows, highs = _ranges(dataset, rows)
    spans = [high - low if high > low else 1.0 for low, high in zip(lows, highs, strict=True)]
    if scaling == "unit":
        return Scale(tuple(lows), tuple(1.0 / span for span in spans))
    return Scale(
        tuple(low + span / 2 for low, span in zip(lows, spans, strict=True)), tuple(2.0 / span for span in spans)
    )


def _ranges(dataset: Dataset, rows: NDArray[np.int32]) -> tuple[list[float], list[float]]:
    """The least and the greatest value: one for pictures, one a column for tables."""
    facts = dataset.facts
    if not facts.are_vectors:
        return [facts.low], [facts.high]
    if not len(rows):
        raise _nothing_to_measure()
    table = dataset.x_train[rows].astype(np.float64)
    lows, highs = np.nan_to_num(table.min(axis=0)), np.nan_to_num(table.max(axis=0))
    return lows.tolist(), highs.tolist()


def _standard_scale(dataset: Dataset, rows: NDArray[np.int32]) -> Scale:
    if dataset.facts.dtype == "uint8":
        return _standard(_value_counts(dataset.x_train, rows))
    if not dataset.facts.are_vectors:
        return _standard_of_fractions(dataset.x_train, rows)
    columns = [_standard_of_fractions(dataset.x_train[:, [place]], rows) for place in range(dataset.facts.shape[0])]
    return Scale(
        tuple(scale.offsets[0] for scale in columns),
        tuple(scale.factors[0] for scale in columns),
    )


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
    return _centred(total / values, variance)


def _standard_of_fractions(samples: NDArray[np.float32], rows: NDArray[np.int32]) -> Scale:
    """The same from fractions, whose sums are exact too. Nothing is measured of values that are no numbers."""
    mean = _mean(samples, rows, lambda values: values)
    variance = _mean(samples, rows, lambda values: np.square(values - mean))
    usable = math.isfinite(mean) and math.isfinite(variance)
    return _centred(mean, variance) if usable else Scale((0.0,), (1.0,))


def _centred(mean: float, variance: float) -> Scale:
    """Values that are all the same keep their deviation of 0."""
    return Scale((mean,), (1.0 / math.sqrt(variance) if variance > 0 else 1.0,))


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
        say("there are no training samples to measure."), where=say("Scaling"), fix=say("Use some samples.")
    )
