"""Which runs a project has and how far each is, by their folders and logs; the index is brought up to date from them.

A run that says it is training but that no program holds was ended with its program. One that is over may go on: who
resumes it touches the folder of the runs, and then all logs are looked at again.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

from nnstudio.core.words import say
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.disk.hold import is_held
from nnstudio.disk.refusal import DiskError
from nnstudio.runs.history.store import RunIndex
from nnstudio.runs.run_folder import PROJECT_FILE, RUNS, RunFolder, run_folders
from nnstudio.runs.run_labels import RunLabels
from nnstudio.runs.run_log import (
    RUN_LOG,
    Begun,
    Ended,
    EngineNamed,
    Entry,
    LogPlace,
    SnapshotLine,
    add_to_log,
    epoch_line,
    has_log,
    last_entry,
    read_log,
)
from nnstudio.runs.snapshots import newest_epoch

_YOUNG_SECONDS = 60.0


class LogFollower:
    """Reads the logs of a project's runs as they grow.

    Attributes:
        mine: the runs that this program trains.
        going: the runs that some program trains.
        changed: a run has ended, or went, since who keeps the index looked last.
    """

    def __init__(self, project: Folder, labels: RunLabels, *, read_only: bool) -> None:
        self.mine: set[int] = set()
        self.changed = False
        self._project = project
        self._labels = labels
        self._read_only = read_only
        self.forget()

    def forget(self) -> None:
        """Begins anew, with another index."""
        self.going: list[int] = []
        self._over: dict[int, Stamp | None] | None = None  # with their logs as they were
        self._going_on: set[int] = set()  # whose logs don't say so yet
        self._touched: Stamp | None = None
        self._places: dict[int, LogPlace] = {}
        self._seen: dict[int, Stamp | None] = {}
        self._idle: dict[int, Stamp | None] = {}
        self._gone: frozenset[int] = frozenset()

    def resume(self, number: int) -> None:
        """This program has that run go on. Until its log says so, it is over only once it is held no longer."""
        self.mine.add(number)
        self._going_on.add(number)
        if self._over is not None:
            self._over.pop(number, None)

    def remove(self, number: int) -> None:
        """That run's folder is gone."""
        self.mine.discard(number)
        self._places.pop(number, None)
        self.changed = True

    def catch_up(self, index: RunIndex) -> None:
        """Takes up what is new since the last time."""
        folders = run_folders(self._project)
        self._drop_deleted(index, folders)
        if self._over is None:
            self._over = self._ended_as_told(index, folders)
            ended = Ended("crashed", say("The folder of this run is gone."), now())
            index.end_others(sorted(set(folders) | self.mine), ended)
        self._look_for_resumed(folders, self._over)
        for number, run in folders.items():
            if number not in self._over and not self._is_idle(run):
                self._read(index, run)
        self.going = sorted(set(folders) - self._over.keys() - self._idle.keys())

    def _look_for_resumed(self, folders: dict[int, RunFolder], over: dict[int, Stamp | None]) -> None:
        """Runs that are over, and whose logs have grown since, may go on."""
        touched = self._project.stamp(RUNS)
        if touched == self._touched:
            return
        self._touched = touched
        for number in [number for number in over if number in folders]:
            if folders[number].files.stamp(RUN_LOG) != over[number]:
                del over[number]

    def _drop_deleted(self, index: RunIndex, folders: dict[int, RunFolder]) -> None:
        """A deleted run leaves the index; one that was restored is read anew."""
        gone = self._labels.book().deleted - folders.keys()
        for number in sorted((gone - self._gone) & index.numbers() if gone - self._gone else ()):
            self.remove(number)
            self._seen.pop(number, None)
            if self._over is not None:
                self._over.pop(number, None)
            index.remove(number)
        self._gone = gone

    def _ended_as_told(self, index: RunIndex, folders: dict[int, RunFolder]) -> dict[int, Stamp | None]:
        """The runs that are over by the index and by their logs: a folder may have been put in another's place."""
        over: dict[int, Stamp | None] = {}
        known, found = index.logs(), {}
        for number, ended in index.ends().items():
            run = folders.get(number)
            stamp = run.files.stamp(RUN_LOG) if run is not None else None
            if run is not None and stamp is not None and (told := json.dumps(stamp)) != known.get(number):
                if last_entry(run.files) != ended:
                    index.remove(number)
                    continue
                found[number] = told
            elif run is not None and stamp is None:
                self._write_missing_log(index, run)
            over[number] = stamp
        index.note_logs(found)
        self.changed |= bool(found)
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
        held = run.number in self.mine or is_held(run.files)
        if not has_log(run.files):
            self._read_without_log(index, run, held=held)
            return
        if not self._is_over_after(index, run):
            self._going_on.discard(run.number)
            if not held:
                self._bury(index, run)
        elif run.number not in self._going_on or not is_held(run.files):
            self._note_over(run)

    def _is_over_after(self, index: RunIndex, run: RunFolder) -> bool:
        """Whether the run is over, with all that its log says by now taken up."""
        stamp = run.files.stamp(RUN_LOG)
        is_read = self._seen.get(run.number) == stamp and run.number in self._places
        place = self._places.setdefault(run.number, LogPlace())
        over = index.apply(run.number, () if is_read else read_log(run.files, place))
        self._seen[run.number] = stamp
        return over

    def _read_without_log(self, index: RunIndex, run: RunFolder, *, held: bool) -> None:
        """A run of an older version, or one whose log was lost; or a beginning that did not get far."""
        if held:
            return
        if run.number in index.numbers():
            index.apply(run.number, (_ended_with_its_program(),))
        elif run.files.kind(PROJECT_FILE) == "file":
            begun = Begun(run.number, "training", _time_of(run), "tensorflow")
            message = _words_for_lost(newest_epoch(run.snapshots))
            index.apply(run.number, (begun, Ended("crashed", message, now())))
        else:
            return
        self._write_missing_log(index, run)
        self._note_over(run)

    def _bury(self, index: RunIndex, run: RunFolder) -> None:
        ended = _ended_with_its_program()
        if not self._read_only:
            try:
                run.sweep()
                add_to_log(run.files, (ended,))
            except DiskError:
                pass  # a disk that can't be written: what is true is shown all the same
        index.apply(run.number, (ended,))
        self._note_over(run)

    def _write_missing_log(self, index: RunIndex, run: RunFolder) -> None:
        """Writes the log of a run that was kept in the index alone, so that the index can be made anew."""
        summary = index.run(run.number)
        if self._read_only or summary is None:
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
        self.changed = True

    def _note_over(self, run: RunFolder) -> None:
        self.changed = True
        self.mine.discard(run.number)
        self._going_on.discard(run.number)
        if self._over is not None:
            self._over[run.number] = run.files.stamp(RUN_LOG)


def now() -> str:
    """The time as it stands in logs: ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _ended_with_its_program() -> Ended:
    return Ended("crashed", say("The program was ended while this run was training."), now())


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
