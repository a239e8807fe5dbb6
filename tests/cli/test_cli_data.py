"""Data on the command line: what there is, what is in it, and learning from rows of numbers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nnstudio.cli import main
from nnstudio.core.sources import SOURCES, ArrayFiles, Drawn, FolderSource, Iris, Source
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


def test_inspect_tells_what_looking_at_all_samples_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "inspect", "iris", "--json"]) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    alike = [each["names"] for each in problems if each["problem"] in ("leak", "duplicate")]
    assert [len(names) for names in alike] == [2]


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


PEOPLE = "age,sex,bought\n" + "".join(
    f"{20 + row % 40},{('male', 'female')[row % 3 == 0]},{('yes', 'no')[row % 2]}\n" for row in range(60)
)


def test_a_file_is_inspected_with_what_was_guessed_and_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE.replace("21,", "NA,", 1) + "1,2,3,4\n")
    assert main(["data", "inspect", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "table"
    assert told["samples"] == {"training": 48, "test": 12}
    assert told["columns"] == ["age", "sex = female", "sex = male"]
    assert (told["classes"], told["counts"]) == (["no", "yes"], [30, 30])
    assert told["guessed"]["target"] == "bought"
    problems = {each["problem"]: each["text"] for each in told["problems"]}
    assert "line 62" in problems["left out"]
    assert problems["missing"].startswith("1 value is missing; the median")


def test_arrays_are_inspected_and_a_project_made_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.npz"
    pictures = np.random.default_rng(1).integers(0, 256, (60, 8, 8), np.uint8)
    np.savez(path, images=pictures, labels=np.arange(60) % 3)
    assert main(["data", "inspect", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["shape"], told["counts"]) == ("arrays", [8, 8, 1], [20, 20, 20])
    assert told["guessed"]["labels"] == "labels"
    assert main(["new", str(tmp_path / "p"), "--data", str(path)]) == 0
    source = ProjectFolder(tmp_path / "p.nnstudio").read_project().data.source
    assert isinstance(source, ArrayFiles)
    assert source.facts.class_names == ("0", "1", "2")
    assert main(["check", str(tmp_path / "p")]) == 0


def test_what_is_no_data_is_refused_with_what_can_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("x")
    for command in (["data", "inspect"], ["new", str(tmp_path / "p"), "--data"]):
        assert main([*command, str(tmp_path / "notes.txt")]) == 2
        assert "is no data that can be opened. Open a folder" in capsys.readouterr().err
    assert not (tmp_path / "p.nnstudio").exists()


def test_settings_of_data_follow_behind_a_colon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "p", "--data", "iris:columns=petal length,petal width,against=setosa"]) == 0
    project = ProjectFolder(tmp_path / "p.nnstudio").read_project()
    assert project.data.source == Iris("petal length,petal width", "setosa")
    assert project.facts.shape == (2,)
    assert main(["check", "p"]) == 0
    (tmp_path / "a:b.csv").write_text("a,b,kind\n" + "1,2,x\n3,4,5\n" * 30)
    assert main(["new", "q", "--data", "a:b.csv:columns=b,against=5"]) == 0
    assert ProjectFolder(tmp_path / "q.nnstudio").read_project().facts.class_names == ("other", "5")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("iris:against=rose", "has no class rose"),
        ("iris:colour=red", "'colour=red' is not a setting of Iris; it has columns=, against="),
        ("moons:count=0", "is 0, outside from 2 to 100,000"),
        ("moons:count=many", "count: "),
        ("nothing:seed=1", "'nothing:seed=1' is no data"),
        ("C:/nothing.csv", "is no data"),
        (":", "is no data"),
    ],
)
def test_settings_that_data_can_not_have_are_refused_in_a_line(
    data: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", "inspect", data]) == 2
    complaint = capsys.readouterr().err
    assert why in complaint
    assert complaint.count("\n") == 1
