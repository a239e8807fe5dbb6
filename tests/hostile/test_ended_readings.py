"""Whoever ends the program while it converts data finds nothing half done left, and no process running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.core.project import dense_project
from nnstudio.core.sources import DataPlan, TableFile
from nnstudio.runs.project_folder import ProjectFolder
from tests.cli.conftest import hear_ctrl_c

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
ROOT = Path(__file__).resolve().parents[2]
ROWS = 400_000
PATIENCE = 60.0


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that takes some seconds to read."""
    path = tmp_path_factory.mktemp("table") / "large.csv"
    lines = "".join(f"{row % 97}.5,{row % 89},w{row % 50},{'ab'[row % 2]}\n" for row in range(1000))
    path.write_text("x,z,word,class\n" + lines * (ROWS // 1000))
    return path


def wait(condition: Callable[[], bool], complaint: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, complaint
        time.sleep(0.02)


def processes_of(home: Path) -> list[int]:
    """The processes whose environment names the folder."""
    if sys.platform != "linux":
        return []
    found = []
    for each in Path("/proc").iterdir():
        try:
            if each.name.isdigit() and f"NNSTUDIO_CACHE={home}".encode() in (each / "environ").read_bytes():
                found.append(int(each.name))
        except OSError:
            continue
    return found


def end_while_it_converts(arguments: list[str], home: Path, number: signal.Signals) -> int:
    """Starts a program, ends it while there is a folder half filled, and gives its exit code."""
    cache = home / "cache"
    places = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME", "TMPDIR")
    environment = {
        **os.environ,
        **{name: str(home) for name in places},
        "PYTHONPATH": str(ROOT),
        "NNSTUDIO_CACHE": str(cache),
        "QT_QPA_PLATFORM": "offscreen",
    }
    program = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        cwd=home,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - one call, no lock
    )
    try:
        wait(lambda: any(cache.glob(".tmp-*/x_train.npy")) or program.poll() is not None, "nothing is converted")
        assert program.poll() is None, "it was over before it could be ended"
        program.send_signal(number)
        return program.wait(PATIENCE)
    finally:
        program.kill()
        program.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_ended_leaves_nothing_half_done(table: Path, tmp_path: Path, number: signal.Signals) -> None:
    assert end_while_it_converts(["-m", "nnstudio", "data", "inspect", str(table)], tmp_path, number) == 1
    assert not list((tmp_path / "cache").glob(".tmp-*"))
    wait(lambda: not processes_of(tmp_path / "cache"), "a process remains")


def test_a_window_that_the_system_ends_leaves_nothing_half_done(table: Path, tmp_path: Path) -> None:
    project = replace(dense_project("digits"), data=DataPlan(TableFile(str(table))))
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", project)
    arguments = [str(ROOT / "main.py"), str(folder.path)]
    assert end_while_it_converts(arguments, tmp_path, signal.SIGTERM) == 128 + signal.SIGTERM
    assert not list((tmp_path / "cache").glob(".tmp-*"))
    wait(lambda: not processes_of(tmp_path / "cache"), "a process remains")


def test_a_reader_outlives_nobody(table: Path, tmp_path: Path) -> None:
    """Killed at once, the program can't tidy up; but its reader ends by itself."""
    arguments = ["-m", "nnstudio", "data", "inspect", str(table)]
    assert end_while_it_converts(arguments, tmp_path, signal.SIGKILL) == -signal.SIGKILL
    wait(lambda: not processes_of(tmp_path / "cache"), "a process remains")
