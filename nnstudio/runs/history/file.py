"""The index on the disk: a file in the project's folder that SQLite itself never touches.

A database file can name others that SQLite then writes or deletes, and it opens its files by paths, which may be
swapped. So the file is read and written as a whole, and SQLite works in memory.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.runs.history.rows import INDEX, DamagedIndexError

JOURNAL = f"{INDEX}-journal"
INDEX_FILES = (INDEX, JOURNAL, f"{INDEX}-wal", f"{INDEX}-shm")
MOST_BYTES = 500_000_000
LOCK_SECONDS = 3.0
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def read_content(project: Folder) -> bytes:
    """What the file in the project's folder holds; nothing if there is none. Raises DamagedIndexError, DiskError."""
    for name in INDEX_FILES:
        project.check_plain(name)
        if project.kind(name) == "folder":
            raise DamagedIndexError(say("is a folder, where a file belongs."), where=str(project.path / name))
    if project.kind(INDEX) is None:
        return b""
    content = project.read(INDEX, MOST_BYTES)
    if project.kind(JOURNAL) == "file":
        content = _rolled_back(content, project.read(JOURNAL, MOST_BYTES))
    return content


def take(database: sqlite3.Connection, content: bytes) -> None:
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
