"""The index of runs in the form of older versions: brought up to date, and what is not ours to the letter refused."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nnstudio.core.errors import FormatError
from nnstudio.runs.history import migrations
from nnstudio.runs.history.store import RunIndex
from nnstudio.runs.run_log import Begun, EpochLine, EpochPoint, EpochRecord

NEW = (1, "finished", "2026-01-01T00:00:00+00:00", "2026-01-01T00:01:00+00:00", "jax", "JAX", "", 2)


def made_by(version: int, *statements: str, numbered: bool = True) -> bytes:
    """A database of that version after these statements."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for step in migrations.STEPS[:version]:
            step(database)
        if numbered:
            database.execute(f"PRAGMA user_version = {version}")
        for statement in statements:
            database.execute(statement)
        return database.serialize()


def first_version(epochs: str, *, numbered: bool = True) -> bytes:
    """Run 1 with these rows of epoch, loss, accuracy, validation loss and accuracy, and two batches each."""
    return made_by(
        1,
        f"INSERT INTO runs VALUES {NEW!r}",
        "INSERT INTO epochs SELECT 1, column1, column2, column3, column4, column5, 1.5, 2000.0, "
        f"x'0000003f0000803f', x'000000000000803f' FROM (VALUES {epochs})",
        numbered=numbered,
    )


def test_four_columns_become_figures_by_name() -> None:
    index = RunIndex(first_version("(1, 2.0, 0.25, 1.5, 0.5), (2, 1.0, 0.75, NULL, NULL)"))
    assert index.was_older
    first, second = index.epochs(1)
    assert list(first.point.figures.items()) == [
        ("loss", 2.0),
        ("accuracy", 0.25),
        ("val_loss", 1.5),
        ("val_accuracy", 0.5),
    ]
    assert second.point.figures == {"loss": 1.0, "accuracy": 0.75}
    assert (second.point.seconds, second.point.samples_per_second) == (1.5, 2000.0)
    assert {name: batches.tolist() for name, batches in first.batches.items()} == {
        "loss": [0.5, 1.0],
        "accuracy": [0.0, 1.0],
    }
    (run,) = index.runs(10)
    assert (run.number, run.status, run.epochs_done, run.figures) == (1, "finished", 2, second.point.figures)


def test_a_loss_that_was_not_a_number_stays_one() -> None:
    """Both were NULL in version 1: a loss that is not a number, and one that there is none of."""
    index = RunIndex(first_version("(1, NULL, 0.25, NULL, 0.5), (2, NULL, NULL, 1.5, NULL)"))
    first, second = (record.point.figures for record in index.epochs(1))
    assert (math.isnan(first["loss"]), math.isnan(first["val_loss"]), first["val_accuracy"]) == (True, True, 0.5)
    assert (math.isnan(second["loss"]), math.isnan(second["accuracy"]), second["val_loss"]) == (True, True, 1.5)
    assert "val_accuracy" not in second


def test_what_is_written_has_the_newest_version() -> None:
    content = RunIndex(first_version("(1, 2.0, 0.25, 1.5, 0.5)")).content()
    again = RunIndex(content)
    assert not again.was_older
    assert again.epochs(1)[0].point.figures["val_accuracy"] == 0.5
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        assert database.execute("PRAGMA user_version").fetchone() == (len(migrations.STEPS),)


def test_tables_whose_maker_was_killed_before_it_numbered_them_are_those_of_the_first_version() -> None:
    index = RunIndex(first_version("(1, 2.0, 0.25, NULL, NULL)", numbered=False))
    assert index.epochs(1)[0].point.figures == {"loss": 2.0, "accuracy": 0.25}


@pytest.mark.parametrize("version", range(1, len(migrations.STEPS) + 1))
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM epochs; END",
        "CREATE TABLE figures_too (name)",
        "ALTER TABLE runs ADD COLUMN more",
        "PRAGMA user_version = 99",
        "PRAGMA user_version = -1",
    ],
)
def test_no_version_may_declare_more_than_its_own(version: int, statement: str) -> None:
    with pytest.raises(FormatError):
        RunIndex(made_by(version, statement))


def test_the_next_version_is_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """What such a step is to do: another table, filled from what there is."""

    def with_tags(database: sqlite3.Connection) -> None:
        database.execute("CREATE TABLE tags (run INTEGER NOT NULL, tag TEXT NOT NULL)")
        database.execute("INSERT INTO tags SELECT number, backend FROM runs")

    this, first = RunIndex(), first_version("(1, 2.0, 0.25, 1.5, 0.5)")
    this.apply(1, [Begun(1, "training", "2026-01-01", "jax"), EpochLine(EpochPoint(1, {"loss": 0.5}))])
    content = this.content()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, with_tags))
    for older, figure in ((content, 0.5), (first, 2.0)):
        index = RunIndex(older)
        assert index.was_older
        assert [record.point.figures["loss"] for record in index.epochs(1)] == [figure]
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(index.content())
            assert database.execute("SELECT * FROM tags").fetchall() == [(1, "jax")]
            assert database.execute("PRAGMA user_version").fetchone() == (len(migrations.STEPS),)
    assert not RunIndex(index.content()).was_older
    monkeypatch.undo()
    with pytest.raises(FormatError, match="has version 4; this program reads version 3"):
        RunIndex(index.content())


def test_an_index_of_an_older_version_is_written_anew_at_once(tmp_path: Path) -> None:
    from nnstudio.core.project import dense_project
    from nnstudio.runs.project_folder import ProjectFolder

    folder = ProjectFolder.create(tmp_path / "p.nnstudio", dense_project("digits"))
    path = folder.path / "runs.sqlite"
    path.write_bytes(first_version("(1, 2.0, 0.25, 1.5, 0.5)"))
    before = path.read_bytes()
    ProjectFolder(folder.path, read_only=True).history.runs()
    assert path.read_bytes() == before
    folder.history.runs()
    assert not RunIndex(path.read_bytes()).was_older
    assert isinstance(RunIndex(path.read_bytes()).epochs(1)[0], EpochRecord)
