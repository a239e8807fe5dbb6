"""Whether a database is an index of ours, and of which version; one of an older version is brought up to date.

SQLite runs what a file's schema says, and the file may come from anybody: only a schema that is ours to the letter is
used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say
from nnstudio.runs.history import migrations
from nnstudio.runs.history.rows import INDEX, DamagedIndexError

Step = Callable[[sqlite3.Connection], None]
Schema = frozenset[tuple[object, ...]]


def bring_up_to_date(database: sqlite3.Connection) -> bool:
    """Makes the tables of this version, with what older ones hold; whether there were older ones.

    Raises FormatError for one of a newer version, DamagedIndexError for what is no index.
    """
    found, steps = _schema_of(database), migrations.STEPS
    version = _checked_version(database, len(steps))
    if found and not version:
        version = 1  # killed between making its tables and giving them their number
    if found != _made_by(steps[:version]):
        raise DamagedIndexError(say("is not a history of runs."), where=INDEX)
    for step in steps[version:]:
        step(database)
    database.execute(f"PRAGMA user_version = {len(steps)}")
    return 0 < version < len(steps)


def _checked_version(database: sqlite3.Connection, newest: int) -> int:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if not 0 <= version <= newest:
        message = say("has version {version}; this program reads version {ours}.", version=version, ours=newest)
        raise FormatError(message, where=INDEX, fix=say("Update NN Studio to open it."))
    return version


def _schema_of(database: sqlite3.Connection) -> Schema:
    """Everything that the file declares: tables, and whatever else runs code of the file's own."""
    return frozenset(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


@cache
def _made_by(steps: tuple[Step, ...]) -> Schema:
    """What the steps make of an empty database."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for step in steps:
            step(database)
        return _schema_of(database)
