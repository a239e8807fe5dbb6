"""Projects that earlier versions wrote open whole: runs, curves, names, weights. `make_old_project` made them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from nnstudio.app.curves import Curves
from nnstudio.cli.main import main
from nnstudio.core.migrations import VERSION
from nnstudio.core.network import titles
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import read_position, read_tensors, snapshot_names

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
VERSIONS = ("0.1.0", "b3f424f")
EPOCHS = {1: 3, 2: 2}
BATCHES = 41


@pytest.fixture(params=VERSIONS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of what that version left."""
    return Path(shutil.copytree(FIXTURES / request.param, tmp_path / "old"))


def project_in(place: Path, *, read_only: bool = False) -> ProjectFolder:
    return ProjectFolder(place / "digits.nnstudio", read_only=read_only)


def said(place: Path) -> Any:
    """What that version said of its project."""
    return json.loads((place / "said.json").read_text())


def told(place: Path, number: int) -> list[tuple[dict[str, float], float, float]]:
    """The figures of each of a run's epochs by the names that they have now, its seconds and its speed."""
    names = {"loss": "loss", "accuracy": "accuracy", "validation_loss": "val_loss"}
    names["validation_accuracy"] = "val_accuracy"
    epochs = said(place)["epochs"][str(number)]
    figures = ({names[name]: epoch[name] for name in names} for epoch in epochs)
    return [(each, e["seconds"], e["samples_per_second"]) for each, e in zip(figures, epochs, strict=True)]


def kept(folder: ProjectFolder, number: int) -> list[tuple[dict[str, float], float, float]]:
    points = (record.point for record in folder.history.epochs(number))
    return [(dict(point.figures), point.seconds, point.samples_per_second) for point in points]


def test_its_runs_are_listed_with_their_figures(place: Path) -> None:
    runs = project_in(place).history.runs()
    assert [(run.number, run.status, run.epochs_done, run.backend) for run in runs] == [
        (2, "finished", 2, "jax"),
        (1, "finished", 3, "tensorflow"),
    ]
    assert [run.figures for run in runs] == [told(place, number)[-1][0] for number in (2, 1)]
    assert [run.engine.split()[0] for run in runs] == ["JAX", "TensorFlow"]


@pytest.mark.parametrize("read_only", [True, False])
def test_its_curves_are_there(place: Path, read_only: bool) -> None:
    folder = project_in(place, read_only=read_only)
    before = {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}
    for number, epochs in EPOCHS.items():
        assert kept(folder, number) == told(place, number)
        curves = Curves.of(folder.history.epochs(number))
        assert curves.batches == epochs * BATCHES
        assert curves.names == ("loss", "accuracy", "val_loss", "val_accuracy")
        for name in ("loss", "accuracy"):
            first = curves.batch(name)[:BATCHES]
            assert first.mean() == pytest.approx(curves.epochs[0].figures[name], rel=0.05)
    if read_only:
        assert {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()} == before


def test_nothing_is_lost_with_the_index_once_the_project_was_opened(place: Path) -> None:
    folder = project_in(place)
    runs = folder.history.runs()
    records = {number: folder.history.epochs(number) for number in EPOCHS}
    snapshots = {number: folder.history.snapshots(number) for number in EPOCHS}
    (folder.path / "runs.sqlite").unlink()
    anew = project_in(place)
    assert anew.history.runs() == runs
    assert {number: anew.history.snapshots(number) for number in EPOCHS} == snapshots
    for number, before in records.items():
        after = anew.history.epochs(number)
        assert [record.point for record in after] == [record.point for record in before]
        for first, second in zip(before, after, strict=True):
            assert {name: part.tobytes() for name, part in first.batches.items()} == {
                name: part.tobytes() for name, part in second.batches.items()
            }


def test_its_project_is_read_and_written_as_this_version_does(place: Path) -> None:
    folder = project_in(place)
    folder.check()
    project = folder.read_project()
    assert list(titles(project.network).values()) == ["Input", "Flatten", "Dense 1", "Dense 2"]
    assert folder.run(1).read_project().training.epochs == 3
    assert folder.run(2).read_project().training.learning_rate == 0.01
    folder.write_project(project)
    assert json.loads((folder.path / "project.json").read_bytes())["version"] == VERSION
    assert project_in(place).read_project() == project


def test_a_new_run_goes_on_with_its_numbers(place: Path) -> None:
    folder = project_in(place)
    run, hold = folder.begin_run(folder.read_project(), "jax")
    hold.release()
    assert run.number == 3
    assert [summary.number for summary in folder.history.runs()] == [3, 2, 1]


def test_its_snapshots_are_whole(place: Path) -> None:
    for number, epochs in EPOCHS.items():
        folder = project_in(place).run(number).snapshots
        names = snapshot_names(folder)
        assert [read_position(folder, name).epoch for name in names] == list(range(epochs, -1, -1))
        assert read_tensors(folder, names[0], "weights/")["weights/n3/kernel"].shape == (64, 4)


@pytest.mark.parametrize(("command", "number"), [("evaluate", 1), ("predict", 2)])
def test_its_weights_answer_as_they_did(
    place: Path, command: str, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [str(place / "picture.png")] if command == "predict" else []
    options = ["--backend", "jax", "--json", "--run", str(number)]
    assert main([command, str(place / "digits.nnstudio"), *asked, *options]) == 0
    answer = json.loads(capsys.readouterr().out)
    expected = said(place)["weights"][str(number)][command]
    found = answer if command == "evaluate" else answer[0]["probabilities"]
    assert found == pytest.approx(expected, rel=1e-5)
