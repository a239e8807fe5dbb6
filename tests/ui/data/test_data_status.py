"""The status bar names the pictures that are really there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.data.store import Dataset
from nnstudio.ui.shell.status import StatusBar
from tests.support.fake_studio import FakeStudio


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio(dense_project("mnist"))


@pytest.fixture
def button(studio: FakeStudio, qtbot: QtBot) -> QToolButton:
    """The bar's place for the data."""
    bar = StatusBar(studio)
    qtbot.addWidget(bar)
    bar.show()
    found = bar.findChild(QToolButton, "shell.status.data")
    assert isinstance(found, QToolButton)
    return found


def test_pictures_of_a_folder_are_named_by_it(
    studio: FakeStudio, button: QToolButton, make_dataset: Callable[..., Dataset]
) -> None:
    studio.have(make_dataset("mnist", 300, 60))
    assert button.text() == "MNIST: 300 + 60"
    studio.have(make_dataset("mnist", 300, 60, place="~/R&D"))
    assert button.text() == "MNIST in ~/R&&D: 300 + 60"
    assert button.accessibleName() == "MNIST in ~/R&D: 300 + 60"


def test_a_long_folder_leaves_room_for_the_rest_and_its_tooltip_has_it_all(
    studio: FakeStudio, button: QToolButton, make_dataset: Callable[..., Dataset]
) -> None:
    folder = "~/" + "very-long-folder/" * 20 + "<i>mnist</i>"
    studio.have(make_dataset("mnist", 300, 60, place=folder))
    assert button.text().endswith("mnist</i>: 300 + 60")
    assert "…" in button.text()
    assert button.sizeHint().width() < 480
    assert "very-long-folder/" * 20 + "&lt;i&gt;mnist" in button.toolTip()


def test_data_that_is_not_there_is_marked(studio: FakeStudio, button: QToolButton) -> None:
    studio.have(problem=StudioError("does not exist.", where="/pictures"))
    assert button.text() == "MNIST: no data"
    studio.have()
    assert button.text() == "MNIST: reading…"
