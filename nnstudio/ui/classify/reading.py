"""Reads pictures off the window's thread, one after another, and hands them over as they come."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from nnstudio.app.notices import Notice, Notices
from nnstudio.app.tasks import Task, Tasks
from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms import SeenPicture, bring_to_form
from nnstudio.data.pictures import decode_picture, read_picture
from nnstudio.ui.classify.entries import Source
from nnstudio.ui.classify.picture_view import thumbnail

CACHE_BYTES = 64_000_000
NOT_READ = "classify: reading broke off"


@dataclass(frozen=True, eq=False)
class Job:
    """One picture to read, and the form to bring it to."""

    number: int
    source: Source
    facts: Facts


@dataclass(frozen=True, eq=False)
class ReadPicture:
    """What reading a picture gave."""

    seen: SeenPicture
    thumb: QImage


@dataclass(frozen=True, eq=False)
class Outcome:
    """A job's end: a picture or an error."""

    job: Job
    result: ReadPicture | StudioError


class Reading(QObject):
    """The pictures being read, as one task that can be cancelled.

    Attributes (signals):
        arrived: an Outcome.
    """

    arrived = Signal(object)

    def __init__(self, tasks: Tasks, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._notices = notices
        self._waiting: deque[Job] = deque()
        self._outcomes: deque[Outcome] = deque()
        self._task: Task[object] | None = None
        self._tasks.changed.connect(self._deliver)

    def read(self, jobs: list[Job], *, first: bool = False) -> None:
        """Reads those pictures too; with `first`, before the ones that wait."""
        if first:
            self._waiting.extendleft(reversed(jobs))
        else:
            self._waiting.extend(jobs)
        if self._task is None and self._waiting:
            title = say("Reading pictures")
            self._task = self._tasks.start(title, self._work, self._on_done, self._on_failed, self._on_end)

    def forget(self) -> None:
        """Gives up the pictures that wait; the one under way may still arrive."""
        self._waiting.clear()

    def cancel(self) -> None:
        """Gives up all of them."""
        self.forget()
        if self._task is not None:
            self._task.cancel()

    def _work(self, task: Task[object]) -> None:
        """Runs on the task's thread."""
        read = 0
        while self._waiting:
            if task.cancelled():
                raise Cancelled
            try:
                job = self._waiting.popleft()
            except IndexError:  # forgotten between the two lines
                return
            self._outcomes.append(Outcome(job, _read(job)))
            read += 1
            self._tasks.report(task, read / (read + len(self._waiting)), job.source.name)

    def _deliver(self) -> None:
        while self._outcomes and isValid(self):  # the window may be closed while a picture is read
            self.arrived.emit(self._outcomes.popleft())

    def _on_done(self, nothing: None) -> None:
        self._on_end()

    def _on_failed(self, error: StudioError) -> None:
        """Only a defect ends here: expected errors are outcomes of their pictures. The person hears of it."""
        self._notices.tell(Notice("error", error.message, error.fix, key=NOT_READ))
        self._on_end()

    def _on_end(self) -> None:
        self._deliver()
        self._task = None
        if self._waiting and isValid(self):
            self.read([])


class SeenCache:
    """The stages of pictures looked at lately, up to so many bytes; the others are read again when needed."""

    def __init__(self, most_bytes: int = CACHE_BYTES) -> None:
        self._most = most_bytes
        self._held: OrderedDict[int, SeenPicture] = OrderedDict()

    def put(self, number: int, seen: SeenPicture) -> None:
        """Keeps it, and lets the ones go that weren't looked at for longest."""
        self._held[number] = seen
        self._held.move_to_end(number)
        while len(self._held) > 1 and sum(map(_bytes_of, self._held.values())) > self._most:
            self._held.popitem(last=False)

    def get(self, number: int) -> SeenPicture | None:
        """The stages of that entry, if they are still here."""
        if number in self._held:
            self._held.move_to_end(number)
        return self._held.get(number)

    def clear(self) -> None:
        """Lets all go."""
        self._held.clear()


def _read(job: Job) -> ReadPicture | StudioError:
    try:
        source, facts = job.source, job.facts
        if source.path is None:
            picture = decode_picture(source.data, source.name, facts)
        else:
            picture = read_picture(source.path, facts)
        return ReadPicture(bring_to_form(picture, facts), thumbnail(picture))
    except StudioError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one picture's failure is told beside it and must not stop the others
        return StudioError(f"{type(error).__name__}: {error}", where=job.source.name)


def _bytes_of(seen: SeenPicture) -> int:
    return sum(stage.picture.nbytes for stage in seen.stages) + seen.pixels.nbytes
