"""One trained project for all tests of the command line, and its pictures."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.core.project import dense_project
from nnstudio.data.forms import picture_of
from nnstudio.data.prepare import prepare

ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}


def nnstudio(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`python -m nnstudio ...` in that folder."""
    command = [sys.executable, "-m", "nnstudio", *arguments]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def hear_ctrl_c() -> None:
    """In the new process: tests that run in the background of a shell ignore Ctrl-C, and hand that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `digits.nnstudio`, which has one run of two epochs, and `five.png`, a test picture."""
    folder = tmp_path_factory.mktemp("cli")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNSTUDIO_CACHE", str(folder / "cache"))
        assert nnstudio("new", "digits", "--units", "32", folder=folder).returncode == 0
        save_pictures(folder)
    return folder


def save_pictures(folder: Path) -> None:
    """A test picture of each of the classes 5 and 3, as PNG."""
    project = dense_project("digits")
    dataset = prepare(project.data.source, progress=lambda *_: None, cancelled=lambda: False)
    for name, label in (("five", 5), ("three", 3)):
        index = int(np.argmax(dataset.y_test == label))
        Image.fromarray(picture_of(dataset.x_test[index], project.facts)).save(folder / f"{name}.png")
