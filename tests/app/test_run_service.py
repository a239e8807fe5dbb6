"""Keeping a run's history as its events pass by, with an engine that a test plays."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from nnstudio.app.run_service import RecordedSession, RunRecorder, begin_run, engine_title
from nnstudio.core.project import dense_project
from nnstudio.data.store import Dataset
from nnstudio.disk import system
from nnstudio.disk.hold import is_held
from nnstudio.engine.messages import (
    BatchesDone,
    Command,
    EngineOutput,
    EngineReady,
    EpochDone,
    Event,
    RunEnded,
    RunEvent,
    RunKeptAgain,
    RunNotKept,
    RunStarted,
    SnapshotWritten,
    StartRun,
    StopRun,
)
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from tests.support.engines import dataset_of
from tests.support.figures import batch_figures, figures

PROJECT = dense_project("digits", (8,))
READY = EngineReady("jax", "0.10.2", "3.15.1", "CPU", 4711)
STORY: tuple[Event, ...] = (
    RunStarted(100, 10, 3, 2, 50),
    SnapshotWritten(0, "/elsewhere/epoch-00000.safetensors", "aa"),
    BatchesDone(1, 0, batch_figures((3.0, 2.0), (0.25, 0.5)), 64, 0.1),
    BatchesDone(1, 2, batch_figures((float("nan"),), (0.75,)), 36, 0.1),
    EpochDone(1, figures(2.5, 0.5, 2.0, 0.625), 1.5, 66.0),
    SnapshotWritten(1, "C:\\elsewhere\\epoch-00001.safetensors", "bb"),
    BatchesDone(2, 0, batch_figures((1.0,), (1.0,)), 32, 0.1),
    EpochDone(2, figures(1.0, 1.0), 1.5, 66.0),
    RunEnded("stopped", "Enough.", 2),
)


class PlayedSession:
    """An engine session that tells what a test has it tell."""

    def __init__(self, *events: Event) -> None:
        self.events: deque[Event] = deque(events)
        self.sent: list[Command] = []

    def send(self, command: Command) -> None:
        self.sent.append(command)
        if isinstance(command, StartRun):
            named = (replace(e, run=command.run_folder) if isinstance(e, RunEvent) else e for e in self.events)
            self.events = deque(named)

    def tell(self, event: Event) -> None:
        self.events.append(event)

    def next_event(self, timeout: float | None = None) -> Event | None:
        return self.events.popleft() if self.events else None


def recorded(played: PlayedSession) -> RecordedSession:
    return RecordedSession(cast(EngineSession, played))


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    return ProjectFolder.create(tmp_path / "p.nnstudio", PROJECT)


@pytest.fixture
def dataset() -> Dataset:
    return dataset_of(PROJECT)


def started(folder: ProjectFolder, dataset: Dataset, played: PlayedSession) -> tuple[RecordedSession, RunFolder]:
    session = recorded(played)
    begun = begin_run(folder, PROJECT, dataset, "jax", pause_after_batches=2)
    session.start_run(begun)
    return session, begun.run


def test_a_run_begins_with_its_folder_and_the_command(folder: ProjectFolder, dataset: Dataset) -> None:
    played = PlayedSession()
    session, run = started(folder, dataset, played)
    assert played.sent == [StartRun(str(run.path), PROJECT, str(dataset.folder), pause_after_batches=2)]
    assert run.read_project() == PROJECT
    session.send(StopRun())
    assert played.sent[-1] == StopRun()


def test_the_history_holds_what_the_engine_told(folder: ProjectFolder, dataset: Dataset) -> None:
    session, run = started(folder, dataset, PlayedSession(READY, *STORY))
    assert is_held(run.files)
    passed = [session.next_event() for _ in range(len(STORY) + 1)]
    assert passed == [READY, *STORY]
    summary = folder.history.runs()[0]
    assert (summary.status, summary.message, summary.epochs_done) == ("stopped", "Enough.", 2)
    assert summary.engine == engine_title(READY) == "JAX 0.10.2 on CPU"
    first, second = folder.history.epochs(run.number)
    np.testing.assert_array_equal(first.batches["loss"], [3.0, 2.0, np.nan])
    np.testing.assert_array_equal(first.batches["accuracy"], [0.25, 0.5, 0.75])
    np.testing.assert_array_equal(second.batches["loss"], [1.0])
    assert first.point.figures == figures(2.5, 0.5, 2.0, 0.625)
    assert second.point.figures == figures(1.0, 1.0)
    assert folder.history.snapshots(run.number) == {
        0: ("epoch-00000.safetensors", "aa"),
        1: ("epoch-00001.safetensors", "bb"),
    }
    assert not is_held(run.files)


def test_nothing_is_kept_after_the_end(folder: ProjectFolder, dataset: Dataset) -> None:
    session, run = started(folder, dataset, PlayedSession(*STORY, EpochDone(3, figures(0.1, 1), 1, 1)))
    for _ in range(len(STORY) + 1):
        session.next_event()
    assert len(folder.history.epochs(run.number)) == 2


def test_a_run_that_crashes_before_it_started_is_kept_as_such(folder: ProjectFolder, dataset: Dataset) -> None:
    session, _ = started(folder, dataset, PlayedSession(RunEnded("crashed", "Killed.")))
    session.next_event()
    assert (folder.history.runs()[0].status, folder.history.runs()[0].message) == ("crashed", "Killed.")


def test_a_session_without_a_run_passes_events_on(folder: ProjectFolder) -> None:
    session = recorded(PlayedSession(READY, EngineOutput("hello")))
    assert [session.next_event(), session.next_event(), session.next_event()] == [READY, EngineOutput("hello"), None]
    assert session.ready == READY
    assert folder.history.runs() == ()


class FullDisk:
    """A disk that takes nothing while it is full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = False
        self._real = system.write
        monkeypatch.setattr(system, "write", self._write)

    def _write(self, descriptor: int, data: bytes | memoryview) -> int:
        if self.is_full:
            raise OSError(28, "No space left on device")
        return self._real(descriptor, data)


def test_what_can_not_be_written_is_told_once_and_the_run_goes_on_to_its_end(
    folder: ProjectFolder, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    session, run = started(folder, dataset, PlayedSession(*STORY))
    disk.is_full = True
    passed = [session.next_event() for _ in range(len(STORY) + 20)]
    assert [event for event in passed if event is not None and not isinstance(event, RunNotKept)] == list(STORY)
    told = [event for event in passed if isinstance(event, RunNotKept)]
    assert len(told) == 1
    assert "No space left on device" in told[0].problem
    assert is_held(run.files), "others would take it for crashed"
    assert "No space left" in session.keep_all()

    disk.is_full = False
    assert session.keep_all() == ""
    assert not is_held(run.files)
    summary = ProjectFolder(folder.path).history.runs()[0]
    assert (summary.status, summary.epochs_done) == ("stopped", 2)
    assert RunKeptAgain("figures") in [session.next_event(), session.next_event()]


def test_a_disk_that_has_room_again_is_noticed_by_itself(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    now = [100.0]
    run, hold = folder.begin_run(PROJECT, "jax")
    recorder = RunRecorder(run, clock=lambda: now[0])
    disk.is_full = True
    for event in STORY:
        recorder.record(event)
    disk.is_full = False
    recorder.write_if_due()
    assert recorder.problem
    now[0] += 5
    recorder.write_if_due()
    assert recorder.problem == ""
    assert recorder.is_over
    hold.release()


def test_a_project_that_is_removed_in_mid_run_does_not_keep_it_from_ending(
    folder: ProjectFolder, dataset: Dataset
) -> None:
    session, _ = started(folder, dataset, PlayedSession(*STORY))
    folder.path.rename(folder.path.with_name("moved"))
    passed = [session.next_event() for _ in range(len(STORY) + 5)]
    assert RunEnded("stopped", "Enough.", 2) in passed
    assert len([event for event in passed if isinstance(event, RunNotKept)]) == 1
    assert not folder.path.exists()
    session.let_go()


def test_an_index_that_is_gone_does_not_matter(folder: ProjectFolder, dataset: Dataset) -> None:
    session, run = started(folder, dataset, PlayedSession(*STORY))
    folder.history.runs()
    (folder.path / "runs.sqlite").unlink(missing_ok=True)
    assert [session.next_event() for _ in STORY] == list(STORY)
    assert len(folder.history.epochs(run.number)) == 2


def test_a_recorder_keeps_the_batches_of_each_epoch_apart(folder: ProjectFolder) -> None:
    run, hold = folder.begin_run(PROJECT, "jax")
    recorder = RunRecorder(run)
    for event in STORY:
        recorder.record(event)
    assert [record.batches["loss"].size for record in folder.history.epochs(run.number)] == [3, 1]
    hold.release()
