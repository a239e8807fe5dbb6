"""Time that passes when a test says so."""

from __future__ import annotations

from collections.abc import Callable


class PlayedTime:
    """A Timing whose `pass_by` makes what was to come happen, at its moments."""

    def __init__(self) -> None:
        self._now = 100.0
        self._at = 0.0
        self._call: Callable[[], None] | None = None

    def now(self) -> float:
        return self._now

    def call_after(self, seconds: float, call: Callable[[], None]) -> None:
        self._at, self._call = self._now + seconds, call

    def is_coming(self) -> bool:
        return self._call is not None

    def stop(self) -> None:
        self._call = None

    def pass_by(self, seconds: float) -> None:
        """Lets so much time pass."""
        end = self._now + seconds
        while self._call is not None and self._at <= end:
            call, self._call, self._now = self._call, None, max(self._now, self._at)
            call()
        self._now = end
