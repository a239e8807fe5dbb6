"""File dialogs start where the last one of their kind ended, also in the next start of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnstudio.ui.kit.file_dialogs import LAST, Kind, choose_file, choose_files, choose_folder, choose_target
from nnstudio.ui.shell.window_state import WindowState
from tests.support.file_dialogs import answer, open_dialog


@pytest.fixture
def owner(qtbot: QtBot, tmp_path: Path) -> Iterator[QWidget]:
    """A window whose state is kept in a folder of the test."""
    WindowState(tmp_path / "state")
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    WindowState(tmp_path / "another")


def ask(owner: QWidget, how: str, kind: Kind) -> list[Path]:
    """Opens a dialog; what is chosen in it comes into the list."""
    chosen: list[Path] = []
    if how == "folder":
        choose_folder(owner, "Folder", kind, chosen.append)
    elif how == "file":
        choose_file(owner, "File", kind, "All (*)", chosen.append)
    elif how == "files":
        choose_files(owner, "Files", kind, "All (*)", chosen.extend)
    else:
        choose_target(owner, "Target", kind, "a.csv", "All (*)", ".csv", chosen.append)
    return chosen


@pytest.mark.parametrize("how", ["folder", "file", "files", "target"])
def test_a_dialog_starts_where_the_last_one_of_its_kind_ended(owner: QWidget, tmp_path: Path, how: str) -> None:
    place = tmp_path / "here"
    place.mkdir()
    chosen = ask(owner, how, "tables")
    answer(owner, place / "a.csv")
    assert chosen == [place / "a.csv"]
    for again in ("folder", "file", "files", "target"):
        ask(owner, again, "tables")
        assert Path(open_dialog(owner).directory().path()) == place
        open_dialog(owner).reject()


def test_kinds_do_not_mix(owner: QWidget, tmp_path: Path) -> None:
    LAST.note("weights", tmp_path)
    assert LAST.folder("weights") == tmp_path
    assert LAST.folder("models") != tmp_path


def test_the_next_start_begins_there_too(owner: QWidget, tmp_path: Path) -> None:
    LAST.note("weights", tmp_path)
    WindowState(tmp_path / "another")
    assert LAST.folder("weights") != tmp_path
    WindowState(tmp_path / "state")
    assert LAST.folder("weights") == tmp_path


def test_a_folder_that_is_gone_is_forgotten(owner: QWidget, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    LAST.note("pictures", gone)
    gone.rmdir()
    assert LAST.folder("pictures") != gone
    assert LAST.folder("pictures").is_dir()


@pytest.mark.parametrize("kind", ["projects", "weights", "models", "pictures", "tables", "data"])
def test_the_first_dialog_starts_in_a_folder_of_the_persons(
    owner: QWidget, kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {
        QStandardPaths.StandardLocation.HomeLocation: "home",
        QStandardPaths.StandardLocation.PicturesLocation: "pictures",
        QStandardPaths.StandardLocation.DocumentsLocation: "documents",
    }
    for name in names.values():
        (tmp_path / name).mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(tmp_path / names[place]))
    expected = {"projects": "home", "data": "home", "pictures": "pictures"}.get(kind, "documents")
    assert LAST.folder(kind) == tmp_path / expected
