"""Train, pause, step, stop: by mouse and by key, and why they are off when they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QToolButton

from nnstudio.app.run_state import Ended, Idle, Paused, Progress, RunState, Starting, Stopping, Training
from nnstudio.runs.run_log import EpochPoint
from tests.support.figures import figures
from tests.support.paces import steady_pace
from tests.ui.shell.conftest import some_run

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell

THIRD = Progress(10, 100, 3, 50, 32000, 20.0, pace=steady_pace(200, 16.0))
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def enabled(shell: Shell) -> dict[str, bool]:
    """Which of the commands can be used."""
    return {name: shell.action(name).isEnabled() for name in ("train", "pause", "step_batch", "step_epoch", "stop")}


@pytest.mark.parametrize(
    ("state", "usable"),
    [
        (Idle(), {"train", "step_batch", "step_epoch"}),
        (Starting(), {"pause", "stop"}),
        (Training(THIRD), {"pause", "stop"}),
        (Paused(THIRD), {"pause", "step_batch", "step_epoch", "stop"}),
        (Stopping(THIRD), set()),
        (Ended("finished", "", THIRD), {"train", "step_batch", "step_epoch"}),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, set) else "",
)
def test_each_state_of_the_run_allows_what_makes_sense_in_it(shell: Shell, state: RunState, usable: set[str]) -> None:
    shell.studio.show(state)
    shell.until(lambda: {name for name, on in enabled(shell).items() if on} == usable)


@pytest.mark.parametrize(
    ("key", "modifier", "state", "call"),
    [
        (Qt.Key.Key_F5, NONE, Idle(), "train"),
        (Qt.Key.Key_F6, NONE, Training(THIRD), "pause"),
        (Qt.Key.Key_F6, NONE, Paused(THIRD), "resume"),
        (Qt.Key.Key_F7, NONE, Paused(THIRD), "step_batch"),
        (Qt.Key.Key_F8, NONE, Idle(), "step_epoch"),
        (Qt.Key.Key_F5, SHIFT, Training(THIRD), "stop"),
    ],
)
def test_keys_drive_the_run(
    shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier, state: RunState, call: str
) -> None:
    shell.studio.show(state)
    name = {"resume": "pause"}.get(call, call)
    shell.until(lambda: shell.action(name).isEnabled())
    shell.key(key, modifier)
    shell.until(lambda: shell.studio.calls == [call])


def test_the_button_trains(shell: Shell) -> None:
    shell.click("shell.train.button")
    assert shell.studio.calls == ["train"]


def test_the_pause_button_says_what_it_does_next(shell: Shell) -> None:
    pause = shell.find(QToolButton, "shell.pause.button")
    shell.studio.show(Paused(THIRD))
    shell.until(lambda: pause.text() == "Continue")
    shell.click("shell.pause.button")
    shell.studio.show(Training(THIRD))
    shell.until(lambda: pause.text() == "Pause")
    shell.click("shell.pause.button")
    assert shell.studio.calls == ["resume", "pause"]


def test_what_keeps_training_from_starting_is_told_on_the_button_and_in_the_status_bar(shell: Shell) -> None:
    shell.studio.blocker = "Dense needs flat input, got (28, 28, 8). Add Flatten before it."
    shell.studio.data.changed.emit()
    shell.until(lambda: not shell.find(QToolButton, "shell.train.button").isEnabled())
    assert shell.studio.blocker in shell.find(QToolButton, "shell.train.button").toolTip()
    assert shell.studio.blocker in shell.find(QLabel, "shell.status.reason").text()
    shell.key(Qt.Key.Key_F5)
    shell.click("shell.train.button")
    assert shell.studio.calls == []


def test_the_reason_goes_when_it_is_mended(shell: Shell) -> None:
    shell.studio.blocker = "MNIST is being read."
    shell.studio.data.changed.emit()
    shell.until(lambda: shell.find(QLabel, "shell.status.reason").text() != "")
    shell.studio.blocker = ""
    shell.studio.data.changed.emit()
    shell.until(lambda: shell.action("train").isEnabled())
    assert shell.find(QLabel, "shell.status.reason").text() == ""


def test_tooltips_name_the_key(shell: Shell) -> None:
    for name, key in (("train", "F5"), ("pause", "F6"), ("step_batch", "F7"), ("step_epoch", "F8"), ("stop", "F5")):
        assert key in shell.action(name).toolTip()


def test_progress_shows_epoch_share_and_time_left(shell: Shell) -> None:
    shell.studio.show(Training(THIRD))
    bar = shell.find(QProgressBar, "shell.progress")
    shell.until(lambda: bar.value() == 250)
    assert shell.find(QLabel, "shell.progress.state").text() == "Epoch 3 of 10"
    assert shell.find(QLabel, "shell.progress.left").text() == "1 min 0 s left"


def test_before_a_run_of_its_own_the_window_tells_of_the_one_that_is_shown(shell: Shell) -> None:
    """At the second start it said "No run yet" beside a list of runs."""
    text = shell.find(QLabel, "shell.progress.state")
    assert text.text() == "No run yet"
    project = shell.studio.document.project
    shell.studio.document.apply("Epochs", replace(project, training=replace(project.training, epochs=5)))
    for epoch in range(1, 6):
        shell.studio.runs.curves.epochs.append(EpochPoint(epoch, figures(1.0, 0.5), 1.0, 100.0))
    shell.studio.keep(some_run(1, "finished", 5), shown=1)
    shell.until(lambda: text.text() == "Finished: 5 epochs")
    shell.studio.keep(replace(some_run(2, "loaded", 0), message="w1.weights.h5"), some_run(1), shown=2)
    shell.until(lambda: text.text() == "Weights from w1.weights.h5")
    shell.studio.keep(some_run(2), some_run(1), shown=None)
    shell.until(lambda: text.text() == "")


def test_a_thousand_changes_are_drawn_a_few_times(shell: Shell) -> None:
    """The toolbar reads the latest state at a pace; it does not draw once for each event."""
    drawn: list[int] = []
    bar = shell.find(QProgressBar, "shell.progress")
    bar.valueChanged.connect(drawn.append)
    for batch in range(1, 1001):
        shell.studio.show(Training(Progress(1, 1000, 1, batch)))
    shell.until(lambda: bar.value() == 1000)
    assert len(drawn) <= 5


def test_the_engine_is_named_and_its_button_chooses_the_backend(shell: Shell) -> None:
    engine = shell.find(QToolButton, "shell.engine")
    assert engine.text() == "TensorFlow 2.21.0 on CPU"
    menu = engine.menu()
    assert shell.action("backend.tensorflow").isChecked()
    next(action for action in menu.actions() if action.text() == "JAX").trigger()
    assert shell.studio.preferences.now.backend == "jax"
    assert shell.action("backend.jax").isChecked()


def test_while_no_engine_is_ready_the_status_bar_alone_says_so(shell: Shell) -> None:
    engine, status = shell.find(QToolButton, "shell.engine"), shell.find(QLabel, "shell.status.engine")
    shell.studio.engine.status = "starting"
    shell.studio.engine.changed.emit()
    shell.until(lambda: (engine.text(), status.text()) == ("TensorFlow", "Engine starting"))
    shell.studio.engine.status = "ended"
    shell.studio.engine.changed.emit()
    shell.until(lambda: (engine.text(), status.text()) == ("TensorFlow", "Engine ended"))
