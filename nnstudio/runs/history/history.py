"""The runs of a project, as their folders tell them.

What a run did stands in its own folder; `runs.sqlite` is an index over that. An index that is lost, damaged or not ours
is made anew, and the old file is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.disk.hold import is_held
from nnstudio.disk.refusal import DiskError, TooLargeError
from nnstudio.runs.history.facts import RunFacts, facts_of
from nnstudio.runs.history.file import INDEX_FILES, JOURNAL
from nnstudio.runs.history.following import LogFollower, now
from nnstudio.runs.history.rows import INDEX, DamagedIndexError, RunSummary
from nnstudio.runs.history.store import RunIndex
from nnstudio.runs.run_folder import RUNS, RunFolder
from nnstudio.runs.run_labels import RunLabels
from nnstudio.runs.run_log import (
    RUN_LOG,
    Begun,
    Ended,
    Entry,
    EpochPoint,
    EpochRecord,
    Resumed,
    add_to_log,
    has_log,
    kept_run,
)

T = TypeVar("T")
MOST_LISTED = 10_000


class RunHistory:
    """What is known of the project's runs, brought up to date from their logs at each question.

    Attributes:
        notes: what had to be mended, for the person; whoever shows them empties the list.
        labels: what a person wrote of the runs, and which they deleted.
    """

    def __init__(self, project: Folder, *, read_only: bool = False) -> None:
        """`read_only`: nothing is written, not even the index."""
        self.notes: list[str] = []
        self._project = project
        self._read_only = read_only
        self.labels = RunLabels(project)
        self._logs = LogFollower(project, self.labels, read_only=read_only)
        self._index: RunIndex | None = None
        self._stamp: Stamp | None = None

    def runs(self) -> tuple[RunSummary, ...]:
        """The runs, newest first; of very many, the newest MOST_LISTED. Raises StudioError."""
        found = self._asked(lambda index: index.runs(MOST_LISTED))
        labels = self.labels.book().labels
        return tuple(replace(run, label=labels[run.number]) if run.number in labels else run for run in found)

    def run(self, number: int) -> RunSummary | None:
        """That run; None if there is none. Raises StudioError."""
        run, label = self._asked(lambda index: index.run(number)), self.labels.book().labels.get(number)
        return replace(run, label=label) if run is not None and label is not None else run

    def without_facts(self, most: int) -> tuple[RunFolder, ...]:
        """Runs whose projects are not known in short yet, newest first, so many at the most. Raises StudioError."""
        return tuple(map(self._run, self._asked(lambda index: index.without_facts(most))))

    def add_facts(self, found: Mapping[int, RunFacts]) -> None:
        """Keeps what `read_facts` found. Raises StudioError."""
        self._logs.changed = True
        self._asked(lambda index: index.add_facts(found))

    def highest(self, below: int) -> int:
        """The highest number of a run that is below that; 0: there is none. Raises StudioError."""
        return self._asked(lambda index: index.highest(below))

    def epochs(self, number: int) -> tuple[EpochRecord, ...]:
        """A run's epochs, oldest first. Raises StudioError."""
        run = self._run(number).files
        if has_log(run):
            return kept_run(run).records()
        return self._asked(lambda index: index.epochs(number))

    def points(self, number: int) -> tuple[EpochPoint, ...]:
        """A run's epochs without their batches, oldest first. Raises StudioError."""
        return tuple(record.point for record in self._asked(lambda index: index.epochs(number)))

    def snapshots(self, number: int) -> dict[int, tuple[str, str]]:
        """A run's snapshots by epoch: (file name, SHA-256). Raises StudioError."""
        return self._asked(lambda index: index.snapshots(number))

    def marks(self) -> tuple[object, ...]:
        """Changes when a run begins, goes on or ends, whichever program it is of. Raises StudioError."""
        going = [self._run(number).files for number in self._logs.going]
        stamps = tuple((run.stamp(RUN_LOG), is_held(run)) for run in going)
        return self._project.stamp(RUNS), self.labels.stamp, stamps

    def begin(self, run: RunFolder, *entries: Entry) -> None:
        """Begins a run, whose folder is there, with Begun as the first entry. Raises StudioError."""
        self._logs.mine.add(run.number)
        add_to_log(run.files, entries)

    def resume(self, number: int) -> None:
        """That run goes on, in this program. It is over no longer once its log says so."""
        self._logs.resume(number)

    def add(self, number: int, *entries: Entry) -> None:
        """Adds to a run's log. Raises StudioError."""
        add_to_log(self._run(number).files, entries)

    def remove(self, run: RunFolder) -> None:
        """Takes a run away; what the studio didn't write stays in a folder set aside. Raises StudioError."""
        run.remove()
        self._logs.remove(run.number)
        self._asked(lambda index: index.remove(run.number))

    def close(self) -> None:
        """Lets go of what is kept in memory."""
        self._begin_anew(None)

    # The index -----------------------------------------------------------------------------------------------------

    def _asked(self, question: Callable[[RunIndex], T]) -> T:
        self._project.check_there()
        try:
            return self._answered(question)
        except DamagedIndexError as error:
            self._set_index_aside(error)
            return self._answered(question)

    def _answered(self, question: Callable[[RunIndex], T]) -> T:
        stamp, index = self._project.stamp(INDEX), self._index
        if index is None or (stamp is None and self._stamp is not None):
            index = self._read_index()
            self._begin_anew(index)
        self._logs.catch_up(index)
        answer = question(index)
        self._write_index(index)
        return answer

    def _begin_anew(self, index: RunIndex | None) -> None:
        self._logs.forget()
        self._logs.changed |= index is not None and index.was_older
        self._index, self._stamp = index, None

    def _read_index(self) -> RunIndex:
        """What the disk has of it. An index that is there but can't be read now is an error: of an older version's
        runs nothing else may know, so another must not be written in its place. Raises DiskError.
        """
        try:
            return RunIndex.read(self._project)
        except TooLargeError as error:
            raise DamagedIndexError(error.message, where=error.where) from error
        except DiskError as error:
            if error.is_absence:
                return RunIndex()
            raise

    def _write_index(self, index: RunIndex) -> None:
        """Writes it if a run has ended since; one that can't be written is made from the logs the next time."""
        if not self._logs.changed or self._read_only:
            return
        try:
            self._project.write(INDEX, index.content())
            self._project.remove_file(JOURNAL)  # an older version's, which was taken into account
        except StudioError:
            return
        self._logs.changed = False
        self._stamp = self._project.stamp(INDEX)

    def _set_index_aside(self, error: DamagedIndexError) -> None:
        """Keeps the damaged file under another name, and begins a new one."""
        self._begin_anew(RunIndex())
        self._logs.changed = True
        if self._read_only:
            return
        kept = [self._project.set_aside(name) for name in INDEX_FILES if self._project.kind(name) is not None]
        self.notes.append(
            say(
                "The history of runs {problem} It was made anew from the runs' folders; the old file is {name}.",
                problem=error.message,
                name=kept[0] if kept else INDEX,
            )
        )

    def _run(self, number: int) -> RunFolder:
        return RunFolder(number, self._project / RUNS / str(number))


def read_facts(runs: Iterable[RunFolder]) -> dict[int, RunFacts]:
    """The projects of these runs in short, by number, on any thread; of one that can't be read nothing is known."""
    return {run.number: _facts_of(run) for run in runs}


def _facts_of(run: RunFolder) -> RunFacts:
    try:
        return facts_of(run.read_project())
    except StudioError:
        return RunFacts()


def begun_now(number: int, entry: Begun) -> Begun:
    """The entry with its number and the time that it is."""
    return replace(entry, number=number, started=now())


def resumed_now(epoch: int, batch: int, *, further: bool) -> Resumed:
    """The entry of a run that goes on now, from there."""
    return Resumed(epoch, batch, now(), further)


def ended_now(status: str, message: str = "") -> Ended:
    """The last entry of a run that ends now."""
    return Ended(status, message, now())  # type: ignore[arg-type]
