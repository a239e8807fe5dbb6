"""The command line trains a project that a window has open: the window sees its run arrive, grow and end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.runs.project_folder import ProjectFolder
from tests.app.windowless import Window, digits, folders_in
from tests.cli.conftest import environment


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    write_preferences(folders_in(tmp_path).preferences, Preferences(backend="jax"))
    opened = Window(tmp_path)
    opened.ready()
    yield opened
    opened.close()


def test_a_window_sees_the_command_lines_run_arrive_grow_and_end(window: Window, tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "shared.nnstudio", digits(300))
    assert window.studio.files.open(folder.path)
    window.notices.clear()
    seen: list[tuple[str, int]] = []
    drawn: list[int] = []

    def look() -> bool:
        window.studio.look_again()
        for run in window.studio.runs.all:
            if (run.status, run.epochs_done) not in seen:
                seen.append((run.status, run.epochs_done))
                drawn.append(len(window.studio.runs.curves.epochs))
        return bool(seen) and seen[-1][0] == "finished"

    command = [sys.executable, "-m", "nnstudio", "train", str(folder.path), "--backend", "jax"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL) as training:
        window.wait(look)
        assert training.wait(60) == 0
    assert seen[0][0] == "training"
    assert len(seen) >= 3
    assert seen[-1] == ("finished", 300)
    assert window.studio.runs.shown == 1
    assert drawn == [epochs for _, epochs in seen]
    assert window.notices == []
    assert window.predict(1).shape == (1, 10)


def test_a_command_that_is_killed_is_told_as_crashed_in_the_window(window: Window, tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "shared.nnstudio", digits(1_000_000))
    assert window.studio.files.open(folder.path)

    def status() -> str:
        window.studio.look_again()
        return window.studio.runs.all[0].status if window.studio.runs.all else ""

    command = [sys.executable, "-m", "nnstudio", "train", str(folder.path), "--backend", "jax"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL) as training:
        window.wait(lambda: status() == "training" and window.studio.runs.all[0].epochs_done >= 1)
        training.kill()
    window.wait(lambda: status() == "crashed")
    assert window.studio.runs.all[0].message == "The program was ended while this run was training."
