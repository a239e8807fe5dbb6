"""The history of a project's runs: read from their own folders, whatever became of the index and of their programs."""

from __future__ import annotations

import math
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import dense_project
from nnstudio.disk import system
from nnstudio.disk.hold import Hold, is_held
from nnstudio.runs.history import RunSummary, ended_now
from nnstudio.runs.history.store import RunIndex
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_log import (
    RUN_LOG,
    Begun,
    EngineNamed,
    EpochPoint,
    EpochRecord,
    LogPlace,
    SnapshotLine,
    SnapshotsGone,
    add_to_log,
    epoch_line,
    read_log,
)
from nnstudio.runs.snapshots import Position, write_snapshot
from tests.support.figures import figures

PROJECT = dense_project("digits", (8,))


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    return ProjectFolder.create(tmp_path / "house.nnstudio", PROJECT)


def record_of(epoch: int, loss: float = 0.5) -> EpochRecord:
    point = EpochPoint(epoch, figures(loss, 0.75), 1.5, 2000.0)
    return EpochRecord(
        point, {"loss": np.array([loss, 0.125], np.float32), "accuracy": np.array([0.5, 1.0], np.float32)}
    )


def trained(folder: ProjectFolder, epochs: int = 2, status: str = "finished") -> RunFolder:
    """A run with snapshots that ended."""
    run, hold = folder.begin_run(PROJECT, "jax")
    folder.history.add(run.number, EngineNamed("JAX 0 on CPU"))
    for epoch in range(1, epochs + 1):
        name = f"epoch-{epoch:05d}.safetensors"
        sha256 = write_snapshot(run.snapshots, name, {"a": np.full(3, epoch)}, Position(epoch, 0, (0.0,), (1.0,)))
        folder.history.add(run.number, epoch_line(record_of(epoch, 1 / epoch)), SnapshotLine(epoch, name, sha256))
    if status != "training":
        folder.history.add(run.number, ended_now(status, "why"))
    hold.release()
    return run


def seen(folder: ProjectFolder) -> list[RunSummary]:
    """As another program sees the runs."""
    return list(ProjectFolder(folder.path).history.runs())


def test_what_a_run_told_is_found(folder: ProjectFolder) -> None:
    run = trained(folder)
    summary = folder.history.runs()[0]
    assert (summary.status, summary.message, summary.engine) == ("finished", "why", "JAX 0 on CPU")
    assert (summary.epochs_done, summary.figures) == (2, figures(0.5, 0.75))
    assert [record.point.figures["loss"] for record in folder.history.epochs(run.number)] == [1.0, 0.5]
    assert sorted(folder.history.snapshots(run.number)) == [1, 2]
    folder.history.add(run.number, SnapshotsGone((1,)))
    assert sorted(ProjectFolder(folder.path).history.snapshots(run.number)) == [2], "what comes late counts too"


def test_another_program_sees_a_run_arrive(folder: ProjectFolder) -> None:
    other = ProjectFolder(folder.path).history
    assert other.runs() == ()
    before = other.marks()
    run, hold = folder.begin_run(PROJECT, "jax")
    assert other.marks() != before
    assert [summary.status for summary in other.runs()] == ["training"]
    before = other.marks()
    assert other.marks() == before
    folder.history.add(run.number, epoch_line(record_of(1)))
    assert other.marks() != before
    assert other.runs()[0].epochs_done == 1
    folder.history.add(run.number, ended_now("stopped"))
    assert [summary.status for summary in other.runs()] == ["stopped"]
    hold.release()


def test_a_run_that_is_seen_before_its_log_is_there_arrives_with_it(folder: ProjectFolder) -> None:
    other = ProjectFolder(folder.path).history
    (folder.path / "runs" / "1").mkdir(parents=True)
    assert other.runs() == ()
    before = other.marks()
    add_to_log(folder.run(1).files, [Begun(1, "training", "", "jax")])
    assert other.marks() != before
    assert [summary.number for summary in other.runs()] == [1]


def test_a_run_whose_program_died_is_told_as_crashed_to_everybody(folder: ProjectFolder) -> None:
    """Also to who only looks, and while another run is held."""
    dead = trained(folder, status="training")
    alive = trained(folder, status="training")
    hold = Hold(alive.files)
    watcher = ProjectFolder(folder.path, read_only=True).history
    before = (dead.path / RUN_LOG).read_bytes()
    assert [summary.status for summary in watcher.runs()] == ["training", "crashed"]
    assert (dead.path / RUN_LOG).read_bytes() == before
    assert [summary.status for summary in seen(folder)] == ["training", "crashed"]
    assert seen(folder)[1].message == "The program was ended while this run was training."
    hold.release()
    assert [summary.status for summary in seen(folder)] == ["crashed", "crashed"]


def test_its_own_run_is_alive_where_the_disk_has_no_locks(folder: ProjectFolder) -> None:
    _, hold = folder.begin_run(PROJECT, "jax")
    hold.release()
    assert folder.history.runs()[0].status == "training"


@pytest.mark.parametrize(
    "damage", ["gone", "cut", "empty", "not a database", "another schema", "values", "journal", "folder"]
)
def test_a_lost_or_damaged_index_is_made_anew_and_the_old_one_kept(folder: ProjectFolder, damage: str) -> None:
    for epochs in (1, 3):
        trained(folder, epochs)
    before = folder.history.runs()
    curves = [record.point for record in folder.history.epochs(2)]
    path = folder.path / "runs.sqlite"
    match damage:
        case "gone":
            path.unlink()
        case "cut":
            path.write_bytes(path.read_bytes()[:5000])
        case "empty":
            path.write_bytes(b"")
        case "not a database":
            path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
        case "folder":
            path.unlink()
            path.mkdir()
        case "journal":
            path.with_name("runs.sqlite-journal").write_bytes(b"x" * 600 + bytes.fromhex("d9d505f920a163d7"))
        case _:
            with closing(sqlite3.connect(path)) as database:
                database.execute("UPDATE runs SET status = 'hacked'" if damage == "values" else "DROP TABLE figures")
                database.commit()
    kept = path.read_bytes() if path.is_file() else b""
    anew = ProjectFolder(folder.path)
    assert anew.history.runs() == before
    assert [record.point for record in anew.history.epochs(2)] == curves
    if damage in ("gone", "empty"):
        assert anew.history.notes == []
    else:
        assert "It was made anew from the runs' folders" in anew.history.notes[0]
        aside = folder.path / "runs.sqlite.aside-1"
        assert aside.is_dir() if damage == "folder" else aside.read_bytes() == kept
    assert anew.begin_run(PROJECT, "jax")[0].number == 3


def test_an_index_that_goes_while_it_is_used_is_made_anew(folder: ProjectFolder) -> None:
    trained(folder)
    before = folder.history.runs()
    (folder.path / "runs.sqlite").unlink()
    assert folder.history.runs() == before
    (folder.path / "runs.sqlite").write_bytes(b"rubbish")
    assert folder.history.runs() == before


def test_a_newer_index_is_refused_and_left_as_it_is(folder: ProjectFolder) -> None:
    trained(folder)
    folder.history.runs()
    with closing(sqlite3.connect(folder.path / "runs.sqlite")) as database:
        database.execute("PRAGMA user_version = 7")
    with pytest.raises(FormatError, match="has version 7; this program reads version 3"):
        ProjectFolder(folder.path).history.runs()
    assert sorted(path.name for path in folder.path.iterdir()) == ["project.json", "runs", "runs.sqlite"]


def test_runs_of_the_first_version_get_their_log(folder: ProjectFolder) -> None:
    """They stood in the index alone; afterwards it can be lost."""
    for _ in range(3):
        trained(folder)
    before = folder.history.runs()
    for number in (1, 2, 3):
        (folder.run(number).path / RUN_LOG).unlink()
    with closing(sqlite3.connect(folder.path / "runs.sqlite")) as database:
        database.execute("UPDATE runs SET ended = '', status = 'training' WHERE number = 3")
        database.commit()
    found = seen(folder)
    assert found[1:] == list(before[1:])
    assert (found[0].status, found[0].epochs_done) == ("crashed", 2)
    (folder.path / "runs.sqlite").unlink()
    assert seen(folder) == found


def test_a_run_that_lost_its_log_and_the_index_is_found_by_its_weights(folder: ProjectFolder) -> None:
    run = trained(folder, 3)
    (run.path / RUN_LOG).unlink()
    (folder.path / "runs.sqlite").unlink(missing_ok=True)
    found = seen(folder)[0]
    assert (found.number, found.status) == (1, "crashed")
    assert found.message == "The history of this run was lost; its weights up to epoch 3 are here."
    assert seen(folder)[0] == found


def test_an_index_that_can_not_be_written_does_not_matter(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained(folder)
    before = folder.history.runs()
    (folder.path / "runs.sqlite").unlink()

    def full(descriptor: int, data: bytes | memoryview) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(system, "write", full)
        assert ProjectFolder(folder.path).history.runs() == before
    assert not (folder.path / "runs.sqlite").exists()


def test_an_index_that_can_not_be_read_now_is_not_written_over(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of runs of the first version nothing else may know."""
    trained(folder)
    before = folder.history.runs()
    (folder.run(1).path / RUN_LOG).unlink()
    content = (folder.path / "runs.sqlite").read_bytes()
    real = system.open_file

    def faulty(name: str, flags: int, *, dir_fd: int | None = None) -> int:
        if str(name) == "runs.sqlite":
            raise OSError(5, "Input/output error")
        return real(name, flags, dir_fd=dir_fd)

    with monkeypatch.context() as patch:
        patch.setattr(system, "open_file", faulty)
        with pytest.raises(StudioError, match="Input/output error"):
            ProjectFolder(folder.path).history.runs()
    assert (folder.path / "runs.sqlite").read_bytes() == content
    assert not (folder.run(1).path / RUN_LOG).exists()
    assert tuple(seen(folder)) == before


def test_a_live_run_that_can_not_be_looked_at_is_not_taken_for_dead(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, hold = folder.begin_run(PROJECT, "jax")
    real, left = system.open_file, [1]

    def full(name: str, flags: int, *, dir_fd: int | None = None) -> int:
        if str(name) == str(run.number) and left[0]:
            left[0] -= 1
            raise OSError(24, "Too many open files")
        return real(name, flags, dir_fd=dir_fd)

    other = ProjectFolder(folder.path).history
    with monkeypatch.context() as patch:
        patch.setattr("nnstudio.disk.system.open_file", full)
        assert is_held(run.files)
    assert [summary.status for summary in other.runs()] == ["training"]
    hold.release()


def test_a_folder_in_anothers_place_counts_more_than_the_index(folder: ProjectFolder, tmp_path: Path) -> None:
    """A run's folder was restored from somewhere: its own log is what counts."""
    trained(folder, 1)
    folder.history.runs()
    other = ProjectFolder.create(tmp_path / "other.nnstudio", PROJECT)
    trained(other, 4, "stopped")
    (folder.path / "runs" / "1").rename(tmp_path / "away")
    (other.path / "runs" / "1").rename(folder.path / "runs" / "1")
    found = seen(folder)[0]
    assert (found.status, found.epochs_done) == ("stopped", 4)


def test_folders_that_never_became_runs_cost_nothing_after_the_first_look(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 200):
        (folder.path / "runs" / str(number)).mkdir(parents=True)
        os.utime(folder.path / "runs" / str(number), (0, 0))
    assert folder.history.runs() == ()
    opened: list[object] = []
    real = system.open_file

    def counted(name: str, flags: int, *, dir_fd: int | None = None) -> int:
        opened.append(name)
        return real(name, flags, dir_fd=dir_fd)

    monkeypatch.setattr(system, "open_file", counted)
    folder.history.marks()
    assert len(opened) < 20


@pytest.mark.parametrize("number", ["999999999", "999999999.aside-1"])
def test_an_odd_number_does_not_end_the_counting(folder: ProjectFolder, number: str) -> None:
    (folder.path / "runs" / number).mkdir(parents=True)
    trained(folder)
    assert [summary.number for summary in seen(folder)] == [1]


def test_a_time_that_no_calendar_has_keeps_nobody_out(folder: ProjectFolder) -> None:
    run = trained(folder)
    (run.path / RUN_LOG).unlink()
    (folder.path / "runs.sqlite").unlink(missing_ok=True)
    try:
        os.utime(run.path / "project.json", (10**12, 10**12))
    except OverflowError:
        pytest.skip("this disk has no such times")
    assert seen(folder)[0].status == "crashed"


def test_a_project_that_is_gone_is_an_error(folder: ProjectFolder) -> None:
    trained(folder)
    folder.history.runs()
    folder.path.rename(folder.path.with_name("moved"))
    with pytest.raises(StudioError, match="can't be read"):
        folder.history.runs()
    assert not folder.path.exists()


def test_runs_whose_folders_are_gone_are_over(folder: ProjectFolder) -> None:
    (folder.path / "runs.sqlite").write_bytes(RunIndex().content())
    with closing(sqlite3.connect(folder.path / "runs.sqlite")) as database:
        rows = [(number, "training", "2026-01-01", "jax") for number in range(1, 5001)]
        database.executemany("INSERT INTO runs (number, status, started, backend) VALUES (?, ?, ?, ?)", rows)
        database.commit()
    found = seen(folder)
    assert len(found) == 5000
    assert {summary.message for summary in found} == {"The folder of this run is gone."}
    assert ProjectFolder(folder.path).begin_run(PROJECT, "jax")[0].number == 5001


# The log --------------------------------------------------------------------------------------------------------


def test_a_line_that_was_cut_or_damaged_does_not_take_the_others_with_it(folder: ProjectFolder) -> None:
    run = trained(folder, 4)
    path = run.path / RUN_LOG
    whole = path.read_bytes()
    everything = len(list(read_log(run.files, LogPlace())))
    lines = [place for place, byte in enumerate(whole) if byte == 10]
    for start in range(60, len(whole), 37):
        changed = bytearray(whole)
        changed[start] ^= 0x15
        path.write_bytes(changed)
        place = LogPlace()
        assert len(list(read_log(run.files, place))) >= everything - 2
    path.write_bytes(whole[: lines[-2] + 30])
    add_to_log(run.files, [ended_now("stopped")])
    entries = list(read_log(run.files, LogPlace()))
    assert entries[-1] == ended_now("stopped") or entries[-1].ended  # type: ignore[union-attr]
    assert len(entries) == everything


def test_a_log_is_read_on_from_where_it_was(folder: ProjectFolder) -> None:
    run, hold = folder.begin_run(PROJECT, "jax")
    place = LogPlace()
    assert len(list(read_log(run.files, place))) == 1
    assert list(read_log(run.files, place)) == []
    add_to_log(run.files, [EngineNamed("x")])
    assert list(read_log(run.files, place)) == [EngineNamed("x")]
    hold.release()


def test_a_line_without_end_is_passed_over(folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.runs.run_log.lines.MOST_LINE", 100_000)
    run, hold = folder.begin_run(PROJECT, "jax")
    with (run.path / RUN_LOG).open("ab") as file:
        file.write(b"x" * 5_000_000)
    add_to_log(run.files, [EngineNamed("x")])
    assert list(read_log(run.files, LogPlace()))[1:] == [EngineNamed("x")]
    hold.release()


def test_figures_that_are_no_numbers_come_back(folder: ProjectFolder) -> None:
    run, hold = folder.begin_run(PROJECT, "jax")
    folder.history.add(run.number, epoch_line(record_of(1, math.nan)), epoch_line(record_of(2, math.inf)))
    first, second = folder.history.epochs(run.number)
    assert math.isnan(first.point.figures["loss"])
    assert math.isinf(second.point.figures["loss"])
    hold.release()
