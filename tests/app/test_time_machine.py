"""The epochs of the shown run that one can go back to, while it trains, once it is over, and in a reopened project."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.app.current_run import CurrentRun
from nnstudio.app.observable import Signal
from nnstudio.app.run_state import Ended, Progress, Training
from nnstudio.app.runs import Runs
from nnstudio.app.time_machine import TimeMachine
from nnstudio.core.project import dense_project
from nnstudio.engine.messages import SnapshotsDropped, SnapshotWritten
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Position, epoch_name, snapshot_name, write_snapshot

DONE = Progress(3, 1, 1, 3)


class ShownRun(Runs):
    """A run that is shown, without a project around it."""

    def __init__(self, run: RunFolder) -> None:
        self.shown_changed = Signal()
        self.folder, self.epoch = run, None

    def show_other(self, run: RunFolder | None) -> None:
        self.folder, self.epoch = run, None
        self.shown_changed.emit()


def keep(run: RunFolder, epoch: int, batch: int = 0) -> SnapshotWritten:
    """Writes a snapshot, and what the engine tells of it."""
    position = Position(epoch, batch, (0.0,), (1.0,))
    name = snapshot_name(position)
    write_snapshot(run.snapshots, name, {"weights/n3/kernel": np.ones(2)}, position)
    return SnapshotWritten(epoch, str(run.snapshots.path / name), "", run=str(run.path))


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    return ProjectFolder.create(tmp_path / "kept.nnstudio", dense_project("digits", (16,)))


def run_of(folder: ProjectFolder) -> RunFolder:
    run, hold = folder.begin_run(folder.read_project(), "jax")
    hold.release()
    return run


@pytest.fixture
def run(folder: ProjectFolder) -> RunFolder:
    run = run_of(folder)
    for epoch in range(4):
        keep(run, epoch)
    return run


def machine(runs: Runs, *, training: bool = False) -> TimeMachine:
    current = CurrentRun()
    current.state = Training(DONE) if training else Ended("finished", "", DONE)
    made = TimeMachine(runs, current)
    runs.shown_changed.emit()
    return made


def where(time: TimeMachine) -> tuple[tuple[int | None, ...], int | None]:
    """Where one can go, and where one is."""
    return time.stops, time.epoch


def test_the_end_is_the_newest_weights_whose_epoch_is_no_stop_of_its_own(run: RunFolder) -> None:
    time = machine(ShownRun(run))
    assert time.kept == [0, 1, 2, 3]
    assert time.stops == (0, 1, 2, None)
    assert (time.epoch, time.place) == (None, 3)


def test_a_run_that_was_stopped_inside_an_epoch_has_its_last_whole_one_as_a_stop(run: RunFolder) -> None:
    keep(run, 3, batch=2)
    assert machine(ShownRun(run)).stops == (0, 1, 2, 3, None)


def test_going_there_and_back_is_told_and_another_run_begins_at_its_end(folder: ProjectFolder, run: RunFolder) -> None:
    runs = ShownRun(run)
    time = machine(runs)
    told: list[int | None] = []
    time.changed.connect(lambda: told.append(time.epoch))
    for place in (1, -7, 99, 0):
        time.go_to(place)
    assert told == [1, 0, None, 0]
    runs.show_other(run_of(folder))
    assert time.kept == []
    assert where(time) == ((None,), None)
    runs.show_other(None)
    assert where(time) == ((None,), None)


def test_while_it_trains_epochs_come_and_go_and_what_is_looked_at_stays_in_sight(run: RunFolder) -> None:
    time = machine(ShownRun(run), training=True)
    assert time.stops == (0, 1, 2, 3, None)
    time.go_to(3)
    time.take(keep(run, 4))
    assert where(time) == ((0, 1, 2, 3, 4, None), 3)
    time.take(SnapshotsDropped((1, 3), run=str(run.path)))
    assert where(time) == ((0, 2, 4, None), 2)
    time.take(SnapshotsDropped((0, 2), run=str(run.path)))
    assert where(time) == ((4, None), None)


def test_an_epoch_that_another_program_thinned_away_is_left(run: RunFolder) -> None:
    runs = ShownRun(run)
    time = machine(runs)
    time.go_to(2)
    (run.snapshots.path / epoch_name(2)).unlink()
    runs.shown_changed.emit()
    assert where(time) == ((0, 1, None), 1)


def test_what_another_run_keeps_is_not_told_of_this_one(folder: ProjectFolder, run: RunFolder) -> None:
    time = machine(ShownRun(run), training=True)
    time.take(keep(run_of(folder), 9))
    assert time.kept == [0, 1, 2, 3]
