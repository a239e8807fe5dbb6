"""`runs.sqlite`: an index over the runs' logs, so that a list of many runs opens at once. It can be made anew.

The file may come from anybody. SQLite runs what a file's schema says, so only a schema that is ours to the letter is
used, and only values of the right kind leave this module. The batches of an epoch stand in the logs alone.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import numpy as np

from nnstudio.core.errors import FormatError
from nnstudio.core.training import BACKENDS
from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.runs.index_rows import DamagedIndexError, RunSummary, checked, epoch_row, record_of, summary_of
from nnstudio.runs.run_log import (
    Begun,
    Ended,
    EngineNamed,
    Entry,
    EpochLine,
    EpochRecord,
    RunStatus,
    SnapshotLine,
    SnapshotsGone,
)

INDEX = "runs.sqlite"
JOURNAL = f"{INDEX}-journal"
INDEX_FILES = (INDEX, JOURNAL, f"{INDEX}-wal", f"{INDEX}-shm")
MOST_BYTES = 500_000_000
VERSION = 1
LOCK_SECONDS = 3.0
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_NO_BATCHES = np.empty(0, np.float32)
_TABLES = (
    """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    status TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT NOT NULL DEFAULT '',
    backend TEXT NOT NULL,
    engine TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    epochs_done INTEGER NOT NULL DEFAULT 0
)
""",
    """
CREATE TABLE epochs (
    run INTEGER NOT NULL REFERENCES runs(number),
    epoch INTEGER NOT NULL,
    loss REAL, accuracy REAL, validation_loss REAL, validation_accuracy REAL,
    seconds REAL NOT NULL,
    samples_per_second REAL NOT NULL,
    batch_losses BLOB NOT NULL,
    batch_accuracies BLOB NOT NULL,
    PRIMARY KEY (run, epoch)
)
""",
    """
CREATE TABLE snapshots (
    run INTEGER NOT NULL REFERENCES runs(number),
    epoch INTEGER NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, epoch)
)
""",
)


_SUMMARIES = """
SELECT number, status, started, ended, backend, engine, message, epochs_done,
       loss, accuracy, validation_loss, validation_accuracy
FROM runs LEFT JOIN epochs ON run = number AND epoch = epochs_done
"""


class RunIndex:
    """The runs of one project, in memory; `read` and `content` are its form on the disk.

    SQLite never touches the project's folder: a database file can name others that SQLite then writes or deletes, and
    it opens its files by paths, which may be swapped. Every call raises DamagedIndexError if what was read turns out
    not to be ours.
    """

    def __init__(self, content: bytes = b"") -> None:
        """An index with that content; an empty one without. Raises FormatError for one of a newer version."""
        self._database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA trusted_schema = OFF")
        with self._open():
            if content:
                _take(self._database, content)
            found = _schema_of(self._database)
            self._check_version()
            if not found:
                _make_tables(self._database)
                found = _schema_of(self._database)
        if found != _our_schema():
            raise DamagedIndexError(say("is not a history of runs."), where=INDEX)

    @staticmethod
    def read(project: Folder) -> RunIndex:
        """The index in the project's folder; an empty one if there is none. Raises also DiskError."""
        for name in INDEX_FILES:
            project.check_plain(name)
            if project.kind(name) == "folder":
                raise DamagedIndexError(say("is a folder, where a file belongs."), where=str(project.path / name))
        if project.kind(INDEX) is None:
            return RunIndex()
        content = project.read(INDEX, MOST_BYTES)
        if project.kind(JOURNAL) == "file":
            content = _rolled_back(content, project.read(JOURNAL, MOST_BYTES))
        return RunIndex(content)

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
            database.execute("UPDATE epochs SET batch_losses = x'', batch_accuracies = x'' WHERE run = ?", (number,))

    def remove(self, number: int) -> None:
        """Takes a run out, with all that was kept of it."""
        with self._open() as database:
            for table, column in (("epochs", "run"), ("snapshots", "run"), ("runs", "number")):
                database.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - own names

    def ends(self) -> dict[int, Ended]:
        """How each run that is over ended."""
        with self._open() as database:
            rows = database.execute("SELECT number, status, message, ended FROM runs WHERE ended != ''").fetchall()
        form = tuple[int, RunStatus, str, str]
        return {number: Ended(*end) for number, *end in (checked(form, row, INDEX) for row in rows)}

    def numbers(self, *, over: bool = False) -> set[int]:
        """All runs; with `over`, those that have ended."""
        with self._open() as database:
            rows = database.execute("SELECT number FROM runs WHERE ended != '' OR NOT ?", (over,)).fetchall()
        return {number for (number,) in rows if isinstance(number, int)}

    def highest(self, below: int) -> int:
        """The highest number of a run that is below that; 0: there is none."""
        with self._open() as database:
            found = database.execute("SELECT MAX(number) FROM runs WHERE number < ?", (below,)).fetchone()[0]
        return found if isinstance(found, int) else 0

    def runs(self, most: int) -> tuple[RunSummary, ...]:
        """The newest runs, newest first, so many at the most."""
        with self._open() as database:
            rows = database.execute(f"{_SUMMARIES} ORDER BY number DESC LIMIT ?", (most,)).fetchall()
            return tuple(summary_of(row, INDEX) for row in rows)

    def run(self, number: int) -> RunSummary | None:
        """That run; None if there is none."""
        with self._open() as database:
            row = database.execute(f"{_SUMMARIES} WHERE number = ?", (number,)).fetchone()
            return None if row is None else summary_of(row, INDEX)

    def epochs(self, number: int) -> tuple[EpochRecord, ...]:
        """A run's epochs, oldest first."""
        with self._open() as database:
            rows = database.execute(
                """
                SELECT epoch, loss, accuracy, validation_loss, validation_accuracy, seconds, samples_per_second,
                       batch_losses, batch_accuracies
                FROM epochs WHERE run = ? ORDER BY epoch
                """,
                (number,),
            ).fetchall()
            return tuple(record_of(row, INDEX) for row in rows)

    def snapshots(self, number: int) -> dict[int, tuple[str, str]]:
        """A run's snapshots by epoch: (file name, SHA-256)."""
        with self._open() as database:
            rows = database.execute(
                "SELECT epoch, file, sha256 FROM snapshots WHERE run = ? ORDER BY epoch", (number,)
            ).fetchall()
            form = tuple[int, str, str]
            found: list[tuple[int, str, str]] = [checked(form, row, INDEX) for row in rows]
            return {epoch: (file, sha256) for epoch, file, sha256 in found}

    def _check_version(self) -> None:
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            message = say("has version {version}; this program reads version {ours}.", version=version, ours=VERSION)
            raise FormatError(message, where=INDEX, fix=say("Update NN Studio to open it."))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """What the block does is kept together; an error in the file itself is told as such."""
        try:
            yield self._database
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise DamagedIndexError(say("is damaged ({reason}).", reason=error), where=INDEX) from error


def _take(database: sqlite3.Connection, content: bytes) -> None:
    """Copies the content in, so that the database can grow."""
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.deserialize(content)
        plain.backup(database)


def _rolled_back(content: bytes, journal: bytes) -> bytes:
    """What an older version of the program, killed while it wrote, had before: SQLite undoes it, in a place of its own.

    Raises DamagedIndexError for a journal that names another file, which SQLite would delete
    (https://www.sqlite.org/fileformat2.html#the_rollback_journal); ours never does.
    """
    if journal.endswith(_JOURNAL_MAGIC):
        raise DamagedIndexError(say("names another file, which SQLite would delete."), where=JOURNAL)
    with tempfile.TemporaryDirectory(prefix="nnstudio-index-") as place:
        copy = Folder(Path(place))
        copy.write(INDEX, content)
        copy.write(JOURNAL, journal)
        try:
            with closing(system.connect(str(copy.path / INDEX), seconds=LOCK_SECONDS)) as database:
                database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            raise DamagedIndexError(say("is damaged ({reason}).", reason=error), where=INDEX) from error
        return copy.read(INDEX, MOST_BYTES)


def _make_tables(database: sqlite3.Connection) -> None:
    """Makes the tables, unless another process just did."""
    if not _schema_of(database):
        for table in _TABLES:
            database.execute(table)
        database.execute(f"PRAGMA user_version = {VERSION}")


def _schema_of(database: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    """Everything that the file declares: tables, and whatever else runs code of the file's own."""
    return frozenset(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


@cache
def _our_schema() -> frozenset[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        _make_tables(database)
        return _schema_of(database)


def _apply(database: sqlite3.Connection, number: int, entry: Entry) -> None:
    match entry:
        case Begun(_, status, started, backend):
            database.execute(
                "UPDATE runs SET status = ?, started = ?, backend = ?, ended = '', message = '' WHERE number = ?",
                (status, started, backend, number),
            )
        case EngineNamed(engine):
            database.execute("UPDATE runs SET engine = ? WHERE number = ?", (engine, number))
        case EpochLine(point):
            row = epoch_row(number, EpochRecord(point, _NO_BATCHES, _NO_BATCHES))
            database.execute("INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            database.execute("UPDATE runs SET epochs_done = ? WHERE number = ?", (point.epoch, number))
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
