"""While a run goes on, a call to the disk fails: nothing that was kept is lost, and it can go on once more."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from nnstudio.app.going_on import obstacle_to_resuming, resume, resuming_of
from nnstudio.app.run_service import BegunRun, RecordedSession, begin_run
from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.data.store import Dataset
from nnstudio.engine.keras_backend import beginning
from nnstudio.engine.messages import ContinueRun, RunEnded, RunPaused, Shutdown, StopRun
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import Array, Forms, newest_snapshot
from tests.support.counting_engine import CountingLearner, ThreadedEngine
from tests.support.engines import dataset_of
from tests.support.faults import Faults
from tests.support.recorded_runs import story

BASE = dense_project("digits", (4,))
PROJECT = replace(BASE, training=replace(BASE.training, epochs=4, batch_size=500))
ERRORS = (errno.ENOSPC, errno.EIO)
STEP = 7


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Engines whose model learns to count."""

    def take(learner: CountingLearner, tensors: Mapping[str, Array]) -> None:
        learner.restore(tensors)

    def check(learner: CountingLearner, forms: Forms) -> tuple[str, ...]:
        return tuple(name for name in forms if name.startswith("weights/"))

    monkeypatch.setattr(beginning, "new_learner", lambda command, scale: CountingLearner(command.project, scale))
    monkeypatch.setattr(beginning, "learner_of", CountingLearner)
    monkeypatch.setattr(beginning, "check_state", check)
    monkeypatch.setattr(beginning, "take_state", take)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNSTUDIO_CACHE", str(tmp_path_factory.mktemp("cache")))
        return dataset_of(PROJECT)


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    return Faults(monkeypatch)


def follow(begun: BegunRun, *, stop: bool = False) -> RecordedSession:
    """Trains what was begun; with `stop` to where it pauses."""
    engine = ThreadedEngine()
    session = RecordedSession(cast(EngineSession, engine))
    session.start_run(begun)
    event = None
    while not isinstance(event, RunEnded):
        event = session.next_event(30)
        assert event is not None, "the run does not end"
        if stop and isinstance(event, RunPaused):
            engine.send(StopRun())
            engine.send(ContinueRun())
    engine.send(Shutdown())
    with suppress(EOFError):
        while True:
            session.next_event(30)
    return session


def go_on(folder: ProjectFolder, dataset: Dataset, further: int = 0) -> RecordedSession | None:
    """Goes on with run 1; None if that can't be begun."""
    try:
        summary = folder.history.run(1)
        if summary is None:
            return None
        return follow(resume(folder, resuming_of(folder, summary, further), dataset, "train"))
    except StudioError:
        return None


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("further", [0, 3], ids=["to its end", "further"])
def test_a_fault_while_a_run_goes_on_loses_nothing(
    tmp_path: Path, dataset: Dataset, faults: Faults, number: int, further: int
) -> None:
    straight = ProjectFolder.create(tmp_path / "straight.nnstudio", PROJECT)
    longest = replace(PROJECT, training=replace(PROJECT.training, epochs=1 + further if further else 4))
    whole = begin_run(straight, longest, dataset, "jax")
    follow(whole)
    expected = story(straight, whole.run)
    stopped = ProjectFolder.create(tmp_path / "stopped.nnstudio", PROJECT)
    follow(begin_run(stopped, PROJECT, dataset, "jax", pause_after_batches=4), stop=True)
    assert stopped.history.runs()[0].status == "stopped"
    first = 1 + ERRORS.index(number) * 2
    assert with_fault(tmp_path / "0.nnstudio", stopped, dataset, faults, 0, number, further, expected) > 60
    for at in range(first, 61, STEP):
        with_fault(tmp_path / f"{at}.nnstudio", stopped, dataset, faults, at, number, further, expected)


def with_fault(
    path: Path,
    stopped: ProjectFolder,
    dataset: Dataset,
    faults: Faults,
    at: int,
    number: int,
    further: int,
    expected: list[tuple[object, ...]],
) -> int:
    """A copy of the stopped run goes on, while that call fails (0: none); how many calls it made."""
    shutil.copytree(stopped.path, path)
    folder = ProjectFolder(path)
    folder.history.runs()
    faults.arm(at, number)
    session = go_on(folder, dataset, further)
    calls = faults.count
    faults.disarm()
    if session is not None:
        assert session.keep_all() == ""
        session.let_go()
    check_whole(ProjectFolder(path), dataset, expected)
    return calls


def check_whole(folder: ProjectFolder, dataset: Dataset, expected: list[tuple[object, ...]]) -> None:
    """What was kept before is there, and the run comes to what it would have come to."""
    run = folder.run(1)
    assert story(folder, run)[:1] == expected[:1]
    summary = folder.history.run(1)
    assert summary is not None
    wanted = len(expected) - summary.epochs_done
    if wanted and not obstacle_to_resuming(summary, wanted):
        assert go_on(folder, dataset, wanted) is not None
    assert story(folder, run) == expected
    assert newest_snapshot(run.snapshots) == f"epoch-{len(expected):05d}.safetensors"
