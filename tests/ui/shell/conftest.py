"""A studio whose state a test sets by hand and that notes what it is told, and the window on it."""

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
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.document import Document
from nnstudio.app.observable import Signal
from nnstudio.app.preferences import Preferences
from nnstudio.app.run_state import Idle, RunState
from nnstudio.app.studio import EngineStatus, Notice, Studio
from nnstudio.app.tasks import Tasks
from nnstudio.core.dataset import KNOWN_DATASETS
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import Problem, check
from nnstudio.core.project import Project, dense_project
from nnstudio.data.arrays import Dataset
from nnstudio.engine.messages import ModelRef
from nnstudio.runs.history import RunStatus, RunSummary
from nnstudio.ui import theme
from nnstudio.ui.shell.main_window import MainWindow
from nnstudio.ui.shell.pages import PageKind
from nnstudio.ui.shell.poster import Poster

W = TypeVar("W", bound=QWidget)


class FakeStudio(Studio):
    """Holds what a test gives it; `calls` lists the commands in order, with what they were given."""

    def __init__(self, project: Project | None = None) -> None:
        self.document = Document(project or dense_project("fashion-mnist"))
        self.poster = Poster()
        self.tasks = Tasks(self.poster.post)
        self.preferences_changed: Signal[[]] = Signal()
        self.run_changed: Signal[[]] = Signal()
        self.runs_changed: Signal[[]] = Signal()
        self.dataset_changed: Signal[[]] = Signal()
        self.engine_changed: Signal[[]] = Signal()
        self.engine_output: Signal[[str]] = Signal()
        self.project_changed: Signal[[]] = Signal()
        self.noticed: Signal[[Notice]] = Signal()
        self.calls: list[str] = []
        self.state: RunState = Idle()
        self.blocker = ""
        self.kept: tuple[RunSummary, ...] = ()
        self.shown: int | None = None
        self.wishes = Preferences()
        self.trained: ModelRef | None = None
        self.pictures: Dataset | None = None
        self.missing: StudioError | None = None
        self.engine: EngineStatus = "ready"
        self.untitled = False
        self.folder = Path("/projects/clothes.nnstudio")

    def show(self, state: RunState) -> None:
        """Puts the run into that state and tells of it."""
        self.state = state
        self.run_changed.emit()

    def keep(self, *runs: RunSummary, shown: int | None = None) -> None:
        """Has these runs and tells of it."""
        self.kept, self.shown = runs, shown
        self.runs_changed.emit()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return check(self.project)

    @property
    def run_state(self) -> RunState:
        return self.state

    @property
    def model(self) -> ModelRef | None:
        return self.trained

    @property
    def train_blocker(self) -> str:
        return self.blocker

    @property
    def engine_status(self) -> EngineStatus:
        return self.engine

    @property
    def engine_text(self) -> str:
        return "TensorFlow 2.21.0 on CPU"

    @property
    def preferences(self) -> Preferences:
        return self.wishes

    def prefer(self, preferences: Preferences) -> None:
        self.wishes = preferences
        self.preferences_changed.emit()

    @property
    def dataset(self) -> Dataset | None:
        return self.pictures

    @property
    def dataset_problem(self) -> StudioError | None:
        return self.missing

    @property
    def project_folder(self) -> Path:
        return self.folder

    @property
    def project_title(self) -> str:
        return "Untitled" if self.untitled else "clothes"

    @property
    def is_untitled(self) -> bool:
        return self.untitled

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        return self.kept

    @property
    def shown_run(self) -> int | None:
        return self.shown

    def show_run(self, number: int) -> None:
        self.calls.append(f"show_run {number}")
        self.shown = number
        self.runs_changed.emit()

    def new_project(self) -> None:
        self.calls.append("new_project")

    def open_project(self, folder: Path) -> bool:
        self.calls.append(f"open_project {folder}")
        return True

    def save_project(self) -> None:
        self.calls.append("save_project")

    def save_project_as(self, folder: Path) -> bool:
        self.calls.append(f"save_project_as {folder}")
        return True

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        self.calls.append(f"save_weights {path}")
        done()

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        self.calls.append(f"load_weights {path}")
        done()

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        self.calls.append(f"save_model {path}")
        done()

    def train(self) -> None:
        self.calls.append("train")

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def step_batch(self) -> None:
        self.calls.append("step_batch")

    def step_epoch(self) -> None:
        self.calls.append("step_epoch")

    def stop(self) -> None:
        self.calls.append("stop")


def some_pictures() -> Dataset:
    """A few black pictures that claim to be all of Fashion-MNIST."""
    known = KNOWN_DATASETS["fashion-mnist"]
    pixels, labels = np.zeros((2, 28, 28, 1), np.uint8), np.zeros(2, np.uint8)
    return Dataset(known, Path("/none"), "0", pixels, labels, pixels, labels)


def some_run(number: int, status: RunStatus = "finished", epochs: int = 10, accuracy: float | None = 0.9) -> RunSummary:
    """A run that started `number` hours ago."""
    started = (datetime.now(UTC) - timedelta(hours=number)).isoformat(timespec="seconds")
    return RunSummary(number, status, started, started, "tensorflow", "TensorFlow", "", epochs, 0.1, accuracy)


def some_pages() -> tuple[PageKind, ...]:
    """Five pages that are only labels."""
    names = ("data", "design", "train", "weights", "classify")
    icons = ("data", "design", "chart", "weights", "classify")
    return tuple(
        PageKind(name, name.title(), f"About {name}.", icon, lambda _studio, name=name: StandIn(name))  # type: ignore[misc]
        for name, icon in zip(names, icons, strict=True)
    )


class StandIn(QLabel):
    """A page with one command and nothing else. Its property `opened` lists the pictures it was given."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setObjectName(name)
        self.addAction(QAction(f"Command of {name}", self))

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
        self.studio.state = Idle()


@pytest.fixture
def studio() -> FakeStudio:
    """A studio on a fine project, with data, without runs."""
    made = FakeStudio()
    made.pictures = some_pictures()
    return made


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, studio: FakeStudio, tmp_path: Path) -> Shell:
    """The window on that studio, in light colours."""
    theme.apply(qapp, "light")
    return Shell(qtbot, studio, tmp_path)
