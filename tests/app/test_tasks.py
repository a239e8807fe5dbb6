"""Tasks: work on a thread, its one outcome on the thread that posts."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from nnstudio.app.tasks import Task, Tasks
from nnstudio.core.errors import Cancelled, StudioError


class Loop:
    """The window's thread: runs what was posted, here."""

    def __init__(self) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.post = self._posted.put

    def run_until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._posted.get(timeout=60)()


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def tasks(loop: Loop) -> Iterator[Tasks]:
    made = Tasks(loop.post)
    yield made
    made.close()


class Outcome:
    """What was told, and on which threads."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.threads: set[threading.Thread] = set()

    def done(self, result: object) -> None:
        self._note(("done", result))

    def failed(self, error: StudioError) -> None:
        self._note(("failed", str(error)))

    def cancelled(self) -> None:
        self._note("cancelled")

    def _note(self, what: object) -> None:
        self.told.append(what)
        self.threads.add(threading.current_thread())


def raising(error: BaseException) -> Callable[[Task[object]], object]:
    def work(task: Task[object]) -> object:
        raise error

    return work


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (lambda task: 42, ("done", 42)),
        (raising(StudioError("No.", where="File", fix="Try.")), ("failed", "File: No. Try.")),
        (raising(Cancelled()), "cancelled"),
        (raising(ZeroDivisionError("oh")), ("failed", "Sum: ZeroDivisionError: oh")),
    ],
)
def test_one_outcome_follows_on_the_posting_thread(
    tasks: Tasks, loop: Loop, work: Callable[[Task[object]], object], told: object
) -> None:
    outcome = Outcome()
    task = tasks.start("Sum", work, outcome.done, outcome.failed, outcome.cancelled)
    assert tasks.running == [task]
    loop.run_until(lambda: bool(outcome.told))
    assert outcome.told == [told]
    assert outcome.threads == {threading.current_thread()}
    assert tasks.running == []


def test_work_is_done_elsewhere_and_its_progress_is_told_here(tasks: Tasks, loop: Loop) -> None:
    seen: list[tuple[float, str]] = []
    worked: list[threading.Thread] = []
    outcome = Outcome()

    def look() -> None:
        assert threading.current_thread() is threading.main_thread()
        seen.extend((task.fraction, task.text) for task in tasks.running)

    def work(task: Task[object]) -> None:
        worked.append(threading.current_thread())
        tasks.report(task, 0.5, "half")

    tasks.changed.connect(look)
    tasks.start("Work", work, outcome.done, outcome.failed)
    loop.run_until(lambda: bool(outcome.told))
    assert worked[0] is not threading.main_thread()
    assert (0.5, "half") in seen
    assert seen[0][0] in (-1.0, 0.5)


def until_cancelled(begun: threading.Event) -> Callable[[Task[object]], object]:
    def work(task: Task[object]) -> object:
        begun.set()
        while not task.cancelled():
            threading.Event().wait(0.001)
        raise Cancelled

    return work


def test_cancelling_one_task_leaves_the_others(tasks: Tasks, loop: Loop) -> None:
    first, second = Outcome(), Outcome()
    begun = threading.Event()
    task = tasks.start("Long", until_cancelled(begun), first.done, first.failed, first.cancelled)
    gate = threading.Event()
    tasks.start("Other", lambda _: gate.wait(10), second.done, second.failed, second.cancelled)
    task.cancel()
    loop.run_until(lambda: bool(first.told))
    assert first.told == ["cancelled"]
    assert second.told == []
    gate.set()
    loop.run_until(lambda: bool(second.told))
    assert second.told == [("done", True)]


def test_closing_cancels_and_waits(loop: Loop) -> None:
    tasks, outcome, begun = Tasks(loop.post), Outcome(), threading.Event()
    tasks.start("Long", until_cancelled(begun), outcome.done, outcome.failed, outcome.cancelled)
    assert begun.wait(10)
    tasks.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "task Long"]
