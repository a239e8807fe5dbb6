"""The Runs menu and the menu of a row: naming, stars, settings, design, deleting, restoring."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPlainTextEdit

from nnstudio.core.project import dense_project
from nnstudio.runs.run_labels import RunLabel
from nnstudio.ui.shell.run_label_dialog import RunLabelDialog
from tests.ui.shell.conftest import some_run

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell


@pytest.fixture(autouse=True)
def three_runs(shell: Shell) -> None:
    shell.key(Qt.Key.Key_F9)
    shell.studio.keep(some_run(3), some_run(2), some_run(1), shown=3)


def select(shell: Shell, *rows: int) -> None:
    view = shell.find(QListView, "shell.runs")
    mode = QItemSelectionModel.SelectionFlag
    for place, row in enumerate(rows):
        flag = mode.Select if place else mode.ClearAndSelect
        view.selectionModel().select(view.model().index(row, 0), flag)


def dialog(shell: Shell) -> RunLabelDialog:
    return shell.find(RunLabelDialog, "shell.run_label")


def test_several_runs_are_chosen_in_the_list_and_marked_there(shell: Shell) -> None:
    select(shell, 0, 2)
    assert shell.studio.runs.chosen == (3, 1)
    shell.studio.runs.choose((3, 2))
    view = shell.find(QListView, "shell.runs")
    assert {index.row() for index in view.selectionModel().selectedIndexes()} == {0, 1}


def test_without_a_choice_commands_are_for_the_shown_run(shell: Shell) -> None:
    shell.action("runs.star").trigger()
    assert [run.label.is_starred for run in shell.studio.runs.all] == [True, False, False]
    assert shell.action("runs.star").isChecked()
    shell.action("runs.star").trigger()
    assert not shell.studio.runs.all[0].label.is_starred


def test_a_star_is_given_to_all_chosen_ones(shell: Shell) -> None:
    select(shell, 0, 2)
    shell.action("runs.star").trigger()
    assert [run.label.is_starred for run in shell.studio.runs.all] == [True, False, True]


def test_f2_in_the_list_names_the_run(shell: Shell) -> None:
    view = shell.find(QListView, "shell.runs")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    shell.find(QLineEdit, "shell.run_label.name").setText("Wide net")
    shell.find(QPlainTextEdit, "shell.run_label.note").setPlainText("two\nlines")
    shell.find(QLineEdit, "shell.run_label.tags").setText("talk, ,wide")
    dialog(shell).accept()
    assert shell.studio.runs.all[0].label == RunLabel("Wide net", "two\nlines", ("talk", "wide"))
    assert "Wide net, talk, wide" in str(view.model().index(0, 0).data())


def test_of_several_runs_tags_are_given_and_their_own_stay(shell: Shell) -> None:
    runs = shell.studio.runs.all
    labels = (RunLabel("One", tags=("both", "own")), RunLabel("Two", tags=("both",)), RunLabel())
    shell.studio.keep(*(replace(run, label=label) for run, label in zip(runs, labels, strict=True)), shown=3)
    select(shell, 0, 1)
    shell.action("runs.label").trigger()
    field = shell.find(QLineEdit, "shell.run_label.tags")
    assert field.text() == "both"
    field.setText("new")
    dialog(shell).accept()
    assert [run.label for run in shell.studio.runs.all] == [
        RunLabel("One", tags=("own", "new")),
        RunLabel("Two", tags=("new",)),
        RunLabel(),
    ]


def test_what_can_not_be_kept_is_said_and_the_dialog_stays(shell: Shell) -> None:
    shell.action("runs.label").trigger()
    shell.find(QLineEdit, "shell.run_label.tags").setText("t" * 60)
    dialog(shell).accept()
    assert dialog(shell).isVisible()
    assert "more than 40" in shell.find(QLabel, "shell.run_label.problem").text()
    assert shell.studio.runs.all[0].label == RunLabel()
    dialog(shell).reject()


def test_delete_in_the_list_deletes_what_is_chosen(shell: Shell) -> None:
    select(shell, 0, 2)
    view = shell.find(QListView, "shell.runs")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert shell.studio.calls[-1] == "delete_runs 3 1"
    assert not shell.action("runs.restore").isEnabled()
    shell.studio.kept_runs.restorable = (3, 1)
    shell.studio.kept_runs.changed.emit()
    shell.action("runs.restore").trigger()
    assert shell.studio.calls[-1] == "restore_runs"


def test_a_run_under_way_can_be_named_but_not_deleted(shell: Shell) -> None:
    shell.studio.keep(some_run(4, "training"), some_run(3), shown=4)
    assert shell.action("runs.label").isEnabled()
    assert not shell.action("runs.delete").isEnabled()
    assert "under way" in shell.action("runs.delete").toolTip()


def test_who_only_looks_changes_nothing(shell: Shell) -> None:
    shell.studio.kept_runs.is_read_only = True
    shell.studio.runs.changed.emit()
    assert [shell.action(f"runs.{name}").isEnabled() for name in ("label", "star", "delete", "details")] == [
        False,
        False,
        False,
        True,
    ]


def test_the_design_of_a_run_comes_back_and_can_be_undone(shell: Shell) -> None:
    before, then = shell.studio.document.project, dense_project("fashion-mnist", (7,))
    shell.studio.projects[2] = then
    shell.studio.runs.choose((2,))
    shell.action("runs.design").trigger()
    assert shell.studio.document.project == then
    shell.studio.document.undo()
    assert shell.studio.document.project == before


def test_commands_for_one_run_say_so_where_several_are_chosen(shell: Shell) -> None:
    select(shell, 0, 1)
    for name in ("details", "design"):
        assert not shell.action(f"runs.{name}").isEnabled()
        assert "single run" in shell.action(f"runs.{name}").toolTip()


def test_a_project_without_runs_has_nothing_to_command(shell: Shell) -> None:
    shell.studio.keep()
    names = ("compare", "label", "star", "details", "design", "delete", "restore")
    assert not any(shell.action(f"runs.{name}").isEnabled() for name in names)
