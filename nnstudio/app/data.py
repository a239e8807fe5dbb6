"""The project's data, read in the background; the newest choice wins."""

from __future__ import annotations

from nnstudio.app.document import Change, Document
from nnstudio.app.observable import Signal
from nnstudio.app.tasks import Task, Tasks
from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Source
from nnstudio.core.usual import with_source
from nnstudio.core.words import say
from nnstudio.data.prepare import prepare
from nnstudio.data.sources import reader_of
from nnstudio.data.state import state_of
from nnstudio.data.store import Dataset


class ReadingCancelledError(StudioError):
    """The person ended the reading, or the download: nothing is wrong with the files."""


class Data:
    """The data that the document asks for.

    Attributes:
        changed: `dataset`, `problem` or `can_download` changed.
        dataset: mapped; None while it is being read, or if it can't be.
        problem: why there is none: not on this machine (then `can_download`), or not readable.
        can_download: whether it isn't on this machine but can be fetched.
        state: of the files that `dataset` was read from, as `state_of` told it before they were read.
    """

    def __init__(self, document: Document, tasks: Tasks) -> None:
        self.changed: Signal[[]] = Signal()
        self.dataset: Dataset | None = None
        self.problem: StudioError | None = None
        self.can_download = False
        self.state = ""
        self._document = document
        self._tasks = tasks
        self._task: Task[object] | None = None
        document.changed.connect(self._on_edited)

    @property
    def is_reading(self) -> bool:
        """Whether data is being read now."""
        return self._task is not None

    def read(self, *, download: bool = False) -> None:
        """Reads the document's data; called by itself when the choice changes. What was being read is cancelled."""
        source = self._document.project.data.source
        name = say(source.title)
        title = say("Download {title}", title=name) if download else say("Read {title}", title=name)
        if self._task is not None:
            self._task.cancel()
        self.dataset, self.problem, self.can_download = None, None, False
        task = self._start(source, title, download)
        self._task = task
        self.changed.emit()

    def _start(self, source: Source, title: str, download: bool) -> Task[object]:
        def work(task: Task[object]) -> tuple[Dataset, str]:
            state = state_of(source, task.cancelled) if not download else ""
            dataset = prepare(
                source,
                progress=lambda share, text: self._tasks.report(task, share, text),
                cancelled=task.cancelled,
                allow_download=download,
            )
            return dataset, state

        task = self._tasks.start(
            title,
            work,
            done=lambda read: self._take(task, *read),
            failed=lambda error: self._fail(task, error, source),
            cancelled=lambda: self._fail(task, _cancelled(source, download), source),
        )
        return task

    def _take(self, task: Task[object], dataset: Dataset, state: str) -> None:
        if task is self._task:
            self._task = None
            self.dataset, self.state = dataset, state
            self._keep_what_was_found()
            self.changed.emit()

    def _fail(self, task: Task[object], error: StudioError, source: Source) -> None:
        if task is self._task:
            self._task = None
            self.problem = error
            self.can_download = source.offer is not None and _is_missing(source)
            self.changed.emit()

    def _on_edited(self, change: Change) -> None:
        if change.before.data.source.unread() != change.after.data.source.unread():
            self.read()
        else:
            self._keep_what_was_found()

    def _keep_what_was_found(self) -> None:
        """The project itself knows what its data is, from the first reading on."""
        if self.dataset is not None:
            self._document.amend(with_source(self._document.project, self.dataset.source))


def _cancelled(source: Source, download: bool) -> StudioError:
    message = say("the download was cancelled.") if download else say("reading was cancelled.")
    return ReadingCancelledError(message, where=say(source.title))


def _is_missing(source: Source) -> bool:
    try:
        return reader_of(source).locate() is None
    except (StudioError, OSError, RuntimeError):
        return False  # files are there, or their place is impossible: the problem says why
