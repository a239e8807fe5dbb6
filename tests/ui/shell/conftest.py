"""A studio whose state a test sets by hand, and the window on it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.run_state import Idle
from nnstudio.core.project import dense_project
from nnstudio.core.sources import FashionMNIST
from nnstudio.data.store import Dataset
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import RunStatus
from nnstudio.ui import theme
from nnstudio.ui.page import Page, PageKind
from nnstudio.ui.shell.main_window import MainWindow
from tests.support.fake_studio import FakeStudio
from tests.support.figures import figures

W = TypeVar("W", bound=QWidget)


def some_pictures() -> Dataset:
    """As many black pictures as Fashion-MNIST has; all of them are one in memory."""
    facts = FashionMNIST.expected
    arrays = [
        np.broadcast_to(np.zeros(shape, np.uint8), (count, *shape))
        for count in (facts.training, facts.test)
        for shape in (facts.shape, ())
    ]
    return Dataset(FashionMNIST(), facts, Path("/none"), "0", *arrays)


def some_run(number: int, status: RunStatus = "finished", epochs: int = 10, accuracy: float | None = 0.9) -> RunSummary:
    """A run that started `number` hours ago."""
    told = {} if accuracy is None else figures(0.1, accuracy)
    started = (datetime.now(UTC) - timedelta(hours=number)).isoformat(timespec="seconds")
    return RunSummary(number, status, started, started, "tensorflow", "TensorFlow", "", epochs, told)


def some_pages() -> tuple[PageKind, ...]:
    """Five pages with a command each."""
    names = ("data", "design", "train", "weights", "classify")
    icons = ("data", "design", "chart", "weights", "classify")
    return tuple(
        PageKind(name, name.title(), f"About {name}.", icon, lambda _studio, name=name: StandIn(name))  # type: ignore[misc]
        for name, icon in zip(names, icons, strict=True)
    )


class StandIn(Page):
    """A page with one command, one edit and nothing else. Its property `opened` lists the pictures it was given."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._command, self._edit = QAction(f"Command of {name}", self), QAction(f"Edit of {name}", self)

    def refresh(self) -> None:
        """It shows nothing."""

    def own_actions(self) -> list[QAction]:
        return [self._command]

    def edit_actions(self) -> list[QAction]:
        return [self._edit]

    def open_files(self, files: list[Path]) -> None:
        """Notes the pictures."""
        self.setProperty("opened", [str(file) for file in files])


class Shell:
    """The window, driven as a person drives it: by named widgets, mouse and keys."""

    def __init__(self, qtbot: QtBot, studio: FakeStudio, state: Path) -> None:
        self.bot = qtbot
        self.studio = studio
        self.window = MainWindow(studio, state, some_pages())
        qtbot.addWidget(self.window, before_close_func=lambda _window: self._allow_close())
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def find(self, kind: type[W], name: str) -> W:
        """The control of that name."""
        found = self.window.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def action(self, name: str) -> QAction:
        """The command `shell.<name>`."""
        found = self.window.findChild(QAction, f"shell.{name}")
        assert isinstance(found, QAction), name
        return found

    def click(self, name: str) -> None:
        """Clicks that control with the mouse."""
        QTest.mouseClick(self.find(QWidget, name), Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses that key in the window."""
        QTest.keyClick(self.window, key, modifier)

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits until that holds: what the window draws at a pace comes a moment later."""
        self.bot.waitUntil(condition, timeout=5000)

    def _allow_close(self) -> None:
        self.studio.training.state = Idle()


@pytest.fixture
def studio() -> FakeStudio:
    """A studio on a fine project, with data, without runs."""
    made = FakeStudio(dense_project("fashion-mnist"))
    made.data.dataset = some_pictures()
    return made


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, studio: FakeStudio, tmp_path: Path) -> Shell:
    """The window on that studio, in light colours."""
    theme.apply(qapp, "light")
    return Shell(qtbot, studio, tmp_path)
