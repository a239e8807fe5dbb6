"""Data on the command line: what there is, what is in it, and learning from rows of numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.core.sources import SOURCES, Drawn, FolderSource, Source
from nnstudio.runs.project_folder import ProjectFolder
from tests.cli.conftest import nnstudio

WITH_THE_PROGRAM = [kind for kind in SOURCES if not issubclass(kind, (FolderSource, Drawn))]


@pytest.mark.parametrize("kind", WITH_THE_PROGRAM)
def test_inspect_tells_what_is_in_the_data(kind: type[Source], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "inspect", kind.word, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    facts = kind().facts
    assert told["kind"] == kind.word
    assert told["samples"] == {"training": facts.training, "test": facts.test}
    assert told["shape"] == list(facts.shape)
    if facts.class_names:
        assert told["classes"] == list(facts.class_names)
        assert sum(told["counts"]) == facts.training + facts.test
    else:
        assert set(told["targets"]) == set(facts.targets.names)


def test_inspect_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "inspect", "iris"]) == 0
    out = capsys.readouterr().out
    assert "classes:     setosa, versicolor, virginica" in out
    assert "counts:      50, 50, 50" in out


@pytest.mark.parametrize("kind", WITH_THE_PROGRAM)
def test_new_makes_a_project_that_suits_the_data(
    kind: type[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "p", "--data", kind.word]) == 0
    assert ProjectFolder(tmp_path / "p.nnstudio").read_project().data.source == kind()
    assert main(["check", "p"]) == 0


def test_the_line_is_learned_and_tells_nineteen_for_ten(tmp_path: Path) -> None:
    assert nnstudio("new", "line", "--data", "line", folder=tmp_path).returncode == 0
    trained = nnstudio("train", "line", "--backend", "jax", "--json", folder=tmp_path)
    assert trained.returncode == 0, trained.stderr
    predicted = nnstudio("predict", "line", "--values", "10", "--backend", "jax", "--json", folder=tmp_path)
    [answer] = json.loads(predicted.stdout)
    assert answer["values"] == "10"
    assert answer["outputs"]["y"] == pytest.approx(19, abs=0.1)
    in_words = nnstudio("predict", "line", "--values", "10", "--backend", "jax", folder=tmp_path)
    assert in_words.stdout.startswith("10: y 18.9")
    for wrong, why in (
        (("--values", "1,2"), "has 2 values instead of 1"),
        (("--values", "ten"), "is not a row of numbers"),
        (("--values", "nan"), "is not a row of numbers"),
        (("picture.png",), "learned from rows of numbers"),
    ):
        refused = nnstudio("predict", "line", *wrong, "--backend", "jax", folder=tmp_path)
        assert refused.returncode == 2
        assert why in refused.stderr
    untested = nnstudio("evaluate", "line", "--backend", "jax", folder=tmp_path)
    assert untested.returncode == 2
    assert "no samples for the test" in untested.stderr
