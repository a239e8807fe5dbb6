"""Every call to the disk of a whole run fails once, and from each call on all fail: the run ends with a status, what
was acknowledged can be read, what is older stays as it is.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from nnstudio.app.run_service import RecordedSession, begin_run
from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.data.store import Dataset
from nnstudio.engine.keras_backend import beginning
from nnstudio.engine.messages import (
    EpochDone,
    Event,
    RunEnded,
    Shutdown,
    SnapshotsDropped,
    SnapshotWritten,
)
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import newest_snapshot, read_tensors
from tests.hostile.hostile_folders import good_project, tree
from tests.support.counting_engine import CountingLearner, ThreadedEngine
from tests.support.engines import dataset_of
from tests.support.faults import Faults

EPOCHS = 3
BASE = dense_project("digits", (4,))
PROJECT = replace(BASE, training=replace(BASE.training, epochs=EPOCHS, batch_size=500))
SHAPES: dict[str, tuple[int, ...]] = {"weights/n3/kernel": (64, 4)}
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENOENT)


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "new_learner", lambda command, scale: CountingLearner(command.project, scale))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNSTUDIO_CACHE", str(tmp_path_factory.mktemp("cache")))
        return dataset_of(PROJECT)


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    return Faults(monkeypatch)


def one_run(folder: ProjectFolder, dataset: Dataset) -> tuple[list[Event], RecordedSession | None]:
    """All that a whole run tells; nothing if it could not be begun."""
    try:
        begun = begin_run(folder, PROJECT, dataset, "jax")
    except StudioError:
        return [], None
    engine = ThreadedEngine()
    session = RecordedSession(cast(EngineSession, engine))
    session.start_run(begun)
    told: list[Event] = []
    while not any(isinstance(event, RunEnded) for event in told):
        event = session.next_event(30)
        assert event is not None, "the run does not end"
        told.append(event)
    engine.send(Shutdown())
    while True:
        try:
            event = session.next_event(30)
        except EOFError:
            return told, session
        if event is not None:
            told.append(event)


def assert_sound(path: Path, older: Mapping[str, Any], told: list[Event], session: RecordedSession | None) -> None:
    """What every run leaves, whatever failed, once the disk works again."""
    assert tree(path / "runs" / "1") == older
    if session is not None:
        assert session.keep_all() == ""
        session.let_go()
    folder = ProjectFolder(path)
    folder.check()
    runs = folder.history.runs()
    assert runs[-1].number == 1
    assert runs[-1].status == "finished"
    if not told:
        return
    ended = next(event for event in told if isinstance(event, RunEnded))
    run = next(run for run in runs if run.number == max(summary.number for summary in runs))
    assert run.status == ended.status
    assert run.epochs_done == sum(isinstance(event, EpochDone) for event in told)
    assert len(folder.history.epochs(run.number)) == run.epochs_done
    gone = {epoch for event in told if isinstance(event, SnapshotsDropped) for epoch in event.epochs}
    for event in told:
        if isinstance(event, SnapshotWritten) and event.epoch not in gone:
            read_tensors(folder.run(run.number).snapshots, Path(event.path).name)


def try_fault(path: Path, dataset: Dataset, faults: Faults, at: int, number: int, *, for_ever: bool) -> int:
    """One run with that fault; how many calls it made."""
    faults.disarm()
    good_project(path, PROJECT, SHAPES)
    older = tree(path / "runs" / "1")
    folder = ProjectFolder(path)
    folder.history.runs()
    faults.arm(at, number, for_ever=for_ever)
    told, session = one_run(folder, dataset)
    calls, failed = faults.count, faults.failed
    faults.disarm()
    assert failed or calls < at or not at
    assert_sound(path, older, told, session)
    if not for_ever and told:
        ended = next(event for event in told if isinstance(event, RunEnded))
        if ended.status == "finished":  # else it failed over its data, which it could not read
            snapshots = ProjectFolder(path).run(2).snapshots
            newest = newest_snapshot(snapshots)
            assert newest == f"epoch-{EPOCHS:05d}.safetensors", "one refusal costs no weights of the end"
    return calls


def test_a_run_without_a_fault_keeps_all(tmp_path: Path, dataset: Dataset, faults: Faults) -> None:
    calls = try_fault(tmp_path / "p.nnstudio", dataset, faults, 0, 0, for_ever=False)
    assert calls > 50
    run = ProjectFolder(tmp_path / "p.nnstudio").history.runs()[0]
    assert (run.number, run.status, run.epochs_done) == (2, "finished", EPOCHS)


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_a_sample_of_faults(tmp_path: Path, dataset: Dataset, faults: Faults, number: int, for_ever: bool) -> None:
    first = 1 + ERRORS.index(number) * 3
    at = first
    while True:
        path = tmp_path / f"{at}.nnstudio"
        if try_fault(path, dataset, faults, at, number, for_ever=for_ever) < at:
            break
        at += 23
    assert at > first + 23


@pytest.mark.sweep
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.timeout(3600)
def test_every_fault(tmp_path: Path, dataset: Dataset, faults: Faults, number: int, for_ever: bool) -> None:
    at = 1
    while try_fault(tmp_path / f"{at}.nnstudio", dataset, faults, at, number, for_ever=for_ever) >= at:
        at += 1
    assert at > 50
