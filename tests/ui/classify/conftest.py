"""A studio without an engine: questions are kept, and the test answers them when it likes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from nnstudio.app.asking import Asked, Asking
from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import Digits
from nnstudio.data.reader import shared_reader
from nnstudio.data.sources.brought import brought_file
from nnstudio.data.sources.digits import FILE, read_digits
from nnstudio.data.store import Dataset
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.messages import Failed, ModelRef, Told
from nnstudio.engine.questions import Predict, Predictions
from nnstudio.ui.classify.page import ClassifyPage
from nnstudio.ui.shell.poster import Poster
from tests.support.answerers import FakeEngine
from tests.support.fake_studio import FakeStudio

Pixels = npt.NDArray[np.uint8]
Probabilities = npt.NDArray[np.float64]


@dataclass(eq=False)
class Question:
    """One question for predictions, as an engine gets it."""

    pixels: Pixels
    key: str
    done: Callable[[Probabilities], None]
    failed: Callable[[str], None]

    def answer(self, *winners: int, share: float = 0.98) -> None:
        """Answers each picture with one likely class."""
        count = len(self.pixels)
        values = np.full((count, 10), (1 - share) / 9)
        values[np.arange(count), list(winners) or [0] * count] = share
        self.done(values)


class AskedStudio(FakeStudio):
    """Keeps the questions of the page; of those with one key one is asked at a time, as an engine's are.

    Attributes:
        questions: all questions so far, oldest first.
        answers_itself: the answer to each question, soon; without it the test answers.
    """

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.questions: list[Question] = []
        self.answers_itself: Callable[[Pixels], Probabilities] | None = None
        self._engine = FakeEngine()
        self._asking = Asking(lambda model: self._engine, Poster().post)

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
        done: Callable[[npt.NDArray[np.float32]], None],
        failed: Callable[[str], None],
        *,
        dropped: Callable[[str], None] | None = None,
        newest_only: str = "",
    ) -> Asked[Any]:
        def sent(blocks: Blocks) -> Predict:
            self._keep(pixels, newest_only)
            return Predict(blocks.write(pixels))

        return self._asking.ask(
            sent,
            ModelRef("run"),
            lambda answer: done(self._engine.blocks.read(answer.outputs)),
            lambda error: failed(str(error)),
            dropped=lambda error: (dropped or failed)(str(error)),
            newest_only=newest_only,
        )

    def _keep(self, pixels: Pixels, key: str) -> None:
        """Keeps the question that is about to be sent: its number is that of its place."""
        engine, number = self._engine, len(self.questions) + 1

        def done(values: Probabilities) -> None:
            self._asking.take(engine, Told(number, Predictions(engine.blocks.write(values))))

        question = Question(pixels, key, done, lambda why: self._asking.take(engine, Failed(number, why)))
        self.questions.append(question)
        if (answers := self.answers_itself) is not None:
            QTimer.singleShot(0, lambda: question.done(answers(pixels)))


@pytest.fixture
def digits() -> Dataset:
    """The embedded digits, in memory."""
    arrays: dict[str, Any] = dict(read_digits(brought_file(FILE)))
    return Dataset(Digits(), Digits.expected, Path(), "digits", **arrays)


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
    made = ClassifyPage(
        studio.document,
        studio.files,
        studio.data,
        studio.training,
        studio.runs,
        studio.model,
        studio.engine,
        studio.tasks,
        studio.notices,
    )
    qtbot.addWidget(made)
    made.resize(1240, 640)
    made.show()
    qtbot.waitExposed(made)
    return made
