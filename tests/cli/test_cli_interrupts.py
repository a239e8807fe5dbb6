"""Ctrl+C of commands that read data: one line, exit code 1, nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import environment, hear_ctrl_c

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for a process's children")
PATIENCE_SECONDS = 60.0


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "large.csv"
    path.write_text("a,b,target\n" + "1.5,2.5,red\n2.5,1.5,blue\n" * 400_000)
    return path


def begun(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nnstudio", *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - one call, no lock
    )


def wait_for_reader(process: int) -> None:
    """Until the process that reads files is there: it has only begun to load then."""
    children = Path(f"/proc/{process}/task/{process}/children")
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        for child in children.read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return
        time.sleep(0.001)
    raise AssertionError("nothing is read")


@pytest.mark.parametrize("seconds", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("command", [("data", "inspect"), ("new", "p", "--data")])
def test_ctrl_c_while_data_is_read_leaves_nothing_and_says_one_line(
    command: tuple[str, ...], seconds: float, table: Path, tmp_path: Path, own_folders: Path
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    with begun(here, *command, str(table)) as process:
        wait_for_reader(process.pid)
        time.sleep(seconds)  # so that the reader loads, has just begun, and reads
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the command and to its children
        out, complaint = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, out, complaint) == (1, "", "nnstudio: Interrupted.\n")
    assert not list(here.iterdir())
    cache = Path(os.environ["NNSTUDIO_CACHE"])
    assert not [path for path in cache.rglob("*") if path.is_file()]
