"""Project folders: made, copied and given runs whole, or not at all with an error that says why."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import MOST_BYTES, Project, dense_project
from nnstudio.core.sources import MNIST, DataPlan
from nnstudio.core.sources.edits import Change, Edit, Edits
from nnstudio.core.training import BackendName
from nnstudio.core.usual import default_project
from nnstudio.disk import system
from nnstudio.runs.history import ended_now
from nnstudio.runs.project_folder import ProjectFolder, is_project, with_suffix
from nnstudio.runs.run_folder import RunFolder

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
PROJECT = dense_project("digits", (8,))


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    """A project with one run."""
    made = ProjectFolder.create(tmp_path / "house.nnstudio", PROJECT)
    begin(made, PROJECT, "jax")
    return made


def begin(folder: ProjectFolder, project: Project, backend: BackendName) -> RunFolder:
    """A run whose program has died."""
    run, hold = folder.begin_run(project, backend)
    hold.release()
    return run


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


def test_a_project_that_could_not_be_read_again_is_not_written(folder: ProjectFolder) -> None:
    edits = Edits((Edit(Change(place="test"), ("n" * MOST_BYTES,)),))
    with pytest.raises(StudioError, match="is larger than"):
        folder.write_project(replace(PROJECT, data=replace(PROJECT.data, edits=edits)))
    assert folder.read_project() == PROJECT


def test_a_data_folder_whose_name_is_not_utf8_is_kept(folder: ProjectFolder) -> None:
    name = os.fsdecode(b"/data/caf\xe9")
    odd = replace(PROJECT, data=DataPlan(MNIST(name)))
    folder.write_project(odd)
    assert folder.read_project() == odd


def test_a_run_has_a_folder_and_the_project_as_it_was(folder: ProjectFolder) -> None:
    run = begin(folder, default_project(), "tensorflow")
    folder.write_project(PROJECT)
    assert run.number == 2
    assert run.read_project() == default_project()
    assert run.files.entries() == {
        "held": "file",
        "live": "folder",
        "project.json": "file",
        "run.log": "file",
        "snapshots": "folder",
    }
    assert [summary.number for summary in folder.history.runs()] == [2, 1]


def test_what_a_start_left_that_died_half_way_stays_and_is_no_run(folder: ProjectFolder) -> None:
    leftover = folder.path / "runs" / "2" / "snapshots"
    leftover.mkdir(parents=True)
    (leftover / "epoch-00009.safetensors").write_bytes(b"of another life")
    run = begin(folder, PROJECT, "jax")
    assert run.number == 3
    assert (leftover / "epoch-00009.safetensors").read_bytes() == b"of another life"
    assert [summary.number for summary in folder.history.runs()] == [3, 1]


def test_something_else_under_a_runs_name_is_passed_over(folder: ProjectFolder) -> None:
    (folder.path / "runs" / "2").write_text("a file is in the way")
    assert begin(folder, PROJECT, "jax").number == 3


def test_a_run_that_cannot_be_written_leaves_nothing(folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(folder.path)
    bad = replace(PROJECT, training=replace(PROJECT.training, learning_rate=float("nan")))
    with pytest.raises(StudioError):
        folder.begin_run(bad, "jax")
    assert [summary.number for summary in folder.history.runs()] == [1]
    assert content(folder.path).keys() - {"runs.sqlite"} == before.keys() - {"runs.sqlite"}
    assert sorted(path.name for path in (folder.path / "runs").iterdir()) == ["1"]


def test_numbers_never_fall_below_the_highest_folder(folder: ProjectFolder) -> None:
    """Whatever became of the history: older weights are never written over."""
    for damage in (Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:3000])):
        highest = max(int(path.name) for path in (folder.path / "runs").iterdir())
        kept = folder.run(highest).path / "snapshots" / "epoch-00000.safetensors"
        kept.write_bytes(b"weights")
        folder.history.add(highest, ended_now("finished"))
        folder.history.runs()
        damage(folder.path / "runs.sqlite")
        folder = ProjectFolder(folder.path)
        assert begin(folder, PROJECT, "jax").number == highest + 1
        assert kept.read_bytes() == b"weights"


def test_two_programs_that_begin_at_once_get_a_run_each(folder: ProjectFolder) -> None:
    def work() -> list[int]:
        mine = ProjectFolder(folder.path)
        return [begin(mine, PROJECT, "jax").number for _ in range(10)]

    with ThreadPoolExecutor(4) as pool:
        found = [number for part in pool.map(lambda _: work(), range(4)) for number in part]
    assert sorted(found) == list(range(2, 42))


def test_forgetting_a_run_takes_its_files_off_the_disk(folder: ProjectFolder) -> None:
    run = folder.run(1)
    (run.path / "snapshots" / "epoch-00000.safetensors").write_bytes(b"weights")
    folder.forget_run(run)
    assert not run.path.exists()
    assert folder.history.runs() == ()


def test_forgetting_a_run_keeps_what_the_studio_did_not_write(folder: ProjectFolder) -> None:
    run = folder.run(1)
    (run.path / "notes.txt").write_text("mine")
    (run.path / "snapshots" / "photo.jpg").write_text("mine too")
    folder.forget_run(run)
    aside = folder.path / "runs" / "1.aside-1"
    assert content(aside) == {"notes.txt": b"mine", "snapshots/photo.jpg": b"mine too"}
    assert folder.history.runs() == ()
    assert begin(folder, PROJECT, "jax").number == 2


def test_removing_a_project_keeps_what_the_studio_did_not_write(folder: ProjectFolder) -> None:
    (folder.path / "notes.txt").write_text("mine")
    folder.remove()
    assert content(folder.path) == {"notes.txt": b"mine"}
    (folder.path / "notes.txt").unlink()
    ProjectFolder(folder.path).remove()
    assert not folder.path.exists()


def test_something_in_the_way_is_an_error(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", PROJECT)
    (folder.path / "project.json").unlink()
    (folder.path / "project.json").mkdir()
    actions: list[Callable[[], object]] = [lambda: folder.write_project(PROJECT), folder.read_project]
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
    (folder.run(1).snapshots.path / "epoch-00001.safetensors").write_bytes(b"weights")
    (folder.path / "notes.txt").write_text("mine")
    folder.history.add(1, ended_now("finished"))
    assert folder.history.runs()
    before = content(folder.path)
    (tmp_path / "empty.nnstudio").mkdir()
    for name in ("copy.nnstudio", "deep/down/copy.nnstudio", "empty.nnstudio"):
        copy, left_out = folder.copy_to(tmp_path / name)
        assert left_out == ()
        copied = content(copy.path)
        assert copied.keys() == before.keys() - {"runs/1/held"}
        assert all(copied[name] == before[name] for name in copied.keys() - {"runs.sqlite"})
        assert copy.history.runs() == folder.history.runs()
    assert content(folder.path) == before


@pytest.mark.parametrize("name", ["copy", "runs/copy", "runs/1/deep/copy", "../house.nnstudio/x"])
def test_a_project_is_not_copied_into_itself(folder: ProjectFolder, name: str) -> None:
    before = content(folder.path)
    with pytest.raises(StudioError, match="inside the project itself"):
        folder.copy_to(folder.path / name)
    assert content(folder.path) == before


@posix
def test_a_copy_neither_follows_nor_copies_links(tmp_path: Path, folder: ProjectFolder) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "photo").write_bytes(b"mine")
    (folder.path / "photos").symlink_to(tmp_path / "outside")
    (folder.run(1).path / "gone").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder.path / "pipe")
    copy, left_out = folder.copy_to(tmp_path / "copy.nnstudio")
    assert sorted(Path(name).name for name in left_out) == ["gone", "photos", "pipe"]
    assert not any("photo" in name for name in content(copy.path))
    assert not any(path.is_symlink() for path in copy.path.rglob("*"))


def test_a_copy_that_fails_half_way_leaves_nothing(
    tmp_path: Path, folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, data: bytes | memoryview) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(system, "write", full)
    with pytest.raises(StudioError, match=r"No space left"):
        folder.copy_to(tmp_path / "copy.nnstudio")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["house.nnstudio"]


def test_a_project_on_a_full_disk_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int, data: bytes | memoryview) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(system, "write", full)
    with pytest.raises(StudioError) as caught:
        ProjectFolder.create(tmp_path / "deep" / "new.nnstudio", PROJECT)
    assert caught.value.fix == "Free some space on that disk."
    assert list(tmp_path.iterdir()) == []


def test_a_copy_for_which_the_disk_has_no_room_is_refused_before_it_begins(
    tmp_path: Path, folder: ProjectFolder
) -> None:
    with (folder.path / "film").open("wb") as file:
        file.truncate(10**13)
    with pytest.raises(StudioError, match=r"would take 10,000,000 MB, where .* MB are free"):
        folder.copy_to(tmp_path / "deep" / "copy.nnstudio")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["house.nnstudio"]


def test_a_copy_can_be_made_while_a_run_goes_on(tmp_path: Path, folder: ProjectFolder) -> None:
    """Snapshots come and go under the copy's hands."""
    run = folder.run(1)
    over = threading.Event()

    def write() -> None:
        epoch = 0
        while not over.is_set():
            epoch += 1
            run.snapshots.write(f"epoch-{epoch:05d}.safetensors", b"weights" * 100)
            run.snapshots.remove_file(f"epoch-{max(0, epoch - 3):05d}.safetensors")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(30):
            folder.copy_to(tmp_path / f"{number}.nnstudio")
    finally:
        over.set()
        writer.join()


def test_a_copy_takes_everything_that_only_looks_like_the_studios_own(tmp_path: Path, folder: ProjectFolder) -> None:
    for name in ("notes/held", "notes/live/diary", "notes/runs.sqlite"):
        (folder.path / name).parent.mkdir(parents=True, exist_ok=True)
        (folder.path / name).write_text("mine")
    copy, _ = folder.copy_to(tmp_path / "copy.nnstudio")
    assert {"notes/held", "notes/live/diary", "notes/runs.sqlite"} <= content(copy.path).keys()


def test_the_suffix_is_added_once() -> None:
    assert with_suffix(Path("a")) == Path("a.nnstudio")
    assert with_suffix(Path("a.b")) == Path("a.b.nnstudio")
    assert with_suffix(Path("a.nnstudio")) == Path("a.nnstudio")


def test_a_run_without_a_folder_is_an_error(folder: ProjectFolder) -> None:
    with pytest.raises(StudioError, match="can't be read"):
        folder.run(7).read_project()


def test_two_programs_cannot_make_the_same_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one makes the folder while we fill ours."""
    path = tmp_path / "house.nnstudio"
    real = system.write

    def late(descriptor: int, data: bytes | memoryview) -> int:
        path.mkdir(exist_ok=True)
        (path / "project.json").write_text("theirs")
        return real(descriptor, data)

    monkeypatch.setattr(system, "write", late)
    with pytest.raises(StudioError, match="is there already"):
        ProjectFolder.create(path, Project())
    assert (path / "project.json").read_text() == "theirs"
    assert [entry.name for entry in tmp_path.iterdir()] == ["house.nnstudio"]


def test_a_run_that_only_kept_the_hash_of_its_data_is_named_by_it(folder: ProjectFolder) -> None:
    project = replace(PROJECT, data=DataPlan(MNIST("/mine")))
    run, hold = folder.begin_run(project, "tensorflow", data="0" * 64)
    hold.release()
    assert run.read_project().data.source.said_title == "MNIST in /mine"
    run, hold = folder.begin_run(project, "tensorflow", data=MNIST.published)
    hold.release()
    assert run.read_project() == project
