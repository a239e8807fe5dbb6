"""Starting the program, as often as a journey needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from nnstudio.ui import theme
from tests.support.program import Program


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, own_folders: Path) -> Iterator[Callable[[], Program]]:
    """Starts the program; closed again at the journey's end if it still runs."""
    started: list[Program] = []
    theme.apply(qapp, "light")

    def begin() -> Program:
        started.append(Program(qtbot, own_folders))
        return started[-1]

    yield begin
    for program in started:
        program.close()
