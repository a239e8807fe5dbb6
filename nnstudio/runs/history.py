"""The history of a project's runs: one SQLite file that outlives any crash.

The file may come from anybody. SQLite runs what a file's schema says, so only a schema that is ours to the letter is
used, and only values of the right kind leave this module.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import from_plain
from nnstudio.core.training import BackendName
from nnstudio.core.words import mark, say

RunStatus = Literal["training", "finished", "stopped", "failed", "crashed", "loaded"]
Floats = npt.NDArray[np.float32]

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
VERSION = 1
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_START_ANEW = mark("Move the file away to start a new history.")


@dataclass(frozen=True)
class RunSummary:
    """One run in the list.

    Attributes:
        started, ended: ISO 8601 in UTC; `ended` empty while it trains.
        engine: backend, version and device, as the engine told them.
        loss ... validation_accuracy: of its last epoch; None before the first.
    """

    number: int
    status: RunStatus
    started: str
    ended: str
    backend: BackendName
    engine: str
    message: str
    epochs_done: int
    loss: float | None = None
    accuracy: float | None = None
    validation_loss: float | None = None
    validation_accuracy: float | None = None


@dataclass(frozen=True)
class EpochPoint:
    """One epoch's figures; loss and accuracy are NaN where they overflowed."""

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float = 0.0
    samples_per_second: float = 0.0


@dataclass(frozen=True)
class EpochRecord:
    """One epoch as it is kept: its figures, and loss and accuracy of each batch."""

    point: EpochPoint
    batch_losses: Floats
    batch_accuracies: Floats


class RunHistory:
    """The runs of one project. Each call opens, commits and closes: nothing is pending when a process dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        _check_files(path)
        with self._open("BEGIN") as database:
            found = _schema_of(database)
            self._check_version(database)
        if not found:
            with self._open() as database:
                _make_tables(database)
                found = _schema_of(database)
        if found != _our_schema():
            raise FormatError(say("is not a history of runs."), where=str(path), fix=say(_START_ANEW))

    def _check_version(self, database: sqlite3.Connection) -> None:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            message = say("has version {version}; this program reads version {ours}.", version=version, ours=VERSION)
            raise FormatError(message, where=str(self._path))

    @contextmanager
    def _open(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """One transaction: kept when the block ends well, else taken back. `BEGIN` is enough to read."""
        try:
            with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as database:
                database.execute("PRAGMA trusted_schema = OFF")
                database.execute(begin)
                yield database
                database.execute("COMMIT")
        except (sqlite3.Error, OverflowError) as error:
            fix = say("Check that the disk has room. {other}", other=say(_START_ANEW))
            raise FormatError(say("can't be used ({reason}).", reason=error), where=str(self._path), fix=fix) from error

    def begin(self, backend: BackendName, status: RunStatus = "training") -> int:
        """Starts the next run and gives its number, from 1."""
        with self._open() as database:
            number = database.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM runs").fetchone()[0]
            database.execute(
                "INSERT INTO runs (number, status, started, backend) VALUES (?, ?, ?, ?)",
                (number, status, _now(), backend),
            )
        return int(number)

    def note_engine(self, number: int, engine: str) -> None:
        """Keeps which engine the run is computed by."""
        with self._open() as database:
            database.execute("UPDATE runs SET engine = ? WHERE number = ?", (engine, number))

    def add_epoch(self, number: int, record: EpochRecord) -> None:
        """Keeps an epoch's figures."""
        self.add(number, epochs=(record,))

    def add_snapshot(self, number: int, epoch: int, file: str, sha256: str) -> None:
        """Keeps where an epoch's state is, and its checksum."""
        self.add(number, snapshots=((epoch, file, sha256),))

    def add(
        self,
        number: int,
        *,
        epochs: Sequence[EpochRecord] = (),
        snapshots: Sequence[tuple[int, str, str]] = (),
        dropped: Sequence[int] = (),
    ) -> None:
        """Keeps several epochs and snapshots (epoch, file, SHA-256) at once; forgets the snapshots of `dropped`."""
        with self._open() as database:
            database.executemany(
                "INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_epoch_row(number, record) for record in epochs],
            )
            if epochs:
                done = (epochs[-1].point.epoch, number)
                database.execute("UPDATE runs SET epochs_done = ? WHERE number = ?", done)
            database.executemany(
                "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)", [(number, *entry) for entry in snapshots]
            )
            database.executemany(
                "DELETE FROM snapshots WHERE run = ? AND epoch = ?", [(number, epoch) for epoch in dropped]
            )

    def end(self, number: int, status: RunStatus, message: str = "") -> None:
        """Ends a run."""
        with self._open() as database:
            database.execute(
                "UPDATE runs SET status = ?, message = ?, ended = ? WHERE number = ?",
                (status, message, _now(), number),
            )

    def forget(self, number: int) -> None:
        """Takes a run out of the history, with all that was kept of it."""
        with self._open() as database:
            for table, column in (("epochs", "run"), ("snapshots", "run"), ("runs", "number")):
                database.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - own names

    def runs(self) -> tuple[RunSummary, ...]:
        """All runs, newest first."""
        with self._open("BEGIN") as database:
            rows = database.execute(
                """
                SELECT number, status, started, ended, backend, engine, message, epochs_done,
                       loss, accuracy, validation_loss, validation_accuracy
                FROM runs LEFT JOIN epochs ON run = number AND epoch = epochs_done
                ORDER BY number DESC
                """
            ).fetchall()
        return tuple(_summary_of(row, str(self._path)) for row in rows)

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
        return tuple(_record_of(row, str(self._path)) for row in rows)

    def snapshots(self, number: int) -> dict[int, tuple[str, str]]:
        """A run's snapshots by epoch: (file name, SHA-256)."""
        with self._open("BEGIN") as database:
            rows = database.execute(
                "SELECT epoch, file, sha256 FROM snapshots WHERE run = ? ORDER BY epoch", (number,)
            ).fetchall()
        form = tuple[int, str, str]
        checked: list[tuple[int, str, str]] = [from_plain(form, row, str(self._path)) for row in rows]
        return {epoch: (file, sha256) for epoch, file, sha256 in checked}


def _check_files(path: Path) -> None:
    """Raises FormatError where SQLite would touch other files.

    A rollback journal may name a super-journal, which SQLite deletes after looking into it
    (https://www.sqlite.org/fileformat2.html#the_rollback_journal): anybody's file. Ours never has one.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise FormatError(say("is not a plain file."), where=str(path), fix=say(_START_ANEW))
    journal = path.with_name(f"{path.name}-journal")
    try:
        with journal.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - len(_JOURNAL_MAGIC)))
            end = file.read()
    except FileNotFoundError:
        return
    except OSError as error:
        raise FormatError(
            say("can't be read ({reason}).", reason=error.strerror or error), where=str(journal)
        ) from error
    if end == _JOURNAL_MAGIC:
        raise FormatError(
            say("names another file, which SQLite would delete."), where=str(journal), fix=say("Remove it.")
        )


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


def _summary_of(row: tuple[object, ...], where: str) -> RunSummary:
    plain = dict(zip((field.name for field in fields(RunSummary)), row, strict=True))
    summary: RunSummary = from_plain(RunSummary, _with_nans(plain), where)
    return summary


def _record_of(row: tuple[object, ...], where: str) -> EpochRecord:
    """Checks each figure: the file may come from anybody."""
    *figures, losses, accuracies = row
    plain = dict(zip((field.name for field in fields(EpochPoint)), figures, strict=True))
    point: EpochPoint = from_plain(EpochPoint, _with_nans({**plain, "accuracy": _nan_if_none(plain)}), where)
    if not isinstance(losses, bytes) or not isinstance(accuracies, bytes) or len(losses) % 4 or len(accuracies) % 4:
        raise FormatError(say("holds batch figures that can't be read."), where=where)
    return EpochRecord(point, np.frombuffer(losses, "<f4"), np.frombuffer(accuracies, "<f4"))


def _nan_if_none(plain: dict[str, object]) -> object:
    return math.nan if plain["accuracy"] is None else plain["accuracy"]


def _with_nans(plain: dict[str, object]) -> dict[str, object]:
    """SQLite keeps NaN as NULL: a loss that is missing where its accuracy is known was not a number."""
    for loss, accuracy in (("loss", "accuracy"), ("validation_loss", "validation_accuracy")):
        if plain[loss] is None and plain[accuracy] is not None:
            plain = {**plain, loss: math.nan}
    return plain


def _epoch_row(number: int, record: EpochRecord) -> tuple[object, ...]:
    batches = (part.astype("<f4").tobytes() for part in (record.batch_losses, record.batch_accuracies))
    return (number, *astuple(record.point), *batches)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
