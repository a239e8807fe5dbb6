"""A studio without an engine: questions are kept, and the test answers them when it likes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import Digits
from nnstudio.data.reader import shared_reader
from nnstudio.data.sources.digits import digits_file, read_digits
from nnstudio.data.store import Dataset
from nnstudio.ui.classify.page import ClassifyPage
from tests.support.fake_studio import FakeStudio

Pixels = npt.NDArray[np.uint8]
Probabilities = npt.NDArray[np.float64]


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


class AskedStudio(FakeStudio):
    """Keeps the questions of the page.

    Attributes:
        questions: all requests so far, oldest first.
        answers_itself: the answer to each question, at once; without it the test answers.
    """

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.questions: list[Question] = []
        self.answers_itself: Callable[[Pixels], Probabilities] | None = None

    @property
    def canvas_questions(self) -> list[Question]:
        """Those about the picture in view."""
        return [question for question in self.questions if question.key == "canvas"]

    @property
    def group_questions(self) -> list[Question]:
        """Those about opened pictures."""
        return [question for question in self.questions if not question.key]

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
    return Dataset(Digits(), Digits.expected, Path(), "digits", **read_digits(digits_file()))


@pytest.fixture
def studio(qapp: object) -> Iterator[AskedStudio]:
    """MNIST's form, a trained model, no data set."""
    made = AskedStudio(dense_project("mnist"))
    made.give_model()
    yield made
    made.tasks.close()
    shared_reader().close()


@pytest.fixture
def page(studio: AskedStudio, qtbot: QtBot) -> ClassifyPage:
    """The page as the window shows it."""
    made = ClassifyPage(studio)
    qtbot.addWidget(made)
    made.resize(1240, 640)
    made.show()
    qtbot.waitExposed(made)
    return made
