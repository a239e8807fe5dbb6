"""Whatever stands in a project's folder: nothing outside changes, nothing waits, no traceback, memory stays small."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.run_service import RecordedSession
from nnstudio.app.run_state import is_running
from nnstudio.cli import main, run_commands
from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.engine.messages import EngineReady
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder
from tests.app.windowless import Window, folders_in
from tests.hostile.hostile_folders import CASES, good_project, make_outside, put, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and devices of POSIX")
PROJECT = dense_project("digits", (16,))
SHAPES: dict[str, tuple[int, ...]] = {
    "weights/n3/kernel": (64, 16),
    "weights/n3/bias": (16,),
    "weights/n4/kernel": (16, 10),
    "weights/n4/bias": (10,),
}
SAMPLE = 17  # of the whole in every test run; coprime to the counts of places and things
MOST_GROWTH = 300_000_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    Image.fromarray(np.full((8, 8), 128, np.uint8)).save(made / "picture.png")
    return made


@pytest.fixture(scope="module")
def window(home: Path) -> Iterator[Window]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNSTUDIO_CACHE", str(home / "cache"))
        write_preferences(folders_in(home).preferences, Preferences(backend="jax"))
        opened = Window(home)
        opened.ready()
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineSession]:
    """One engine for all commands: starting one takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        session = EngineSession("jax")
        while not isinstance(session.next_event(60), EngineReady):
            pass

        @contextlib.contextmanager
        def same(_backend: str) -> Iterator[RecordedSession]:
            yield RecordedSession(session)

        patch.setattr(run_commands, "engine", same)
        yield session
        session.close()


@pytest.fixture
def nothing_left_running() -> None:
    """In place of the one for all tests: engines and listeners are the module's."""


class Place:
    """A folder with a project of anybody's in it and things outside it that must stay as they are."""

    def __init__(self, path: Path) -> None:
        self.outside = path / "outside"
        self.project = path / "sent.nnstudio"
        self.copy = path / "copies" / "copy.nnstudio"
        make_outside(self.outside, PROJECT, SHAPES)
        good_project(self.project, PROJECT, SHAPES)
        self.before = tree(self.outside)

    def assert_untouched(self, what: str) -> None:
        assert tree(self.outside) == self.before, what


def use_in_window(window: Window, place: Place) -> None:
    """Opens it and does with it what pages do; saves a copy; leaves it."""
    studio = window.studio
    window.notices.clear()
    opened = studio.files.open(place.project)
    assert opened or window.notices
    if not opened:
        return
    told: list[str] = []
    studio.model.show_weights("n3", lambda found: told.append("weights"), told.append)
    studio.model.predict(np.zeros((1, 8, 8, 1), np.uint8), lambda found: told.append("prediction"), told.append)
    window.wait(lambda: len(told) == 2)
    studio.look_again()
    for run in studio.runs.all:
        studio.runs.show(run.number)
    studio.files.save()
    studio.files.save_as(place.copy)
    leave(window)


def leave(window: Window) -> None:
    """Opens another project; if this one can't be saved, that is accepted."""
    window.studio.files.new()
    for notice in window.notices[-1:]:
        if notice.action == "Leave it and lose that" and notice.act is not None:
            notice.act()


def use_on_command_line(place: Place, picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = str(place.project)
    for command in (
        ["check", project],
        ["summary", project],
        ["evaluate", project, "--backend", "jax"],
        ["predict", project, str(picture), "--backend", "jax"],
        ["train", project, "--epochs", "1", "--backend", "jax"],
    ):
        code = main(command)
        told = capsys.readouterr()
        assert code in (0, 1, 2), command
        assert "Traceback" not in told.out + told.err, command
        for line in told.err.splitlines():
            assert line.isprintable(), command
        if code == 2:
            assert told.err.count("\n") == 1, told.err
        place.assert_untouched(" ".join(command))


def memory(process: int | str = "self") -> int:
    """What that process holds, in bytes."""
    if not Path("/proc/self/statm").exists():
        return 0
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def try_case(
    window: Window,
    engine: EngineSession,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    path: Path,
    place: str,
    thing: str,
) -> None:
    made = Place(path)
    if not put(made.project, place, thing, made.outside):
        pytest.skip(f"only root can make a {thing}")
    held, engine_held = memory(), memory(engine.process_id)
    made.before = tree(made.outside)
    use_in_window(window, made)
    made.assert_untouched("window")
    for link in (entry for entry in made.copy.rglob("*") if entry.is_symlink()):
        pytest.fail(f"copied a link: {link}")
    if window.studio.files.folder != made.project and not is_running(window.studio.training.state):
        use_on_command_line(made, home / "picture.png", capsys)
    with contextlib.suppress(StudioError):
        ProjectFolder(made.project).remove()
    made.assert_untouched("removing")
    assert memory() - held < MOST_GROWTH
    assert memory(engine.process_id) - engine_held < MOST_GROWTH
    shutil.rmtree(path)


@pytest.mark.parametrize(("place", "thing"), CASES[::SAMPLE], ids=lambda word: word.replace("/", ":"))
def test_a_hostile_folder_harms_nothing(
    window: Window,
    engine: EngineSession,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    place: str,
    thing: str,
) -> None:
    try_case(window, engine, home, capsys, tmp_path / "case", place, thing)


@pytest.mark.sweep
@pytest.mark.parametrize(("place", "thing"), CASES, ids=lambda word: word.replace("/", ":"))
def test_no_hostile_folder_harms_anything(
    window: Window,
    engine: EngineSession,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    place: str,
    thing: str,
) -> None:
    try_case(window, engine, home, capsys, tmp_path / "case", place, thing)


def test_opening_a_project_deletes_no_folder_of_photos(window: Window, tmp_path: Path) -> None:
    """A link `runs` to a folder of photos, and a history that names a run 2024 which never got its weights."""
    import sqlite3

    made = Place(tmp_path / "case")
    with contextlib.closing(sqlite3.connect(made.project / "runs.sqlite")) as database:
        database.execute(
            "INSERT INTO runs (number, status, started, backend) VALUES (2024, 'loaded', '2026-01-01', 'jax')"
        )
        database.commit()
    shutil.rmtree(made.project / "runs")
    (made.project / "runs").symlink_to(made.outside / "Photos")
    assert not window.studio.files.open(made.project)
    assert "is a link, where a project holds only plain files" in window.notices[-1].message
    made.assert_untouched("opening")


def test_all_of_a_good_project_is_used(
    window: Window, engine: EngineSession, home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What the cases above do really reaches weights, predictions, training and the copy."""
    made = Place(tmp_path / "case")
    use_in_window(window, made)
    assert not [notice for notice in window.notices if notice.severity == "error"]
    assert (made.copy / "runs" / "1" / "snapshots" / "epoch-00002.safetensors").is_file()
    for command in (["evaluate"], ["predict"], ["train", "--epochs", "1"]):
        words = [command[0], str(made.project), *command[1:], "--backend", "jax"]
        assert main([*words, str(home / "picture.png")] if command[0] == "predict" else words) == 0
    capsys.readouterr()
    made.assert_untouched("all")
