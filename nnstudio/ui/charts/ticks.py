"""Where a logarithmic axis has its marks: as many as its height has room for, none over another. Without Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

_DECADE = ((1,), (1, 3), (1, 2, 5), tuple(range(1, 10)))
_STEPS = (1, 2, 2.5, 5, 10, 20, 25, 50, 100)
_MOST = 60


def log_ticks(low: float, high: float, room: float) -> list[float]:
    """The values to mark between 10**`low` and 10**`high`, so many at the most that each has its room.

    `room`: the least distance of two marks in decades. The finest of: every so many decades, decades, decades with
    1, 2 and 5, all digits; within a decade or less also even steps.
    """
    room = max(room, (high - low) / _MOST, 1e-9)
    found: list[float] = []
    for ticks in (*_decades(low, high, room), *_digits(low, high), *_even(low, high, room)):
        if len(ticks) > len(found) and _has_room(ticks, room):
            found = ticks
    return found


def _decades(low: float, high: float, room: float) -> list[list[float]]:
    step = max(1, math.ceil(room - 1e-9))
    first = math.ceil(low / step - 1e-9) * step
    return [[10.0**exponent for exponent in range(first, math.floor(high + 1e-9) + 1, step)]]


def _digits(low: float, high: float) -> list[list[float]]:
    exponents = range(math.floor(low), math.floor(high) + 1)
    every = [[digit * 10.0**exponent for exponent in exponents for digit in digits] for digits in _DECADE]
    return [_within(ticks, low, high) for ticks in every]


def _even(low: float, high: float, room: float) -> list[list[float]]:
    """Steps of 1, 2, 2.5 or 5: for a part of a decade, where digits alone would be too few."""
    if high - low > 1:
        return []
    least, most = 10.0**low, 10.0**high
    power = 10.0 ** math.floor(math.log10(least * (10**room - 1)))
    every = []
    for scale in _STEPS:
        step = scale * power
        first, last = math.ceil(least / step - 1e-9), math.floor(most / step + 1e-9)
        every.append([number * step for number in range(first, min(last, first + _MOST) + 1) if number > 0])
    return every


def _within(ticks: Sequence[float], low: float, high: float) -> list[float]:
    return [tick for tick in ticks if low - 1e-9 <= math.log10(tick) <= high + 1e-9]


def _has_room(ticks: Sequence[float], room: float) -> bool:
    places = [math.log10(tick) for tick in ticks]
    return all(after - before >= room - 1e-9 for before, after in pairwise(places))
