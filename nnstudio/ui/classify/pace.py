"""Turns a flood of requests into a steady few: the first at once, the rest at intervals, the last one always."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot


class Pace(QObject):
    """Asks for work at most once an interval.

    Attributes (signals):
        due: it is time to do what was requested, from the latest state.
    """

    due = Signal()

    def __init__(self, milliseconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._interval = milliseconds
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    def request(self) -> None:
        """Makes `due` follow: right after the events at hand, unless the last one was less than an interval ago."""
        if self._timer.isActive():
            return
        waited = self._since.elapsed() if self._since.isValid() else self._interval
        self._timer.start(max(0, self._interval - waited))

    def drop(self) -> None:
        """Forgets what was requested."""
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        self._since.restart()
        self.due.emit()
