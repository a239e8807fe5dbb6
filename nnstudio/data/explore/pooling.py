"""Pictures made smaller by the mean of what falls together: what is compared between pictures of any size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts

Floats = NDArray[np.float32]


def pooled(pictures: NDArray[Any], height: int, width: int) -> Floats:
    """(n, h, w, channels) to (n, height, width, channels) float32; pixels are repeated where there are too few."""
    values: Floats = np.asarray(pictures, np.float32)
    for axis, count in ((1, height), (2, width)):
        length = values.shape[axis]
        starts = np.arange(count) * length // count
        sums = np.add.reduceat(values, starts, axis=axis)
        widths = np.maximum(1, np.diff(starts, append=length)).astype(np.float32)
        values = sums / widths.reshape([-1 if each == axis else 1 for each in range(values.ndim)])
    return values


def grey_pooled(pictures: NDArray[Any], facts: Facts, height: int, width: int) -> Floats:
    """As `pooled`, the mean of the channels, from 0 to 1 of what can be stored: (n, height, width)."""
    grey = pooled(pictures, height, width).mean(axis=3)
    return np.asarray((grey - facts.low) / (facts.high - facts.low), np.float32)
