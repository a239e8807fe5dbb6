"""Runs that were resumed, as their logs tell them: as if nothing had come between."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.app.run_service import Resumption, RunRecorder
from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.engine.messages import RunStarted
from nnstudio.runs.branch import Branch
from nnstudio.runs.going_on import place_to_go_on, resume_run
from nnstudio.runs.history import RunHistory, ended_now, resumed_now
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_log import (
    Begun,
    Entry,
    EpochLine,
    EpochPoint,
    EpochRecord,
    LogPlace,
    Resumed,
    SnapshotLine,
    add_to_log,
    epoch_line,
    kept_run,
    read_log,
)
from nnstudio.runs.run_log.kept import kept_of
from nnstudio.runs.snapshots import OLDER_PARTIAL, Position, epoch_name, snapshot_name, write_snapshot
from tests.support.figures import figures

PROJECT = dense_project("digits", (8,))
EPOCHS = 6
MOST = 10**9


def record_of(epoch: int) -> EpochRecord:
    return EpochRecord(
        EpochPoint(epoch, figures(1 / epoch, 0.75), 1.5, 2000.0), {"loss": np.array([epoch, 0.125], np.float32)}
    )


def lines_of(first: int, last: int) -> list[Entry]:
    """Epochs and snapshots as a run tells them."""
    told: list[Entry] = []
    for epoch in range(first, last + 1):
        told += [epoch_line(record_of(epoch)), SnapshotLine(epoch, epoch_name(epoch), f"{epoch:064x}")]
    return told


def as_shown(history: RunHistory, number: int) -> tuple[object, ...]:
    """All that a history tells of a run, times apart."""
    summary = history.run(number)
    assert summary is not None
    records = [(record.point, {n: v.tolist() for n, v in record.batches.items()}) for record in history.epochs(number)]
    about = summary.status, summary.message, summary.epochs_done, summary.figures
    return records, about, history.snapshots(number)


def began(path: Path) -> tuple[ProjectFolder, RunFolder]:
    folder = ProjectFolder.create(path, PROJECT)
    run, hold = folder.begin_run(PROJECT, "jax", data="d")
    hold.release()
    return folder, run


@st.composite
def breaks(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Up to which epoch the log was told, from where the run went on then, and how it had ended; empty: it was not."""
    found, done = [], 0
    for _ in range(draw(st.integers(1, 4))):
        done = draw(st.integers(done, EPOCHS))
        back = draw(st.integers(0, done))
        found.append((done, back, draw(st.sampled_from(["", "crashed", "stopped", "finished", "failed"]))))
        done = back
    return found


@settings(max_examples=25, deadline=None)
@given(st.data(), breaks())
def test_a_log_with_any_resumptions_reads_as_that_of_a_run_without_a_break(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, given_breaks: list[tuple[int, int, str]]
) -> None:
    path = tmp_path_factory.mktemp("runs")
    straight, plain = began(path / "straight")
    add_to_log(plain.files, [*lines_of(1, EPOCHS), ended_now("finished")])
    folder, run = began(path / "broken")
    other = ProjectFolder(folder.path).history
    start = 1
    for done, back, status in given_breaks:
        add_to_log(run.files, lines_of(start, done))
        if status:
            add_to_log(run.files, [ended_now(status, "why")])
        if data.draw(st.booleans(), label="another program looks"):
            other.runs()
        if data.draw(st.booleans(), label="this program looks"):
            folder.history.runs()
        _, hold = resume_run(folder, run.number, "train")
        add_to_log(run.files, [resumed_now(back, 0, further=False)])
        run.tell_resumed()
        assert folder.history.runs()[0].status == "training"
        assert other.runs()[0].status == "training"
        assert as_shown(folder.history, run.number)[0] == as_shown(other, run.number)[0]
        hold.release()
        start = back + 1
    add_to_log(run.files, [*lines_of(start, EPOCHS), ended_now("finished")])
    expected = as_shown(ProjectFolder(straight.path).history, plain.number)
    for history in (folder.history, ProjectFolder(folder.path).history):
        assert as_shown(history, run.number) == expected


def kept_at(run: RunFolder, epoch: int, batch: int = 0) -> Path:
    """Writes a snapshot of the run there."""
    position = Position(epoch, batch, (0.0,), (1.0,))
    write_snapshot(run.snapshots, snapshot_name(position), {"weights/n3/kernel": np.ones(3)}, position)
    return run.snapshots.path / snapshot_name(position)


def place(run: RunFolder) -> tuple[int, int]:
    found = place_to_go_on(run, kept_run(run.files), most=MOST)
    return found.epoch, found.batch


def test_a_run_goes_on_from_its_furthest_whole_state_whose_epochs_are_told(tmp_path: Path) -> None:
    _, run = began(tmp_path / "p")
    assert place(run) == (0, 0)
    add_to_log(run.files, lines_of(1, 3))
    for epoch in range(5):
        kept_at(run, epoch)
    assert place(run) == (3, 0), "nobody knows the figures of epoch 4"
    (run.snapshots.path / OLDER_PARTIAL).write_bytes(kept_at(run, 3, 60).read_bytes())
    (run.snapshots.path / snapshot_name(Position(3, 60, (0.0,), (1.0,)))).unlink()
    assert place(run) == (3, 0), "it lacks the figures of its batches"
    partial = kept_at(run, 3, 70)
    assert place(run) == (3, 70)
    partial.write_bytes(partial.read_bytes()[:-1])
    found = place_to_go_on(run, kept_run(run.files), most=MOST)
    assert (found.epoch, found.batch, len(found.damaged)) == (3, 0, 1)
    assert partial.name in found.damaged[0]


def test_a_run_whose_log_was_lost_goes_on_from_its_newest_state(tmp_path: Path) -> None:
    folder, run = began(tmp_path / "p")
    kept_at(run, 7)
    (run.path / "run.log").unlink()
    assert [run.status for run in ProjectFolder(folder.path).history.runs()] == ["crashed"]
    assert place(run) == (7, 0)


def test_a_run_that_is_trained_can_not_be_resumed(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", PROJECT)
    run, hold = folder.begin_run(PROJECT, "jax")
    with pytest.raises(StudioError, match="Another program trains this run"):
        resume_run(ProjectFolder(folder.path), run.number, "train")
    hold.release()


def test_a_run_that_could_not_go_on_is_what_it_was(tmp_path: Path) -> None:
    folder, run = began(tmp_path / "p")
    add_to_log(run.files, [*lines_of(1, 2), ended_now("stopped", "why")])
    before = folder.history.runs()
    _, hold = resume_run(folder, run.number, "train")
    assert folder.history.runs() == before
    hold.release()
    assert folder.history.runs() == before == ProjectFolder(folder.path).history.runs()


def test_a_branch_has_the_epochs_before_it_and_says_where_it_comes_from(tmp_path: Path) -> None:
    folder, run = began(tmp_path / "p")
    add_to_log(run.files, [*lines_of(1, 4), ended_now("finished")])
    records = folder.history.epochs(run.number)[:2]
    branch, hold = folder.begin_run(PROJECT, "jax", data="d", branch=Branch(run.number, 2, records))
    hold.release()
    begun = next(read_log(branch.files, LogPlace()))
    assert isinstance(begun, Begun)
    assert (begun.origin, begun.origin_epoch, begun.data) == (run.number, 2, "d")
    assert [record.point.epoch for record in folder.history.epochs(branch.number)] == [1, 2]


@pytest.mark.parametrize("stray", ["file", "link"])
def test_what_stands_in_the_way_of_telling_others_has_nothing_told_twice(tmp_path: Path, stray: str) -> None:
    folder, run = began(tmp_path / "p")
    add_to_log(run.files, [*lines_of(1, 2), ended_now("stopped")])
    in_the_way = folder.path / "runs" / ".resumed"
    in_the_way.symlink_to(tmp_path) if stray == "link" else in_the_way.write_text("mine")
    resumed, hold = resume_run(folder, run.number, "train")
    recorder = RunRecorder(resumed, resumption=Resumption())
    recorder.record(RunStarted(9, 1, 3, 4, 5, epochs_done=2))
    for _ in range(3):
        recorder.write()
    assert recorder.problem == ""
    assert sum(isinstance(entry, Resumed) for entry in read_log(run.files, LogPlace())) == 1
    hold.release()


@pytest.mark.timeout(15)
def test_a_log_that_says_a_million_times_that_its_run_goes_on_is_read_in_time() -> None:
    count = 20_000
    lines = [EpochLine(EpochPoint(epoch, {})) for epoch in range(1, count + 2)]
    again: list[Entry] = [lines[-1], Resumed(count, 0, "")]
    kept = kept_of([*lines, *(again * count)])
    assert list(kept.lines) == list(range(1, count + 1))
