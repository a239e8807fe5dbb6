"""A project folder from anybody: it is opened or refused in one sentence, and the studio and the command line go on."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.run_state import Idle
from nnstudio.cli import main
from nnstudio.core.project import dense_project
from nnstudio.runs.history import ended_now
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import Position, write_snapshot
from tests.app.windowless import Window, folders_in

PROJECT = dense_project("digits", (16,))
SNAPSHOT = "epoch-00000.safetensors"
HUGE = "9" * 400


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("window")
        patch.setenv("NNSTUDIO_CACHE", str(home / "cache"))
        write_preferences(folders_in(home).preferences, Preferences(backend="jax"))
        opened = Window(home)
        opened.ready()
        yield opened
        opened.close()


@pytest.fixture
def nothing_left_running() -> None:
    """In place of the one for all tests: the window's engine and its listener are the module's."""


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    """A good project with one run that kept weights."""
    made = ProjectFolder.create(tmp_path / "sent.nnstudio", PROJECT)
    run, hold = made.begin_run(PROJECT, "jax")
    made.history.add(run.number, ended_now("finished"))
    made.history.runs()
    hold.release()
    keep(made, {"weights/n3/kernel": (64, 16), "weights/n3/bias": (16,), "weights/n4/kernel": (16, 10)})
    return made


def keep(folder: ProjectFolder, shapes: dict[str, tuple[int, ...]], dtype: str = "f4") -> None:
    tensors = {name: np.ones(shape, dtype) for name, shape in shapes.items()}
    tensors["weights/n4/bias"] = np.zeros(10, np.float32)
    write_snapshot(folder.run(1).snapshots, SNAPSHOT, tensors, Position(0, 0, (0.0,), (1.0,)))


def changed(path: Path, change: Callable[[Any], object]) -> None:
    plain = json.loads(path.read_text())
    change(plain)
    path.write_text(json.dumps(plain))


def uses(window: Window, folder: ProjectFolder) -> bool:
    """Opens the project and does with it what pages do; whether it was opened. The studio must work afterwards."""
    studio = window.studio
    studio.files.new()
    window.notices.clear()
    opened = studio.files.open(folder.path)
    told: list[str] = []
    assert opened or window.notices
    assert studio.document.problems is not None
    assert isinstance(studio.training.blocker, str)
    studio.model.show_weights("n3", lambda found: told.append("weights"), told.append)
    studio.model.predict(np.zeros((1, 8, 8, 1), np.uint8), lambda found: told.append("prediction"), told.append)
    window.wait(lambda: len(told) == 2)
    window.wait(lambda: not studio.tasks.running)
    studio.files.new()
    assert isinstance(studio.training.state, Idle)
    window.wait(lambda: studio.data.dataset is not None)
    return opened


def cli_copes(folder: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """No command of the command line that reads the project ends otherwise than well, or with one clear line."""
    for command in ("check", "summary"):
        code = main([command, str(folder.path)])
        told = capsys.readouterr()
        assert code in (0, 2)
        if told.err:
            assert told.err.startswith("nnstudio: ")
            assert told.err.count("\n") == 1
            assert told.err.rstrip("\n").isprintable()


def test_a_good_project_is_used(window: Window, folder: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert uses(window, folder)
    assert window.notices == []
    cli_copes(folder, capsys)


PROJECTS: dict[str, Callable[[Any], object]] = {
    "huge epochs": lambda p: p["training"].update(epochs=int(HUGE)),
    "infinite rate": lambda p: p["training"].update(learning_rate=float("1e308")),
    "no layers": lambda p: p["network"].update(nodes=[], edges=[]),
    "a circle": lambda p: p["network"]["edges"].append(p["network"]["edges"][0][::-1]),
    "an edge to nowhere": lambda p: p["network"]["edges"].append(["n1", "n99"]),
    "an id that is a path": lambda p: p["network"]["nodes"][0].update(id="../../../../tmp/x"),
    "an id twice": lambda p: p["network"]["nodes"][0].update(id="n2"),
    "many units": lambda p: p["network"]["nodes"][2]["layer"].update(units=2**62),
    "negative units": lambda p: p["network"]["nodes"][2]["layer"].update(units=-5),
    "another layer": lambda p: p["network"]["nodes"][2]["layer"].update(kind="Lambda"),
    "a huge input": lambda p: p["network"]["nodes"][0]["layer"].update(shape=[2**31, 2**31, 3]),
    "a folder with codes": lambda p: p["data"].update(dataset="mnist", folder="/x\n\x1b[2Jnnstudio: fine"),
    "a folder too long": lambda p: p["data"].update(dataset="mnist", folder="x" * 5000),
    "a folder of nobody": lambda p: p["data"].update(dataset="mnist", folder="~nosuchuser/x"),
    "a device": lambda p: p["data"].update(dataset="mnist", folder="/dev"),
    "unknown data": lambda p: p["data"].update(dataset="cats"),
    "more": lambda p: p.update(more=1),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_a_hostile_project_is_opened_or_refused(
    window: Window, folder: ProjectFolder, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    changed(folder.path / "project.json", PROJECTS[name])
    uses(window, folder)
    cli_copes(folder, capsys)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_run_of_a_hostile_project_is_shown_or_refused(window: Window, folder: ProjectFolder, name: str) -> None:
    changed(folder.run(1).path / "project.json", PROJECTS[name])
    assert uses(window, folder)


@pytest.mark.parametrize("text", [b"", b"{" * 100_000, b"[" * 100_000, b"\xff\xfe\x00", b'"' + b"a" * 5_000_000])
def test_what_is_not_json_is_refused(
    window: Window, folder: ProjectFolder, capsys: pytest.CaptureFixture[str], text: bytes
) -> None:
    (folder.path / "project.json").write_bytes(text)
    assert not uses(window, folder)
    cli_copes(folder, capsys)


HISTORIES: dict[str, tuple[str, ...]] = {
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END",),
    "an endless view": (
        "DROP TABLE runs",
        "CREATE VIEW runs AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) SELECT n AS number FROM r",
    ),
    "text for a figure": ("INSERT INTO figures VALUES (1, 1, 9, 'loss', 'x', x'')",),
    "a status of its own": ("UPDATE runs SET status = 'hacked'",),
    "a huge number": ("UPDATE runs SET number = 9223372036854775807",),
    "a negative number": ("UPDATE runs SET number = -1",),
    "batches without end": (
        "UPDATE runs SET epochs_done = 9223372036854775807",
        "INSERT INTO epochs VALUES (1, 9223372036854775807, -1, -1)",
        "INSERT INTO figures VALUES (1, 9223372036854775807, 9, 'loss', 1e308, zeroblob(4000000))",
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_hostile_history_is_shown_or_refused(
    window: Window, folder: ProjectFolder, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with closing(sqlite3.connect(folder.path / "runs.sqlite")) as database:
        for statement in HISTORIES[name]:
            database.execute(statement)
        database.commit()
    uses(window, folder)
    cli_copes(folder, capsys)


def test_a_history_that_is_no_database_is_made_anew(window: Window, folder: ProjectFolder) -> None:
    (folder.path / "runs.sqlite").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    assert uses(window, folder)
    assert "It was made anew from the runs' folders" in window.notices[0].message
    assert (folder.path / "runs.sqlite.aside-1").exists()


@pytest.mark.parametrize(
    "shapes",
    [
        {},
        {"weights/n3/kernel": ()},
        {"weights/n3/kernel": (0, 16)},
        {"weights/n3/kernel": (16, 64)},
        {"weights/n3/kernel": (1, 1, 1, 1, 1)},
    ],
    ids=str,
)
def test_a_snapshot_that_does_not_fit_is_told(
    window: Window, folder: ProjectFolder, shapes: dict[str, tuple[int, ...]]
) -> None:
    keep(folder, shapes)
    assert refused_weights(window, folder)


def refused_weights(window: Window, folder: ProjectFolder) -> bool:
    """Whether showing the kernel and predicting both fail in words."""
    studio = window.studio
    assert studio.files.open(folder.path)
    refused: list[str] = []
    answered: list[str] = []
    studio.model.show_weights("n3", lambda found: answered.append("weights"), refused.append)
    studio.model.predict(np.zeros((1, 8, 8, 1), np.uint8), lambda found: answered.append("prediction"), refused.append)
    window.wait(lambda: len(refused) + len(answered) == 2)
    studio.files.new()
    return not answered and all(refused)


def test_a_kernel_of_another_kind_of_number_is_told(window: Window, folder: ProjectFolder) -> None:
    keep(folder, {"weights/n3/kernel": (64, 16), "weights/n3/bias": (16,), "weights/n4/kernel": (16, 10)}, "i8")
    window.studio.files.open(folder.path)
    refused: list[str] = []
    window.studio.model.show_weights("n3", lambda found: pytest.fail("shown"), refused.append)
    window.wait(lambda: bool(refused))


@pytest.mark.parametrize("length", [0, 7, 8, 100, 2000])
def test_a_snapshot_cut_short_is_told(window: Window, folder: ProjectFolder, length: int) -> None:
    path = folder.run(1).snapshots.path / SNAPSHOT
    path.write_bytes(path.read_bytes()[:length])
    assert refused_weights(window, folder)


def test_a_snapshot_that_declares_more_than_there_is_is_told(window: Window, folder: ProjectFolder) -> None:
    entry = {"dtype": "F32", "shape": [2**20, 2**20], "data_offsets": [0, 2**42]}
    header = json.dumps({"weights/n3/kernel": entry}).encode()
    path = folder.run(1).snapshots.path / SNAPSHOT
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    assert refused_weights(window, folder)


def test_folders_where_files_belong_are_told(window: Window, folder: ProjectFolder) -> None:
    path = folder.run(1).snapshots.path / SNAPSHOT
    path.unlink()
    path.mkdir()
    assert refused_weights(window, folder)


def test_a_network_of_another_number_of_classes_is_told(window: Window, folder: ProjectFolder) -> None:
    changed(folder.run(1).path / "project.json", lambda p: p["network"]["nodes"][3]["layer"].update(units=7))
    shapes = {"weights/n3/kernel": (64, 16), "weights/n3/bias": (16,), "weights/n4/kernel": (16, 7)}
    tensors = {name: np.ones(shape, np.float32) for name, shape in shapes.items()}
    tensors["weights/n4/bias"] = np.zeros(7, np.float32)
    write_snapshot(folder.run(1).snapshots, SNAPSHOT, tensors, Position(0, 0, (0.0,), (1.0,)))
    studio = window.studio
    assert studio.files.open(folder.path)
    refused: list[str] = []
    studio.model.predict(np.zeros((1, 8, 8, 1), np.uint8), lambda found: pytest.fail("answered"), refused.append)
    window.wait(lambda: bool(refused))
    assert refused == ["This run's network does not give 10 classes."]
    studio.files.new()
