"""The versions of the index's tables, one function a version.

The first makes the tables of version 1 in an empty database; each of the others takes up those of the version before.
Only databases with our own definitions, to the letter, are used: a step makes tables by `CREATE`, as what `ALTER` makes
of a definition may differ from one version of SQLite to the next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable


def _version_1(database: sqlite3.Connection) -> None:
    """Runs, epochs with four figures each, snapshots."""
    database.execute(
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
"""
    )
    database.execute(
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
"""
    )
    database.execute(
        """
CREATE TABLE snapshots (
    run INTEGER NOT NULL REFERENCES runs(number),
    epoch INTEGER NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, epoch)
)
"""
    )


def _version_2(database: sqlite3.Connection) -> None:
    """Figures by name, a row each, `place` by `place` in the order in which they were told.

    SQLite keeps NaN as NULL. In version 1 a NULL stood for that too, and for figures that there were none of; batches
    were kept of runs that have no log.
    """
    database.execute("ALTER TABLE epochs RENAME TO older")
    database.execute(
        """
CREATE TABLE epochs (
    run INTEGER NOT NULL REFERENCES runs(number),
    epoch INTEGER NOT NULL,
    seconds REAL NOT NULL,
    samples_per_second REAL NOT NULL,
    PRIMARY KEY (run, epoch)
) WITHOUT ROWID
"""
    )
    database.execute(
        """
CREATE TABLE figures (
    run INTEGER NOT NULL REFERENCES runs(number),
    epoch INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    value REAL,
    batches BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (run, epoch, place)
) WITHOUT ROWID
"""
    )
    database.execute("INSERT INTO epochs SELECT run, epoch, seconds, samples_per_second FROM older")
    database.execute(
        """
INSERT INTO figures
SELECT run, epoch, 0, 'loss', loss, batch_losses FROM older
UNION ALL SELECT run, epoch, 1, 'accuracy', accuracy, batch_accuracies FROM older
UNION ALL SELECT run, epoch, 2, 'val_loss', validation_loss, x'' FROM older
    WHERE validation_loss IS NOT NULL OR validation_accuracy IS NOT NULL
UNION ALL SELECT run, epoch, 3, 'val_accuracy', validation_accuracy, x'' FROM older
    WHERE validation_accuracy IS NOT NULL
"""
    )
    database.execute("DROP TABLE older")


def _version_3(database: sqlite3.Connection) -> None:
    """A run's best epoch of so many that were done, its project in short, and what its log was like when it was read.

    All are found where they are absent.
    """
    database.execute(
        """
CREATE TABLE bests (
    run INTEGER PRIMARY KEY REFERENCES runs(number),
    epochs INTEGER NOT NULL,
    name TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    value REAL
)
"""
    )
    database.execute(
        """
CREATE TABLE facts (
    run INTEGER PRIMARY KEY REFERENCES runs(number),
    network TEXT NOT NULL,
    parameters INTEGER,
    data TEXT NOT NULL,
    seed INTEGER NOT NULL,
    planned INTEGER NOT NULL,
    alike TEXT NOT NULL
)
"""
    )
    database.execute(
        """
CREATE TABLE logs (
    run INTEGER PRIMARY KEY REFERENCES runs(number),
    stamp TEXT NOT NULL
)
"""
    )


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_version_1, _version_2, _version_3)
