"""A project with 1,000 runs opens in under a second, and the table of them stays fluid."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.run_list import KEYS, RunFilter, ordered
from nnstudio.runs.history import read_facts
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_log import Begun, add_to_log
from nnstudio.ui import theme
from nnstudio.ui.compare.runs_table import RunsTable
from tests.app.test_kept_runs import Opened
from tests.runs.test_history import PROJECT, trained
from tests.support.fake_studio import FakeStudio

pytestmark = pytest.mark.benchmark
RUNS, EPOCHS = 1000, 30
ROWS_IN_SIGHT = 40


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of 1,000 runs of 30 epochs, with an index that a window has brought up to date."""
    folder = ProjectFolder.create(tmp_path_factory.mktemp("many") / "many.nnstudio", PROJECT)
    first = trained(folder, epochs=EPOCHS)
    for name in list((first.path / "snapshots").iterdir())[1:]:
        name.unlink()
    for number in range(2, RUNS + 1):
        copy = folder.path / "runs" / str(number)
        shutil.copytree(first.path, copy)
        log = (first.path / "run.log").read_bytes().split(b"\n\n", 1)[1]
        (copy / "run.log").unlink()
        run = folder.run(number)
        add_to_log(run.files, (Begun(number, "training", "2026-05-01T10:00:00+00:00", "jax"),))
        with (copy / "run.log").open("ab") as file:
            file.write(b"\n" + log)
    opened = ProjectFolder(folder.path)
    while missing := opened.history.without_facts(200):
        opened.history.add_facts(read_facts(missing))
    assert len(opened.history.runs()) == RUNS
    return folder.path


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> RunsTable:
    theme.apply(qapp, "light")
    preferences: PreferenceStore = FakeStudio(PROJECT).preferences
    made = RunsTable(preferences)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


def seconds(call: Callable[[], object]) -> float:
    """Of this process's own work: others may be busy on the machine."""
    began = time.process_time()
    call()
    return time.process_time() - began


def test_a_thousand_runs_are_open_in_under_a_second(project: Path, tmp_path: Path, table: RunsTable) -> None:
    """From opening the folder to the table on the screen; the window itself stands already."""
    opened: list[Opened] = []

    def show() -> None:
        opened.append(Opened(tmp_path / "home", project))
        table.show_runs(opened[0].runs.all, {}, ())
        table.grab()

    taken = seconds(show)
    print(f"{RUNS} runs of {EPOCHS} epochs: open and drawn in {taken:.2f} s")
    assert len(opened[0].runs.all) == RUNS
    assert all(run.facts is not None and run.best is not None for run in opened[0].runs.all)
    opened[0].close()
    assert taken < 1.0


def test_sorting_and_filtering_a_thousand_runs_takes_less_than_three_frames(project: Path) -> None:
    runs = ProjectFolder(project).history.runs()
    slowest = max(seconds(lambda key=key: ordered(runs, key)) for key in KEYS.values())  # type: ignore[misc]
    searched = seconds(lambda: [run for run in runs if RunFilter("dense finished 8").passes(run)])
    print(f"slowest order {1000 * slowest:.1f} ms, search {1000 * searched:.1f} ms")
    assert max(slowest, searched) < 0.1


def test_only_what_is_in_sight_is_written(project: Path, table: RunsTable, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = ProjectFolder(project).history.runs()
    table.show_runs(runs, {}, ())
    table.grab()
    asked: set[int] = set()
    real = table.runs.data

    def counted(index: QModelIndex, role: int = 0) -> object:
        asked.add(index.row())
        return real(index, role)

    monkeypatch.setattr(table.runs, "data", counted)
    table.scrollToBottom()
    taken = seconds(table.grab)
    print(f"a frame of the scrolled table: {1000 * taken:.1f} ms, {len(asked)} rows")
    assert len(asked) <= ROWS_IN_SIGHT
