"""What the doctor says on the Train page, and trying what it offers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.run_state import Ended, Progress, Training
from nnstudio.core.doctor import Finding, Remedy, Sign
from nnstudio.core.doctor.not_a_number import NotANumber
from nnstudio.core.doctor.overfitting import Overfitting
from nnstudio.core.doctor.plateau import Plateau
from nnstudio.ui.train.page import TrainPage
from tests.support.run_studio import RunStudio, part

DONE = Progress(10, 40, 10, 40)


@pytest.fixture
def found(studio: RunStudio, page: TrainPage) -> TrainPage:
    """A run that ended, and in which the doctor found two things."""
    project = studio.document.project
    remedies = Remedy("Learning rate 0.0001", project), Remedy("Scale the values to 0 to 1", project)
    studio.doctor.find(
        Finding(Overfitting(), Sign(4, "It rose.", remedies[:1])), Finding(NotANumber(), Sign(7, "NaN.", remedies))
    )
    studio.show(Ended("finished", "", DONE))
    return page


def text(page: TrainPage, name: str) -> str:
    return part(page, QLabel, f"train.doctor.{name}").text()


def test_nothing_is_said_of_a_run_that_goes_well(studio: RunStudio, page: TrainPage) -> None:
    assert part(page, QWidget, "train.doctor").isHidden()
    studio.doctor.find(Finding(Overfitting(), Sign(4, "It rose.")))
    assert not part(page, QWidget, "train.doctor").isHidden()
    studio.doctor.find()
    assert part(page, QWidget, "train.doctor").isHidden()


def test_a_finding_says_what_since_when_by_what_and_why(found: TrainPage) -> None:
    assert text(found, "title") == "It learns by heart (since epoch 4)"
    assert text(found, "evidence") == "It rose."
    assert text(found, "why").startswith("The network has more freedom")
    other = part(found, QAbstractButton, "train.doctor.next.button")
    assert other.text() == "1 of 2"
    other.click()
    assert text(found, "title") == "The loss is not a number (since epoch 7)"
    other.click()
    assert text(found, "title") == "It learns by heart (since epoch 4)"


def test_each_remedy_has_its_button_and_is_tried(studio: RunStudio, found: TrainPage) -> None:
    first, second = (part(found, QAbstractButton, f"train.doctor.try.{place}.button") for place in (0, 1))
    assert (first.text(), second.isHidden()) == ("Try: Learning rate 0.0001", True)
    part(found, QAbstractButton, "train.doctor.next.button").click()
    second.click()
    assert studio.calls == ["attempt Scale the values to 0 to 1"]


def test_while_a_run_is_under_way_nothing_can_be_tried_and_the_tooltip_says_why(
    studio: RunStudio, found: TrainPage
) -> None:
    studio.blocker = "A run is under way."
    studio.show(Training(DONE))
    studio.doctor.changed.emit()
    button = part(found, QAbstractButton, "train.doctor.try.0.button")
    assert not button.isEnabled()
    assert "A run is under way." in button.toolTip()


def test_where_height_is_scarce_it_is_a_line_until_one_asks_why(found: TrainPage, qtbot: QtBot) -> None:
    short, opener = (
        part(found, QLabel, "train.doctor.short"),
        part(found, QAbstractButton, "train.doctor.details.button"),
    )
    details = [part(found, QWidget, f"train.doctor.{name}") for name in ("evidence", "why", "try.0.button")]
    found.resize(1240, 720)
    qtbot.waitUntil(lambda: all(each.isVisible() for each in details))
    found.resize(700, 400)
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in details))
    assert short.text() == "It rose."
    assert "The network has more freedom" in short.toolTip()
    opener.click()
    assert all(each.isVisible() for each in details)
    assert short.text() == ""
    opener.click()
    found.resize(1240, 720)
    qtbot.waitUntil(lambda: all(each.isVisible() for each in details))


def test_the_finding_that_is_read_stays_and_another_runs_begin_with_the_first(
    studio: RunStudio, found: TrainPage
) -> None:
    first, second = studio.doctor.findings
    part(found, QAbstractButton, "train.doctor.next.button").click()
    studio.doctor.find(Finding(Plateau(), Sign(2, "Flat.")), first, second)
    assert text(found, "evidence") == "NaN."
    studio.doctor.find(first, Finding(Plateau(), Sign(2, "Flat.")))
    assert text(found, "evidence") == "It rose."
