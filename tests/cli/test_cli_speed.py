"""`nnstudio speed`: a moment of each library on the real project."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.core.training import BACKENDS
from nnstudio.runs.project_folder import ProjectFolder
from tests.app.windowless import digits


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    return ProjectFolder.create(tmp_path / "p.nnstudio", digits(1))


def test_each_library_is_measured_and_the_project_stays_as_it_is(
    folder: ProjectFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = folder.read_project()
    assert main(["speed", str(folder.path), "--seconds", "0.1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == set(BACKENDS)
    for each in found.values():
        assert each["samples_per_second"] > 1000
        assert 0 < each["preparing_seconds"] < 120
    assert folder.read_project() == before
    assert not folder.has_runs


def test_what_cannot_be_trained_is_told(folder: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    project = folder.read_project()
    folder.write_project(replace(project, network=replace(project.network, nodes=project.network.nodes[:1])))
    assert main(["speed", str(folder.path)]) == 2
    assert "nnstudio: " in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["0", "x", "nan", "1e9"])
def test_seconds_are_refused_that_make_no_sense(
    folder: ProjectFolder, capsys: pytest.CaptureFixture[str], seconds: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["speed", str(folder.path), "--seconds", seconds])
    assert "is not a number of seconds" in capsys.readouterr().err
