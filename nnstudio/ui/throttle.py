"""Draws from the latest state at a steady pace, however often the state changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Calls `draw` at most once in so many milliseconds, and always once after the last `poke`."""

    def __init__(self, draw: Callable[[], None], parent: QObject, milliseconds: int = 33) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(draw)

    def poke(self) -> None:
        """Says that there is something new to draw."""
        if not self._timer.isActive():
            self._timer.start()
