"""Menus and keys that are not about training: pages, undo, data, colours, files, help."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.preferences import Preferences
from nnstudio.app.run_state import Progress, Training
from nnstudio.core.layers import Input
from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST, DataPlan, Digits, FashionMNIST
from nnstudio.engine.messages import ModelRef
from nnstudio.ui.kit.file_dialogs import with_ending
from nnstudio.ui.page import Page
from nnstudio.ui.shell.main_window import MainWindow
from tests.support.fake_studio import FakeStudio
from tests.support.file_dialogs import answer

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PAGES = ["data", "design", "train", "weights", "classify"]


def built(shell: Shell) -> list[str]:
    """The pages that were built, by name."""
    found = [shell.window.findChild(Page, name) for name in PAGES]
    return [page.objectName() for page in found if page is not None]


def shown(shell: Shell) -> list[str]:
    """The pages that can be seen."""
    return [name for name in built(shell) if shell.find(QWidget, name).isVisible()]


def test_only_the_first_page_is_built_at_the_start(shell: Shell) -> None:
    assert built(shell) == ["data"]
    assert shown(shell) == ["data"]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_control_and_a_figure_show_a_page(shell: Shell, number: int) -> None:
    shell.key(Qt.Key(Qt.Key.Key_0 + number), CONTROL)
    assert shown(shell) == [PAGES[number - 1]]
    assert shell.action(f"page.{PAGES[number - 1]}").isChecked()
    assert shell.find(QTabBar, "shell.tabs").currentIndex() == number - 1


def test_arrow_keys_go_through_the_tabs(shell: Shell) -> None:
    tabs = shell.find(QTabBar, "shell.tabs")
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert shown(shell) == ["design"]
    assert shell.action("page.design").isChecked()


def test_a_page_is_built_once(shell: Shell) -> None:
    shell.key(Qt.Key.Key_2, CONTROL)
    first = shell.find(Page, "design")
    shell.key(Qt.Key.Key_1, CONTROL)
    shell.key(Qt.Key.Key_2, CONTROL)
    assert shell.find(Page, "design") is first


def texts_of(shell: Shell, name: str) -> list[str]:
    """The commands of that menu, as it opens."""
    menu = shell.find(QMenu, f"shell.menu.{name}")
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_a_menu_ends_with_what_its_page_can_do(shell: Shell) -> None:
    assert texts_of(shell, "network") == ["Design", "Command of design"]
    assert texts_of(shell, "network") == ["Design", "Command of design"], "opened again, it has each once"
    assert texts_of(shell, "data")[-1] == "Command of data"
    assert texts_of(shell, "train")[-1] == "Command of train"


def test_edit_and_view_end_with_what_the_page_that_is_shown_can_do(shell: Shell) -> None:
    assert texts_of(shell, "edit") == ["&Undo", "&Redo", "Edit of data"]
    assert "Command of data" not in texts_of(shell, "view")
    shell.key(Qt.Key.Key_5, CONTROL)
    assert texts_of(shell, "edit") == ["&Undo", "&Redo", "Edit of classify"]
    assert texts_of(shell, "view")[-1] == "Command of classify"


@pytest.mark.parametrize(("key", "modifiers"), [(Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_Z, CONTROL | SHIFT)])
def test_redo_has_the_keys_that_people_try(shell: Shell, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    document = shell.studio.document
    document.apply("Add Dense", dense_project("fashion-mnist", (128, 64)))
    edited = document.project
    document.undo()
    shell.key(key, modifiers)
    assert document.project == edited


def test_undo_and_redo_name_their_step(shell: Shell) -> None:
    document = shell.studio.document
    assert not shell.action("undo").isEnabled()
    assert "nothing to undo" in shell.action("undo").toolTip()
    before = document.project
    document.apply("Add Dense", dense_project("fashion-mnist", (128, 64)))
    assert shell.action("undo").text() == "&Undo Add Dense"
    shell.key(Qt.Key.Key_Z, CONTROL)
    assert document.project == before
    assert shell.action("redo").text() == "&Redo Add Dense"
    shell.action("redo").trigger()
    assert document.project != before


def test_choosing_data_changes_the_project_as_one_step(shell: Shell) -> None:
    assert shell.action("data.fashion-mnist").isChecked()
    shell.action("data.digits").trigger()
    project = shell.studio.document.project
    assert (project.data.source, project.network.layers[0]) == (Digits(), Input((8, 8, 1)))
    assert shell.action("undo").text() == "&Undo Use Digits 8 × 8"
    shell.action("undo").trigger()
    assert shell.action("data.fashion-mnist").isChecked()


def test_other_data_begins_without_the_folder_and_the_limit_of_the_data_before(shell: Shell, tmp_path: Path) -> None:
    project = shell.studio.document.project
    plan = replace(project.data, source=FashionMNIST(str(tmp_path)), training_limit=100)
    shell.studio.document.apply("Prepare", replace(project, data=plan))
    shell.action("data.mnist").trigger()
    assert shell.studio.document.project.data == DataPlan(MNIST())


def test_choosing_the_data_in_use_is_no_edit(shell: Shell) -> None:
    shell.action("data.fashion-mnist").trigger()
    assert not shell.studio.document.undo_label


def test_a_data_folder_is_chosen_in_a_dialog(shell: Shell, tmp_path: Path) -> None:
    shell.action("data.folder").trigger()
    accept(shell, tmp_path)
    assert shell.studio.document.project.data.source == FashionMNIST(str(tmp_path))


def test_colours_are_chosen_in_the_view_menu(shell: Shell) -> None:
    assert shell.action("scheme.system").isChecked()
    shell.action("scheme.dark").trigger()
    assert shell.studio.preferences.now.scheme == "dark"
    assert shell.action("scheme.dark").isChecked()


def test_f9_hides_and_shows_the_runs(shell: Shell) -> None:
    panel = shell.find(QWidget, "shell.runs.panel")
    assert not panel.isVisible()
    shell.key(Qt.Key.Key_F9)
    assert panel.isVisible()
    assert shell.action("runs.show").isChecked()
    shell.click("shell.runs.toggle")
    assert not panel.isVisible()


def test_new_opens_another_project(shell: Shell) -> None:
    shell.key(Qt.Key.Key_N, CONTROL)
    assert shell.studio.calls == ["new_project"]


def test_open_asks_for_a_folder(shell: Shell, tmp_path: Path) -> None:
    shell.key(Qt.Key.Key_O, CONTROL)
    accept(shell, tmp_path)
    assert shell.studio.calls == [f"open_project {tmp_path}"]


def test_save_writes_a_project_that_has_a_place(shell: Shell) -> None:
    shell.key(Qt.Key.Key_S, CONTROL)
    assert shell.studio.calls == ["save_project"]


def test_save_asks_where_for_an_untitled_project(shell: Shell, tmp_path: Path) -> None:
    shell.studio.files.is_untitled = True
    shell.key(Qt.Key.Key_S, CONTROL)
    accept(shell, tmp_path / "letters")
    assert shell.studio.calls == [f"save_project_as {tmp_path / 'letters.nnstudio'}"]


def test_weights_and_model_are_saved_and_it_is_told(shell: Shell, tmp_path: Path) -> None:
    shell.studio.model.ref = ModelRef("/run")
    shell.studio.training.changed.emit()
    shell.until(lambda: shell.action("save_weights").isEnabled())
    shell.action("save_weights").trigger()
    accept(shell, tmp_path / "clothes")
    assert shell.studio.calls == [f"save_weights {tmp_path / 'clothes.weights.h5'}"]
    assert [notice.message for notice in shell.window.area.notices.notices] == ["Saved clothes.weights.h5."]
    shell.action("save_model").trigger()
    accept(shell, tmp_path / "clothes")
    assert shell.studio.calls[-1] == f"save_model {tmp_path / 'clothes.keras'}"


def test_without_weights_there_is_nothing_to_save(shell: Shell) -> None:
    for name in ("save_weights", "save_model"):
        assert not shell.action(name).isEnabled()
        assert "no trained weights yet" in shell.action(name).toolTip()


def test_weights_are_loaded_from_a_file(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "a.weights.h5"
    file.touch()
    shell.action("load_weights").trigger()
    accept(shell, file)
    assert shell.studio.calls == [f"load_weights {file}"]


def test_projects_do_not_change_under_a_run(shell: Shell) -> None:
    shell.studio.show(Training(Progress(1, 1, 1, 0)))
    shell.until(lambda: not shell.action("new").isEnabled())
    for name in ("new", "open", "save_as", "load_weights"):
        assert not shell.action(name).isEnabled()
        assert "Stop the run first." in shell.action(name).toolTip()
    assert shell.action("save").isEnabled()


def test_recent_projects_are_listed_newest_first(shell: Shell) -> None:
    shell.studio.preferences.now = Preferences(recent=("/p/b.nnstudio", "/p/a.nnstudio"))
    menu = shell.find(QMenu, "shell.recent")
    menu.aboutToShow.emit()
    assert [(action.text(), action.toolTip()) for action in menu.actions()] == [
        ("b", "/p/b.nnstudio"),
        ("a", "/p/a.nnstudio"),
    ]
    menu.actions()[1].trigger()
    assert shell.studio.calls == ["open_project /p/a.nnstudio"]


def test_recent_says_so_when_there_are_none(shell: Shell) -> None:
    menu = shell.find(QMenu, "shell.recent")
    menu.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [
        ("No project has been opened yet", False)
    ]


def test_the_title_names_the_project(shell: Shell) -> None:
    assert shell.window.windowTitle() == "clothes[*] — NN Studio"
    shell.studio.files.is_untitled = True
    shell.studio.files.changed.emit()
    assert shell.window.windowTitle() == "Untitled[*] — NN Studio"


def test_the_shortcuts_are_listed_as_they_are(shell: Shell) -> None:
    shell.key(Qt.Key.Key_F1)
    dialog = shell.find(QDialog, "shell.shortcuts.dialog")
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    listed = set(itertools.pairwise(texts))
    assert {("Train", "F5"), ("+1 batch", "F7"), ("Stop", "Shift+F5"), ("Data", "Ctrl+1")} <= listed
    dialog.reject()


def test_the_shortcuts_are_named_whatever_was_edited_and_whichever_page_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    """They said "Undo Change batch size" and "Ctrl+Shift+Z, Redo, Ctrl+Y", and had Design's only on Design."""
    studio = FakeStudio(dense_project("digits"))
    window = MainWindow(studio, tmp_path)
    qtbot.addWidget(window)
    window.show()
    plan = replace(studio.document.project.training, batch_size=64)
    studio.document.apply("Change batch size", replace(studio.document.project, training=plan))
    window.show_page("train")
    shortcuts, redo = (window.findChild(QAction, f"shell.{name}") for name in ("shortcuts", "redo"))
    assert shortcuts is not None
    assert redo is not None
    redo.setShortcuts([*redo.shortcuts(), QKeySequence(Qt.Key.Key_Redo)])  # as on some systems
    shortcuts.trigger()
    dialog = window.findChild(QDialog, "shell.shortcuts.dialog")
    assert dialog is not None
    listed = dict(itertools.pairwise(label.text() for label in dialog.findChildren(QLabel)))
    assert listed["Undo"] == "Ctrl+Z"
    assert "Ctrl+Shift+Z" in listed["Redo"]
    assert "Redo" not in listed["Redo"], "a key that hardly a keyboard has"
    assert {f"{what} layer" for what in ("Cut", "Copy", "Paste", "Duplicate", "Remove")} <= listed.keys()
    dialog.reject()


def test_about_tells_the_version(shell: Shell) -> None:
    shell.action("about").trigger()
    dialog = shell.find(QDialog, "shell.about.dialog")
    assert any("Version 0.1.0" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_no_key_means_two_things(shell: Shell) -> None:
    keys = [action.shortcut().toString() for action in shell.window.findChildren(QAction)]
    used = [key for key in keys if key]
    assert len(used) > 15
    assert sorted(used) == sorted(set(used))


def test_every_command_has_a_name_and_a_tooltip(shell: Shell) -> None:
    commands = [a for a in shell.window.findChildren(QAction) if a.objectName().startswith("shell.")]
    assert len(commands) > 25
    assert [action.objectName() for action in commands if not action.toolTip() or not action.text()] == []


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("a", "a.weights.h5"),
        ("a.weights.h5", "a.weights.h5"),
        ("A.WEIGHTS.H5", "A.WEIGHTS.H5"),
        ("a.h5", "a.h5.weights.h5"),
    ],
)
def test_an_ending_is_added_once(given: str, named: str) -> None:
    assert with_ending(Path("/x") / given, ".weights.h5") == Path("/x") / named


def accept(shell: Shell, path: Path) -> None:
    """Answers the file dialog that is open."""
    answer(shell.window, path)
    QApplication.processEvents()
