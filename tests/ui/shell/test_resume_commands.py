"""Going on with the shown run, training it further, branching from it: from the Train menu and the list of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListView, QPushButton, QRadioButton, QSpinBox

from nnstudio.app.run_state import Progress, Training
from nnstudio.runs.run_log import RunStatus
from tests.ui.shell.conftest import some_run

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell

NAMES = ("runs.resume", "runs.further", "runs.branch")


def usable(shell: Shell) -> set[str]:
    return {name.removeprefix("runs.") for name in NAMES if shell.action(name).isEnabled()}


@pytest.mark.parametrize(
    ("status", "can"),
    [
        ("finished", {"further", "branch"}),
        ("diverged", {"further", "branch"}),
        ("stopped", {"resume", "further", "branch"}),
        ("failed", {"resume", "further", "branch"}),
        ("crashed", {"resume", "further", "branch"}),
        ("loaded", {"branch"}),
        ("training", {"branch"}),  # by another program
    ],
)
def test_what_can_be_done_with_a_run_follows_from_how_it_ended(shell: Shell, status: RunStatus, can: set[str]) -> None:
    shell.studio.keep(some_run(3, status), shown=3)
    shell.until(lambda: usable(shell) == can)


def test_without_a_run_and_while_one_is_trained_there_is_nothing_to_go_on_with(shell: Shell) -> None:
    shell.until(lambda: usable(shell) == set())
    assert "There is no run yet." in shell.action("runs.resume").toolTip()
    shell.studio.keep(some_run(3, "training"), shown=3)
    shell.studio.show(Training(Progress(10, 100, 3, 50)))
    shell.until(lambda: usable(shell) == set())


def test_a_finished_run_says_that_it_can_be_trained_further(shell: Shell) -> None:
    shell.studio.keep(some_run(3), shown=3)
    shell.until(lambda: "train it further" in shell.action("runs.resume").toolTip())


def test_a_run_that_was_broken_off_goes_on_by_key(shell: Shell) -> None:
    shell.studio.keep(some_run(4), some_run(3, "crashed"), shown=3)
    shell.until(lambda: "resume" in usable(shell))
    shell.key(Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    assert shell.studio.calls == ["resume_run 3 0"]


def test_training_further_asks_how_many_epochs(shell: Shell) -> None:
    shell.studio.keep(some_run(3), shown=3)
    shell.until(lambda: "further" in usable(shell))
    shell.action("runs.further").trigger()
    epochs = shell.find(QSpinBox, "shell.further.epochs")
    assert epochs.value() == shell.studio.document.project.training.epochs
    epochs.setValue(7)
    shell.find(QPushButton, "shell.further.accept").click()
    assert shell.studio.calls == ["resume_run 3 7"]


def test_a_branch_asks_from_which_epoch_with_which_settings_and_for_how_long(shell: Shell) -> None:
    shell.studio.keep(some_run(3, epochs=4), shown=3)
    shell.until(lambda: "branch" in usable(shell))
    shell.action("runs.branch").trigger()
    choice = shell.find(QComboBox, "shell.branch.epoch")
    assert [choice.itemText(place) for place in range(choice.count())] == ["4", "3", "2", "1", "before training"]
    choice.setCurrentIndex(2)
    shell.find(QRadioButton, "shell.branch.settings.run").setChecked(True)
    shell.find(QSpinBox, "shell.further.epochs").setValue(5)
    shell.find(QPushButton, "shell.further.accept").click()
    assert shell.studio.calls == ["branch 3 2 5 run"]


def test_the_list_of_runs_offers_them_too(shell: Shell) -> None:
    offered = shell.find(QListView, "shell.runs").actions()
    assert [action.objectName() for action in offered][-3:] == [f"shell.{name}" for name in NAMES]


def test_steps_say_which_run_they_are_of(shell: Shell) -> None:
    shell.studio.keep(some_run(3), shown=3)
    shell.until(lambda: "Starts a new run." in shell.action("step_epoch").toolTip())
    shell.studio.resuming.stepped = 3
    shell.studio.runs.changed.emit()
    shell.until(lambda: "Goes on with run 3." in shell.action("step_epoch").toolTip())
    assert "Goes on with run 3." in shell.action("step_batch").toolTip()
