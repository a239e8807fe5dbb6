"""Naming, deleting and restoring the runs of the open project, as a window does it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.app.current_run import CurrentRun
from nnstudio.app.kept_runs import KeptRuns
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.reading import Reading
from nnstudio.app.runs import Runs
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_labels import RunLabel
from tests.app.windowless import Window, folders_in
from tests.runs.test_history import PROJECT, trained

PATIENCE = 20.0


class Opened:
    """A project with three runs, open as in a window.

    Attributes:
        told: what the person was told.
    """

    def __init__(self, home: Path, path: Path, *, read_only: bool = False) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.told: list[Notice] = []
        notices = Notices()
        notices.told.connect(self.told.append)
        self.keeper = ProjectKeeper(home)
        self.keeper.open(path, "read-only" if read_only else "own")
        self.runs = Runs(self.keeper, CurrentRun(), notices)
        self.reading = Reading(self._posted.put)
        self.kept = KeptRuns(self.keeper, self.runs, self.reading, notices)
        self.kept.forget()
        self.runs.show_newest()

    @property
    def numbers(self) -> list[int]:
        return [run.number for run in self.runs.all]

    def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._posted.get(timeout=PATIENCE)()

    def close(self) -> None:
        self.reading.close()
        self.keeper.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = ProjectFolder.create(tmp_path / "house.nnstudio", PROJECT)
    for _ in range(3):
        trained(folder)
    return folder.path


@pytest.fixture
def opened(tmp_path: Path, path: Path) -> Iterator[Opened]:
    made = Opened(tmp_path / "home", path)
    yield made
    made.close()


def starred(label: RunLabel) -> RunLabel:
    return replace(label, is_starred=True)


def test_several_are_labelled_at_once_and_keep_what_they_had(opened: Opened) -> None:
    assert opened.kept.label([1], lambda label: replace(label, name="Wide"))
    assert opened.kept.label([1, 3], starred)
    assert [run.label for run in opened.runs.all] == [starred(RunLabel()), RunLabel(), starred(RunLabel("Wide"))]
    assert opened.told == []


def test_what_can_not_be_kept_is_told_and_changes_nothing(opened: Opened) -> None:
    assert not opened.kept.label([1], lambda label: replace(label, name="n" * 500))
    assert opened.runs.all[2].label == RunLabel()
    assert opened.told[-1].severity == "error"


def test_deleted_runs_come_back_as_they_went(opened: Opened) -> None:
    before = opened.runs.all
    assert opened.kept.delete([3, 1])
    assert (opened.numbers, opened.kept.restorable, opened.runs.shown) == ([2], (3, 1), 2)
    assert (opened.told[-1].message, opened.told[-1].action) == ("The runs #3, #1 were deleted.", "Restore")
    assert opened.kept.delete([2])
    assert (opened.numbers, opened.runs.shown) == ([], None)
    assert opened.kept.restore()
    assert (opened.numbers, opened.runs.shown) == ([2], 2)
    assert opened.kept.restore()
    assert [replace(run, facts=None) for run in opened.runs.all] == [replace(run, facts=None) for run in before]
    assert opened.kept.restorable == ()


def test_a_notice_restores_too(opened: Opened) -> None:
    opened.kept.delete([2])
    assert opened.told[-1].act is not None
    opened.told[-1].act()
    assert opened.numbers == [3, 2, 1]


def test_a_run_that_trains_is_not_deleted_and_the_others_are(opened: Opened, path: Path) -> None:
    _, hold = ProjectFolder(path).begin_run(PROJECT, "jax")
    opened.runs.refresh()
    assert not opened.kept.delete([1, 4])
    assert opened.numbers == [4, 3, 2]
    assert "is being trained" in opened.told[0].message
    assert opened.kept.restorable == (1,)
    hold.release()


def test_closing_the_project_removes_what_was_deleted(opened: Opened, path: Path) -> None:
    opened.kept.delete([2])
    assert (path / "runs" / "2.deleted").is_dir()
    opened.keeper.new()
    assert sorted(each.name for each in (path / "runs").iterdir()) == ["1", "3"]
    opened.kept.forget()
    assert opened.kept.restorable == ()


def test_opening_the_open_project_again_keeps_what_can_be_restored(opened: Opened, path: Path) -> None:
    opened.kept.delete([2])
    opened.keeper.open(path)
    opened.kept.forget()
    assert opened.kept.restore()
    assert opened.numbers == [3, 2, 1]


def test_what_a_killed_program_had_deleted_goes_at_the_next_start_and_is_told(tmp_path: Path, path: Path) -> None:
    ProjectFolder(path).delete_run(2)  # and nothing was closed
    looking = Opened(tmp_path / "other", path, read_only=True)
    assert (path / "runs" / "2.deleted").is_dir(), "who only looks removes nothing"
    assert looking.told == []
    again = Opened(tmp_path / "home", path)
    assert not (path / "runs" / "2.deleted").exists()
    assert again.numbers == [3, 1]
    assert [notice.message for notice in again.told] == [
        "1 run that was deleted before the program was ended has been removed for good."
    ]
    again.close()
    looking.close()


def test_who_only_looks_changes_nothing(tmp_path: Path, path: Path, opened: Opened) -> None:
    looking = Opened(tmp_path / "other", path, read_only=True)
    assert not looking.kept.delete([1])
    assert not looking.kept.label([1], starred)
    assert looking.numbers == [3, 2, 1]
    assert {notice.message for notice in looking.told} == {"The project is open to look at only."}
    opened.kept.delete([3])
    opened.kept.label([2], starred)
    looking.runs.look_again()
    assert (looking.numbers, looking.runs.shown, looking.runs.all[0].label.is_starred) == ([2, 1], 2, True)
    looking.close()


def test_projects_in_short_and_sizes_arrive_by_themselves(opened: Opened) -> None:
    opened.until(lambda: all(run.facts is not None for run in opened.runs.all))
    assert {run.facts.network for run in opened.runs.all if run.facts is not None} == {"Dense 8-10"}
    opened.kept.measure()
    opened.until(lambda: opened.kept.sizes.keys() == {1, 2, 3})
    on_disk = sum(each.stat().st_size for each in opened.keeper.folder.run(2).path.rglob("*") if each.is_file())
    assert opened.kept.sizes[2] == on_disk
    opened.kept.delete([2])
    opened.kept.measure()
    assert opened.kept.sizes.keys() == {1, 3}


def test_chosen_runs_that_go_are_chosen_no_longer(opened: Opened) -> None:
    opened.runs.choose([1, 3, 77])
    assert list(opened.runs.chosen) == [3, 1]
    opened.kept.delete([3])
    assert list(opened.runs.chosen) == [1]


def test_runs_that_the_command_line_restored_are_not_restored_again(opened: Opened, path: Path) -> None:
    opened.kept.delete([3, 1])
    ProjectFolder(path).restore_run(1)
    assert opened.kept.restore()
    assert opened.numbers == [3, 2, 1]
    assert opened.kept.restorable == ()
    assert [notice for notice in opened.told if notice.severity == "error"] == []


def test_nothing_is_shown_once_another_program_deleted_every_run(opened: Opened, path: Path) -> None:
    assert opened.runs.shown == 3
    for number in (1, 2, 3):
        ProjectFolder(path).delete_run(number)
    opened.runs.look_again()
    assert (opened.numbers, opened.runs.folder) == ([], None)
    assert opened.runs.model is None


def test_what_is_deleted_in_the_project_of_the_last_time_comes_back_after_opening_that_again(
    tmp_path: Path, path: Path
) -> None:
    write_preferences(folders_in(tmp_path).preferences, Preferences(last_project=str(path)))
    window = Window(tmp_path)
    studio = window.studio
    try:
        window.wait(lambda: studio.data.dataset is not None)
        assert studio.kept_runs.delete([2])
        assert studio.files.open(path)
        assert studio.kept_runs.restore()
        assert [run.number for run in studio.runs.all] == [3, 2, 1]
    finally:
        window.close()
