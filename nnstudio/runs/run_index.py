"""`runs.sqlite`: an index over the runs' logs, so that a list of many runs opens at once. It can be made anew.

The file may come from anybody. SQLite runs what a file's schema says, so only a schema that is ours to the letter is
used, and only values of the right kind leave this module.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache

from nnstudio.core.errors import FormatError
from nnstudio.core.training import BACKENDS
from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.disk.refusal import DiskError, refused_read
from nnstudio.runs.index_rows import DamagedIndexError, RunSummary, checked, epoch_row, record_of, summary_of
from nnstudio.runs.run_log import (
    Begun,
    Ended,
    EngineNamed,
    Entry,
    EpochLine,
    EpochRecord,
    SnapshotLine,
    SnapshotsGone,
    epoch_record,
)

INDEX = "runs.sqlite"
INDEX_FILES = (INDEX, f"{INDEX}-journal", f"{INDEX}-wal", f"{INDEX}-shm")
VERSION = 1
LOCK_SECONDS = 3.0
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
# What the disk, the memory or another program is to blame for; anything else is wrong with the file itself.
_REFUSALS = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    )
)

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
    """The runs of one project. Each call opens, commits and closes: nothing is pending when a process dies.

    Every call raises DamagedIndexError if the file turns out not to be ours, DiskError if the disk refuses.
    """

    def __init__(self, project: Folder | None) -> None:
        """The index in the project's folder, made if there is none; None: one in memory.

        Raises FormatError for an index of a newer version.
        """
        self._project = project
        self._memory = None if project else sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._where = str(project.path / INDEX) if project else INDEX
        with self._open("BEGIN") as database:
            found = _schema_of(database)
            self._check_version(database)
        if not found:
            with self._open() as database:
                _make_tables(database)
                found = _schema_of(database)
        if found != _our_schema():
            raise DamagedIndexError(say("is not a history of runs."), where=self._where)
        self._stamp = self._inode()

    @property
    def is_in_memory(self) -> bool:
        """Whether nothing of it is kept on the disk."""
        return self._memory is not None

    @property
    def is_replaced(self) -> bool:
        """Whether the file is gone, or another one, since it was opened."""
        return self._inode() != self._stamp

    def copy_in_memory(self) -> RunIndex:
        """The same index in memory."""
        copy = RunIndex(None)
        assert copy._memory is not None  # noqa: S101 - made so above
        with self._open("BEGIN") as database, closing(sqlite3.connect(":memory:")) as plain:
            plain.deserialize(database.serialize())
            plain.backup(copy._memory)
        return copy

    def content(self) -> bytes:
        """The file as it would lie on the disk if it were closed now."""
        with self._open("BEGIN") as database:
            return database.serialize()

    def apply(self, number: int, entries: Iterable[Entry]) -> bool:
        """Takes up what a run's log says, in order; whether it says that the run is over."""
        over = False
        with self._open() as database:
            database.execute(
                "INSERT OR IGNORE INTO runs (number, status, started, backend) VALUES (?, 'training', '', ?)",
                (number, BACKENDS[0]),
            )
            for entry in entries:
                with suppress(FormatError):  # a line that can't be read doesn't take the others with it
                    _apply(database, number, entry)
                over = over or isinstance(entry, Ended)
        return over

    def end_others(self, numbers: Collection[int], ended: Ended) -> None:
        """Ends all runs that aren't over and aren't among `numbers`."""
        with self._open() as database:
            database.execute(
                "UPDATE runs SET status = ?, message = ?, ended = ? "
                "WHERE ended = '' AND number NOT IN (SELECT value FROM json_each(?))",
                (ended.status, ended.message, ended.ended, json.dumps(list(numbers))),
            )

    def remove(self, number: int) -> None:
        """Takes a run out, with all that was kept of it."""
        with self._open() as database:
            for table, column in (("epochs", "run"), ("snapshots", "run"), ("runs", "number")):
                database.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - own names

    def numbers(self, *, over: bool = False) -> set[int]:
        """All runs; with `over`, those that have ended."""
        with self._open("BEGIN") as database:
            rows = database.execute("SELECT number FROM runs WHERE ended != '' OR NOT ?", (over,)).fetchall()
        return {number for (number,) in rows if isinstance(number, int)}

    def highest(self, below: int) -> int:
        """The highest number of a run that is below that; 0: there is none."""
        with self._open("BEGIN") as database:
            found = database.execute("SELECT MAX(number) FROM runs WHERE number < ?", (below,)).fetchone()[0]
        return found if isinstance(found, int) else 0

    def runs(self, most: int) -> tuple[RunSummary, ...]:
        """The newest runs, newest first, so many at the most."""
        with self._open("BEGIN") as database:
            rows = database.execute(f"{_SUMMARIES} ORDER BY number DESC LIMIT ?", (most,)).fetchall()
            return tuple(summary_of(row, self._where) for row in rows)

    def run(self, number: int) -> RunSummary | None:
        """That run; None if there is none."""
        with self._open("BEGIN") as database:
            row = database.execute(f"{_SUMMARIES} WHERE number = ?", (number,)).fetchone()
            return None if row is None else summary_of(row, self._where)

    def epochs(self, number: int) -> tuple[EpochRecord, ...]:
        """A run's epochs, oldest first."""
        with self._open("BEGIN") as database:
            rows = database.execute(
                """
                SELECT epoch, loss, accuracy, validation_loss, validation_accuracy, seconds, samples_per_second,
                       batch_losses, batch_accuracies
                FROM epochs WHERE run = ? ORDER BY epoch
                """,
                (number,),
            ).fetchall()
            return tuple(record_of(row, self._where) for row in rows)

    def snapshots(self, number: int) -> dict[int, tuple[str, str]]:
        """A run's snapshots by epoch: (file name, SHA-256)."""
        with self._open("BEGIN") as database:
            rows = database.execute(
                "SELECT epoch, file, sha256 FROM snapshots WHERE run = ? ORDER BY epoch", (number,)
            ).fetchall()
            form = tuple[int, str, str]
            found: list[tuple[int, str, str]] = [checked(form, row, self._where) for row in rows]
            return {epoch: (file, sha256) for epoch, file, sha256 in found}

    def _check_version(self, database: sqlite3.Connection) -> None:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            message = say("has version {version}; this program reads version {ours}.", version=version, ours=VERSION)
            raise FormatError(message, where=self._where, fix=say("Update NN Studio to open it."))

    @contextmanager
    def _open(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """One transaction: kept when the block ends well, else taken back. `BEGIN` is enough to read."""
        try:
            with self._connected() as database:
                database.execute(begin)
                try:
                    yield database
                    database.execute("COMMIT")
                finally:
                    if database.in_transaction:
                        database.execute("ROLLBACK")
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _REFUSALS:
                raise DiskError(say("can't be used ({reason}).", reason=error), where=self._where) from error
            raise DamagedIndexError(say("is damaged ({reason}).", reason=error), where=self._where) from error

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        if self._memory is not None:
            yield self._memory
            return
        assert self._project is not None  # noqa: S101 - one or the other
        _check_files(self._project)
        with closing(system.connect(self._where, seconds=LOCK_SECONDS)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA synchronous = OFF")  # a power cut may damage it: then it is made anew
            yield database

    def _inode(self) -> int | None:
        stamp: Stamp | None = self._project.stamp(INDEX) if self._project else None
        return stamp[0] if stamp else None


def _check_files(project: Folder) -> None:
    """Raises NotPlainError or DamagedIndexError where SQLite would touch other files.

    A rollback journal may name a super-journal, which SQLite deletes after looking into it
    (https://www.sqlite.org/fileformat2.html#the_rollback_journal): anybody's file. Ours never has one.
    """
    for name in INDEX_FILES:
        project.check_plain(name)
        if project.kind(name) == "folder":
            raise DamagedIndexError(say("is a folder, where a file belongs."), where=str(project.path / name))
    project.unshare(INDEX)
    if _journal_end(project) == _JOURNAL_MAGIC:
        raise DamagedIndexError(
            say("names another file, which SQLite would delete."), where=str(project.path / INDEX_FILES[1])
        )


def _journal_end(project: Folder) -> bytes:
    """The last bytes of the rollback journal; none if there is no journal: it comes and goes."""
    stamp = project.stamp(INDEX_FILES[1])
    if stamp is None:
        return b""
    try:
        with project.opened(INDEX_FILES[1]) as descriptor:
            system.seek(descriptor, max(0, stamp[1] - len(_JOURNAL_MAGIC)))
            return system.read(descriptor, len(_JOURNAL_MAGIC))
    except DiskError as error:
        if error.is_absence:
            return b""
        raise
    except OSError as error:
        raise refused_read(project.path / INDEX_FILES[1], error) from error


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
            row = epoch_row(number, epoch_record(entry))
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
