"""Draws from the latest state at a steady pace, however often the state changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from nnstudio.ui.kit.timing import QtTiming, Timing


class Throttle(QObject):
    """Calls `draw` at most once in so many milliseconds, and always once after the last `poke`."""

    def __init__(
        self, draw: Callable[[], None], parent: QObject, milliseconds: int = 33, timing: Timing | None = None
    ) -> None:
        super().__init__(parent)
        self._draw = draw
        self._interval = milliseconds / 1000
        self._timing = timing or QtTiming(self)

    def poke(self) -> None:
        """Says that there is something new to draw."""
        if not self._timing.is_coming():
            self._timing.call_after(self._interval, self._draw)
