"""Figures of many weights: their range, spread, and how they are distributed. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float32]
BINS = 61
NEAR_ZERO = 0.01


@dataclass(frozen=True)
class Summary:
    """What some weights are like. Values that aren't finite are counted and left out of everything else.

    Attributes:
        near_zero: the share whose size is below a hundredth of the largest.
        limit: the largest absolute value: the histogram goes from -limit to limit.
        counts: (BINS,), the histogram; its middle bin is centred on zero.
    """

    count: int
    not_finite: int
    low: float
    high: float
    mean: float
    deviation: float
    near_zero: float
    limit: float
    counts: npt.NDArray[np.intp]


def summary_of(weights: Weights) -> Summary:
    """The summary of all the weights, of whatever shape."""
    values = weights.ravel()
    finite = values[np.isfinite(values)]
    if not finite.size:
        return Summary(values.size, values.size, np.nan, np.nan, np.nan, np.nan, np.nan, 0, np.zeros(BINS, np.intp))
    low, high = float(finite.min()), float(finite.max())
    limit = max(abs(low), abs(high))
    return Summary(
        count=values.size,
        not_finite=values.size - finite.size,
        low=low,
        high=high,
        mean=float(finite.mean(dtype=np.float64)),
        deviation=float(finite.std(dtype=np.float64)),
        near_zero=np.count_nonzero(np.abs(finite) <= NEAR_ZERO * limit) / finite.size,
        limit=limit,
        counts=_histogram(finite, limit),
    )


def _histogram(finite: Weights, limit: float) -> npt.NDArray[np.intp]:
    """Counts in equal bins from -limit to limit. By hand: np.histogram sorts its way through and takes far longer."""
    bins = ((finite + limit) * (BINS / 2 / limit)).astype(np.intp) if limit else np.full(finite.size, BINS // 2)
    counts: npt.NDArray[np.intp] = np.bincount(np.clip(bins, 0, BINS - 1), minlength=BINS)
    return counts
