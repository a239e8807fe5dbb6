"""Going on with runs in a window: real engines, real files."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nnstudio.app import run_resuming
from nnstudio.app.notices import Notice
from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.run_state import Paused, is_running, progress_of
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset
from nnstudio.runs.going_on import resume_run
from nnstudio.runs.history import ended_now, resumed_now
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_log import Begun, LogPlace, add_to_log, epoch_line, kept_run, read_log
from tests.app.windowless import Window, digits, engines, folders_in

FOREVER = 1_000_000


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for the whole module."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("window")
        patch.setenv("NNSTUDIO_CACHE", str(home / "cache"))
        write_preferences(folders_in(home).preferences, Preferences(backend="jax"))
        opened = Window(home)
        opened.ready()
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def fresh(window: Window) -> Iterator[None]:
    """Each test begins with a new project and nothing said, and leaves no run under way."""
    window.studio.files.new()
    window.notices.clear()
    yield
    if is_running(window.studio.training.state):
        window.stop()
    window.wait(lambda: not window.studio.data.is_reading)


@pytest.fixture
def nothing_left_running() -> None:
    """In place of the one for all tests: here engines and their listeners come and go with the window."""


def status(window: Window, number: int) -> str:
    summary = window.studio.resuming.summary(number)
    assert summary is not None
    return summary.status


def epochs(window: Window) -> list[int]:
    return [point.epoch for point in window.studio.runs.curves.epochs]


def told(window: Window, action: str) -> list[Notice]:
    return [notice for notice in window.notices if notice.action == action]


def test_a_run_that_was_stopped_goes_on_and_its_curves_have_no_gap(window: Window) -> None:
    studio = window.studio
    window.show(digits(3))
    studio.training.step_batch()
    window.wait(lambda: isinstance(studio.training.state, Paused))
    assert window.stop().status == "stopped"
    assert status(window, 1) == "stopped"
    studio.resuming.resume(1)
    assert window.ended().status == "finished", window.notices
    assert status(window, 1) == "finished"
    assert epochs(window) == [1, 2, 3]
    curves = studio.runs.curves
    assert curves.batches == 3 * curves.batches_per_epoch
    shown = curves.batch("loss").tolist()
    studio.runs.show(1)
    assert studio.runs.curves.batch("loss").tolist() == shown
    assert len(studio.runs.all) == 1


def test_a_finished_run_does_more_epochs_and_a_step_does_one_more(window: Window) -> None:
    studio = window.studio
    number = window.train(digits(2))
    assert studio.resuming.obstacle(number) == f"Run {number} did all its epochs: say how many more it shall do."
    assert studio.resuming.obstacle(number, 2) == ""
    studio.resuming.resume(number, 2)
    assert window.ended().status == "finished", window.notices
    assert epochs(window) == [1, 2, 3, 4]
    assert progress_of(studio.training.state).fraction == 1
    assert studio.resuming.stepped_run == number
    studio.training.step_epoch()
    assert window.ended().status == "finished"
    assert epochs(window) == [1, 2, 3, 4, 5]
    studio.training.step_batch()
    window.wait(lambda: isinstance(studio.training.state, Paused))
    assert (progress_of(studio.training.state).epoch, progress_of(studio.training.state).batch) == (6, 1)
    window.stop()
    assert [run.number for run in studio.runs.all] == [number]


def test_a_step_starts_a_new_run_where_the_project_is_another_by_now(window: Window) -> None:
    studio = window.studio
    number = window.train(digits(1))
    window.show(digits(1, 17))
    assert studio.resuming.stepped_run is None
    studio.training.step_epoch()
    window.ended()
    assert [run.number for run in studio.runs.all] == [number + 1, number]


def test_a_branch_goes_on_from_an_epoch_of_another_run(window: Window) -> None:
    studio = window.studio
    number = window.train(digits(3))
    before = [point.figures for point in studio.runs.curves.epochs]
    assert studio.resuming.epochs_to_branch_from(number) == (3, 2, 1, 0)
    studio.resuming.branch(number, 1, 2, "run")
    assert window.ended().status == "finished", window.notices
    assert studio.runs.shown == number + 1
    assert [point.figures for point in studio.runs.curves.epochs] == before
    begun = next(read_log(ProjectFolder(studio.files.folder).run(number + 1).files, LogPlace()))
    assert isinstance(begun, Begun)
    assert (begun.origin, begun.origin_epoch) == (number, 1)


def test_a_branch_whose_network_does_not_fit_is_refused_in_words(window: Window) -> None:
    studio = window.studio
    number = window.train(digits(1))
    window.show(digits(1, 17))
    studio.resuming.branch(number, 1, 1, "project")
    window.wait(lambda: bool(window.notices))
    assert "Its weights do not fit this network: Dense 1 has other weights" in window.notices[-1].message
    assert [run.number for run in studio.runs.all] == [number]


def test_a_run_whose_engine_died_is_offered_and_goes_on(window: Window) -> None:
    studio = window.studio
    window.show(digits(FOREVER))
    studio.training.start()
    window.wait(lambda: len(epochs(window)) >= 3)
    for process in sorted(engines())[:1]:
        os.kill(process, signal.SIGKILL)
    assert window.ended().status == "crashed"
    (notice,) = told(window, "Resume run 1")
    assert notice.act is not None
    done = len(epochs(window))
    notice.act()
    window.wait(lambda: len(epochs(window)) > done + 2)
    assert epochs(window) == list(range(1, len(epochs(window)) + 1))
    assert window.stop().status == "stopped"
    assert status(window, 1) == "stopped"


def test_a_run_whose_program_ended_is_offered_when_the_project_is_opened(window: Window, tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "broken.nnstudio", digits(3))
    _, hold = folder.begin_run(digits(3), "jax", data="d")
    hold.release()
    studio = window.studio
    withdrawn: list[str] = []
    studio.notices.withdrawn.connect(withdrawn.append)
    assert studio.files.open(folder.path)
    (notice,) = told(window, "Resume run 1")
    assert notice.message == "Run 1 was broken off; 0 epochs are done."
    window.wait(lambda: studio.data.dataset is not None)
    withdrawn.clear()
    assert notice.act is not None
    notice.act()
    assert notice.key in withdrawn
    assert window.ended().status == "finished"
    assert epochs(window) == [1, 2, 3]


def test_a_run_that_another_program_goes_on_with_is_offered_no_longer(window: Window, tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "other.nnstudio", digits(3))
    run, hold = folder.begin_run(digits(3), "jax", data="d")
    hold.release()
    studio = window.studio
    assert studio.files.open(folder.path)
    (notice,) = told(window, "Resume run 1")
    withdrawn: list[str] = []
    studio.notices.withdrawn.connect(withdrawn.append)
    _, hold = resume_run(folder, run.number, "train")
    add_to_log(run.files, [resumed_now(0, 0, further=False)])
    run.tell_resumed()
    studio.runs.look_again()
    assert notice.key in withdrawn
    assert status(window, 1) == "training"
    hold.release()


def test_a_run_of_other_data_than_is_open_goes_on_with_its_own(window: Window) -> None:
    studio = window.studio
    number = window.train(digits(1))
    other = digits(1)
    window.show(replace(other, data=replace(other.data, training_limit=500)))
    studio.resuming.resume(number, 1)
    assert window.ended().status == "finished"
    assert studio.runs.project is not None
    assert studio.runs.project.data.training_limit == 0


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Reading a run's data takes until this is set."""
    ready = threading.Event()

    def read(*given: Any, **named: Any) -> Dataset:
        assert ready.wait(60)
        return prepare(*given, **named)

    monkeypatch.setattr(run_resuming, "is_whole", lambda folder: False)
    monkeypatch.setattr(run_resuming, "prepare", read)
    yield ready
    ready.set()


def test_a_run_that_waits_for_its_data_does_not_end_one_that_began_meanwhile(
    window: Window, slow: threading.Event
) -> None:
    studio = window.studio
    number = window.train(digits(1))
    studio.resuming.resume(number, 1)
    window.show(digits(FOREVER))
    studio.training.start()
    window.wait(lambda: bool(epochs(window)))
    slow.set()
    window.wait(lambda: any(notice.message == "A run is under way." for notice in window.notices))
    done = len(epochs(window))
    window.wait(lambda: len(epochs(window)) > done + 1)
    assert studio.runs.shown == number + 1
    assert window.stop().status == "stopped"


def test_a_run_that_waits_for_its_data_is_not_begun_in_another_project(window: Window, slow: threading.Event) -> None:
    studio = window.studio
    number = window.train(digits(1))
    studio.resuming.branch(number, 1, 1, "run")
    studio.files.new()
    slow.set()
    window.wait(lambda: any("Another project is open by now" in notice.message for notice in window.notices))
    assert not is_running(studio.training.state)
    assert studio.runs.all == ()


@pytest.mark.parametrize("is_seen", [True, False])
def test_a_run_of_this_window_that_another_program_goes_on_with_is_followed(window: Window, is_seen: bool) -> None:
    studio = window.studio
    number = window.train(digits(2))
    run, hold = resume_run(ProjectFolder(studio.files.folder), number, "train")
    add_to_log(run.files, [resumed_now(2, 0, further=True)])
    run.tell_resumed()
    if is_seen:
        studio.runs.look_again()
        assert status(window, number) == "training"
        assert studio.resuming.obstacle(number, 1) == f"Run {number} is being trained."
    last = kept_run(run.files).records()[-1]
    third = replace(last, point=replace(last.point, epoch=3))
    add_to_log(run.files, [epoch_line(third), ended_now("stopped")])
    hold.release()
    studio.runs.look_again()
    assert status(window, number) == "stopped"
    assert epochs(window) == [1, 2, 3]
    assert studio.resuming.obstacle(number) == ""
