"""A studio without an engine: questions are kept, and the test answers them when it likes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from nnstudio.app.curves import Curves
from nnstudio.app.document import Document
from nnstudio.app.run_state import Ended, Idle, Progress, RunState
from nnstudio.app.studio import EngineStatus, Notice, Studio
from nnstudio.app.tasks import Tasks
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import Problem
from nnstudio.core.project import Project, default_project, dense_project
from nnstudio.data.arrays import Dataset
from nnstudio.data.digits import digits_file, read_digits
from nnstudio.data.reader import shared_reader
from nnstudio.engine.messages import ModelRef
from nnstudio.ui.classify.page import ClassifyPage

Pixels = npt.NDArray[np.uint8]
Probabilities = npt.NDArray[np.float64]


class Post(QObject):
    """Hands calls over to the window's thread."""

    called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.called.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def __call__(self, call: Callable[[], None]) -> None:
        self.called.emit(call)

    def _call(self, call: Callable[[], None]) -> None:
        call()


@dataclass(eq=False)
class Question:
    """One request for a prediction."""

    pixels: Pixels
    done: Callable[[Probabilities], None]
    failed: Callable[[str], None]
    key: str

    def answer(self, *winners: int, share: float = 0.98) -> None:
        """Answers each picture with one likely class."""
        count = len(self.pixels)
        values = np.full((count, 10), (1 - share) / 9)
        values[np.arange(count), list(winners) or [0] * count] = share
        self.done(values)


class FakeStudio(Studio):
    """Keeps what it is asked.

    Attributes:
        questions: all requests so far, oldest first.
        notices: what the person was told.
        trained: how often Train was asked for.
    """

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.document = Document(project)
        self.tasks = Tasks(Post())
        self.questions: list[Question] = []
        self.notices: list[Notice] = []
        self.trained = 0
        self.state: RunState = Idle()
        self.model_in_hand: ModelRef | None = None
        self.trained_project: Project | None = None
        self.data: Dataset | None = None
        self.blocker = ""
        self.number = 1
        self.answers_itself: Callable[[Pixels], Probabilities] | None = None
        self.noticed.connect(self._keep_notice)

    def give_model(self, number: int = 1, project: Project | None = None) -> None:
        """A trained model in hand, of that run."""
        self.number = number
        self.trained_project = project or self.project
        self.model_in_hand = ModelRef(f"/runs/{number}", 10)
        self.state = Ended("finished", "", Progress(10, 40, 10, 40))
        self.run_changed.emit()

    def move(self, state: RunState) -> None:
        """The run goes on."""
        self.state = state
        self.run_changed.emit()

    def _keep_notice(self, notice: Notice) -> None:
        self.notices.append(notice)

    @property
    def canvas_questions(self) -> list[Question]:
        """Those about the picture in view."""
        return [question for question in self.questions if question.key == "canvas"]

    @property
    def group_questions(self) -> list[Question]:
        """Those about opened pictures."""
        return [question for question in self.questions if not question.key]

    # The interface ---------------------------------------------------------------------------------------------

    @property
    def problems(self) -> tuple[Problem, ...]:
        return ()

    @property
    def run_state(self) -> RunState:
        return self.state

    @property
    def curves(self) -> Curves:
        return Curves()

    @property
    def model(self) -> ModelRef | None:
        return self.model_in_hand

    @property
    def model_project(self) -> Project | None:
        return self.trained_project

    @property
    def train_blocker(self) -> str:
        return self.blocker

    @property
    def engine_status(self) -> EngineStatus:
        return "ready"

    @property
    def dataset(self) -> Dataset | None:
        return self.data

    @property
    def dataset_problem(self) -> StudioError | None:
        return None

    @property
    def shown_run(self) -> int | None:
        return self.number if self.model_in_hand else None

    def train(self) -> None:
        self.trained += 1

    def predict(
        self,
        pixels: Pixels,
        done: Callable[[Probabilities], None],
        failed: Callable[[str], None],
        *,
        newest_only: str = "",
    ) -> None:
        question = Question(pixels, done, failed, newest_only)
        self.questions.append(question)
        if self.answers_itself is not None:
            done(self.answers_itself(pixels))


@pytest.fixture
def digits() -> Dataset:
    """The embedded digits, in memory."""
    return Dataset(default_project().known, Path(), "digits", **read_digits(digits_file()))


@pytest.fixture
def studio(qapp: object) -> Iterator[FakeStudio]:
    """MNIST's form, a trained model, no data set."""
    made = FakeStudio(dense_project("mnist"))
    made.give_model()
    yield made
    made.tasks.close()
    shared_reader().close()


@pytest.fixture
def page(studio: FakeStudio, qtbot: QtBot) -> ClassifyPage:
    """The page as the window shows it."""
    made = ClassifyPage(studio)
    qtbot.addWidget(made)
    made.resize(1240, 640)
    made.show()
    qtbot.waitExposed(made)
    return made
