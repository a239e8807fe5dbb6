"""Stored values to the numbers a network gets: (stored - offset) * factor, in float32."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Scaling
from nnstudio.core.sources.facts import has_colours
from nnstudio.core.words import say
from nnstudio.data.sample_reader import SampleReader
from nnstudio.data.store import Dataset

Floats = NDArray[np.float64]
Rows = NDArray[np.int32]
Chunks = Callable[[], Iterator[NDArray[Any]]]

_CHUNK_VALUES = 1_000_000
_MOST_COLUMN_VALUES = 16_000_000
# Mean and deviation of red, green and blue over ImageNet's training photos scaled to 0..1, with which most published
# networks for photos were trained: torchvision's and Keras's (mode "torch") preprocessing.
_IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))


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


def scale_of(dataset: Dataset, scaling: Scaling, rows: Rows, *, inverted: bool = False) -> Scale:
    """The scale that `scaling` means for this data; measured on these training rows where it is measured.

    Values of pictures are all scaled alike, each column of a table by itself. `unit` brings the least value to 0 and
    the greatest to 1, `symmetric` to -1 and 1: of pictures what can be stored, of columns what was measured.
    `standard` brings the mean to 0 and the deviation to 1; `imagenet` does so with the colours of ImageNet, and is
    `unit` where there are no colours; `none` changes nothing. A column that is always the same keeps its spread of 0.
    Pictures that are inverted are so first: the least value becomes the greatest. Rows count all samples, as those of
    `data.parts` do; a part of them at a time is read. Raises StudioError if something is to be measured in no rows.
    """
    facts = dataset.facts
    if scaling == "standard":
        scale = _standard_scale(dataset, rows)
        return _negated(scale, scale.offsets) if inverted and facts.are_pictures else scale
    scale = _fixed_scale(dataset, scaling, rows)
    if not (inverted and facts.are_pictures):
        return scale
    # (low + high - stored - offset) * factor, with both signs turned.
    return _negated(scale, tuple(facts.low + facts.high - offset for offset in scale.offsets))


def _negated(scale: Scale, offsets: tuple[float, ...]) -> Scale:
    return Scale(offsets, tuple(-factor for factor in scale.factors))


def _fixed_scale(dataset: Dataset, scaling: Scaling, rows: Rows) -> Scale:
    """The scale where neither mean nor deviation is measured."""
    if scaling == "none":
        return Scale((0.0,), (1.0,))
    lows, highs = _ranges(dataset, rows)
    spans = [high - low if high > low else 1.0 for low, high in zip(lows, highs, strict=True)]
    if scaling == "imagenet" and has_colours(dataset.facts):
        means, deviations = _IMAGENET
        return Scale(
            tuple(lows[0] + spans[0] * mean for mean in means),
            tuple(1.0 / (spans[0] * deviation) for deviation in deviations),
        )
    if scaling == "symmetric":
        middles = tuple(low + span / 2 for low, span in zip(lows, spans, strict=True))
        return Scale(middles, tuple(2.0 / span for span in spans))
    return Scale(tuple(lows), tuple(1.0 / span for span in spans))


def _ranges(dataset: Dataset, rows: Rows) -> tuple[list[float], list[float]]:
    """The least and the greatest value: one for pictures, one a column for tables."""
    if not dataset.facts.are_vectors:
        return [dataset.facts.low], [dataset.facts.high]
    if not len(rows):
        raise _nothing_to_measure()
    reader = SampleReader(dataset)
    ends = [(table.min(axis=0), table.max(axis=0)) for table in _chunks(reader, rows)]
    lows, highs = (np.stack(each).astype(np.float64) for each in zip(*ends, strict=True))
    return np.nan_to_num(lows.min(axis=0)).tolist(), np.nan_to_num(highs.max(axis=0)).tolist()


def _standard_scale(dataset: Dataset, rows: Rows) -> Scale:
    if not len(rows):
        raise _nothing_to_measure()
    reader = SampleReader(dataset)
    if dataset.facts.dtype == "uint8":
        return _standard(_value_counts(reader, rows))
    if not dataset.facts.are_vectors:
        return _standard_of_fractions(partial(_chunks, reader, rows))
    columns = [_standard_of_fractions(partial(iter, (column,))) for column in _columns(reader, rows)]
    return Scale(
        tuple(scale.offsets[0] for scale in columns),
        tuple(scale.factors[0] for scale in columns),
    )


def _chunks(reader: SampleReader, rows: Rows) -> Iterator[NDArray[Any]]:
    """The samples of these rows, about a million values at a time."""
    step = max(1, _CHUNK_VALUES // math.prod(reader.shape))
    return (reader.read(rows[first : first + step]) for first in range(0, len(rows), step))


def _columns(reader: SampleReader, rows: Rows) -> Iterator[NDArray[Any]]:
    """The columns of a table, (rows,) each; as many at a time are read as may be in memory."""
    count = max(1, _MOST_COLUMN_VALUES // len(rows))
    for first in range(0, reader.shape[0], count):
        yield from np.concatenate([table[:, first : first + count] for table in _chunks(reader, rows)]).T


def _value_counts(reader: SampleReader, rows: Rows) -> list[int]:
    """How often each value 0..255 occurs in these rows."""
    counts = np.zeros(256, np.int64)
    for chunk in _chunks(reader, rows):
        counts += np.bincount(chunk.reshape(-1), minlength=256)
    return [int(count) for count in counts]


def _standard(counts: list[int]) -> Scale:
    """Mean and deviation from whole numbers, so that no order of adding can change the last bit."""
    values = sum(counts)
    total = sum(value * count for value, count in enumerate(counts))
    squares = sum(value * value * count for value, count in enumerate(counts))
    variance = (values * squares - total * total) / (values * values)
    return _centred(total / values, variance)


def _standard_of_fractions(chunks: Chunks) -> Scale:
    """The same from fractions, whose sums are exact too. Nothing is measured of values that are no numbers."""
    mean = _mean(chunks, lambda values: values)
    variance = _mean(chunks, lambda values: np.square(values - mean))
    usable = math.isfinite(mean) and math.isfinite(variance)
    return _centred(mean, variance) if usable else Scale((0.0,), (1.0,))


def _centred(mean: float, variance: float) -> Scale:
    """Values that are all the same keep their deviation of 0."""
    return Scale((mean,), (1.0 / math.sqrt(variance) if variance > 0 else 1.0,))


def _mean(chunks: Chunks, of: Callable[[Floats], Floats]) -> float:
    """The mean of what `of` makes of the values."""
    sums, count = [], 0
    for chunk in chunks():
        values = of(chunk.astype(np.float64))
        sums.append(math.fsum(values.reshape(-1).tolist()))
        count += values.size
    return math.fsum(sums) / count


def _nothing_to_measure() -> StudioError:
    return StudioError(
        say("there are no training samples to measure."), where=say("Scaling"), fix=say("Use some samples.")
    )
