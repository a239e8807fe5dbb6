"""Ends work that shows no sign of life for too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Watchdog:
    """Calls `bite` once, on a thread of its own, when it was not patted for so many seconds."""

    def __init__(self, seconds: float, bite: Callable[[], None]) -> None:
        self._seconds = seconds
        self._bite = bite
        self._patted = time.monotonic()
        self._resting = threading.Event()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def pat(self) -> None:
        """The work goes on."""
        self._patted = time.monotonic()

    def rest(self) -> None:
        """The work is over."""
        self._resting.set()

    def _watch(self) -> None:
        while (left := self._patted + self._seconds - time.monotonic()) > 0:
            if self._resting.wait(left):
                return
        self._bite()
