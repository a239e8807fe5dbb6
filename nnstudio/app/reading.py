"""Reading of snapshots off the window's thread: a checksum takes its time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from nnstudio.app.asking import Asked
from nnstudio.app.tasks import Post
from nnstudio.core.errors import Cancelled, StudioError

A = TypeVar("A")
CLOSE_SECONDS = 1.0


class UnexpectedError(StudioError):
    """An exception that nothing expected, in words."""


class Reading:
    """Reads one thing after the other on a thread of its own, which the program's end does not wait for."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def cancelled(self) -> bool:
        """Whether nobody wants what is being read any more; for what reads."""
        return self._closed.is_set()

    def read(self, read: Callable[[], A], asked: Asked[A]) -> Asked[A]:
        """Has `read` done after what waits already, and `asked` told on the window's thread; neither after `close`."""

        def work() -> None:
            if asked.is_settled:
                return
            try:
                found = read()
            except Cancelled:
                return
            except StudioError as error:
                failure = error
                self._tell(lambda: asked.fail(failure))
            except Exception as error:  # noqa: BLE001 - a thread's exception must reach the person
                surprise = UnexpectedError(f"{type(error).__name__}: {error}")
                self._tell(lambda: asked.fail(surprise))
            else:
                self._tell(lambda: asked.answer(found))

        self._submit(work)
        return asked

    def close(self) -> None:
        """Cancels all work and waits for what is under way, but not long."""
        self._closed.set()
        self._waiting.put(lambda: None)  # wakes the thread
        if self._thread is not None:
            self._thread.join(CLOSE_SECONDS)

    def _submit(self, work: Callable[[], None]) -> None:
        if self._closed.is_set():
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="snapshots", daemon=True)
            self._thread.start()
        self._waiting.put(work)

    def _serve(self) -> None:
        while not self._closed.is_set():
            work = self._waiting.get()
            if not self._closed.is_set():
                work()

    def _tell(self, outcome: Callable[[], None]) -> None:
        """Has `outcome` called on the window's thread, unless the window was closed meanwhile."""
        if not self.cancelled():
            self._post(outcome)
