"""Long work off the window's thread, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from nnstudio.app.observable import Signal
from nnstudio.core.errors import Cancelled, StudioError

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]


@dataclass(eq=False)
class Task(Generic[T]):
    """One piece of work under way.

    Attributes:
        title: what it is, for people.
        fraction: how much of it is done, 0 to 1; below 0: unknown.
        text: what it is doing now.
    """

    title: str
    fraction: float = -1.0
    text: str = ""
    _cancel: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Asks the work to end; it ends as cancelled when it next looks."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Whether cancel was asked for; called by the work."""
        return self._cancel.is_set()


class Tasks:
    """The work under way.

    Attributes:
        changed: emitted when a task starts, moves or ends.
        running: the tasks under way, oldest first.
    """

    def __init__(self, post: Post) -> None:
        self.changed: Signal[[]] = Signal()
        self.running: list[Task[object]] = []
        self._post = post
        self._threads: list[threading.Thread] = []
        self._closed = False

    def start(
        self,
        title: str,
        work: Callable[[Task[object]], T],
        done: Callable[[T], None],
        failed: Callable[[StudioError], None],
        cancelled: Callable[[], None] = lambda: None,
    ) -> Task[object]:
        """Runs `work(task)` on a thread; one of `done`, `failed`, `cancelled` follows on the window's thread.

        The work calls `tasks.report(task, fraction, text)` and looks at `task.cancelled()`. An unexpected exception
        is handed to `failed` as a StudioError that names it.
        """
        task: Task[object] = Task(title)
        self.running.append(task)
        thread = threading.Thread(
            target=self._run, args=(task, work, done, failed, cancelled), name=f"task {title}", daemon=True
        )
        self._threads = [held for held in self._threads if held.is_alive()] + [thread]
        self.changed.emit()
        thread.start()
        return task

    def report(self, task: Task[object], fraction: float, text: str) -> None:
        """Tells how far a task is; from any thread."""
        task.fraction, task.text = fraction, text
        if not self._closed:
            self._post(self.changed.emit)

    def close(self, seconds: float = 5.0) -> None:
        """Cancels all work and waits for it, so long at the most for each. What ends later is told to nobody."""
        for task in self.running:
            task.cancel()
        for thread in self._threads:
            thread.join(seconds)
        self._closed = True

    def _run(
        self,
        task: Task[object],
        work: Callable[[Task[object]], T],
        done: Callable[[T], None],
        failed: Callable[[StudioError], None],
        cancelled: Callable[[], None],
    ) -> None:
        outcome: Callable[[], None]
        try:
            result = work(task)
        except Cancelled:
            outcome = cancelled
        except StudioError as error:
            expected = error

            def outcome() -> None:
                failed(expected)

        except Exception as error:  # noqa: BLE001 - a thread's exception must reach the person
            unexpected = StudioError(f"{type(error).__name__}: {error}", where=task.title)

            def outcome() -> None:
                failed(unexpected)

        else:

            def outcome() -> None:
                done(result)

        if not self._closed:
            self._post(lambda: self._finish(task, outcome))

    def _finish(self, task: Task[object], outcome: Callable[[], None]) -> None:
        self.running.remove(task)
        self.changed.emit()
        outcome()
