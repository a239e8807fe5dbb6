"""Project folders: made, copied and given runs whole, or not at all with an error that says why."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import Project, default_project, dense_project
from nnstudio.runs.hold import Hold, is_held
from nnstudio.runs.project_folder import ProjectFolder, is_project, with_suffix

PROJECT = dense_project("digits", (8,))


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    """A project with one run."""
    made = ProjectFolder.create(tmp_path / "house.nnstudio", PROJECT)
    made.begin_run(PROJECT, "jax")
    return made


def content(path: Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_a_project_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = ProjectFolder.create(tmp_path / "far" / "away" / "house.nnstudio", PROJECT)
    assert made.title == "house"
    assert ProjectFolder(made.path).read_project() == PROJECT
    made.write_project(default_project())
    assert made.read_project() == default_project()
    assert is_project(made.path)


def test_an_empty_folder_can_become_a_project(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert ProjectFolder.create(tmp_path / "empty", PROJECT).read_project() == PROJECT


def test_a_place_that_is_taken_is_refused_and_left_as_it_is(tmp_path: Path, folder: ProjectFolder) -> None:
    (tmp_path / "file").write_text("mine")
    before = content(tmp_path)
    for path in (folder.path, tmp_path / "file"):
        with pytest.raises(StudioError, match="is there already"):
            ProjectFolder.create(path, default_project())
        with pytest.raises(StudioError, match="is there already"):
            folder.copy_to(path)
    assert content(tmp_path) == before


@pytest.mark.parametrize("name", ["file/below.nnstudio", "n" * 300, "nul\0.nnstudio"])
def test_a_place_that_cannot_be_is_an_error(tmp_path: Path, folder: ProjectFolder, name: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StudioError):
        ProjectFolder.create(tmp_path / name, PROJECT)
    with pytest.raises(StudioError):
        folder.copy_to(tmp_path / name)
    assert not is_project(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "house.nnstudio"]


def test_a_project_that_json_cannot_hold_is_an_error_and_the_old_one_stays(folder: ProjectFolder) -> None:
    bad = replace(PROJECT, training=replace(PROJECT.training, learning_rate=float("nan")))
    with pytest.raises(StudioError):
        folder.write_project(bad)
    assert folder.read_project() == PROJECT


def test_a_data_folder_whose_name_is_not_utf8_is_kept(folder: ProjectFolder) -> None:
    name = os.fsdecode(b"/data/caf\xe9")
    odd = replace(PROJECT, data=replace(PROJECT.data, folder=name))
    folder.write_project(odd)
    assert folder.read_project() == odd


def test_a_run_has_a_folder_and_the_project_as_it_was(folder: ProjectFolder) -> None:
    run = folder.begin_run(default_project(), "tensorflow")
    folder.write_project(PROJECT)
    assert run.number == 2
    assert run.read_project() == default_project()
    assert run.snapshots.is_dir()
    assert run.live.is_dir()
    assert [summary.number for summary in folder.history.runs()] == [2, 1]


def test_what_a_start_left_that_died_half_way_is_cleared(folder: ProjectFolder) -> None:
    leftover = folder.run(2)
    leftover.snapshots.mkdir(parents=True)
    (leftover.snapshots / "epoch-00009.safetensors").write_bytes(b"of another life")
    run = folder.begin_run(PROJECT, "jax")
    assert run.path == leftover.path
    assert list(run.snapshots.iterdir()) == []


def test_a_run_that_cannot_be_written_leaves_no_line_in_the_history(folder: ProjectFolder) -> None:
    folder.run(2).path.write_text("a file is in the way")
    with pytest.raises(StudioError, match="can't be written"):
        folder.begin_run(PROJECT, "jax")
    assert [summary.number for summary in folder.history.runs()] == [1]


def test_forgetting_a_run_takes_its_files_off_the_disk(folder: ProjectFolder) -> None:
    run = folder.run(1)
    folder.forget_run(run)
    assert not run.path.exists()
    assert folder.history.runs() == ()


@pytest.mark.parametrize("name", ["project.json", "runs.sqlite"])
def test_something_in_the_way_is_an_error(tmp_path: Path, name: str) -> None:
    folder = ProjectFolder.create(tmp_path / "p", PROJECT)
    (folder.path / name).unlink(missing_ok=True)
    (folder.path / name).mkdir()
    actions: list[Callable[[], object]] = (
        [lambda: folder.begin_run(PROJECT, "jax"), lambda: folder.history]
        if name == "runs.sqlite"
        else [lambda: folder.write_project(PROJECT), folder.read_project]
    )
    for action in actions:
        with pytest.raises(StudioError):
            action()


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"{}", b'{"format": "nnstudio-project", "version": 99}', b"\xff"])
def test_a_damaged_project_is_an_error_that_names_its_file(folder: ProjectFolder, text: bytes) -> None:
    (folder.path / "project.json").write_bytes(text)
    with pytest.raises(FormatError) as caught:
        folder.read_project()
    assert str(folder.path / "project.json") in str(caught.value)


def test_a_copy_holds_everything(tmp_path: Path, folder: ProjectFolder) -> None:
    (folder.run(1).snapshots / "epoch-00001.safetensors").write_bytes(b"weights")
    before = content(folder.path)
    (tmp_path / "empty.nnstudio").mkdir()
    for name in ("copy.nnstudio", "deep/down/copy.nnstudio", "empty.nnstudio"):
        copy = folder.copy_to(tmp_path / name)
        assert content(copy.path) == before
        assert copy.history.runs() == folder.history.runs()
    assert content(folder.path) == before


@pytest.mark.parametrize("name", ["copy", "runs/copy", "runs/1/deep/copy", "../house.nnstudio/x"])
def test_a_project_is_not_copied_into_itself(folder: ProjectFolder, name: str) -> None:
    before = content(folder.path)
    with pytest.raises(StudioError, match="inside the project itself"):
        folder.copy_to(folder.path / name)
    assert content(folder.path) == before


def test_a_copy_that_fails_half_way_leaves_nothing(tmp_path: Path, folder: ProjectFolder) -> None:
    (folder.run(1).path / "gone").symlink_to(tmp_path / "nowhere")  # copying it fails, after the rest was copied
    with pytest.raises(StudioError, match=r"1 files can't be copied, the first one .*gone"):
        folder.copy_to(tmp_path / "copy.nnstudio")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["house.nnstudio"]


def test_the_suffix_is_added_once() -> None:
    assert with_suffix(Path("a")) == Path("a.nnstudio")
    assert with_suffix(Path("a.b")) == Path("a.b.nnstudio")
    assert with_suffix(Path("a.nnstudio")) == Path("a.nnstudio")


def test_a_run_without_a_folder_is_an_error(folder: ProjectFolder) -> None:
    with pytest.raises(FormatError, match="can't be read"):
        folder.run(7).read_project()


# Which runs are alive -------------------------------------------------------------------------------------------


def test_a_run_is_held_until_it_is_let_go(folder: ProjectFolder) -> None:
    path = folder.run(1).path
    assert not is_held(path)
    hold = Hold(path)
    assert is_held(path)
    hold.release()
    hold.release()
    assert not is_held(path)


def test_a_folder_that_is_missing_is_not_held(tmp_path: Path) -> None:
    hold = Hold(tmp_path / "nowhere")
    assert not is_held(tmp_path / "nowhere")
    hold.release()


HOLDER = """
import sys, time
from pathlib import Path
from nnstudio.runs.hold import Hold
hold = Hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_what_another_process_holds_is_free_when_it_is_killed(folder: ProjectFolder) -> None:
    path = folder.run(1).path
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_held(path)
        holder.kill()
        holder.wait()
        assert not is_held(path)


def test_two_programs_cannot_make_the_same_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one makes the folder between our look and our making it."""
    path = tmp_path / "house.nnstudio"
    real = Path.mkdir

    def late(self: Path, *args: object, **options: object) -> None:
        if self == path and not self.exists():
            real(self)
            (self / "project.json").write_text("theirs")
        real(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", late)
    with pytest.raises(StudioError, match="is there already"):
        ProjectFolder.create(path, Project())
    assert (path / "project.json").read_text() == "theirs"
