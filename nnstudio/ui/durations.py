"""Spans of time as people say them, everywhere alike."""

from __future__ import annotations

from nnstudio.core.words import say
from nnstudio.ui.numbers import decimal

MINUTE, HOUR, DAY = 60, 3600, 86_400
_IN_TENTHS = 9.95  # below this many seconds a tenth tells something


def duration(seconds: float) -> str:
    """`41 s`, `3 min 20 s`, `2 h 5 min`, for what is about to come."""
    whole = max(0, round(seconds))
    if whole < MINUTE:
        return say("{seconds} s", seconds=whole)
    if whole < HOUR:
        return say("{minutes} min {seconds} s", minutes=whole // MINUTE, seconds=whole % MINUTE)
    return say("{hours} h {minutes} min", hours=whole // HOUR, minutes=whole % HOUR // MINUTE)


def measured(seconds: float) -> str:
    """As `duration`, for what was measured: `0.4 s` too."""
    return say("{seconds} s", seconds=decimal(seconds, 1)) if seconds < _IN_TENTHS else duration(seconds)
