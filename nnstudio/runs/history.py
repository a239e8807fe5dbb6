"""The runs of a project, as their folders tell them.

What a run did stands in its own folder; `runs.sqlite` is an index over that. A run that says it is training but that
no program holds was ended with its program. An index that is lost, damaged or not ours is made anew, and the old file
is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.disk.hold import is_held
from nnstudio.disk.refusal import DiskError, TooLargeError
from nnstudio.runs.index_rows import DamagedIndexError, RunSummary
from nnstudio.runs.run_folder import PROJECT_FILE, RUNS, RunFolder, run_folders
from nnstudio.runs.run_index import INDEX, INDEX_FILES, JOURNAL, RunIndex
from nnstudio.runs.run_log import (
    RUN_LOG,
    Begun,
    Ended,
    EngineNamed,
    Entry,
    EpochLine,
    EpochRecord,
    LogPlace,
    SnapshotLine,
    add_to_log,
    epoch_line,
    epoch_record,
    has_log,
    last_entry,
    read_log,
)
from nnstudio.runs.snapshots import newest_epoch

T = TypeVar("T")
MOST_LISTED = 10_000
_YOUNG_SECONDS = 60.0


class RunHistory:
    """What is known of the project's runs, brought up to date from their logs at each question.

    Attributes:
        notes: what had to be mended, for the person; whoever shows them empties the list.
    """

    def __init__(self, project: Folder, *, read_only: bool = False) -> None:
        """`read_only`: nothing is written, not even the index."""
        self.notes: list[str] = []
        self._project = project
        self._read_only = read_only
        self._index: RunIndex | None = None
        self._mine: set[int] = set()
        self._forget()

    def _forget(self) -> None:
        self._over: set[int] | None = None
        self._going: list[int] = []
        self._places: dict[int, LogPlace] = {}
        self._seen: dict[int, Stamp | None] = {}
        self._idle: dict[int, Stamp | None] = {}
        self._stamp: Stamp | None = None
        self._changed = False

    def runs(self) -> tuple[RunSummary, ...]:
        """The runs, newest first; of very many, the newest MOST_LISTED. Raises StudioError."""
        return self._asked(lambda index: index.runs(MOST_LISTED))

    def run(self, number: int) -> RunSummary | None:
        """That run; None if there is none. Raises StudioError."""
        return self._asked(lambda index: index.run(number))

    def highest(self, below: int) -> int:
        """The highest number of a run that is below that; 0: there is none. Raises StudioError."""
        return self._asked(lambda index: index.highest(below))

    def epochs(self, number: int) -> tuple[EpochRecord, ...]:
        """A run's epochs, oldest first. Raises StudioError."""
        run = self._run(number).files
        if has_log(run):
            return _records_of(run)
        return self._asked(lambda index: index.epochs(number))

    def snapshots(self, number: int) -> dict[int, tuple[str, str]]:
        """A run's snapshots by epoch: (file name, SHA-256). Raises StudioError."""
        return self._asked(lambda index: index.snapshots(number))

    def marks(self) -> tuple[object, ...]:
        """Changes when a run begins, goes on or ends, whichever program it is of. Raises StudioError."""
        going = [self._run(number).files for number in self._going]
        stamps = tuple((run.stamp(RUN_LOG), is_held(run)) for run in going)
        return self._project.stamp(RUNS), stamps

    def begin(self, run: RunFolder, entry: Begun) -> None:
        """Begins a run, whose folder is there. Raises StudioError."""
        self._mine.add(run.number)
        add_to_log(run.files, (entry,))

    def add(self, number: int, *entries: Entry) -> None:
        """Adds to a run's log. Raises StudioError."""
        add_to_log(self._run(number).files, entries)

    def remove(self, run: RunFolder) -> None:
        """Takes a run away; what the studio didn't write stays in a folder set aside. Raises StudioError."""
        run.remove()
        self._mine.discard(run.number)
        self._places.pop(run.number, None)
        self._changed = True
        self._asked(lambda index: index.remove(run.number))

    def close(self) -> None:
        """Lets go of what is kept in memory."""
        self._index = None
        self._forget()

    # The index -----------------------------------------------------------------------------------------------------

    def _asked(self, question: Callable[[RunIndex], T]) -> T:
        self._project.check_there()
        try:
            return self._answered(question)
        except DamagedIndexError as error:
            self._set_index_aside(error)
            return self._answered(question)

    def _answered(self, question: Callable[[RunIndex], T]) -> T:
        stamp = self._project.stamp(INDEX)
        if self._index is None or (stamp is None and self._stamp is not None):
            self._forget()
            self._index = self._read_index()
        self._catch_up(self._index)
        answer = question(self._index)
        self._write_index(self._index)
        return answer

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
        if not self._changed or self._read_only:
            return
        try:
            self._project.write(INDEX, index.content())
            self._project.remove_file(JOURNAL)  # an older version's, which was taken into account
        except StudioError:
            return
        self._changed = False
        self._stamp = self._project.stamp(INDEX)

    def _set_index_aside(self, error: DamagedIndexError) -> None:
        """Keeps the damaged file under another name, and begins a new one."""
        self._forget()
        self._index = RunIndex()
        self._changed = True
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

    # Catching up ---------------------------------------------------------------------------------------------------

    def _catch_up(self, index: RunIndex) -> None:
        folders = run_folders(self._project)
        if self._over is None:
            self._over = self._ended_as_told(index, folders)
            ended = Ended("crashed", say("The folder of this run is gone."), _now())
            index.end_others(sorted(set(folders) | self._mine), ended)
        for number, run in folders.items():
            if number not in self._over and not self._is_idle(run):
                self._read(index, run)
        self._going = sorted(set(folders) - self._over - self._idle.keys())

    def _ended_as_told(self, index: RunIndex, folders: dict[int, RunFolder]) -> set[int]:
        """The runs that are over by the index and by their logs: a folder may have been put in another's place."""
        over = set()
        for number, ended in index.ends().items():
            run = folders.get(number)
            if run is not None and has_log(run.files):
                if last_entry(run.files) != ended:
                    index.remove(number)
                    continue
            elif run is not None:
                self._write_missing_log(index, run)
            over.add(number)
        return over

    def _is_idle(self, run: RunFolder) -> bool:
        """Whether it is what a beginning left that did not get far: no log, no project, and nothing new for a while."""
        above = run.files.parent
        stamp = above.stamp(str(run.number))
        if self._idle.get(run.number) == stamp:
            return True
        self._idle.pop(run.number, None)
        young = stamp is not None and time.time() - stamp[2] / 1e9 < _YOUNG_SECONDS
        if young or run.files.kind(RUN_LOG) or run.files.kind(PROJECT_FILE):
            return False
        self._idle[run.number] = stamp
        return True

    def _read(self, index: RunIndex, run: RunFolder) -> None:
        """Takes up what is new in a run's log. The hold is looked at first: whoever lets go has written all."""
        held = run.number in self._mine or is_held(run.files)
        if not has_log(run.files):
            self._read_without_log(index, run, held=held)
            return
        stamp = run.files.stamp(RUN_LOG)
        over = False
        if self._seen.get(run.number) != stamp or run.number not in self._places:
            place = self._places.setdefault(run.number, LogPlace())
            over = index.apply(run.number, read_log(run.files, place))
            self._seen[run.number] = stamp
        if over:
            self._note_over(run.number)
        elif not held:
            self._bury(index, run)

    def _read_without_log(self, index: RunIndex, run: RunFolder, *, held: bool) -> None:
        """A run of an older version, or one whose log was lost; or a beginning that did not get far."""
        if held:
            return
        if run.number in index.numbers():
            ended = Ended("crashed", say("The program was ended while this run was training."), _now())
            index.apply(run.number, (ended,))
        elif run.files.kind(PROJECT_FILE) == "file":
            epoch = newest_epoch(run.snapshots)
            message = say("The history of this run was lost.")
            if epoch is not None:
                message = say(
                    "The history of this run was lost; its weights up to epoch {epoch} are here.", epoch=epoch
                )
            begun = Begun(run.number, "training", _time_of(run), "tensorflow")
            index.apply(run.number, (begun, Ended("crashed", message, _now())))
        else:
            return
        self._write_missing_log(index, run)
        self._note_over(run.number)

    def _bury(self, index: RunIndex, run: RunFolder) -> None:
        ended = Ended("crashed", say("The program was ended while this run was training."), _now())
        if not self._read_only:
            try:
                run.sweep()
                add_to_log(run.files, (ended,))
            except DiskError:
                pass  # a disk that can't be written: what is true is shown all the same
        index.apply(run.number, (ended,))
        self._note_over(run.number)

    def _write_missing_log(self, index: RunIndex, run: RunFolder) -> None:
        """Writes the log of a run that was kept in the index alone, so that the index can be made anew."""
        if self._read_only:
            return
        summary = index.run(run.number)
        if summary is None:
            return
        entries: list[Entry] = [Begun(run.number, summary.status, summary.started, summary.backend)]
        entries += [EngineNamed(summary.engine)] if summary.engine else []
        entries += [epoch_line(record) for record in index.epochs(run.number)]
        entries += [SnapshotLine(epoch, *kept) for epoch, kept in index.snapshots(run.number).items()]
        entries.append(Ended(summary.status, summary.message, summary.ended))
        try:
            add_to_log(run.files, entries)
        except DiskError:
            return  # nothing is lost: the index has it all, and the next look tries again
        index.drop_batches(run.number)
        self._changed = True

    def _note_over(self, number: int) -> None:
        self._changed = True
        self._mine.discard(number)
        if self._over is not None:
            self._over.add(number)

    def _run(self, number: int) -> RunFolder:
        return RunFolder(number, self._project / RUNS / str(number))


def begun_now(number: int, entry: Begun) -> Begun:
    """The entry with its number and the time that it is."""
    return Begun(number, entry.status, _now(), entry.backend, entry.data)


def ended_now(status: str, message: str = "") -> Ended:
    """The last entry of a run that ends now."""
    return Ended(status, message, _now())  # type: ignore[arg-type]


def _records_of(run: Folder) -> tuple[EpochRecord, ...]:
    """The epochs of a run's log; one that was told again replaces the first."""
    found = {entry.point.epoch: entry for entry in read_log(run, LogPlace()) if isinstance(entry, EpochLine)}
    return tuple(epoch_record(found[epoch]) for epoch in sorted(found))


def _words_for_lost(epoch: int | None) -> str:
    if epoch is None:
        return say("The history of this run was lost.")
    return say("The history of this run was lost; its weights up to epoch {epoch} are here.", epoch=epoch)


def _time_of(run: RunFolder) -> str:
    """When its project was written; empty for a time that no calendar has."""
    stamp = run.files.stamp(PROJECT_FILE)
    try:
        return datetime.fromtimestamp(stamp[2] / 1e9 if stamp else 0, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
