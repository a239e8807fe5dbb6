"""Asks the network: about the picture in view, newest first, and about the opened ones, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from nnstudio.app.studio import Studio
from nnstudio.core.errors import StudioError
from nnstudio.ui.classify.entries import EntryList
from nnstudio.ui.classify.scores import Scores

GROUP = 32
PATIENCE_MS = 1000
"""After so long without an answer the next question is asked all the same: a replaced engine gives none."""

Pixels = npt.NDArray[np.uint8]
Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Question:
    """Pixels (height, width, channels) and the classes they may belong to."""

    pixels: Pixels
    names: tuple[str, ...]


class Asking(QObject):
    """The one question about the picture in view, asked again and again while it is drawn.

    One question is under way at a time and the newest waits for its answer, so that however slow the answers are,
    each one is shown. `forget` says that another picture came into view: answers under way are dropped then.

    Attributes (signals):
        answered: Scores.
        failed: why there is no answer.
    """

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._round = 0
        self._sent = 0
        self._shown = 0
        self._waiting: Question | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._go_on)

    def ask(self, pixels: Pixels, names: tuple[str, ...]) -> None:
        """Asks about pixels (height, width, channels) as they are stored in the data, now or after the one before."""
        self._waiting = Question(pixels, names)
        if not self._patience.isActive():
            self._go_on()

    def forget(self) -> None:
        """Answers to what was asked before no longer count, and nothing waits to be asked."""
        self._round += 1
        self._waiting = None
        self._patience.stop()

    @Slot()
    def _go_on(self) -> None:
        """Sends the question that waits, if one does."""
        question, self._waiting = self._waiting, None
        if question is None:
            return
        self._sent += 1
        self._patience.start()
        done = partial(self._on_answer, self._round, self._sent, question.names)
        failed = partial(self._on_failure, self._round, self._sent)
        self._studio.predict(question.pixels[np.newaxis], done, failed, newest_only="canvas")

    def _on_answer(self, asked: int, number: int, names: tuple[str, ...], probabilities: Probabilities) -> None:
        if self._counts(asked, number):
            self.answered.emit(Scores(names, tuple(probabilities[0].tolist())))

    def _on_failure(self, asked: int, number: int, message: str) -> None:
        if self._counts(asked, number):
            self.failed.emit(message)

    def _counts(self, asked: int, number: int) -> bool:
        """Whether to show an answer; if it is the one awaited, the next question is sent."""
        if not isValid(self) or asked != self._round or number <= self._shown:
            return False
        self._shown = number
        if number == self._sent:
            self._patience.stop()
            self._go_on()
        return True


class GroupAsking(QObject):
    """The questions about opened pictures: at most one group of GROUP under way, so that drawing isn't held up."""

    def __init__(self, studio: Studio, entries: EntryList, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._entries = entries
        self._round = 0
        self._under_way = False

    def ask(self, names: tuple[str, ...]) -> None:
        """Asks about the next entries without scores, unless a group is under way; goes on by itself."""
        wanting = [entry for entry in self._entries.entries if entry.wants_scores][:GROUP]
        if self._under_way or not wanting or self._studio.model is None:
            return
        self._under_way = True
        numbers = [entry.number for entry in wanting]
        pixels = np.stack([entry.pixels for entry in wanting if entry.pixels is not None])
        done = partial(self._on_answers, self._round, numbers, names)
        self._studio.predict(pixels, done, partial(self._on_failure, self._round, numbers, names))

    def forget(self) -> None:
        """Drops the answers under way: they are another network's, or no longer wanted."""
        self._round += 1
        self._under_way = False

    def _on_answers(self, asked: int, numbers: list[int], names: tuple[str, ...], answers: Probabilities) -> None:
        if asked == self._round and isValid(self):
            self._under_way = False
            for number, values in zip(numbers, answers, strict=True):
                self._entries.change(number, scores=Scores(names, tuple(values.tolist())), outdated=False)
            self.ask(names)

    def _on_failure(self, asked: int, numbers: list[int], names: tuple[str, ...], message: str) -> None:
        if asked == self._round and isValid(self):
            self._under_way = False
            for number in numbers:
                self._entries.change(number, error=StudioError(message))
            self.ask(names)
