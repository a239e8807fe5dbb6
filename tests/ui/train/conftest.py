"""The Train page with a run that tests play."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.ui.train.page import TrainPage
from tests.support.run_studio import RunStudio
from tests.support.train_page import train_page


@pytest.fixture
def studio() -> RunStudio:
    return RunStudio()


@pytest.fixture
def page(qtbot: QtBot, studio: RunStudio) -> TrainPage:
    shown = train_page(studio)
    qtbot.addWidget(shown)
    shown.resize(1240, 640)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown
