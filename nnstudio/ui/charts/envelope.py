"""Long curves made short enough to draw: the least and the most of each stretch. Without Qt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def envelope(values: Floats, first: float, last: float, columns: int) -> tuple[Floats, Floats]:
    """The part of `values` between the indices `first` and `last`, as indices and values, both (n,).

    At most about four values for each of `columns`: of a longer part, the least and the most of each block. Blocks are
    powers of two long and begin at multiples of their length, so that a growing curve keeps its shape while it grows.
    What isn't finite becomes NaN, which charts draw as a gap; in a block, the finite values win.
    """
    start, stop, block = _blocks(values.size, first, last, columns)
    if block == 1:
        return np.arange(start, stop, dtype=np.float64), _gaps(values[start:stop])
    whole = (stop - start) // block * block
    low, high = _extremes(values[start : start + whole].reshape(-1, block))
    if start + whole < stop:
        rest_low, rest_high = _extremes(values[start + whole : stop].reshape(1, -1))
        low, high = np.concatenate((low, rest_low)), np.concatenate((high, rest_high))
    indices = start + block * np.arange(low.size) + block / 4 - 0.5
    return np.stack((indices, indices + block / 2), axis=1).ravel(), np.stack((low, high), axis=1).ravel()


def thinned(values: Floats, first: float, last: float, columns: int) -> tuple[Floats, Floats]:
    """As `envelope`, for a curve that is smooth already: of each block only its last value."""
    start, stop, block = _blocks(values.size, first, last, columns)
    ends = np.append(np.arange(start + block, stop, block), stop) - 1 if stop > start else np.empty(0, np.intp)
    return ends.astype(np.float64), _gaps(values[ends])


def _blocks(size: int, first: float, last: float, columns: int) -> tuple[int, int, int]:
    """Where the part starts and stops, and how long its blocks are."""
    start = int(np.clip(np.floor(first), 0, size))
    stop = int(np.clip(np.ceil(last) + 1, start, size))
    block = 1
    while (stop - start) / block > 2 * max(1, columns):
        block *= 2
    return start - start % block, stop, block


def _gaps(values: Floats) -> Floats:
    gaps: Floats = np.where(np.isfinite(values), values, np.nan)
    return gaps


def _extremes(blocks: Floats) -> tuple[Floats, Floats]:
    """Of each row the least and the most finite value, NaN where there is none."""
    low, high = blocks.min(axis=1), blocks.max(axis=1)
    # Only where a result isn't finite are there values that aren't: looking at each value would take longer.
    odd = np.flatnonzero(~(np.isfinite(low) & np.isfinite(high)))
    if odd.size:
        gaps = _gaps(blocks[odd])
        low[odd], high[odd] = np.fmin.reduce(gaps, axis=1), np.fmax.reduce(gaps, axis=1)
    return low, high
