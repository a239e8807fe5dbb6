"""Keeping a run's history as its events pass by, with an engine that a test plays."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from nnstudio.app.run_service import RecordedSession, RunRecorder, begin_run, engine_title
from nnstudio.core.project import dense_project
from nnstudio.data.arrays import Dataset
from nnstudio.engine.messages import (
    BatchesDone,
    Command,
    EngineOutput,
    EngineReady,
    EpochDone,
    Event,
    RunEnded,
    RunStarted,
    SnapshotWritten,
    StartRun,
    StopRun,
)
from nnstudio.engine.session import EngineSession
from nnstudio.runs.hold import is_held
from nnstudio.runs.project_folder import ProjectFolder, RunFolder
from tests.support.engines import dataset_of

PROJECT = dense_project("digits", (8,))
READY = EngineReady("jax", "0.10.2", "3.15.1", "CPU", 4711)
STORY: tuple[Event, ...] = (
    RunStarted("run", 100, 10, 3, 2, 50),
    SnapshotWritten(0, "/elsewhere/epoch-00000.safetensors", "aa"),
    BatchesDone(1, 0, (3.0, 2.0), (0.25, 0.5), 64, 0.1),
    BatchesDone(1, 2, (float("nan"),), (0.75,), 36, 0.1),
    EpochDone(1, 2.5, 0.5, 2.0, 0.625, 1.5, 66.0),
    SnapshotWritten(1, "C:\\elsewhere\\epoch-00001.safetensors", "bb"),
    BatchesDone(2, 0, (1.0,), (1.0,), 32, 0.1),
    EpochDone(2, 1.0, 1.0, None, None, 1.5, 66.0),
    RunEnded("stopped", "Enough.", 2),
)


class PlayedSession:
    """An engine session that tells what a test has it tell."""

    def __init__(self, *events: Event) -> None:
        self.events: deque[Event] = deque(events)
        self.sent: list[Command] = []

    def send(self, command: Command) -> None:
        self.sent.append(command)

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
    run, command = begin_run(folder, PROJECT, dataset, "jax", pause_after_batches=2)
    session.start_run(folder, run, command)
    return session, run


def test_a_run_begins_with_its_folder_and_the_command(folder: ProjectFolder, dataset: Dataset) -> None:
    played = PlayedSession()
    session, run = started(folder, dataset, played)
    assert played.sent == [StartRun(str(run.path), PROJECT, str(dataset.folder), pause_after_batches=2)]
    assert run.read_project() == PROJECT
    session.send(StopRun())
    assert played.sent[-1] == StopRun()


def test_the_history_holds_what_the_engine_told(folder: ProjectFolder, dataset: Dataset) -> None:
    session, run = started(folder, dataset, PlayedSession(READY, *STORY))
    assert is_held(run.path)
    passed = [session.next_event() for _ in range(len(STORY) + 1)]
    assert passed == [READY, *STORY]
    summary = folder.history.runs()[0]
    assert (summary.status, summary.message, summary.epochs_done) == ("stopped", "Enough.", 2)
    assert summary.engine == engine_title(READY) == "JAX 0.10.2 on CPU"
    first, second = folder.history.epochs(run.number)
    np.testing.assert_array_equal(first.batch_losses, [3.0, 2.0, np.nan])
    np.testing.assert_array_equal(first.batch_accuracies, [0.25, 0.5, 0.75])
    np.testing.assert_array_equal(second.batch_losses, [1.0])
    assert (first.point.validation_loss, second.point.validation_loss) == (2.0, None)
    assert folder.history.snapshots(run.number) == {
        0: ("epoch-00000.safetensors", "aa"),
        1: ("epoch-00001.safetensors", "bb"),
    }
    assert not is_held(run.path)


def test_nothing_is_kept_after_the_end(folder: ProjectFolder, dataset: Dataset) -> None:
    session, run = started(folder, dataset, PlayedSession(*STORY, EpochDone(3, 0.1, 1, None, None, 1, 1)))
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


def test_a_history_that_cannot_be_written_is_told_in_the_log_and_the_run_goes_on(
    folder: ProjectFolder, dataset: Dataset
) -> None:
    played = PlayedSession(*STORY)
    session, _ = started(folder, dataset, played)
    file = folder.path / "runs.sqlite"
    file.unlink()
    file.mkdir()
    passed = [session.next_event() for _ in STORY]
    assert passed == list(STORY)
    told = session.next_event()
    assert isinstance(told, EngineOutput)
    assert told.text.startswith("The history of runs: ")
    assert str(file) in told.text


def test_a_recorder_keeps_the_batches_of_each_epoch_apart(folder: ProjectFolder) -> None:
    number = folder.history.begin("jax")
    recorder = RunRecorder(folder.history, number)
    for event in STORY:
        recorder.record(event)
    assert [record.batch_losses.size for record in folder.history.epochs(number)] == [3, 1]
