"""Reads the project's data in the background; the newest choice wins."""

from __future__ import annotations

from nnstudio.app.observable import Signal
from nnstudio.app.tasks import Task, Tasks
from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Source
from nnstudio.core.words import say
from nnstudio.data.prepare import prepare
from nnstudio.data.sources import reader_of
from nnstudio.data.store import Dataset


class DataReader:
    """The data in hand.

    Attributes:
        changed: `dataset`, `problem` or `can_download` changed.
        dataset: the data that was asked for last; None while it is being read, or if it can't be.
        problem: why there is none.
        can_download: whether it isn't on this machine but can be fetched.
    """

    def __init__(self, tasks: Tasks) -> None:
        self.changed: Signal[[]] = Signal()
        self.dataset: Dataset | None = None
        self.problem: StudioError | None = None
        self.can_download = False
        self._tasks = tasks
        self._task: Task[object] | None = None

    @property
    def reading(self) -> bool:
        """Whether data is being read now."""
        return self._task is not None

    def read(self, source: Source, title: str, *, download: bool = False) -> None:
        """Reads the source; what was being read is cancelled."""
        if self._task is not None:
            self._task.cancel()
        self.dataset, self.problem, self.can_download = None, None, False

        def work(task: Task[object]) -> Dataset:
            return prepare(
                source,
                progress=lambda share, text: self._tasks.report(task, share, text),
                cancelled=task.cancelled,
                allow_download=download,
            )

        task = self._tasks.start(
            title,
            work,
            done=lambda dataset: self._take(task, dataset),
            failed=lambda error: self._fail(task, error, source),
            cancelled=lambda: self._fail(task, StudioError(say("was cancelled."), where=title), source),
        )
        self._task = task
        self.changed.emit()

    def _take(self, task: Task[object], dataset: Dataset) -> None:
        if task is self._task:
            self._task = None
            self.dataset = dataset
            self.changed.emit()

    def _fail(self, task: Task[object], error: StudioError, source: Source) -> None:
        if task is self._task:
            self._task = None
            self.problem = error
            self.can_download = source.offer is not None and _is_missing(source)
            self.changed.emit()


def _is_missing(source: Source) -> bool:
    try:
        return reader_of(source).locate() is None
    except (StudioError, OSError, RuntimeError):
        return False  # files are there, or their place is impossible: the problem says why
