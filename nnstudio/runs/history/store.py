"""The index over the runs' logs, so that a list of many runs opens at once. It can be made anew from them.

Only values of the right kind leave this module. The batches of an epoch stand in the logs alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple

from nnstudio.core.serial import LARGEST_INTEGER
from nnstudio.core.training import BACKENDS
from nnstudio.core.training.figures import figure_named, known_by
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder
from nnstudio.runs.history.facts import RunFacts
from nnstudio.runs.history.file import read_content, take
from nnstudio.runs.history.rows import (
    INDEX,
    DamagedIndexError,
    Row,
    RunSummary,
    checked,
    figure_rows,
    records_of,
    summaries_of,
)
from nnstudio.runs.history.schema import bring_up_to_date
from nnstudio.runs.run_log import (
    Begun,
    Ended,
    EngineNamed,
    Entry,
    EpochLine,
    EpochPoint,
    EpochRecord,
    Resumed,
    RunStatus,
    SnapshotLine,
    SnapshotsGone,
)

_SUMMARIES = """
SELECT number, status, started, ended, backend, engine, message, epochs_done,
    bests.name, bests.epoch, bests.value, network, parameters, data, seed, planned, alike, figures.name, figures.value
FROM (SELECT * FROM runs WHERE number BETWEEN ? AND ? ORDER BY number DESC LIMIT ?)
LEFT JOIN bests ON bests.run = number
LEFT JOIN facts ON facts.run = number
LEFT JOIN figures ON figures.run = number AND figures.epoch = epochs_done
ORDER BY number DESC, place
"""
_EPOCHS = """
SELECT epoch, seconds, samples_per_second, name, value, batches
FROM epochs LEFT JOIN figures USING (run, epoch) WHERE run = ? ORDER BY epoch, place
"""
_STALE_BESTS = """
SELECT number, epochs_done FROM runs LEFT JOIN bests ON run = number
WHERE epochs_done > 0 AND number BETWEEN ? AND ? AND (epochs IS NULL OR epochs != epochs_done)
ORDER BY number DESC LIMIT ?
"""
_HIGHEST = """
SELECT epoch, value FROM figures WHERE run = ? AND name = ? AND abs(value) < 9e999 ORDER BY value DESC, epoch LIMIT 1
"""
_LOWEST = """
SELECT epoch, value FROM figures WHERE run = ? AND name = ? AND abs(value) < 9e999 ORDER BY value, epoch LIMIT 1
"""
_WITHOUT_FACTS = """
SELECT number FROM runs LEFT JOIN facts ON run = number WHERE run IS NULL ORDER BY number DESC LIMIT ?
"""
_OF_A_RUN = (
    *((table, "run") for table in ("figures", "epochs", "snapshots", "bests", "facts", "logs")),
    ("runs", "number"),
)


class RunIndex:
    """The runs of one project, in memory; `read` and `content` are its form on the disk.

    Every call raises DamagedIndexError if what was read turns out not to be ours.

    Attributes:
        was_older: whether what was read had the form of an older version.
    """

    def __init__(self, content: bytes = b"") -> None:
        """An index with that content; an empty one without. Raises FormatError for one of a newer version."""
        self._database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA trusted_schema = OFF")
        with self._open() as database:
            if content:
                take(database, content)
            self.was_older = bring_up_to_date(database)

    @staticmethod
    def read(project: Folder) -> RunIndex:
        """The index in the project's folder; an empty one if there is none. Raises also DiskError."""
        return RunIndex(read_content(project))

    def content(self) -> bytes:
        """The index as a file."""
        return self._database.serialize()

    def apply(self, number: int, entries: Iterable[Entry]) -> bool:
        """Takes up what a run's log says, in order; whether the run is over then. Batches stay in the log."""
        with self._open() as database:
            database.execute(
                "INSERT OR IGNORE INTO runs (number, status, started, backend) VALUES (?, 'training', '', ?)",
                (number, BACKENDS[0]),
            )
            for entry in entries:
                _apply(database, number, entry)
            return bool(database.execute("SELECT ended != '' FROM runs WHERE number = ?", (number,)).fetchone()[0])

    def end_others(self, numbers: Collection[int], ended: Ended) -> None:
        """Ends all runs that aren't over and aren't among `numbers`."""
        with self._open() as database:
            database.execute(
                "UPDATE runs SET status = ?, message = ?, ended = ? "
                "WHERE ended = '' AND number NOT IN (SELECT value FROM json_each(?))",
                (ended.status, ended.message, ended.ended, json.dumps(list(numbers))),
            )

    def drop_batches(self, number: int) -> None:
        """Forgets a run's batches: its log has them."""
        with self._open() as database:
            database.execute("UPDATE figures SET batches = x'' WHERE run = ?", (number,))

    def remove(self, number: int) -> None:
        """Takes a run out, with all that was kept of it."""
        with self._open() as database:
            for table, column in _OF_A_RUN:
                database.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - own names

    def ends(self) -> dict[int, Ended]:
        """How each run that is over ended."""
        rows = self._rows("SELECT number, status, message, ended FROM runs WHERE ended != ''")
        form = tuple[int, RunStatus, str, str]
        return {number: Ended(*end) for number, *end in (checked(form, row) for row in rows)}

    def logs(self) -> dict[int, str]:
        """What `note_logs` was told of each run's log."""
        return {number: stamp for number, stamp in self._rows("SELECT run, stamp FROM logs") if type(stamp) is str}

    def note_logs(self, stamps: Mapping[int, str]) -> None:
        """The logs of these runs, which are over, say what stands here: none is looked at until it changes."""
        with self._open() as database:
            database.executemany("INSERT OR REPLACE INTO logs VALUES (?, ?)", list(stamps.items()))

    def numbers(self) -> set[int]:
        """All runs."""
        return {number for (number,) in self._rows("SELECT number FROM runs") if isinstance(number, int)}

    def highest(self, below: int) -> int:
        """The highest number of a run that is below that; 0: there is none."""
        ((found,),) = self._rows("SELECT MAX(number) FROM runs WHERE number < ?", below)
        return found if isinstance(found, int) else 0

    def runs(self, most: int) -> tuple[RunSummary, ...]:
        """The newest runs, newest first, so many at the most."""
        return tuple(self._summaries(-LARGEST_INTEGER, LARGEST_INTEGER - 1, most))

    def run(self, number: int) -> RunSummary | None:
        """That run; None if there is none."""
        return next(self._summaries(number, number, 1), None)

    def without_facts(self, most: int) -> tuple[int, ...]:
        """The newest runs whose projects in short aren't known, newest first, so many at the most."""
        return tuple(number for (number,) in self._rows(_WITHOUT_FACTS, most) if isinstance(number, int))

    def add_facts(self, found: Mapping[int, RunFacts]) -> None:
        """Takes up runs' projects in short."""
        rows = [(number, *astuple(facts)) for number, facts in found.items()]
        with self._open() as database:
            database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def _summaries(self, first: int, last: int, most: int) -> Iterator[RunSummary]:
        for number, epochs in self._rows(_STALE_BESTS, first, last, most):
            self._find_best(number, epochs)
        return summaries_of(self._rows(_SUMMARIES, first, last, most))

    def _find_best(self, number: int, epochs: int) -> None:
        """Of a run whose figures tell it; else what is kept is that there is none."""
        rows = self._rows("SELECT name, value FROM figures WHERE run = ? AND epoch = ?", number, epochs)
        name = known_by({name: 0.0 for name, _ in rows if isinstance(name, str)})
        question = _HIGHEST if figure_named(name).higher_is_better else _LOWEST
        with self._open() as database:
            found = database.execute(question, (number, name)).fetchone()
            row = (number, epochs, name, *(found or (0, None)))
            database.execute("INSERT OR REPLACE INTO bests VALUES (?, ?, ?, ?, ?)", row)

    def epochs(self, number: int) -> tuple[EpochRecord, ...]:
        """A run's epochs, oldest first."""
        return tuple(records_of(self._rows(_EPOCHS, number)))

    def snapshots(self, number: int) -> dict[int, tuple[str, str]]:
        """A run's snapshots by epoch: (file name, SHA-256)."""
        rows = self._rows("SELECT epoch, file, sha256 FROM snapshots WHERE run = ? ORDER BY epoch", number)
        found = (checked(tuple[int, str, str], row) for row in rows)
        return {epoch: (file, sha256) for epoch, file, sha256 in found}

    def _rows(self, question: str, *values: int) -> list[Row]:
        with self._open() as database:
            return database.execute(question, values).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """An error in the file itself is told as such."""
        try:
            yield self._database
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise DamagedIndexError(say("is damaged ({reason}).", reason=error), where=INDEX) from error


def _apply(database: sqlite3.Connection, number: int, entry: Entry) -> None:
    match entry:
        case Begun(_, status, started, backend):
            database.execute(
                "UPDATE runs SET status = ?, started = ?, backend = ?, ended = '', message = '' WHERE number = ?",
                (status, started, backend, number),
            )
        case EngineNamed(engine):
            database.execute("UPDATE runs SET engine = ? WHERE number = ?", (engine, number))
        case Resumed(epoch):
            _apply_resumed(database, number, epoch)
        case EpochLine(point):
            _apply_epoch(database, number, point)
        case SnapshotLine(epoch, file, sha256):
            database.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)", (number, epoch, file, sha256))
        case SnapshotsGone(epochs):
            rows = [(number, epoch) for epoch in epochs]
            database.executemany("DELETE FROM snapshots WHERE run = ? AND epoch = ?", rows)
        case Ended(status, message, ended):
            database.execute(
                "UPDATE runs SET status = ?, message = ?, ended = ? WHERE number = ?",
                (status, message, ended, number),
            )


def _apply_resumed(database: sqlite3.Connection, number: int, epoch: int) -> None:
    """What came after that epoch holds no longer."""
    for table in ("figures", "epochs", "snapshots"):
        database.execute(f"DELETE FROM {table} WHERE run = ? AND epoch > ?", (number, epoch))  # noqa: S608 - own names
    database.execute(
        "UPDATE runs SET status = 'training', ended = '', message = '', "
        "epochs_done = (SELECT COALESCE(MAX(epoch), 0) FROM epochs WHERE run = ?) WHERE number = ?",
        (number, number),
    )


def _apply_epoch(database: sqlite3.Connection, number: int, point: EpochPoint) -> None:
    """One that is told again replaces the first."""
    row = (number, point.epoch, point.seconds, point.samples_per_second)
    database.execute("INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?)", row)
    database.execute("DELETE FROM figures WHERE run = ? AND epoch = ?", row[:2])
    database.execute("DELETE FROM bests WHERE run = ?", row[:1])
    database.executemany(
        "INSERT INTO figures (run, epoch, place, name, value) VALUES (?, ?, ?, ?, ?)", figure_rows(number, point)
    )
    database.execute("UPDATE runs SET epochs_done = ? WHERE number = ?", (point.epoch, number))
