"""What takes a while to find out of data: asked for when it is first wanted, kept until it is of something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from nnstudio.app.observable import Signal
from nnstudio.app.tasks import Task, Tasks
from nnstudio.core.errors import Cancelled
from nnstudio.core.words import say
from nnstudio.data.explore.blocks import Watch

T = TypeVar("T")


class FoundOut(Generic[T]):
    """One result of long work, and how far that is.

    Attributes:
        changed: `value` or `problem` is another, or the work moved on.
        value: what was found out of what was last asked about; None before.
        problem: why it can't be found out, or that it was cancelled; empty otherwise.
    """

    def __init__(self, tasks: Tasks, title: str) -> None:
        """`title`: what the work is, for people."""
        self.changed: Signal[[]] = Signal()
        self.value: T | None = None
        self.problem = ""
        self._tasks = tasks
        self._title = title
        self._about: object = None
        self._task: Task[object] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is being found out now."""
        return self._task is not None

    @property
    def share(self) -> float:
        """How much of the work is done, 0 to 1; below 0: unknown."""
        return self._task.fraction if self._task is not None else -1.0

    def want(self, about: object, work: Callable[[Watch], T]) -> T | None:
        """What was found out about that; if it isn't there yet, `work` begins on a thread.

        `about` is compared by ==: with another one, what was found out before is forgotten, and its work ended. What
        was cancelled, or failed, begins again with `again`.
        """
        self.forget_unless(about)
        if self._about is None:
            self._about = about
            self._begin(work)
        return self.value

    def again(self, work: Callable[[Watch], T]) -> None:
        """Begins anew after a Cancel or a failure."""
        if self._task is None:
            self.problem = ""
            self._begin(work)
            self.changed.emit()

    def forget_unless(self, about: object) -> None:
        """Ends the work, and has nothing any more, unless that is what was last asked about."""
        if about != self._about:
            self.forget()

    def forget(self) -> None:
        """Ends the work, and has nothing any more."""
        self.cancel()
        self._task, self._about, self.value, self.problem = None, None, None, ""

    def cancel(self) -> None:
        """Asks the work to end."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self, work: Callable[[Watch], T]) -> None:
        def run(task: Task[object]) -> T:
            def watch(share: float) -> None:
                if task.cancelled():
                    raise Cancelled
                self._tasks.report(task, share, "")

            return work(watch)

        task = self._tasks.start(
            self._title,
            run,
            done=lambda value: self._end(task, value, ""),
            failed=lambda error: self._end(task, None, str(error)),
            cancelled=lambda: self._end(task, None, say("This was cancelled.")),
        )
        self._task = task

    def _end(self, task: Task[object], value: T | None, problem: str) -> None:
        """Takes the outcome, unless something else is asked about by now."""
        if task is self._task:
            self._task, self.value, self.problem = None, value, problem
            self.changed.emit()
