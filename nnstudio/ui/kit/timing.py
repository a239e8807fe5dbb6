"""The time as the window's pacing needs it: what it is now, and a call when some of it has passed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer


class Timing(Protocol):
    """One call at a time that is to come; tests play one."""

    def now(self) -> float:
        """Seconds since some moment; never less than before."""
        ...

    def call_after(self, seconds: float, call: Callable[[], None]) -> None:
        """Has the call come then; at 0 after the events at hand. Another one takes its place."""
        ...

    def is_coming(self) -> bool:
        """Whether a call is to come."""
        ...

    def stop(self) -> None:
        """Nothing is to come any more."""
        ...


class QtTiming(QObject):
    """The real time, by a timer of Qt's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._call: Callable[[], None] = _nothing
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    def now(self) -> float:
        return time.monotonic()

    def call_after(self, seconds: float, call: Callable[[], None]) -> None:
        self._call = call
        self._timer.start(max(0, round(seconds * 1000)))

    def is_coming(self) -> bool:
        return self._timer.isActive()

    def stop(self) -> None:
        self._timer.stop()

    def _on_timeout(self) -> None:
        self._call()


def _nothing() -> None:
    return None
