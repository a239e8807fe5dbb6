"""Turns a flood of requests into a steady few: the first at once, the rest at intervals, the last one always."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Signal

from nnstudio.ui.kit.timing import QtTiming, Timing


class Pace(QObject):
    """Asks for work at most once an interval.

    Attributes (signals):
        due: it is time to do what was requested, from the latest state.
    """

    due = Signal()

    def __init__(self, milliseconds: int, parent: QObject, timing: Timing | None = None) -> None:
        super().__init__(parent)
        self._interval = milliseconds / 1000
        self._timing = timing or QtTiming(self)
        self._last = -math.inf

    def request(self) -> None:
        """Makes `due` follow: right after the events at hand, unless the last one was less than an interval ago."""
        if not self._timing.is_coming():
            self._timing.call_after(max(0.0, self._last + self._interval - self._timing.now()), self._on_time)

    def drop(self) -> None:
        """Forgets what was requested."""
        self._timing.stop()

    def _on_time(self) -> None:
        self._last = self._timing.now()
        self.due.emit()
