"""The list of runs: what it says, and choosing one."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView

from nnstudio.app.run_state import Ended, Idle, Paused, Progress, RunState, Starting, Stopping, Training
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import RunStatus
from nnstudio.ui import theme
from nnstudio.ui.run_words import age, status_word
from nnstudio.ui.shell.runs_model import LIVE
from nnstudio.ui.shell.words import left_text, run_figure, run_sentence, state_text
from tests.support.figures import figures
from tests.support.paces import steady_pace

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell


@pytest.fixture(autouse=True)
def runs_shown(request: pytest.FixtureRequest) -> None:
    """The list is open in every test that has a window."""
    if "shell" in request.fixturenames:
        request.getfixturevalue("shell").key(Qt.Key.Key_F9)


NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def summary(number: int, status: RunStatus = "finished", accuracy: float | None = 0.978) -> RunSummary:
    """A run of two hours ago."""
    told = figures(0.1, 0.5, 0.2, accuracy)
    started = (datetime.now(UTC) - timedelta(hours=2)).isoformat(timespec="seconds")
    return RunSummary(number, status, started, started, "jax", "JAX 0.10 on CPU", "", 10, told)


def rows(shell: Shell) -> list[str]:
    """What the list says to a screen reader."""
    model = shell.find(QListView, "shell.runs").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(shell: Shell, row: int) -> None:
    """Clicks that row."""
    view = shell.find(QListView, "shell.runs")
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_an_empty_list_says_what_to_do(shell: Shell) -> None:
    assert "Press Train" in shell.find(QLabel, "shell.runs.empty").text()
    assert shell.find(QLabel, "shell.runs.empty").isVisible()
    shell.studio.keep(summary(1), shown=1)
    assert not shell.find(QLabel, "shell.runs.empty").isVisible()
    assert shell.find(QListView, "shell.runs").isVisible()


def test_runs_are_listed_with_state_epochs_accuracy_and_age(shell: Shell) -> None:
    shell.studio.keep(summary(2), summary(1, "failed", None), shown=2)
    assert rows(shell) == [
        "Run 2, finished, 10 epochs, accuracy 97.80\u00a0%, 2 h ago",
        "Run 1, failed, 10 epochs, accuracy 50.00\u00a0%, 2 h ago",
    ]


def test_choosing_a_run_shows_it(shell: Shell) -> None:
    shell.studio.keep(summary(3), summary(2), summary(1), shown=3)
    choose(shell, 1)
    assert shell.studio.calls == ["show_run 2"]
    view = shell.find(QListView, "shell.runs")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert shell.studio.calls == ["show_run 2", "show_run 1"]


def test_the_shown_run_is_marked_without_showing_it_again(shell: Shell) -> None:
    shell.studio.keep(summary(2), summary(1), shown=1)
    assert shell.find(QListView, "shell.runs").currentIndex().row() == 1
    shell.studio.keep(summary(3), summary(2), summary(1), shown=3)
    assert shell.find(QListView, "shell.runs").currentIndex().row() == 0
    assert shell.studio.calls == []


def test_figures_change_without_moving_the_list(shell: Shell) -> None:
    shell.studio.keep(summary(1, accuracy=0.5), shown=1)
    shell.studio.keep(summary(1, accuracy=0.75), shown=1)
    assert rows(shell) == ["Run 1, finished, 10 epochs, accuracy 75.00\u00a0%, 2 h ago"]


def test_other_runs_cannot_be_chosen_while_one_trains(shell: Shell) -> None:
    shell.studio.keep(summary(2, "training"), summary(1), shown=2)
    shell.studio.show(Training(Progress(10, 10, 1, 1)))
    model = shell.find(QListView, "shell.runs").model()
    shell.until(lambda: not model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEnabled)
    choose(shell, 1)
    assert shell.studio.calls == []
    assert "when this one is over" in str(model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole))
    shell.studio.show(Ended("finished", "", Progress(10, 10, 10, 10)))
    shell.until(lambda: bool(model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEnabled))


@pytest.mark.parametrize("status", ["training", "finished", "diverged", "stopped", "failed", "crashed", "loaded"])
def test_every_way_a_run_ends_has_a_word_and_is_drawn(shell: Shell, status: RunStatus) -> None:
    shell.studio.keep(summary(1, status), shown=1)
    assert status_word(status) in rows(shell)[0]
    view = shell.find(QListView, "shell.runs")
    row = view.visualRect(view.model().index(0, 0))
    picture = view.viewport().grab(row).toImage()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}
    assert len(colours) > 10


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=30), "now"),
        (timedelta(minutes=5, seconds=59), "5 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=12), "12 days ago"),
    ],
)
def test_ages_in_words(ago: timedelta, text: str) -> None:
    assert age((NOW - ago).isoformat(), NOW) == text


def test_a_time_that_cannot_be_read_is_left_out() -> None:
    """The history may come from anybody; a time without a zone can't be compared either."""
    assert age("yesterday noon", NOW) == ""
    assert age("2026-05-01T12:00:00", NOW) == ""


def test_figures_that_are_none_or_not_a_number_are_left_out() -> None:
    assert [run_figure(summary(1, "finished", value)) for value in (math.nan, 0.9781)] == ["", "97.81\u00a0%"]
    assert run_figure(replace(summary(1), figures={})) == ""


def test_a_run_is_known_by_its_first_metric_else_by_its_loss() -> None:
    numbers = {"loss": 2.5, "mean_absolute_error": 1.25, "val_loss": 3.5, "val_mean_absolute_error": 1.75}
    run = replace(summary(3), figures=numbers)
    assert run_figure(run) == "1.75"
    assert "mean absolute error 1.75" in run_sentence(run, datetime.now(UTC))
    assert run_figure(replace(run, figures={"loss": 0.5})) == "0.5"
    assert run_figure(replace(run, figures={"loss": 0.5, "some_metric_of_before": 8.0})) == "8"


def test_a_run_whose_loss_is_not_a_number_has_no_accuracy() -> None:
    """An accuracy counts classes that were chosen; without numbers it is that of always choosing the first."""
    lost = replace(summary(3, "stopped", 0.1), figures=figures(math.nan, 0.1))
    diverged = replace(summary(3, "diverged", 0.1), figures=figures(math.nan, 0.1))
    spoilt = summary(3, "diverged", 0.1)
    assert [run_figure(run) for run in (lost, diverged, spoilt)] == ["not a number"] * 3
    assert run_figure(summary(3)) == "97.80\u00a0%"
    now = datetime.now(UTC)
    assert run_sentence(lost, now) == "Run 3, stopped, 10 epochs, loss not a number, 2 h ago"
    assert run_sentence(diverged, now) == "Run 3, diverged, 10 epochs, loss not a number, 2 h ago"
    assert run_sentence(spoilt, now) == "Run 3, diverged, 10 epochs, 2 h ago"


def test_a_diverged_run_is_drawn_with_a_warning(shell: Shell) -> None:
    def colours_of(status: RunStatus) -> set[int]:
        shell.studio.keep(summary(2), summary(1, status), shown=2)
        view = shell.find(QListView, "shell.runs")
        picture = view.viewport().grab(view.visualRect(view.model().index(1, 0))).toImage()
        return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}

    warning = theme.colour("warning").rgb()
    assert warning in colours_of("diverged")
    assert warning not in colours_of("finished")


def test_one_epoch_is_not_epochs() -> None:
    run = RunSummary(1, "stopped", NOW.isoformat(), "", "jax", "", "", 1)
    assert run_sentence(run, NOW) == "Run 1, stopped, 1 epoch, now"


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (Idle(), "No run yet"),
        (Starting(), "Starting…"),
        (Training(Progress(10, 100, 0, 0)), "Epoch 1 of 10"),
        (Paused(Progress(10, 100, 3, 12)), "Paused in epoch 3 of 10, batch 12"),
        (Training(Progress(10, 100, 3, 100, validated=5, validation_samples=10)), "Epoch 3 of 10, validating"),
        (Stopping(Progress(10, 100, 3, 12)), "Stopping…"),
        (Ended("finished", "", Progress(10, 100, 10, 100)), "Finished: 10 epochs"),
        (Ended("diverged", "", Progress(10, 100, 10, 100)), "Diverged: 10 epochs"),
        (Ended("stopped", "", Progress(10, 100, 3, 12)), "Stopped in epoch 3"),
        (Ended("failed", "", Progress()), "The run failed"),
        (Ended("crashed", "", Progress()), "The run crashed"),
    ],
)
def test_every_state_of_a_run_in_words(state: RunState, text: str) -> None:
    assert state_text(state) == text


def test_time_left_is_told_only_while_it_is_known() -> None:
    assert left_text(Training(Progress(10, 100, 0, 0))) == ""
    halfway = Progress(2, 100, 1, 100, 1.0, 60.0, pace=steady_pace(20, 2.0))
    assert left_text(Paused(halfway)) == ""
    assert left_text(Training(halfway)) == "10 s left"


def test_a_run_of_one_batch_is_not_none(shell: Shell) -> None:
    run = replace(summary(1, "stopped"), epochs_done=0, figures={})
    shell.studio.keep(run, shown=1)
    shell.studio.show(Ended("stopped", "", Progress(300, 41, 1, 1)))
    model = shell.find(QListView, "shell.runs").model()
    shell.until(lambda: model.index(0, 0).data(LIVE) == "1 batch")
    assert run_sentence(run, datetime.now(UTC)) == "Run 1, stopped, not a whole epoch, 2 h ago"


def test_a_loaded_run_tells_which_file(shell: Shell) -> None:
    shell.studio.keep(replace(summary(1, "loaded", None), message="w1.weights.h5", epochs_done=0, figures={}), shown=1)
    assert rows(shell) == ["Run 1, loaded from a file, w1.weights.h5, 2 h ago"]


def test_the_run_under_way_tells_its_epoch_the_others_how_many_they_had(shell: Shell) -> None:
    shell.studio.keep(summary(2, "training"), summary(1), shown=2)
    shell.studio.show(Training(Progress(10, 10, 3, 1)))
    model = shell.find(QListView, "shell.runs").model()
    shell.until(lambda: model.index(0, 0).data(LIVE) == "Epoch 3 of 10")
    shell.studio.show(Training(Progress(10, 10, 3, 10, validated=5, validation_samples=10)))
    shell.until(lambda: shell.find(QLabel, "shell.progress.state").text() == "Epoch 3 of 10, validating")
    assert model.index(0, 0).data(LIVE) == "Epoch 3 of 10"
    assert model.index(1, 0).data(LIVE) == ""
