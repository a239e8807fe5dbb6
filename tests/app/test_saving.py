"""There is no unsaved work: the autosave, the project keeper and preferences, also where the disk refuses."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnstudio.app.autosave import Autosave
from nnstudio.app.preferences import (
    MOST_RECENT,
    Preferences,
    read_preferences,
    with_recent,
    write_preferences,
)
from nnstudio.app.project_keeper import HeldError, ProjectKeeper
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project, dense_project
from nnstudio.core.usual import default_project
from nnstudio.disk import system
from nnstudio.runs.history import ended_now
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_log import EpochPoint, EpochRecord, epoch_line
from tests.support.figures import figures


def project(epochs: int) -> Project:
    base = dense_project("digits", (8,))
    return replace(base, training=replace(base.training, epochs=epochs))


# Autosave -------------------------------------------------------------------------------------------------------


class SlowFolder(ProjectFolder):
    """Notes what is written; each write waits for `gate`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.written: list[int] = []
        self.begun = threading.Event()
        self.gate = threading.Event()

    def write_project(self, project: Project) -> None:
        self.begun.set()
        assert self.gate.wait(10)
        self.written.append(project.training.epochs)
        if project.training.epochs == 13:
            raise StudioError("Bad luck.")
        if project.training.epochs == 14:
            raise RuntimeError("a bug")


@pytest.fixture
def errors() -> list[StudioError]:
    return []


@pytest.fixture
def autosave(errors: list[StudioError]) -> Iterator[Autosave]:
    saver = Autosave(errors.append)
    yield saver
    saver.close()


def test_of_what_waits_only_the_newest_is_written(autosave: Autosave, tmp_path: Path) -> None:
    folder = SlowFolder(tmp_path)
    autosave.save(folder, project(1))
    assert folder.begun.wait(10)
    for epochs in (2, 3, 4):
        autosave.save(folder, project(epochs))
    folder.gate.set()
    autosave.flush()
    assert folder.written == [1, 4]


def test_closing_writes_what_waits(errors: list[StudioError], tmp_path: Path) -> None:
    saver = Autosave(errors.append)
    folder = SlowFolder(tmp_path)
    saver.save(folder, project(1))
    folder.gate.set()
    saver.close()
    assert folder.written == [1]
    saver.save(folder, project(2))
    saver.flush()  # nobody writes any more, and nobody waits


@pytest.mark.parametrize(("unlucky", "words"), [(13, "Bad luck."), (14, "can't be written (a bug).")])
def test_a_write_that_fails_is_told_and_the_next_is_written(
    autosave: Autosave, errors: list[StudioError], tmp_path: Path, unlucky: int, words: str
) -> None:
    folder = SlowFolder(tmp_path)
    folder.gate.set()
    autosave.save(folder, project(unlucky))
    autosave.flush()
    assert [error.message for error in errors] == [words]
    autosave.save(folder, project(15))
    autosave.flush()
    assert folder.written == [unlucky, 15]


# The keeper -----------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(tmp_path: Path, errors: list[StudioError]) -> Iterator[ProjectKeeper]:
    kept = ProjectKeeper(tmp_path / "untitled")
    kept.save_failed.connect(errors.append)
    yield kept
    kept.close()


def edit(keeper: ProjectKeeper, epochs: int) -> None:
    keeper.document.apply("Edit", project(epochs))


def saved(folder: ProjectFolder) -> Project:
    return ProjectFolder(folder.path).read_project()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_begins_with_an_untitled_project(keeper: ProjectKeeper) -> None:
    assert keeper.is_untitled
    assert keeper.folder.title == "Untitled"
    assert keeper.document.project == default_project() == saved(keeper.folder)


def test_untitled_projects_that_were_touched_are_kept_and_counted(keeper: ProjectKeeper, tmp_path: Path) -> None:
    edit(keeper, 1)
    keeper.new()
    assert keeper.folder.title == "Untitled 2"
    edit(keeper, 2)
    keeper.new()
    assert keeper.folder.title == "Untitled 3"
    keeper.new()
    assert names(tmp_path / "untitled") == ["Untitled 2.nnstudio", "Untitled 4.nnstudio", "Untitled.nnstudio"]
    assert saved(ProjectFolder(tmp_path / "untitled" / "Untitled 2.nnstudio")) == project(2)


def test_an_untitled_project_that_nobody_touched_leaves_nothing_behind(tmp_path: Path) -> None:
    kept = ProjectKeeper(tmp_path / "untitled")
    kept.close()
    assert names(tmp_path / "untitled") == []


def test_one_that_has_a_run_stays(tmp_path: Path) -> None:
    kept = ProjectKeeper(tmp_path / "untitled")
    kept.folder.begin_run(default_project(), "jax")[1].release()
    kept.close()
    assert names(tmp_path / "untitled") == ["Untitled.nnstudio"]


def test_one_whose_only_run_was_taken_out_does_not_stay(tmp_path: Path) -> None:
    kept = ProjectKeeper(tmp_path / "untitled")
    run, hold = kept.folder.begin_run(default_project(), "jax")
    hold.release()
    kept.folder.forget_run(run)
    kept.close()
    assert names(tmp_path / "untitled") == []


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_one_that_can_not_be_looked_into_stays_and_keeps_nobody_from_leaving_it(tmp_path: Path) -> None:
    kept = ProjectKeeper(tmp_path / "untitled")
    (tmp_path / "elsewhere").mkdir()
    (kept.folder.path / "runs").symlink_to(tmp_path / "elsewhere")
    kept.new()
    assert kept.folder.title == "Untitled 2"
    (kept.folder.path / "runs").symlink_to(tmp_path / "elsewhere")
    kept.close()
    assert names(tmp_path / "untitled") == ["Untitled 2.nnstudio", "Untitled.nnstudio"]


def test_two_windows_take_different_untitled_projects(keeper: ProjectKeeper, tmp_path: Path) -> None:
    other = ProjectKeeper(tmp_path / "untitled")
    assert other.folder.title == "Untitled 2"
    other.close()


def test_where_no_project_can_be_kept_nothing_is_left_running(tmp_path: Path) -> None:
    (tmp_path / "untitled").write_text("a file is in the way")
    with pytest.raises(StudioError):
        ProjectKeeper(tmp_path / "untitled")


def test_every_edit_undo_and_redo_is_written(keeper: ProjectKeeper) -> None:
    edit(keeper, 5)
    keeper.save()
    assert saved(keeper.folder) == project(5)
    keeper.document.undo()
    keeper.save()
    assert saved(keeper.folder) == default_project()


def test_an_edit_is_written_without_being_asked_for(tmp_path: Path) -> None:
    kept = ProjectKeeper(tmp_path / "untitled")
    edit(kept, 5)
    kept.close()
    assert saved(kept.folder) == project(5)


def test_a_disk_that_refuses_is_told(keeper: ProjectKeeper, errors: list[StudioError]) -> None:
    file = keeper.folder.path / "project.json"
    file.unlink()
    file.mkdir()
    edit(keeper, 5)
    keeper.save()
    assert "is a folder, where a file belongs" in str(errors[0])
    file.rmdir()


def test_a_project_is_opened_with_no_way_back_to_the_one_before(keeper: ProjectKeeper, tmp_path: Path) -> None:
    other = ProjectFolder.create(tmp_path / "other.nnstudio", project(7))
    edit(keeper, 5)
    keeper.open(other.path)
    assert (keeper.document.project, keeper.folder.path) == (project(7), other.path)
    assert not keeper.is_untitled
    assert keeper.document.undo_label == ""
    assert saved(ProjectFolder(tmp_path / "untitled" / "Untitled.nnstudio")) == project(5)


@pytest.mark.parametrize("damage", ["missing", "not json", "link", "file"])
def test_what_cannot_be_opened_leaves_the_present_one_open(keeper: ProjectKeeper, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "other.nnstudio"
    if damage == "file":
        path.write_text("no folder")
    elif damage != "missing":
        ProjectFolder.create(path, project(7))
        (path / "project.json").write_text("something else entirely")
        if damage == "link":
            (path / "runs").symlink_to(tmp_path)
    edit(keeper, 5)
    before = keeper.folder.path
    with pytest.raises(StudioError):
        keeper.open(path)
    assert (keeper.folder.path, keeper.document.project) == (before, project(5))
    assert keeper.document.undo_label == "Edit"
    edit(keeper, 6)
    keeper.save()
    assert saved(ProjectFolder(before)) == project(6)


def test_opening_the_present_project_by_another_spelling_keeps_it(keeper: ProjectKeeper, tmp_path: Path) -> None:
    """It is untitled and untouched: it must not be cleared away as it is left."""
    (tmp_path / "link").symlink_to(keeper.folder.path)
    for spelling in (keeper.folder.path, tmp_path / "untitled" / ".." / "untitled" / "Untitled.nnstudio"):
        keeper.open(spelling)
        assert saved(keeper.folder) == default_project()
    keeper.open(tmp_path / "link")
    assert saved(keeper.folder) == default_project()


def test_a_project_that_another_window_holds_is_looked_at_or_copied(keeper: ProjectKeeper, tmp_path: Path) -> None:
    other = ProjectKeeper(tmp_path / "untitled")
    edit(other, 7)
    other.save_as(tmp_path / "theirs")
    path = other.folder.path
    with pytest.raises(HeldError, match="is open in another window") as caught:
        keeper.open(path)
    assert (caught.value.holder.program, caught.value.holder.process) == ("window", os.getpid())
    assert keeper.is_untitled

    keeper.open(path, "read-only")
    assert keeper.document.is_read_only
    assert keeper.document.project == project(7)
    edit(keeper, 8)
    assert keeper.document.project == project(7)
    keeper.save()
    edit(other, 9)
    other.save()
    assert saved(other.folder) == project(9)
    assert not keeper.is_free()

    keeper.open(path, "copy")
    assert keeper.folder.title == "theirs copy"
    edit(keeper, 10)
    keeper.save()
    assert (saved(keeper.folder), saved(other.folder)) == (project(10), project(9))

    keeper.open(path, "read-only")
    other.close()
    assert keeper.is_free()
    keeper.open(path)
    edit(keeper, 11)
    keeper.save()
    assert saved(ProjectFolder(path)) == project(11)


def test_what_is_only_looked_at_is_not_written(keeper: ProjectKeeper, tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "other.nnstudio", project(1))
    folder.begin_run(project(1), "jax")[1].release()
    before = {file: file.read_bytes() for file in folder.path.rglob("*") if file.is_file()}
    keeper.open(folder.path, "read-only")
    edit(keeper, 5)
    keeper.document.undo()
    keeper.save()
    assert [run.status for run in keeper.folder.history.runs()] == ["crashed"]
    keeper.new()
    assert {file: file.read_bytes() for file in folder.path.rglob("*") if file.is_file()} == before


def test_a_copy_of_what_is_only_looked_at_can_be_changed(keeper: ProjectKeeper, tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "other.nnstudio", project(1))
    keeper.open(tmp_path / "other.nnstudio", "read-only")
    keeper.save_as(tmp_path / "mine")
    edit(keeper, 5)
    keeper.save()
    assert saved(keeper.folder) == project(5)
    assert saved(ProjectFolder(tmp_path / "other.nnstudio")) == project(1)


def test_the_hold_of_a_window_that_died_is_free(keeper: ProjectKeeper, tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "other.nnstudio", project(1))
    (folder.path / "held").write_text('{"program": "window", "process": 1, "host": "here", "since": "2026-01-01"}')
    keeper.open(folder.path)
    assert not keeper.document.is_read_only


@pytest.mark.parametrize("gone", ["folder", "root"])
def test_a_project_whose_folder_is_gone_can_be_saved_elsewhere(
    keeper: ProjectKeeper, errors: list[StudioError], tmp_path: Path, gone: str
) -> None:
    keeper.save_as(tmp_path / "deep" / "mine")
    shutil.rmtree(keeper.folder.path if gone == "folder" else tmp_path / "deep")
    edit(keeper, 5)
    keeper.save()
    assert "See whether it was moved or deleted" in errors[0].fix
    keeper.save_as(tmp_path / "new")
    assert saved(keeper.folder) == project(5)


def test_a_disk_that_is_full_is_told_once_tried_again_and_told_when_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    mended = threading.Event()
    kept = ProjectKeeper(tmp_path / "untitled")
    kept.save_failed.connect(lambda error: told.append(error.fix))
    kept.save_mended.connect(mended.set)
    real, full = system.write, [True]

    def write(descriptor: int, data: bytes | memoryview) -> int:
        if full[0]:
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(system, "write", write)
    monkeypatch.setattr("nnstudio.app.autosave.AGAIN_SECONDS", 0.02)
    for epochs in (2, 3, 4):
        edit(kept, epochs)
        assert not kept.save()
    assert told == ["Free some space on that disk."]
    full[0] = False
    assert mended.wait(10)
    kept.close()
    assert saved(kept.folder) == project(4)


def test_a_project_that_is_renamed_while_it_is_open_is_not_mistaken_for_what_comes_in_its_place(
    keeper: ProjectKeeper, errors: list[StudioError], tmp_path: Path
) -> None:
    keeper.save_as(tmp_path / "mine")
    path = keeper.folder.path
    path.rename(tmp_path / "renamed.nnstudio")
    theirs = ProjectFolder.create(path, project(9))
    edit(keeper, 5)
    assert not keeper.save()
    assert saved(theirs) == project(9)
    assert errors
    with pytest.raises(StudioError):
        keeper.folder.begin_run(project(5), "jax")
    keeper.save_as(tmp_path / "rescued")
    assert saved(keeper.folder) == project(5)
    assert saved(ProjectFolder(tmp_path / "renamed.nnstudio")) != project(5)


def test_a_project_file_that_another_program_changed_is_kept_beside_ours(keeper: ProjectKeeper, tmp_path: Path) -> None:
    keeper.save_as(tmp_path / "mine")
    edit(keeper, 5)
    keeper.save()
    file = keeper.folder.path / "project.json"
    theirs = file.read_text().replace('"epochs": 5', '"epochs": 77')
    file.write_text(theirs)
    edit(keeper, 6)
    keeper.save()
    assert saved(keeper.folder) == project(6)
    assert (keeper.folder.path / "project.json.aside-1").read_text() == theirs
    assert "changed by another program" in keeper.folder.history.notes[0]
    edit(keeper, 7)
    keeper.save()
    assert not (keeper.folder.path / "project.json.aside-2").exists()


def test_an_untitled_project_in_which_another_program_trains_is_not_removed(
    keeper: ProjectKeeper, tmp_path: Path
) -> None:
    edit(keeper, 5)
    old = keeper.folder.path
    run, hold = ProjectFolder(old).begin_run(project(5), "jax")
    keeper.save_as(tmp_path / "mine")
    assert run.read_project() == project(5)
    hold.release()


def test_saving_under_another_name_that_is_refused_leaves_no_copy(
    keeper: ProjectKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(keeper, 5)
    keeper.save()
    real, left = system.write, [1]

    def write(descriptor: int, data: bytes | memoryview) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(system, "write", write)
    with pytest.raises(StudioError):
        keeper.save_as(tmp_path / "mine")
    assert not (tmp_path / "mine.nnstudio").exists()
    monkeypatch.undo()
    keeper.save_as(tmp_path / "mine")
    assert saved(keeper.folder) == project(5)


def test_saving_under_another_name_takes_the_runs_along(keeper: ProjectKeeper, tmp_path: Path) -> None:
    edit(keeper, 5)
    run, hold = keeper.folder.begin_run(project(5), "jax")
    values = np.ones(2, np.float32)
    line = epoch_line(EpochRecord(EpochPoint(1, figures(0.5, 0.5)), {"loss": values, "accuracy": values}))
    keeper.folder.history.add(1, line, ended_now("finished"))
    hold.release()
    run.snapshots.write("epoch-00001.safetensors", b"weights")
    keeper.save_as(tmp_path / "mine")
    assert keeper.folder.path == tmp_path / "mine.nnstudio"
    assert not keeper.is_untitled
    assert keeper.folder.run(1).snapshots.read("epoch-00001.safetensors", 100) == b"weights"
    assert keeper.folder.history.runs()[0].figures["loss"] == 0.5
    assert names(tmp_path / "untitled") == []
    edit(keeper, 6)
    keeper.save()
    assert saved(keeper.folder) == project(6)


def test_a_project_with_a_place_stays_there_when_saved_under_another_name(
    keeper: ProjectKeeper, tmp_path: Path
) -> None:
    edit(keeper, 5)
    keeper.save_as(tmp_path / "one")
    keeper.save_as(tmp_path / "two")
    edit(keeper, 6)
    keeper.save()
    assert saved(ProjectFolder(tmp_path / "one.nnstudio")) == project(5)
    assert saved(ProjectFolder(tmp_path / "two.nnstudio")) == project(6)


def test_saving_under_its_own_name_is_saving(keeper: ProjectKeeper, tmp_path: Path) -> None:
    keeper.save_as(tmp_path / "one")
    edit(keeper, 5)
    keeper.save_as(tmp_path / "one.nnstudio")
    assert saved(keeper.folder) == project(5)


def test_a_place_that_is_taken_keeps_the_project_where_it_is(keeper: ProjectKeeper, tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "taken.nnstudio", project(9))
    edit(keeper, 5)
    with pytest.raises(StudioError, match="is there already"):
        keeper.save_as(tmp_path / "taken")
    with pytest.raises(StudioError, match="inside the project"):
        keeper.save_as(keeper.folder.path / "runs" / "inner")
    assert keeper.is_untitled
    assert saved(keeper.folder) == project(5)
    assert saved(ProjectFolder(tmp_path / "taken.nnstudio")) == project(9)


def test_saving_elsewhere_rescues_what_the_old_disk_refused(
    keeper: ProjectKeeper, errors: list[StudioError], tmp_path: Path
) -> None:
    keeper.save_as(tmp_path / "old")
    (tmp_path / "old.nnstudio" / "runs.sqlite").unlink(missing_ok=True)
    moved = tmp_path / "moved"
    (tmp_path / "old.nnstudio").rename(moved)
    (tmp_path / "old.nnstudio").symlink_to(moved)
    (moved / "project.json").unlink()
    (moved / "project.json").mkdir()  # every write of project.json now fails
    edit(keeper, 5)
    keeper.save()
    assert errors
    (moved / "project.json").rmdir()
    (moved / "project.json").write_text("{}")
    keeper.save_as(tmp_path / "new")
    assert saved(keeper.folder) == project(5)


# Preferences ----------------------------------------------------------------------------------------------------


def test_preferences_come_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    kept = Preferences("dark", "jax", ("/a", os.fsdecode(b"/caf\xe9")), 0.5, "/a", "de", 150)
    write_preferences(path, kept)
    assert read_preferences(path) == kept


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b'{"scheme": "pink"}',
        b'{"smoothing": "much"}',
        b"\xff\xfe",
        b'{"extra": 1}',
        b"[" * 90_000,
        b" " * 200_000,
    ],
)
def test_damaged_preferences_are_the_usual_ones(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(text)
    assert read_preferences(path) == Preferences()
    write_preferences(path, Preferences("dark"))
    assert read_preferences(path).scheme == "dark"


@pytest.mark.parametrize(
    "entry",
    [
        '"font_size": 201',
        '"font_size": 1e300',
        '"font_size": "large"',
        '"language": "tlh"',
        '"language": 7',
        '"new": []',
    ],
)
def test_one_unusable_preference_leaves_the_others(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(f'{{"scheme": "dark", {entry}, "backend": "jax"}}')
    assert read_preferences(path) == Preferences("dark", "jax")


def test_missing_preferences_are_the_usual_ones(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / "nothing") == Preferences()
    assert read_preferences(tmp_path) == Preferences()


def test_recent_projects_stand_once_newest_first_and_are_few() -> None:
    recent: tuple[str, ...] = ()
    for number in [*range(20), 15]:
        recent = with_recent(recent, f"/{number}")
    assert recent[:3] == ("/15", "/19", "/18")
    assert len(recent) == len(set(recent)) == MOST_RECENT
