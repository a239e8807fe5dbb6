"""The runs of a project on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.core.project import dense_project
from nnstudio.runs.history import ended_now
from nnstudio.runs.project_folder import ProjectFolder
from tests.runs.test_history import trained


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProjectFolder:
    """`p.nnstudio` in the current folder, with two runs; the second was stopped."""
    monkeypatch.chdir(tmp_path)
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", dense_project("digits", (16,)))
    trained(folder)
    trained(folder, epochs=3, status="stopped")
    return folder


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[int]:
    return [run["run"] for run in json.loads(told(capsys, "runs", "p", "--json", *arguments))]


def test_runs_are_listed_newest_first(project: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "runs", "p").splitlines()
    assert lines[0].split() == ["Run", "Status", "Epochs", "Best", "Network", "Backend", "Started"]
    assert [line.split()[:3] for line in lines[1:]] == [["2", "stopped", "3"], ["1", "finished", "2"]]
    assert "in epoch 1" in lines[1]


def test_json_tells_everything(project: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    newest, oldest = json.loads(told(capsys, "runs", "p", "--json"))
    assert (newest["status"], oldest["network"], oldest["parameters"]) == ("stopped", "Dense 8-10", 610)
    assert oldest["best"] == {"figure": "accuracy", "epoch": 1, "value": 0.75}
    assert oldest["figures"]["loss"] == 0.5
    assert (oldest["seed"], oldest["data"], oldest["tags"]) == (1, "Digits 8 × 8", [])


def test_runs_are_filtered_and_sorted(project: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "label", "p", "1", "--name", "Wide net", "--tag", "talk", "--star", "--note", "well") == ""
    assert listed(capsys) == [2, 1]
    assert listed(capsys, "--search", "wide") == [1]
    assert listed(capsys, "--status", "stopped") == [2]
    assert listed(capsys, "--tag", "talk", "--starred") == [1]
    assert listed(capsys, "--sort", "epochs") == [1, 2]
    assert listed(capsys, "--sort", "epochs", "--reverse") == [2, 1]
    assert "Wide net" in told(capsys, "runs", "p")
    assert told(capsys, "runs", "p", "--search", "nothing") == "No such runs.\n"


def test_a_label_is_changed_in_part(project: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "label", "p", "1", "--name", "Wide", "--tag", "a", "--tag", "b", "--star")
    told(capsys, "label", "p", "1", "--untag", "a", "--no-star")
    label = json.loads(told(capsys, "runs", "p", "--json"))[1]
    assert (label["name"], label["tags"], label["starred"]) == ("Wide", ["b"], False)


def test_runs_are_deleted_and_restored(project: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "delete", "p", "1", "2", "1")
    assert told(capsys, "runs", "p") == "No runs.\n"
    told(capsys, "restore", "p", "1", "1")
    assert listed(capsys) == [1]
    assert main(["restore", "p", "7"]) == 2
    assert "can't be restored" in capsys.readouterr().err
    assert main(["delete", "p", "7"]) == 2
    assert "has no run 7" in capsys.readouterr().err


def test_a_table_has_every_figure(project: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "label", "p", "2", "--name", "=1+1", "--note", "two\nlines")
    run, hold = project.begin_run(dense_project("digits"), "jax")
    project.history.add(run.number, ended_now("failed"))
    hold.release()
    told(capsys, "runs", "p", "--csv", "runs.csv")
    with Path("runs.csv").open(encoding="utf-8", newline="") as file:
        failed, stopped, finished = csv.DictReader(file)
    assert (stopped["name"], stopped["note"]) == ("'=1+1", "two\nlines"), "no formula for a spreadsheet"
    assert (failed["loss"], finished["loss"], finished["best_epoch"]) == ("", "0.5", "1")
