"""Stored pixels to the numbers a network gets: (stored - offset) * factor, in float32."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.dataset import Scaling
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.data.arrays import Dataset

_CHUNK_VALUES = 1_000_000


@dataclass(frozen=True)
class Scale:
    """An offset and a factor, the same for every pixel."""

    offset: float
    factor: float

    def apply(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(pixels - offset) * factor in float32, of the same shape; every step is rounded to float32."""
        scaled = pixels.astype(np.float32)
        scaled -= np.float32(self.offset)
        scaled *= np.float32(self.factor)
        return scaled


def scale_of(dataset: Dataset, scaling: Scaling, rows: NDArray[np.int32]) -> Scale:
    """The scale that `scaling` means for this data.

    `unit` divides by the brightest value there can be; `standard` brings the pixels of these training rows to mean 0
    and deviation 1, one mean and one deviation for all of them; `none` changes nothing.
    Raises StudioError if `standard` is asked of no rows.
    """
    match scaling:
        case "unit":
            return Scale(0.0, 1.0 / dataset.known.pixel_maximum)
        case "none":
            return Scale(0.0, 1.0)
        case "standard":
            return _standard(_value_counts(dataset.x_train, rows))


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
        raise StudioError(
            say("there are no training pictures to measure."), where=say("Scaling"), fix=say("Use some pictures.")
        )
    total = sum(value * count for value, count in enumerate(counts))
    squares = sum(value * value * count for value, count in enumerate(counts))
    variance = (values * squares - total * total) / (values * values)
    return Scale(total / values, 1.0 / math.sqrt(variance) if variance > 0 else 1.0)
