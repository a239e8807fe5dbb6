"""Commands that need no engine, and every way to ask for something wrong: code 2 and one clear line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import types
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.__main__ import run
from nnstudio.cli import main
from nnstudio.cli.progress import reading_progress
from nnstudio.cli.terminal import printable, tell
from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST
from nnstudio.runs.project_folder import ProjectFolder
from tests.cli.conftest import environment, nnstudio


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProjectFolder:
    """`p.nnstudio` in the current folder."""
    monkeypatch.chdir(tmp_path)
    return ProjectFolder.create(tmp_path / "p.nnstudio", dense_project("digits", (16,)))


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a wrong request gets."""
    try:
        code = main(arguments)
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    assert told.err.startswith("nnstudio: ")
    assert told.err.count("\n") == 1
    assert told.err.endswith("\n")
    return told.err


def test_a_new_project_can_be_checked_and_summed_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "clothes", "--data", "fashion-mnist", "--units", "128, 64"]) == 0
    assert capsys.readouterr().out == "clothes.nnstudio\n"
    assert ProjectFolder(tmp_path / "clothes.nnstudio").read_project() == dense_project("fashion-mnist", (128, 64))
    for spelling in ("clothes", "clothes.nnstudio", str(tmp_path / "clothes")):
        assert main(["check", spelling]) == 0
        assert capsys.readouterr().out == "No problems.\n"
    assert main(["summary", "clothes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Layer", "Output", "shape", "Parameters"]
    assert lines[3].split() == ["Dense", "1", "128", "100,480"]
    assert lines[-1] == "Parameters: 109,386 (109,386 trainable, 0 not)"


def test_a_network_without_hidden_layers_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "line", "--units", ""]) == 0
    assert ProjectFolder(tmp_path / "line.nnstudio").read_project() == dense_project("digits", ())


def test_the_summary_as_json(project: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", "p", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "layers": [
            {"layer": "Input", "output_shape": [8, 8, 1], "parameters": 0},
            {"layer": "Flatten", "output_shape": [64], "parameters": 0},
            {"layer": "Dense 1", "output_shape": [16], "parameters": 1040},
            {"layer": "Dense 2", "output_shape": [10], "parameters": 170},
        ],
        "parameters": 1210,
        "trainable": 1210,
    }


def test_problems_are_listed_and_make_the_check_fail(
    project: ProjectFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    good = dense_project("digits", (16,))
    project.write_project(replace(good, training=replace(good.training, epochs=0, learning_rate=-1.0)))
    assert main(["check", "p"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("error: ") for line in lines)
    assert main(["check", "p", "--json"]) == 2
    listed = json.loads(capsys.readouterr().out)
    assert [set(entry) for entry in listed] == [{"severity", "where", "message", "fix"}] * 2
    assert "Epochs" in complaint(capsys, "train", "p") + complaint(capsys, "train", "p", "--learning-rate", "0.1")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "required"),
        (("frobnicate",), "invalid choice"),
        (("new",), "required: PROJECT"),
        (("new", "q", "--data", "cats"), "'cats' is no data"),
        (("new", "q", "--units", "many"), "--units: 'many' is not a list of sizes. Write it like 128,64."),
        (("new", "q", "--units", "0"), "--units"),
        (("new", "q", "--units", "1," * 200), "200 layers are more than 100"),
        (("new", "q", "--units", "9" * 30), "--units"),
        (("new", "p"), "is there already. Choose another name."),
        (("new", "p.nnstudio/project.json/q"), "can't be written"),
        (("new", "n" * 400), "can't be written"),
        (("check", "nowhere"), "nowhere: is not a project. Make one with `nnstudio new`."),
        (("check", "n" * 4000), "is not a project"),
        (("check", "a\nb\x1b[31m"), "a b\\x1b[31m: is not a project."),
        (("check", "gp\u202egnp.\x9b31m"), "gp\\u202egnp.\\x9b31m: is not a project."),
        (("summary", "."), "is not a project"),
        (("train", "p", "--epochs", "three"), 'argument --epochs: expected a whole number, got "three". See'),
        (("train", "p", "--epochs", "0"), "Epochs"),
        (("train", "p", "--schedule", "cosin"), "--schedule: 'cosin' is not a schedule; choose from Constant, Inverse"),
        (
            ("train", "p", "--schedule", "CosineDecay:steps=3"),
            "'steps=3' is not a setting of CosineDecay; it has decay",
        ),
        (("train", "p", "--schedule", "CosineDecay:alpha"), "'alpha' is not a setting of CosineDecay; it has decay"),
        (("train", "p", "--metric", "Accuracy:k=3"), "'k=3' is not a setting of Accuracy; it has no settings"),
        (("train", "p", "--metric", "SparseTopKCategoricalAccuracy:k=0"), "k is 0"),
        (("train", "p", "--optimizer", "SGD:nesterov=1"), "--optimizer: nesterov: expected true or false, got 1. See"),
        (("train", "p", "--optimizer", "none"), "--optimizer: 'none' is not an optimiser"),
        (("train", "p", "--callback", "EarlyStopping:monitor=acc"), 'monitor: "acc" is not one of val_loss, loss. See'),
        (("train", "p", "--callback", "EarlyStopping:patience=" + "[" * 9999), "--callback: patience: "),
        (("train", "p", "--loss", "Huber:delta=-1"), "Delta is -1"),
        (("train", "p", "--seed", "-1"), "Seed"),
        (("train", "p", "--learning-rate", "nan"), "Learning rate"),
        (("train", "p", "--batch-size", "99999"), "Batch size is 99,999"),
        (("train", "p", "--backend", "abacus"), "invalid choice: 'abacus'"),
        (("evaluate", "p"), "p: has no trained weights. Train it first: `nnstudio train`."),
        (("evaluate", "p", "--run", "4"), "p: has no run 4."),
        (("predict", "p"), "no trained weights"),
        (("predict", "p", "x.png"), "has no trained weights"),
    ],
)
def test_a_wrong_request_gets_code_2_and_one_clear_line(
    project: ProjectFolder, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    before = sorted(str(path) for path in project.path.rglob("*") if path.name != "runs.sqlite")
    assert words in complaint(capsys, *arguments)
    assert sorted(str(path) for path in project.path.rglob("*") if path.name != "runs.sqlite") == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "nnstudio-project", "version": 3}', "\x00"])
@pytest.mark.parametrize("command", ["check", "summary", "train", "evaluate"])
def test_a_damaged_project_is_named(
    project: ProjectFolder, capsys: pytest.CaptureFixture[str], command: str, text: str
) -> None:
    (project.path / "project.json").write_text(text)
    if command == "evaluate":
        assert "no trained weights" in complaint(capsys, command, "p")
    else:
        assert "project.json" in complaint(capsys, command, "p")


@pytest.mark.parametrize("command", ["check", "summary", "train"])
def test_a_project_nested_deeply_is_named(
    project: ProjectFolder, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    for levels in range(860, 1000, 20):
        text = '{"format": "nnstudio-project", "version": 1, "data": ' + "[" * levels + "]" * levels + "}"
        (project.path / "project.json").write_text(text)
        assert "project.json" in complaint(capsys, command, "p")


@pytest.mark.parametrize("folder", ["x" * 5000, "~nosuchuser/data", "/data\nnnstudio: all is well\x1b[2J"])
def test_data_that_is_not_here_is_told_with_where_it_was_searched(
    project: ProjectFolder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    folder: str,
) -> None:
    monkeypatch.setenv("NNSTUDIO_DOWNLOAD_BASE", "http://127.0.0.1:9/")
    project.write_project(dense_project(MNIST(folder), (16,)))
    assert complaint(capsys, "train", "p")


def test_missing_mnist_names_the_searched_folders(
    project: ProjectFolder, capsys: pytest.CaptureFixture[str], own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(own_folders / "sets"))
    project.write_project(dense_project("mnist", (16,)))
    told = complaint(capsys, "train", "p")
    assert f"Searched on this machine: {own_folders / 'sets'}, {own_folders / 'keras'}" in told
    assert project.history.runs() == ()


def test_help_and_version_say_so_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    for flag, words in (("--help", "COMMAND"), ("--version", "NN Studio ")):
        with pytest.raises(SystemExit) as ended:
            main([flag])
        assert ended.value.code == 0
        assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Größe 8 × 8 😀", "Größe 8 × 8 😀"),
        ("1.23.45\u202fPM.png", "1.23.45\u202fPM.png"),
        ("a\nNo problems.", "a\\nNo problems."),
        ("\x1b]0;title\x07\x9b2J\x7f", "\\x1b]0;title\\x07\\x9b2J\\x7f"),
        ("\u202egnp\u2066.\u200f", "\\u202egnp\\u2066.\\u200f"),
        ("a\r\u2028\u2029\x85b", "a\\r\\u2028\\u2029\\x85b"),
        ("caf\udce9\ufeff\U000e0041", "caf\\udce9\\ufeff\\U000e0041"),
    ],
)
def test_a_line_for_people_holds_nothing_for_the_terminal(
    capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    tell(text)
    assert capsys.readouterr().out == told + "\n"


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_printable_stays_so_and_is_one_line(text: str) -> None:
    told = printable(text)
    assert printable(told) == told
    assert len(told.splitlines()) <= 1
    assert told.encode().decode() == told


@pytest.mark.skipif(os.name == "nt", reason="names are without codes there")
def test_no_name_of_a_project_speaks_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "a\nb\x1b[2J"]) == 0
    assert capsys.readouterr().out == "a\\nb\\x1b[2J.nnstudio\n"
    assert (tmp_path / "a\nb\x1b[2J.nnstudio" / "project.json").is_file()


def test_a_bar_shows_what_is_read_without_its_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(written, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", written)
    with reading_progress("a\x1b]0;t\x07") as report:
        report(0.5, "[red]b[/red]\n\u202e")
    assert "\x1b]0;" not in written.getvalue()
    assert "\u202e" not in written.getvalue()
    assert "a\\x1b]0;t\\x07: [red]b[/red]\\n\\u202e" in written.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_name_that_is_not_text_can_be_printed(tmp_path: Path) -> None:
    command = [sys.executable.encode(), b"-m", b"nnstudio", b"new", b"caf\xe9"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"caf\\udce9.nnstudio\n"


def test_a_reader_that_stops_reading_is_no_error(project: ProjectFolder) -> None:
    script = f"{sys.executable} -m nnstudio summary p | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=project.path.parent, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "1")  # whether the reader was gone before we wrote


def test_the_command_line_runs_as_a_module(tmp_path: Path) -> None:
    done = nnstudio("check", "nowhere", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nnstudio: nowhere: is not a project. Make one with `nnstudio new`.\n"


class Interrupted(types.ModuleType):
    """A module during whose loading Ctrl-C is pressed."""

    def __getattr__(self, name: str) -> object:
        raise KeyboardInterrupt


def test_ctrl_c_while_the_program_loads_ends_calmly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def leave(code: int) -> NoReturn:
        raise SystemExit(code)

    monkeypatch.setitem(sys.modules, "nnstudio.cli", Interrupted("nnstudio.cli"))
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(SystemExit, match="1"):
        run()
    assert capsys.readouterr().err == "nnstudio: Interrupted.\n"


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by a shell of POSIX")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("check p >&-", 0, ""),
        ("summary p >&-", 0, ""),
        ("check p <&- >&- 2>&-", 0, ""),
        ("check nowhere 2>&-", 2, ""),
        ("check nowhere >&-", 2, "nnstudio: nowhere: is not a project. Make one with `nnstudio new`.\n"),
    ],
)
def test_what_goes_to_a_closed_stream_goes_nowhere(project: ProjectFolder, line: str, code: int, told: str) -> None:
    command = f"exec '{sys.executable}' -m nnstudio {line}"
    done = subprocess.run(
        ["sh", "-c", command], cwd=project.path.parent, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, "", told)


@pytest.mark.usefixtures("project")
def test_a_run_of_any_number_is_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for number in ("-1", "0", "9" * 30):
        assert complaint(capsys, "evaluate", "p", "--run", number) == f"nnstudio: p: has no run {number}.\n"
