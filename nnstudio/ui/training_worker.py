"""The thread that listens to an engine, and hands its events to the window's thread."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from nnstudio.engine.messages import Event

LISTEN_SECONDS = 0.5
TURN_SECONDS = 0.008


class EventSource(Protocol):
    """What the worker needs of an engine session."""

    def next_event(self, timeout: float | None) -> Event | None:
        """The next event; None when the time is up. Raises EOFError once the engine is gone and all is told."""


class TrainingWorker(QThread):
    """Listens until the engine is gone. Signals arrive on the thread that made the worker, in the engine's order.

    Events wait in a queue which the window's thread empties, a few milliseconds' worth at a turn: however fast they
    come, one delivery at the most is under way, and painting and input get their turn in between.

    Attributes:
        received: one of the engine's events.
        ended: the engine is gone; nothing follows.
    """

    received = Signal(object)
    ended = Signal()
    _arrived = Signal()

    def __init__(self, session: EventSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: deque[Event] = deque()
        self._told = True  # False while a delivery is on its way
        self._over = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._on_finished)

    def start(self, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
        """Starts listening, and keeps this object alive until the thread is over."""
        _alive.add(self)
        super().start(priority)

    def run(self) -> None:
        """The thread's work. Ends at the engine's end, or soon after `requestInterruption`."""
        try:
            while not self.isInterruptionRequested():
                event = self._session.next_event(LISTEN_SECONDS)
                if event is not None:
                    self._hand_over(event)
        except EOFError:
            return

    def _hand_over(self, event: Event) -> None:
        # The order matters: the event is in the queue before the flag is read, and `_deliver` sets the flag before it
        # reads the queue, so an event is never left behind.
        self._waiting.append(event)
        if self._told:
            self._told = False
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        self._told = True
        end = time.monotonic() + TURN_SECONDS
        while self._waiting and time.monotonic() < end:
            self.received.emit(self._waiting.popleft())
        if self._waiting:
            self._told = False
            self._arrived.emit()
        elif self._over:
            self._over = False
            self.ended.emit()
            # Who listened is held by the connections: without them engine and thread are let go together.
            self.received.disconnect()
            self.ended.disconnect()
            _alive.discard(self)

    @Slot()
    def _on_finished(self) -> None:
        self._over = True
        self._deliver()


# Qt ends the program if a running thread's object is collected.
_alive: set[TrainingWorker] = set()


def listen(session: EventSource, on_event: Callable[[Event], None], on_end: Callable[[], None]) -> TrainingWorker:
    """Has the session's events told to `on_event` on this thread, and its end to `on_end`."""
    worker = TrainingWorker(session)
    worker.received.connect(on_event)
    worker.ended.connect(on_end)
    worker.start()
    return worker


def finish_listening(seconds: float = 10.0) -> None:
    """Waits for all workers, whose engines were told to end, and delivers what they still have to tell.

    A worker whose engine does not end within that time is asked to stop listening.
    """
    end = time.monotonic() + seconds
    while _alive and time.monotonic() < end:
        next(iter(_alive)).wait(20)
        QCoreApplication.processEvents()
    for worker in list(_alive):
        worker.requestInterruption()
        worker.wait()
