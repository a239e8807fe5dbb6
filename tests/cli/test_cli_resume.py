"""resume, and train --from: as a person runs them, after a SIGKILL of the whole program too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import epoch_name, read_tensors
from tests.cli.conftest import environment, nnstudio
from tests.support.engines import same_bits
from tests.support.recorded_runs import story

JAX = ("--backend", "jax")
EPOCHS = ("--epochs", "30", "--batch-size", "8")
posix = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")


@posix
def test_a_program_that_was_killed_is_taken_up_where_it_was(home: Path) -> None:
    assert nnstudio("train", "digits", *EPOCHS, *JAX, folder=home).returncode == 0
    command = [sys.executable, "-m", "nnstudio", "train", "digits", *EPOCHS, *JAX]
    with subprocess.Popen(command, cwd=home, env=environment(), stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            if line.startswith("epoch 4/"):
                break
        program.send_signal(signal.SIGKILL)
        program.stdout.read()
    folder = ProjectFolder(home / "digits.nnstudio")
    assert [run.status for run in folder.history.runs()] == ["crashed", "finished"]
    done = nnstudio("resume", "digits", folder=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Run 2 finished after 30 epochs." in done.stdout
    runs = [folder.run(number) for number in (1, 2)]
    first, second = (read_tensors(run.snapshots, epoch_name(30)) for run in runs)
    assert same_bits(first, second)
    assert story(folder, runs[0]) == story(folder, runs[1])
    again = nnstudio("resume", "digits", "--run", "2", "--epochs", "1", folder=home)
    assert "Run 2 finished after 31 epochs." in again.stdout


def test_a_branch_is_trained_from_an_epoch(home: Path, tmp_path: Path) -> None:
    assert nnstudio("train", "digits", "--epochs", "2", *JAX, folder=home).returncode == 0
    number = ProjectFolder(home / "digits.nnstudio").history.runs()[0].number
    done = nnstudio("train", "digits", "--from", f"{number}:1", "--epochs", "1", *JAX, folder=home)
    assert done.returncode == 0, done.stderr
    folder = ProjectFolder(home / "digits.nnstudio")
    assert story(folder, folder.run(number)) == story(folder, folder.run(number + 1))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("resume", "fresh"), "has no run to go on with"),
        (("resume", "fresh", "--run", "3"), "has no run 3"),
        (("train", "fresh", "--from", "3"), "has no run 3"),
        (("train", "fresh", "--from", "x"), "is not a run, such as 3"),
        (("resume", "fresh", "--epochs", "0"), "is not a whole number from 1"),
    ],
)
def test_what_can_not_go_on_is_refused_in_a_line(
    tmp_path_factory: pytest.TempPathFactory, asked: tuple[str, ...], said: str
) -> None:
    home = tmp_path_factory.mktemp("cli")
    assert nnstudio("new", "fresh", folder=home).returncode == 0
    done = nnstudio(*asked, folder=home)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
