"""The slider below the pages: going to an epoch by mouse, keys and menu, and playing all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSlider, QToolButton, QWidget

from nnstudio.app.run_state import Progress, Training
from nnstudio.ui.shell.time_commands import FRAME_SECONDS, TimeCommands
from tests.support.played_time import PlayedTime
from tests.ui.shell.conftest import some_run

if TYPE_CHECKING:
    from tests.support.fake_studio import FakeStudio
    from tests.ui.shell.conftest import Shell

ALT = Qt.KeyboardModifier.AltModifier


def said(shell: Shell) -> str:
    return shell.find(QLabel, "shell.time.label").text()


def test_it_is_there_once_there_is_an_older_epoch_to_see(shell: Shell) -> None:
    bar = shell.find(QWidget, "shell.time")
    assert not bar.isVisible()
    assert not shell.action("time.play").isEnabled()
    shell.studio.time.keep(0, 1, 2)
    assert bar.isVisible()
    shell.studio.time.keep()
    assert not bar.isVisible()


def test_the_slider_goes_to_an_epoch_and_says_which(shell: Shell) -> None:
    shell.studio.time.keep(0, 1, 5, 20)
    slider = shell.find(QSlider, "shell.time.slider")
    assert (slider.maximum(), slider.value(), said(shell)) == (3, 3, "Newest weights")
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert (shell.studio.time.epoch, said(shell)) == (5, "Epoch 5")
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert (shell.studio.time.epoch, said(shell)) == (0, "Before training")
    shell.click("shell.time.newest.button")
    assert (shell.studio.time.epoch, slider.value()) == (None, 3)
    assert not shell.find(QWidget, "shell.time.newest.button").isEnabled()


def test_keys_go_from_epoch_to_epoch_on_every_page(shell: Shell) -> None:
    shell.studio.time.keep(0, 1, 5, 20)
    shell.key(Qt.Key.Key_Left, ALT)
    shell.key(Qt.Key.Key_Left, ALT)
    assert said(shell) == "Epoch 1"
    shell.key(Qt.Key.Key_Right, ALT)
    assert said(shell) == "Epoch 5"
    shell.key(Qt.Key.Key_End, ALT)
    assert said(shell) == "Newest weights"


def test_while_it_trains_the_end_is_live(shell: Shell) -> None:
    shell.studio.training.state = Training(Progress(3, 1, 4, 9))
    shell.studio.time.keep(0, 1, 2)
    assert said(shell) == "Live"


def test_played_the_epochs_pass_one_by_one_and_it_stops_at_the_newest(studio: FakeStudio) -> None:
    passing, owner = PlayedTime(), QObject()
    commands = TimeCommands(studio.time, owner, passing)
    studio.time.keep(0, 1, 2)
    seen: list[int | None] = []
    studio.time.changed.connect(lambda: seen.append(studio.time.epoch))
    commands.play.trigger()
    assert commands.play.isChecked()
    passing.pass_by(10 * FRAME_SECONDS)
    assert seen == [0, 1, None]
    assert not commands.play.isChecked()


def test_a_hand_on_the_slider_ends_the_film(studio: FakeStudio) -> None:
    passing, owner = PlayedTime(), QObject()
    commands = TimeCommands(studio.time, owner, passing)
    studio.time.keep(0, 1, 2, 3)
    commands.play.trigger()
    passing.pass_by(1.5 * FRAME_SECONDS)
    commands.go_to(0)
    passing.pass_by(10 * FRAME_SECONDS)
    assert (studio.time.epoch, commands.play.isChecked()) == (0, False)
    commands.play.trigger()
    commands.play.trigger()
    passing.pass_by(10 * FRAME_SECONDS)
    assert studio.time.epoch == 0


def test_a_branch_begins_where_the_slider_stands(shell: Shell) -> None:
    shell.studio.keep(some_run(3, epochs=4), shown=3)
    shell.studio.time.keep(0, 1, 2, 3, 4)
    slider = shell.find(QSlider, "shell.time.slider")
    QTest.keyClick(slider, Qt.Key.Key_Home)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.accessibleDescription() == "Epoch 1"
    button = shell.find(QToolButton, "shell.time.branch.button")
    shell.until(button.isEnabled)
    shell.click("shell.time.branch.button")
    assert shell.find(QComboBox, "shell.branch.epoch").currentText() == "1"


def test_where_the_window_is_narrow_the_branch_is_an_icon_that_says_its_name(shell: Shell) -> None:
    shell.studio.time.keep(0, 1, 2)
    button = shell.find(QToolButton, "shell.time.branch.button")
    for width, style in (
        (1280, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
        (960, Qt.ToolButtonStyle.ToolButtonIconOnly),
    ):
        shell.window.resize(width, 600)
        shell.until(lambda style=style: button.toolButtonStyle() == style)  # type: ignore[misc]
        assert button.accessibleName() == "Branch from here"
