"""The whole studio without a window: real engines, real files; a queue stands for the window's thread."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from nnstudio.app.notice_keys import OPENING, REMEDY, RUN_OVER, SAVED_AS
from nnstudio.app.notices import Notice
from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.run_state import Ended, Idle, Paused, RunState, Starting, Stopping, Training, is_running, progress_of
from nnstudio.app.shown_run import Loaded, shown_state
from nnstudio.core.layers import Dense
from nnstudio.core.network import with_layer
from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST, Moons
from nnstudio.core.usual import default_project, usual_project
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_log import EpochPoint
from nnstudio.runs.snapshots import epoch_name, newest_snapshot, read_position
from tests.app.windowless import Window, digits, engines, folders_in
from tests.support.idx import write_idx
from tests.support.snapshots import tensor_of

FOREVER = 1_000_000


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for the whole module. On JAX, whose engine starts in half the time of TensorFlow's."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("window")
        patch.setenv("NNSTUDIO_CACHE", str(home / "cache"))
        write_preferences(folders_in(home).preferences, Preferences(backend="jax"))
        opened = Window(home)
        opened.ready()
        yield opened
        opened.close()


@dataclass(frozen=True)
class Story:
    """A project with two finished runs, and what was seen as they were trained."""

    folder: ProjectFolder
    numbers: tuple[int, int]
    fraction: float
    first_curves: list[EpochPoint]
    notices: list[Notice]


@pytest.fixture(scope="module")
def story(window: Window, tmp_path_factory: pytest.TempPathFactory) -> Story:
    studio = window.studio
    studio.files.new()
    first = window.train(digits(3, 16))
    curves = list(studio.runs.curves.epochs)
    window.wait(lambda: len(engines()) == 1)
    warm = engines()
    second = window.train(digits(2, 24))
    window.wait(lambda: len(engines()) == 1 and not engines() & warm)  # the warm one trained and went
    fraction = progress_of(studio.training.state).fraction
    assert studio.files.save_as(tmp_path_factory.mktemp("story") / "story")
    folder = ProjectFolder(studio.files.folder)
    return Story(folder, (first, second), fraction, curves, list(window.notices))


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test begins with a new project and nothing said, and leaves no run under way."""
    if "window" not in request.fixturenames:
        yield
        return
    window: Window = request.getfixturevalue("window")
    window.studio.files.new()
    window.notices.clear()
    yield
    if is_running(window.studio.training.state):
        window.stop()
    window.wait(lambda: not window.studio.data.is_reading)  # the next test has another home, where it would be lost


@pytest.fixture
def trained(window: Window, story: Story, tmp_path: Path) -> Window:
    """The window with a copy of the story's project open: run 2, of 24 units, is shown."""
    assert window.studio.files.open(story.folder.copy_to(tmp_path / "copy.nnstudio")[0].path)
    window.wait(lambda: window.studio.data.dataset is not None)
    window.notices.clear()
    return window


@pytest.fixture
def nothing_left_running() -> None:
    """In place of the one for all tests: here engines and their listeners come and go with the window."""


def no_answer(found: object = None) -> None:
    pytest.fail(f"answered {found}")


# Notices --------------------------------------------------------------------------------------------------------


def test_what_kept_a_project_from_opening_is_withdrawn_when_one_opens(tmp_path: Path) -> None:
    window = Window(tmp_path)
    try:
        withdrawn: list[str] = []
        window.studio.notices.withdrawn.connect(withdrawn.append)
        assert not window.studio.files.open(tmp_path / "nothing here.nnstudio")
        assert [notice.key for notice in window.notices] == [OPENING]
        assert OPENING not in withdrawn
        window.studio.files.new()
        assert {OPENING, RUN_OVER, REMEDY} <= set(withdrawn), "they are of the project before"
    finally:
        window.close()


# Training -------------------------------------------------------------------------------------------------------


def test_runs_are_trained_kept_and_shown(trained: Window, story: Story) -> None:
    studio = trained.studio
    assert story.numbers == (1, 2)
    assert story.fraction == 1.0
    assert [notice.key for notice in story.notices] == [SAVED_AS]
    assert [(run.number, run.status, run.epochs_done, run.backend) for run in studio.runs.all] == [
        (2, "finished", 2, "jax"),
        (1, "finished", 3, "jax"),
    ]
    assert all(run.engine.startswith("JAX 0") for run in studio.runs.all)
    assert len(story.first_curves) == 3
    assert [record.point for record in story.folder.history.epochs(1)] == story.first_curves
    assert sorted(story.folder.history.snapshots(1)) == [0, 1, 2, 3]
    assert (studio.runs.shown, studio.model.project, studio.training.blocker) == (2, digits(2, 24), "")


def test_damaged_weights_are_told_and_the_ones_before_are_used_if_wanted(trained: Window) -> None:
    studio = trained.studio
    before = trained.predict()
    newest = studio.files.folder / "runs" / "2" / "snapshots" / "epoch-00002.safetensors"
    content = bytearray(newest.read_bytes())
    content[-1] ^= 1
    newest.write_bytes(content)
    studio.runs.show(1)
    studio.runs.show(2)
    trained.wait(lambda: bool(trained.notices))
    notice = trained.notices[-1]
    assert "epoch-00002.safetensors: is damaged" in notice.message
    assert (notice.action, notice.fix) == ("Use epoch 1", "The weights after epoch 1 are whole.")
    refused: list[str] = []
    studio.model.predict(trained.pixels(1), lambda found: refused.append("answered"), refused.append)
    trained.wait(lambda: bool(refused))
    assert "is damaged" in refused[0]

    withdrawn: list[str] = []
    studio.notices.withdrawn.connect(withdrawn.append)
    assert notice.act is not None
    notice.act()
    assert notice.key in withdrawn
    assert studio.model.ref is not None
    assert studio.model.ref.epoch == 1
    assert trained.kernel("n3").shape == (64, 24)
    assert not np.array_equal(trained.predict(), before)
    studio.runs.show(1)
    assert studio.model.ref.epoch is None, "another run's newest weights are whole"


def test_any_kept_epoch_of_the_run_can_be_looked_at_and_used(trained: Window) -> None:
    time, ended = trained.studio.time, trained.predict()
    assert time.stops == (0, 1, None)
    time.go_to(0)
    snapshots = ProjectFolder(trained.studio.files.folder).run(2).snapshots
    first = tensor_of(snapshots, "epoch-00000.safetensors", "weights/n3/kernel")
    np.testing.assert_array_equal(trained.kernel("n3"), first)
    assert not np.array_equal(trained.predict(), ended)
    time.go_to(2)
    np.testing.assert_array_equal(trained.predict(), ended)
    time.go_to(1)
    trained.studio.runs.show(1)
    assert time.kept == [0, 1, 2, 3]
    assert trained.studio.runs.epoch is None


def test_a_run_is_steered_and_answers_while_it_trains(window: Window, tmp_path: Path) -> None:
    studio = window.studio
    window.show(digits(FOREVER))
    folder = studio.files.folder
    studio.training.start()
    assert isinstance(studio.training.state, Starting)
    assert studio.training.blocker == "A run is under way."
    window.wait(lambda: len(studio.runs.curves.epochs) >= 2)
    first = window.kernel("n3")
    count = len(studio.runs.curves.epochs)
    window.wait(lambda: len(studio.runs.curves.epochs) > count)
    later = window.kernel("n3")
    assert first.shape == later.shape == (64, 16)
    assert not np.array_equal(first, later)
    assert window.predict().shape == (3, 10)
    assert not studio.files.save_as(tmp_path / "x")
    studio.files.new()
    studio.runs.show(7)
    assert (studio.files.folder, studio.runs.shown) == (folder, 1)
    assert [notice.message for notice in window.notices] == ["A run is under way."] * 2

    studio.time.go_to(1)
    early = tensor_of(ProjectFolder(folder).run(1).snapshots, epoch_name(1), "weights/n3/kernel")
    np.testing.assert_array_equal(window.kernel("n3"), early)
    assert window.predict().shape == (3, 10)
    studio.time.go_to(len(studio.time.stops) - 1)
    assert not np.array_equal(window.kernel("n3"), early)

    studio.training.pause()
    window.wait(lambda: isinstance(studio.training.state, Paused))
    before = progress_of(studio.training.state)
    studio.training.step_batch()
    window.wait(lambda: isinstance(studio.training.state, Paused) and progress_of(studio.training.state) != before)
    assert done_batches(window) == (before.epoch - 1) * before.batches_per_epoch + before.batch + 1
    epochs = len(studio.runs.curves.epochs)
    studio.training.step_epoch()
    window.wait(lambda: isinstance(studio.training.state, Paused) and len(studio.runs.curves.epochs) == epochs + 1)
    studio.training.resume()
    window.wait(lambda: isinstance(studio.training.state, Training))
    studio.training.pause()
    window.wait(lambda: isinstance(studio.training.state, Paused))
    paused = window.predict()
    studio.training.stop()
    stopping: RunState = studio.training.state
    assert isinstance(stopping, Stopping)
    assert window.ended().status == "stopped"
    assert studio.runs.all[0].status == "stopped"
    np.testing.assert_allclose(window.predict(), paused, atol=1e-6)
    np.testing.assert_allclose(paused.sum(axis=1), 1, atol=1e-5)
    snapshots = ProjectFolder(folder).run(1).snapshots
    snapshot = newest_snapshot(snapshots)
    assert snapshot is not None
    np.testing.assert_array_equal(window.kernel("n3"), tensor_of(snapshots, snapshot, "weights/n3/kernel"))


def done_batches(window: Window) -> int:
    progress = progress_of(window.studio.training.state)
    return (progress.epoch - 1) * progress.batches_per_epoch + progress.batch


@pytest.mark.skipif(os.name == "nt", reason="Windows removes nothing that is open")
def test_data_that_was_removed_from_the_cache_is_read_again_before_it_is_learned(window: Window) -> None:
    studio = window.studio
    window.show(digits(1))
    assert studio.data.dataset is not None
    shutil.rmtree(studio.data.dataset.folder)
    studio.training.start()
    assert "is being read" in window.notices[-1].message
    window.wait(lambda: not studio.training.blocker)
    window.train(digits(1))


def test_stopping_while_it_starts_stops_it(window: Window) -> None:
    window.show(digits(FOREVER))
    window.studio.training.start()
    states: list[RunState] = []
    window.studio.training.changed.connect(lambda: states.append(window.studio.training.state))
    window.studio.training.stop()
    assert window.ended().status == "stopped"
    assert {type(state) for state in states} == {Stopping, Ended}


def test_one_batch_starts_a_run_and_what_was_being_loaded_does_not_disturb_it(window: Window, tmp_path: Path) -> None:
    studio = window.studio
    window.show(digits(5))
    studio.model.load_weights(tmp_path / "missing.weights.h5", no_answer)
    studio.training.step_batch()
    window.wait(lambda: isinstance(studio.training.state, Paused))
    assert done_batches(window) == 1
    assert [(run.number, run.status) for run in studio.runs.all] == [(2, "training")]
    assert [notice.message for notice in window.notices] == ["Training began before the engine answered."]
    window.stop()
    snapshots = ProjectFolder(studio.files.folder).run(2).snapshots
    snapshot = newest_snapshot(snapshots)
    assert snapshot is not None
    assert read_position(snapshots, snapshot).batch == 1


def test_a_project_with_an_error_does_not_train_and_says_why(window: Window) -> None:
    project = digits(1)
    window.show(replace(project, network=with_layer(project.network, "n4", Dense(7, "softmax"))))
    assert window.studio.training.blocker
    window.studio.training.start()
    assert isinstance(window.studio.training.state, Idle)
    assert window.studio.runs.all == ()
    assert [notice.severity for notice in window.notices] == ["error"]


def test_what_kept_training_from_starting_is_taken_back_when_it_is_mended(window: Window, tmp_path: Path) -> None:
    studio = window.studio
    window.show(digits(1))
    taken_back: list[str] = []
    studio.notices.withdrawn.connect(taken_back.append)
    broken = replace(digits(1), network=with_layer(digits(1).network, "n4", Dense(7, "softmax")))
    for attempt in (studio.training.start, lambda: studio.model.load_weights(tmp_path / "w.weights.h5", no_answer)):
        studio.document.apply("Break", broken)
        attempt()
        told = window.notices[-1]
        taken_back.clear()
        assert told.severity == "error"
        assert told.key not in taken_back
        studio.document.undo()
        assert told.key in taken_back


def test_data_that_is_not_here_keeps_training_from_starting(window: Window, tmp_path: Path) -> None:
    studio = window.studio
    studio.document.apply("MNIST", dense_project(MNIST(str(tmp_path)), (8,)))
    window.wait(lambda: studio.data.problem is not None)
    assert not studio.data.can_download  # a download would not be what was chosen
    assert str(tmp_path) in studio.training.blocker
    window.show(digits(1))
    assert studio.training.blocker == ""


def test_real_data_in_a_folder_of_the_persons_own_is_read(window: Window, shared_data: Path) -> None:
    project = dense_project(MNIST(str(shared_data)), (8,))
    window.show(replace(project, data=replace(project.data, training_limit=500)))
    assert window.studio.data.dataset is not None
    assert isinstance(window.studio.data.dataset.source, MNIST)
    assert window.studio.training.blocker == ""


def test_the_project_keeps_what_was_found_in_its_folder_and_so_does_a_run(window: Window, tmp_path: Path) -> None:
    folder = write_idx(tmp_path / "mine")
    project = dense_project(MNIST(str(folder)), (8,))
    asked = replace(project, training=replace(project.training, epochs=1, batch_size=8, validation_share=0.0))
    number = window.train(asked)
    source = window.studio.document.project.data.source
    assert (source.said_title, source.facts.training) == (f"MNIST in {folder}", 30)
    assert window.studio.document.undo_label == "Test"  # it was no edit
    trained = window.studio.model.project
    assert trained is not None
    assert (trained.data.source, number) == (source, 1)
    too_many = replace(asked, training=replace(asked.training, batch_size=31))
    window.show(too_many)
    assert "31" in window.studio.training.blocker
    window.studio.document.undo()
    window.studio.document.undo()
    assert window.studio.document.project.facts.training == 1437


# The model in hand ----------------------------------------------------------------------------------------------


def test_nothing_can_be_asked_before_anything_is_trained(window: Window, tmp_path: Path) -> None:
    window.show(digits(1))
    failures: list[str] = []
    studio = window.studio
    studio.model.predict(window.pixels(1), no_answer, failures.append)
    studio.model.show_weights("n3", no_answer, failures.append)
    assert failures == []  # told later, never before the call returned
    window.wait(lambda: len(failures) == 2)
    studio.model.save_weights(tmp_path / "w.weights.h5", no_answer)
    studio.model.save_model(tmp_path / "m.keras", no_answer)
    assert [notice.message for notice in window.notices] == ["Nothing is trained yet."] * 2
    assert list(tmp_path.iterdir()) == []


def test_of_many_strokes_the_newest_is_answered(trained: Window) -> None:
    answered: list[int] = []
    dropped: list[str] = []
    for count in range(1, 30):
        trained.studio.model.predict(
            trained.pixels(count),
            lambda found: answered.append(len(found)),
            no_answer,
            dropped=dropped.append,
            newest_only="stroke",
        )
    trained.wait(lambda: answered[-1:] == [29])
    assert answered == [1, 29]
    assert dropped == ["A newer question took its place."] * 27


def test_pixels_that_do_not_fit_are_told(trained: Window) -> None:
    failures: list[str] = []
    trained.studio.model.predict(np.zeros((1, 5, 5, 1), np.uint8), no_answer, failures.append)
    trained.wait(lambda: bool(failures))
    assert trained.predict().shape == (3, 10)


@pytest.mark.parametrize("node", ["n2", "n99", "../../x"])
def test_a_layer_without_a_kernel_is_told(trained: Window, node: str) -> None:
    failures: list[str] = []
    trained.studio.model.show_weights(node, no_answer, failures.append)
    trained.wait(lambda: bool(failures))


def test_weights_leave_and_come_back_as_a_run_of_their_own(trained: Window, tmp_path: Path) -> None:
    studio = trained.studio
    expected = trained.predict()
    told: list[str] = []
    studio.model.save_weights(tmp_path / "w.weights.h5", lambda: told.append("weights"))
    studio.model.save_model(tmp_path / "m.keras", lambda: told.append("model"))
    trained.wait(lambda: told == ["weights", "model"])
    assert (tmp_path / "m.keras").is_file()
    studio.files.new()
    trained.show(digits(7, 24))
    studio.model.load_weights(tmp_path / "w.weights.h5", lambda: told.append("loaded"))
    trained.wait(lambda: "loaded" in told)
    run = studio.runs.all[0]
    assert (run.number, run.status, run.message) == (1, "loaded", "w.weights.h5")
    assert run.ended
    np.testing.assert_allclose(trained.predict(), expected, atol=1e-6)
    assert shown_state(studio.training, studio.runs) == Loaded(1, "w.weights.h5")
    assert trained.notices == []


def test_weights_that_do_not_fit_are_told_and_leave_no_run(trained: Window, tmp_path: Path) -> None:
    studio = trained.studio
    told: list[str] = []
    studio.model.save_weights(tmp_path / "w.weights.h5", lambda: told.append("saved"))
    trained.wait(lambda: bool(told))
    (tmp_path / "text.weights.h5").write_text("no weights")
    trained.show(digits(1, 20))
    for name, words in (("w", "does not fit"), ("text", "can't be read"), ("missing", "can't be read")):
        trained.notices.clear()
        studio.model.load_weights(tmp_path / f"{name}.weights.h5", no_answer)
        trained.wait(lambda: bool(trained.notices))
        assert words in trained.notices[0].message
        assert [run.number for run in studio.runs.all] == [2, 1]
        assert not (studio.files.folder / "runs" / "3").exists()


def test_a_file_that_cannot_be_written_is_told(trained: Window, tmp_path: Path) -> None:
    trained.studio.model.save_weights(tmp_path / "nowhere" / "w.weights.h5", no_answer)
    trained.wait(lambda: bool(trained.notices))
    assert "can't be written" in trained.notices[0].message


def test_opening_another_project_while_weights_load_touches_neither_projects_runs(
    trained: Window, tmp_path: Path
) -> None:
    """The run that was to hold the weights has the number of one in the other project."""
    studio = trained.studio
    other = studio.files.folder
    studio.files.new()
    trained.show(digits(1))
    studio.document.apply("Keep it", digits(2))
    ours = ProjectFolder(studio.files.folder)
    studio.model.load_weights(tmp_path / "any.weights.h5", no_answer)
    assert studio.files.open(other)
    assert [run.number for run in studio.runs.all] == [2, 1]
    assert (other / "runs" / "1").is_dir()
    assert ours.history.runs() == ()


# Runs and projects ----------------------------------------------------------------------------------------------


def test_resuming_are_shown_with_their_own_network(trained: Window) -> None:
    studio = trained.studio
    studio.runs.show(1)
    assert (studio.runs.shown, studio.model.project, len(studio.runs.curves.epochs)) == (1, digits(3, 16), 3)
    assert trained.kernel("n3").shape == (64, 16)
    assert trained.predict().shape == (3, 10)
    studio.runs.show(2)
    assert trained.kernel("n3").shape == (64, 24)


def test_a_run_whose_folder_is_missing_is_told_and_shows_nothing(trained: Window) -> None:
    studio = trained.studio
    shutil.rmtree(studio.files.folder / "runs" / "1")
    studio.runs.show(1)
    assert (studio.runs.shown, studio.model.ref, len(trained.notices)) == (None, None, 1)
    studio.runs.show(2)
    assert studio.runs.shown == 2
    assert trained.predict().shape == (3, 10)


def test_saving_elsewhere_keeps_the_model_in_hand(trained: Window, tmp_path: Path) -> None:
    studio = trained.studio
    expected = trained.predict()
    assert studio.files.save_as(tmp_path / "mine")
    assert studio.files.title == "mine"
    assert studio.preferences.now.recent[0] == str(tmp_path / "mine.nnstudio")
    np.testing.assert_allclose(trained.predict(), expected, atol=1e-6)


def test_saving_elsewhere_keeps_the_chosen_run_and_says_where(trained: Window, tmp_path: Path) -> None:
    studio = trained.studio
    studio.runs.show(1)
    assert studio.files.save_as(tmp_path / "mine")
    assert studio.runs.shown == 1
    assert studio.runs.project is not None
    assert [notice.severity for notice in trained.notices] == ["info"]
    assert "mine.nnstudio" in trained.notices[0].message


def test_a_project_that_cannot_be_opened_leaves_the_present_one(trained: Window, tmp_path: Path) -> None:
    studio = trained.studio
    folder = studio.files.folder
    (tmp_path / "bad.nnstudio").mkdir()
    (tmp_path / "bad.nnstudio" / "project.json").write_text("{")
    for name in ("bad.nnstudio", "nothing", "n" * 400):
        assert not studio.files.open(tmp_path / name)
    assert len(trained.notices) == 3
    assert (studio.files.folder, studio.runs.shown) == (folder, 2)
    assert trained.predict().shape == (3, 10)


# Engines --------------------------------------------------------------------------------------------------------


def test_a_preference_that_is_not_the_backend_leaves_the_engine_and_what_it_was_asked(
    trained: Window, tmp_path: Path
) -> None:
    studio = trained.studio
    told: list[str] = []
    running = engines()
    studio.model.save_weights(tmp_path / "w.weights.h5", lambda: told.append("saved"))
    studio.preferences.change(replace(studio.preferences.now, scheme="dark"))
    trained.wait(lambda: bool(told))
    assert trained.notices == []
    assert running <= engines()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_an_engine_killed_in_mid_run_costs_the_run_and_nothing_more(window: Window) -> None:
    studio = window.studio
    window.show(digits(FOREVER))
    studio.training.step_epoch()
    window.wait(lambda: isinstance(studio.training.state, Paused))
    assert len(studio.runs.curves.epochs) == 1
    studio.training.resume()
    window.wait(lambda: len(studio.runs.curves.epochs) >= 2)
    for engine in engines():
        os.kill(engine, signal.SIGKILL)
    assert window.ended().status == "crashed"
    assert studio.runs.all[0].status == "crashed"
    assert "SIGKILL" in studio.runs.all[0].message
    notice = next(notice for notice in window.notices if notice.message.startswith("The run crashed."))
    assert notice.severity == "error"
    assert notice.fix
    assert window.predict().shape == (3, 10)  # by another engine, from what was kept
    assert window.train(digits(1)) == 2


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_an_engine_that_dies_between_runs_is_replaced(trained: Window) -> None:
    studio = trained.studio
    trained.ready()
    expected = trained.predict()
    before = engines()
    for engine in before:
        os.kill(engine, signal.SIGKILL)
    trained.wait(lambda: studio.engine.status == "ready" and not before & engines())
    np.testing.assert_allclose(trained.predict(), expected, atol=1e-6)


def test_another_backend_restarts_the_engine_once_no_run_is_under_way(window: Window) -> None:
    studio = window.studio
    window.show(digits(FOREVER))
    studio.training.start()
    window.wait(lambda: isinstance(studio.training.state, Training))
    studio.preferences.change(replace(studio.preferences.now, backend="tensorflow"))
    assert isinstance(studio.training.state, Training)
    assert studio.engine.title.startswith("JAX")
    window.stop()
    window.wait(lambda: studio.engine.status == "ready" and studio.engine.title.startswith("TensorFlow"))
    assert window.predict().shape == (3, 10)
    assert window.train(digits(1)) == 2
    assert studio.runs.all[0].backend == "tensorflow"
    studio.preferences.change(replace(studio.preferences.now, backend="jax"))
    assert studio.engine.status == "starting"


# From start to close --------------------------------------------------------------------------------------------


def test_the_project_that_was_open_last_opens_again_and_closing_leaves_nothing_running(tmp_path: Path) -> None:
    others = engines()
    write_preferences(folders_in(tmp_path).preferences, Preferences(backend="jax"))
    first = Window(tmp_path)
    first.show(digits(FOREVER))
    first.studio.training.start()
    first.wait(lambda: len(first.studio.runs.curves.epochs) >= 1)
    folder = first.studio.files.folder
    first.close()  # with the run under way
    assert engines() <= others
    assert ProjectFolder(folder).history.runs()[0].status == "stopped"

    second = Window(tmp_path)
    assert second.studio.document.project == digits(FOREVER)
    assert second.studio.files.folder == folder
    assert (second.studio.runs.shown, second.studio.training.state) == (1, Idle())
    assert second.studio.model.ref is not None
    assert len(second.studio.runs.curves.epochs) >= 1
    second.close()  # while its engine starts
    assert engines() <= others
    assert sorted(path.name for path in (tmp_path / "projects").iterdir()) == [folder.name]


def test_a_last_project_that_is_damaged_opens_a_new_one(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "mine.nnstudio", digits(1))
    write_preferences(folders_in(tmp_path).preferences, Preferences(last_project=str(folder.path)))
    (folder.path / "project.json").write_text("{")
    window = Window(tmp_path)
    window.wait(lambda: bool(window.notices))
    assert str(folder.path) in window.notices[0].message
    assert window.studio.files.is_untitled
    assert window.studio.document.project == default_project()
    window.close()


def test_the_data_of_a_run_is_in_use_when_the_window_goes_on_to_other_data(window: Window) -> None:
    studio = window.studio
    window.show(digits(FOREVER))
    window.wait(lambda: not studio.training.blocker)
    dataset = studio.data.dataset
    assert dataset is not None
    studio.training.start()
    studio.document.apply("Use two moons", usual_project(Moons()))
    window.wait(lambda: studio.data.dataset is not None and studio.data.dataset is not dataset)
    assert len(studio.cache.in_use) == 2
    assert dataset.folder.name in studio.cache.in_use
    window.stop()
    assert dataset.folder.name not in studio.cache.in_use
