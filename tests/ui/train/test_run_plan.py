"""A run that is shown tells what it was trained with, and gives it back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.run_state import Starting, Training, progress_of
from nnstudio.core.project import Project, dense_project
from nnstudio.core.training import SGD
from nnstudio.ui.train.page import TrainPage
from nnstudio.ui.train.run_plan import MOST_ROWS, RunPlan, sections_of
from nnstudio.ui.train.settings import Settings
from tests.support.fake_studio import FakeStudio
from tests.support.run_studio import RunStudio, part

LEFT = Qt.MouseButton.LeftButton


def trained_before() -> Project:
    """What run 1 was trained with: other settings, another network, other data."""
    project = dense_project("fashion-mnist", (32,))
    return replace(project, training=replace(project.training, optimizer=SGD(), learning_rate=0.25, epochs=7))


@pytest.fixture
def chosen(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> RunPlan:
    """Run 2, of today's project, is shown; then run 1 is chosen."""
    choose(studio, 2, studio.document.project)
    qtbot.waitUntil(lambda: part(page, QToolButton, "train.side_run").text() == "Run 2")
    assert part(page, Settings, "").isVisible(), "nobody chose the newest"
    choose(studio, 1, trained_before())
    plan = part(page, RunPlan, "train.run_plan")
    qtbot.waitUntil(plan.isVisible)
    return plan


def choose(studio: FakeStudio, number: int, project: Project) -> None:
    studio.model.project = project
    studio.runs.shown = number
    studio.runs.changed.emit()


def test_an_older_run_shows_its_own_settings_data_and_network(chosen: RunPlan, page: TrainPage) -> None:
    text = chosen.text()
    for expected in ("SGD", "0.25", "now: 0.001", "Fashion-MNIST", "32 · relu", "7"):
        assert expected in text.splitlines() or expected in text
    assert not part(page, Settings, "").isVisible()
    assert chosen.findChildren(QPushButton)
    assert not [each for each in chosen.findChildren(QWidget) if each.metaObject().className().endswith("SpinBox")]


def test_its_settings_are_taken_up_as_one_step(chosen: RunPlan, page: TrainPage, studio: RunStudio) -> None:
    before = studio.document.project
    QTest.mouseClick(part(page, QPushButton, "train.use_settings"), LEFT)
    assert studio.document.project == replace(before, training=trained_before().training)
    assert studio.document.undo_label == "Use the settings of run 1"
    assert not part(page, QPushButton, "train.use_settings").isEnabled()
    assert "now: 0.001" not in chosen.text()
    studio.document.undo()
    assert studio.document.project == before
    assert "now: 0.001" in chosen.text()


def test_all_of_its_project_is_restored_as_one_step(chosen: RunPlan, page: TrainPage, studio: RunStudio) -> None:
    before = studio.document.project
    QTest.mouseClick(part(page, QPushButton, "train.use_project"), LEFT)
    assert studio.document.project == trained_before()
    assert "Not as it is now" not in chosen.text()
    studio.document.undo()
    assert studio.document.project == before


def test_the_next_runs_settings_are_one_press_away(chosen: RunPlan, page: TrainPage) -> None:
    QTest.mouseClick(part(page, QToolButton, "train.side_next"), LEFT)
    assert part(page, Settings, "").isVisible()
    assert not chosen.isVisible()
    QTest.mouseClick(part(page, QToolButton, "train.side_run"), LEFT)
    assert chosen.isVisible()


def test_training_begins_with_the_next_runs_settings(
    qtbot: QtBot, chosen: RunPlan, page: TrainPage, studio: RunStudio
) -> None:
    studio.training.state = Training(progress_of(Starting()))
    choose(studio, 3, studio.document.project)
    qtbot.waitUntil(part(page, Settings, "").isVisible)


def test_another_project_begins_with_the_next_runs_settings(
    qtbot: QtBot, chosen: RunPlan, page: TrainPage, studio: RunStudio
) -> None:
    studio.runs.shown = 5
    studio.files.changed.emit()
    studio.runs.changed.emit()
    qtbot.waitUntil(part(page, Settings, "").isVisible)


def test_a_project_to_look_at_only_keeps_its_settings(
    qtbot: QtBot, chosen: RunPlan, page: TrainPage, studio: RunStudio
) -> None:
    studio.document.is_read_only = True
    studio.runs.changed.emit()
    for name in ("train.use_settings", "train.use_project"):
        button = part(page, QPushButton, name)
        qtbot.waitUntil(partial(is_off, button))
        assert "look at only" in button.toolTip()


def is_off(button: QPushButton) -> bool:
    return not button.isEnabled()


def test_the_commands_are_in_the_menu(page: TrainPage) -> None:
    names = [action.objectName() for action in page.own_actions() if isinstance(action, QAction)]
    assert {"train.side_next", "train.side_run", "train.use_settings", "train.use_project"} <= set(names)


def test_a_network_of_many_layers_is_told_in_part() -> None:
    deep = dense_project("digits", (8,) * (MOST_ROWS + 20))
    network = next(each for each in sections_of(deep, deep) if each.title == "Network")
    assert (len(network.rows), network.more) == (MOST_ROWS, len(deep.network.nodes) - MOST_ROWS)


def test_a_layer_that_is_another_one_now_is_told_first() -> None:
    run, now = dense_project("digits", (8,)), dense_project("digits", (16,))
    first = sections_of(run, now)[0]
    assert ("8", "16") in [(row.text, row.now) for row in first.rows]
