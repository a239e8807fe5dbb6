"""Scrolls while something is dragged near the upper or lower edge."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea

_EDGE = 48
_FASTEST = 24
_EVERY_MS = 16


class AutoScroll(QObject):
    """Scrolls the area, the faster the nearer to its edge.

    Attributes:
        scrolled: the content moved under a mouse that may be still.
    """

    scrolled = Signal()

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._speed = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    def drag_at(self, y: int) -> None:
        """The mouse is at that height of the viewport."""
        height = self._area.viewport().height()
        if y < _EDGE:
            self._speed = -self._speed_at(y)
        elif y > height - _EDGE:
            self._speed = self._speed_at(height - y)
        else:
            self._speed = 0
        if self._speed:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """The drag is over."""
        self._speed = 0
        self._timer.stop()

    @staticmethod
    def _speed_at(distance: int) -> int:
        return max(1, round(_FASTEST * (1 - max(0, distance) / _EDGE)))

    @Slot()
    def _scroll(self) -> None:
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._speed)
        if bar.value() == before:
            self._timer.stop()
        else:
            self.scrolled.emit()
