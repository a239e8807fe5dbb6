"""Weights that are damaged or no numbers: the command line says so, and which ones can be used instead."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from nnstudio.runs.project_folder import ProjectFolder
from tests.cli.conftest import nnstudio

JAX = ("--backend", "jax")


@pytest.fixture(scope="module")
def folder(home: Path) -> ProjectFolder:
    """A project with a run of three epochs, the weights of the last two of which are damaged."""
    assert nnstudio("new", "spoilt", "--units", "8", folder=home).returncode == 0
    assert nnstudio("train", "spoilt", "--epochs", "3", *JAX, folder=home).returncode == 0
    made = ProjectFolder(home / "spoilt.nnstudio")
    for epoch in (2, 3):
        path = made.run(1).snapshots.path / f"epoch-0000{epoch}.safetensors"
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    return made


@pytest.mark.parametrize("command", [("evaluate", "spoilt"), ("predict", "spoilt", "five.png")])
def test_damaged_weights_are_named_and_older_ones_offered(
    home: Path, folder: ProjectFolder, command: tuple[str, ...]
) -> None:
    done = nnstudio(*command, *JAX, folder=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "epoch-00003.safetensors: is damaged: its checksum differs" in done.stderr
    assert done.stderr.endswith("Use the weights after epoch 1: --epoch 1.\n")
    assert done.stderr.count("\n") == 1
    again = nnstudio(*command, "--epoch", "2", *JAX, folder=home)
    assert again.returncode == 2
    assert "epoch-00002.safetensors: is damaged" in again.stderr
    fine = nnstudio(*command, "--epoch", "1", *JAX, folder=home)
    assert (fine.returncode, fine.stderr) == (0, "")


def test_a_run_that_diverges_says_so_and_exits_with_1(home: Path) -> None:
    assert nnstudio("new", "wild", "--units", "8", folder=home).returncode == 0
    path = home / "wild.nnstudio" / "project.json"
    project = json.loads(path.read_text())
    project["training"]["optimizer"] = {"kind": "SGD", "momentum": 0.0, "nesterov": False}
    project["training"]["loss"] = {"kind": "MeanSquaredError"}
    project["network"]["nodes"][-1]["layer"]["activation"] = "linear"
    project["data"]["scaling"] = "none"
    path.write_text(json.dumps(project))
    trained = nnstudio("train", "wild", "--epochs", "2", "--learning-rate", "1000", *JAX, folder=home)
    assert trained.returncode == 1
    assert "diverged after 2 epochs" in trained.stderr
    assert "nnstudio evaluate --run 1 --epoch 0" in trained.stderr
    for command in (("evaluate", "wild"), ("predict", "wild", "five.png")):
        done = nnstudio(*command, *JAX, folder=home)
        assert (done.returncode, done.stdout) == (1, "")
        assert "weights that are not numbers (NaN)" in done.stderr
        assert "Use the weights after epoch 0: --epoch 0." in done.stderr
        spoilt = nnstudio(*command, "--epoch", "2", *JAX, folder=home)
        assert spoilt.returncode == 1
        assert "These weights give no numbers (NaN)." in spoilt.stderr
        assert "nan%" not in spoilt.stdout
        assert nnstudio(*command, "--epoch", "0", *JAX, folder=home).returncode == 0


def test_a_pictures_name_does_not_speak_to_the_terminal(home: Path, folder: ProjectFolder) -> None:
    name = "a\x1b[2J\nfive.png: 9 (100.0%).png"
    shutil.copy(home / "five.png", home / name)
    done = nnstudio("predict", "spoilt", name, "--epoch", "1", *JAX, folder=home)
    assert done.returncode == 0
    assert done.stdout.startswith("a\\x1b[2J\\nfive.png: 9 (100.0%).png: ")
    assert done.stdout.count("\n") == 1
    plain = nnstudio("predict", "spoilt", name, "--epoch", "1", "--json", *JAX, folder=home)
    assert json.loads(plain.stdout)[0]["path"] == name
