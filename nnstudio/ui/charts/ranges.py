"""Ranges of axes that keep still while a curve grows. Without Qt."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_SHRINK_BELOW = 0.5
LEAST_SHARES = 0.1
_WASTE = 0.35


def round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, ... times a power of ten at or above a positive value."""
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _STEPS if step * power >= value * (1 - 1e-12))


def round_down(value: float) -> float:
    """The next of 1, 1.5, 2, 3, ... times a power of ten at or below a positive value."""
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in reversed(_STEPS) if step * power <= value * (1 + 1e-12))


def steady_top(needed: float, before: float) -> float:
    """The upper end of an axis that must reach `needed`: as before, unless that is too low or more than twice as high.

    1 while nothing is known (`needed` isn't a positive number).
    """
    if not (math.isfinite(needed) and needed > 0):
        return before or 1.0
    if before * _SHRINK_BELOW <= needed <= before:
        return before
    return round_up(needed)


def steady_bottom(needed: float, before: float) -> float:
    """The lower end of a logarithmic axis that must reach down to `needed`; never above where it was."""
    if not (math.isfinite(needed) and needed > 0):
        return before or 0.1
    if before and before <= needed:
        return before
    return round_down(needed)


def share_range(low: float, high: float, before: tuple[float, float] | None) -> tuple[float, float]:
    """The ends of an axis of shares that must show `low` to `high`: as before, unless that is too little or too much.

    Whole multiples of a step that suits the distance, LEAST_SHARES apart at least, within 0 to 1; all of that while
    nothing is known (either isn't a number).
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return before or (0.0, 1.0)
    low, high = max(0.0, low), min(1.0, high)
    if before and before[0] <= low and high <= before[1] and high - low >= _WASTE * (before[1] - before[0]):
        return before
    step = next((step for step in (0.02, 0.05) if high - low <= 2 * step), 0.1)
    bottom, top = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    whole, least = round(1 / step), round(LEAST_SHARES / step)
    while top - bottom < least:
        top, bottom = min(whole, top + 1), max(0, bottom - 1)
    return round(bottom * step, 6), round(top * step, 6)


class Highest:
    """The highest finite value of an array that only grows, 0 at least; each value is looked at once."""

    def __init__(self) -> None:
        self._value = 0.0
        self._seen = 0

    def follow(self, values: npt.NDArray[np.float64]) -> float:
        """The highest of `values`, of which those already looked at must still be the same."""
        added = values[self._seen :]
        self._seen = values.size
        self._value = float(np.max(added[np.isfinite(added)], initial=self._value))
        return self._value


def epochs_ahead(done: float, planned: int) -> float:
    """The end of an axis of epochs: 1, 2, 5, 10, ... beyond what is done, but not beyond what is planned."""
    end = 1.0
    while end < done:
        end *= 2.5 if str(end).lstrip("0.").startswith("2") else 2
    return max(done, min(end, planned)) if planned else max(1.0, math.ceil(done))
