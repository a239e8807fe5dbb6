"""The index of runs: what is put in comes out, two processes may write, and a file from anybody does no harm."""

from __future__ import annotations

import math
import os
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.training import BackendName
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import NotPlainError, TooLargeError
from nnstudio.runs.history import ended_now
from nnstudio.runs.history.rows import DamagedIndexError
from nnstudio.runs.history.store import RunIndex
from nnstudio.runs.run_log import Begun, EngineNamed, EpochPoint, EpochRecord, RunStatus, SnapshotLine, epoch_line
from tests.support.figures import figures

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


def index_at(path: Path) -> RunIndex:
    return RunIndex.read(Folder(path.parent))


def kept(index: RunIndex, path: Path) -> RunIndex:
    """The index as another program reads it after this one wrote it."""
    path.write_bytes(index.content())
    return index_at(path)


def begin(index: RunIndex, backend: BackendName) -> int:
    number = max(index.numbers(), default=0) + 1
    index.apply(number, [Begun(number, "training", "2026-01-01T00:00:00+00:00", backend)])
    return number


def record_of(epoch: int, loss: float = 0.5, checked: float | None = 0.25) -> EpochRecord:
    point = EpochPoint(epoch, figures(loss, 0.75, checked, None if checked is None else 0.5), 1.5, 2000.0)
    batches = {"loss": np.array([loss, 0.125], np.float32), "accuracy": np.array([0.5, 1.0], np.float32)}
    return EpochRecord(point, batches)


def test_runs_are_numbered_from_one_and_listed_newest_first(path: Path) -> None:
    history = index_at(path)
    assert [begin(history, "tensorflow"), begin(history, "jax")] == [1, 2]
    assert [(run.number, run.backend, run.status) for run in history.runs(10**6)] == [
        (2, "jax", "training"),
        (1, "tensorflow", "training"),
    ]


def test_a_run_tells_its_last_epochs_figures(path: Path) -> None:
    history = index_at(path)
    number = begin(history, "jax")
    before = history.runs(10**6)[0]
    assert (before.epochs_done, before.figures, before.ended) == (0, {}, "")
    history.apply(number, [EngineNamed("JAX 0.10 on CPU")])
    for epoch, loss in ((1, 2.0), (2, 1.0)):
        history.apply(number, [epoch_line(record_of(epoch, loss))])
    history.apply(number, [ended_now("finished", "All well.")])
    run = kept(history, path).runs(10**6)[0]
    assert list(run.figures.items()) == list(figures(1.0, 0.75, 0.25, 0.5).items())
    assert (run.engine, run.status, run.message, run.epochs_done) == ("JAX 0.10 on CPU", "finished", "All well.", 2)
    assert run.ended >= run.started > ""


numbers = st.floats(allow_nan=True, allow_infinity=True)
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
floats32 = st.lists(st.floats(width=32), max_size=20).map(lambda values: np.array(values, np.float32))


def points(epoch: int) -> st.SearchStrategy[EpochPoint]:
    """Figures of any names; they may overflow."""
    speeds = st.floats(0, 1e9)
    return st.builds(EpochPoint, st.just(epoch), st.dictionaries(names, numbers, max_size=6), speeds, speeds)


@given(st.data())
def test_figures_come_out_as_they_went_in_and_batches_stay_in_the_log(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("history") / "runs.sqlite"
    index = RunIndex()
    number = begin(index, "jax")
    told = [
        EpochRecord(data.draw(points(epoch)), data.draw(st.dictionaries(names, floats32, max_size=3)))
        for epoch in range(1, data.draw(st.integers(1, 4)))
    ]
    for record in reversed(told):
        index.apply(number, [epoch_line(record)])
    found = kept(index, path).epochs(number)
    assert [record.batches for record in found] == [{}] * len(told)
    for after, before in zip((record.point for record in found), (record.point for record in told), strict=True):
        assert list(after.figures) == list(before.figures)
        np.testing.assert_array_equal(list(after.figures.values()), list(before.figures.values()))
        assert replace(after, figures={}) == replace(before, figures={})


def test_a_last_loss_that_is_not_a_number_is_told_as_such(path: Path) -> None:
    history = index_at(path)
    number = begin(history, "jax")
    history.apply(number, [epoch_line(record_of(1, math.nan, math.nan))])
    run = history.runs(10**6)[0]
    assert math.isnan(run.figures["loss"])
    assert math.isnan(run.figures["val_loss"])


def test_an_epoch_that_is_told_again_replaces_the_first(path: Path) -> None:
    history = index_at(path)
    number = begin(history, "jax")
    history.apply(number, [epoch_line(record_of(1, 3.0))])
    history.apply(number, [epoch_line(record_of(1, 2.0))])
    assert [record.point.figures["loss"] for record in history.epochs(number)] == [2.0]


def test_snapshots_are_kept_by_epoch(path: Path) -> None:
    history = index_at(path)
    number = begin(history, "jax")
    history.apply(number, [SnapshotLine(1, "epoch-00001.safetensors", "ab")])
    history.apply(number, [SnapshotLine(0, "epoch-00000.safetensors", "cd")])
    history.apply(number, [SnapshotLine(1, "epoch-00001.safetensors", "ef")])
    assert history.snapshots(number) == {
        0: ("epoch-00000.safetensors", "cd"),
        1: ("epoch-00001.safetensors", "ef"),
    }


def test_forgetting_a_run_leaves_nothing_of_it_and_all_of_the_others(path: Path) -> None:
    history = index_at(path)
    for number in (begin(history, "jax"), begin(history, "jax")):
        history.apply(number, [epoch_line(record_of(1))])
        history.apply(number, [SnapshotLine(1, "epoch-00001.safetensors", "ab")])
    history.remove(1)
    assert [run.number for run in history.runs(10**6)] == [2]
    assert (history.epochs(1), history.snapshots(1)) == ((), {})
    assert len(history.epochs(2)) == len(history.snapshots(2)) == 1


def test_what_is_not_there_is_empty(path: Path) -> None:
    history = index_at(path)
    assert (history.runs(10**6), history.epochs(5), history.snapshots(5)) == ((), (), {})


# What others made -----------------------------------------------------------------------------------------------


def filled(path: Path) -> RunIndex:
    history = RunIndex()
    begin(history, "jax")
    history.apply(1, [epoch_line(record_of(1))])
    history.apply(1, [SnapshotLine(1, "epoch-00001.safetensors", "ab")])
    return kept(history, path)


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def read_all(path: Path) -> None:
    history = index_at(path)
    history.runs(10**6)
    history.epochs(1)
    history.snapshots(1)


def test_a_history_can_be_read_where_nothing_can_be_written(path: Path) -> None:
    """Opening an existing file must not begin by writing to it."""
    filled(path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    read_all(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures SET value = 'many'",
        "UPDATE figures SET name = x'00'",
        "UPDATE epochs SET seconds = x'00'",
        "UPDATE epochs SET epoch = 'one'",
        "UPDATE figures SET batches = 'text'",
        "UPDATE figures SET batches = x'000000'",
        "UPDATE runs SET status = 'winning'",
        "UPDATE runs SET backend = 'abacus'",
        "UPDATE runs SET epochs_done = 'all'",
        "UPDATE runs SET message = x'ff'",
        "UPDATE runs SET message = CAST(x'fffe' AS TEXT)",
        "UPDATE snapshots SET file = x'00'",
        "UPDATE snapshots SET epoch = 'last'",
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_that_names_the_file(path: Path, statement: str) -> None:
    filled(path)
    tamper(path, statement)
    with pytest.raises(DamagedIndexError) as caught:
        read_all(path)
    assert "runs.sqlite" in str(caught.value)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM epochs; END"],
        ["CREATE VIEW v AS SELECT 1"],
        ["ALTER TABLE runs RENAME TO r", "CREATE VIEW runs AS SELECT * FROM r"],
        ["CREATE INDEX i ON runs (length(message))"],
        ["CREATE TABLE notes (text)"],
        ["ALTER TABLE runs ADD COLUMN more GENERATED ALWAYS AS (zeroblob(1000000000))"],
        ["DROP TABLE figures"],
        ["CREATE VIRTUAL TABLE f USING fts5(a)"],
    ],
    ids=["trigger", "view", "view for a table", "index", "table", "generated column", "missing table", "virtual table"],
)
def test_a_schema_that_is_not_ours_is_refused(path: Path, statements: list[str]) -> None:
    filled(path)
    tamper(path, *statements)
    with pytest.raises(FormatError, match="is not a history of runs"):
        index_at(path)


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    tamper(path, "CREATE TABLE bookmarks (address TEXT)")
    before = path.read_bytes()
    with pytest.raises(FormatError):
        index_at(path)
    assert path.read_bytes() == before


def test_a_newer_version_is_named(path: Path) -> None:
    filled(path)
    tamper(path, "PRAGMA user_version = 7")
    with pytest.raises(FormatError, match="has version 7; this program reads version 3"):
        index_at(path)


def test_a_number_that_sqlite_does_not_have_is_an_error(path: Path) -> None:
    with pytest.raises(FormatError):
        filled(path).epochs(2**70)


@given(st.data())
def test_damage_is_an_error_or_goes_unnoticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("damaged") / "runs.sqlite"
    filled(path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with suppress(StudioError):  # nothing else may be raised
        read_all(path)
        begin(index_at(path), "jax")


def test_a_folder_or_a_link_instead_of_the_file_is_refused(path: Path, tmp_path: Path) -> None:
    path.mkdir()
    with pytest.raises(DamagedIndexError, match="is a folder, where a file belongs"):
        index_at(path)
    path.rmdir()
    (tmp_path / "elsewhere").mkdir()
    filled(tmp_path / "elsewhere" / "runs.sqlite")
    path.symlink_to(tmp_path / "elsewhere" / "runs.sqlite")
    with pytest.raises(NotPlainError, match="holds only plain files"):
        index_at(path)


def journal_naming(victim: Path, pages: int) -> bytes:
    """A rollback journal of no pages with a super-journal's name at its end (sqlite.org/fileformat2.html)."""
    magic = bytes.fromhex("d9d505f920a163d7")
    name = os.fsencode(victim)
    total = sum(byte if byte < 128 else byte - 256 for byte in name) & 0xFFFFFFFF
    header = magic + struct.pack(">IIIII", 0, 1, pages, 512, 4096)
    lock_page = 0x40000000 // 4096 + 1
    return header.ljust(512, b"\0") + struct.pack(">I", lock_page) + name + struct.pack(">II", len(name), total) + magic


def test_a_journal_cannot_have_another_file_deleted(path: Path, tmp_path: Path) -> None:
    filled(path)
    victim = tmp_path / "thesis.txt"
    victim.write_text("years of work\n" * 100)
    journal = path.with_name("runs.sqlite-journal")
    journal.write_bytes(journal_naming(victim, path.stat().st_size // 4096))
    with pytest.raises(FormatError, match="names another file"):
        index_at(path)
    assert victim.exists()


def test_what_an_older_version_was_writing_when_it_was_killed_is_undone(path: Path) -> None:
    filled(path)
    script = f"""
import os, signal, sqlite3
database = sqlite3.connect({str(path)!r}, isolation_level=None)
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
for _ in range(50):
    database.execute("UPDATE figures SET batches = randomblob(100000)")
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], check=False)
    assert path.with_name("runs.sqlite-journal").exists()
    before = path.read_bytes()
    assert index_at(path).epochs(1)[0].batches == {}
    assert path.read_bytes() == before, "reading writes nothing"


def test_a_write_ahead_log_of_somebodys_is_not_looked_at(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
    path.with_name("runs.sqlite-wal").write_bytes(bytes(range(256)) * 100)
    with pytest.raises(DamagedIndexError):
        read_all(path)


def test_a_file_larger_than_any_index_is_too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(TooLargeError):
        index_at(path)


STATUSES: list[RunStatus] = ["training", "finished", "stopped", "failed", "crashed", "loaded"]


@pytest.mark.parametrize("status", STATUSES)
def test_every_way_to_end_is_kept(path: Path, status: RunStatus) -> None:
    history = index_at(path)
    history.apply(begin(history, "jax"), [ended_now(status, "why")])
    assert (history.runs(10**6)[0].status, history.runs(10**6)[0].message) == (status, "why")


def test_runs_that_are_none_of_those_named_are_ended_at_once(path: Path) -> None:
    index = index_at(path)
    for _ in range(4):
        begin(index, "jax")
    index.apply(2, [ended_now("finished")])
    index.end_others([3], ended_now("crashed", "gone"))
    assert [run.status for run in index.runs(10**6)] == ["crashed", "training", "finished", "crashed"]
