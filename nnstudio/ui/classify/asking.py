"""Asks the network: about the picture in view, newest first, and about the opened ones, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QElapsedTimer, QObject, Signal
from shiboken6 import isValid

from nnstudio.app.studio import Studio
from nnstudio.core.errors import StudioError
from nnstudio.ui.classify.entries import EntryList
from nnstudio.ui.classify.scores import Scores

GROUP = 32
PATIENCE_MS = 1000
"""After so long without an answer the next question is asked all the same."""

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
        self._number = 0
        self._since: QElapsedTimer | None = None
        self._waiting: Question | None = None

    def ask(self, pixels: Pixels, names: tuple[str, ...]) -> None:
        """Asks about pixels (height, width, channels) as they are stored in the data, now or after the one before."""
        under_way = self._since is not None and self._since.elapsed() < PATIENCE_MS
        if under_way:
            self._waiting = Question(pixels, names)
        else:
            self._send(Question(pixels, names))

    def forget(self) -> None:
        """Answers to what was asked before no longer count, and nothing waits to be asked."""
        self._number += 1
        self._since = self._waiting = None

    def _send(self, question: Question) -> None:
        self.forget()
        self._since = QElapsedTimer()
        self._since.start()
        done = partial(self._on_answer, self._number, question.names)
        failed = partial(self._on_failure, self._number)
        self._studio.predict(question.pixels[np.newaxis], done, failed, newest_only="canvas")

    def _on_answer(self, number: int, names: tuple[str, ...], probabilities: Probabilities) -> None:
        if number == self._number and isValid(self):
            self._go_on()
            self.answered.emit(Scores(names, tuple(probabilities[0].tolist())))

    def _on_failure(self, number: int, message: str) -> None:
        if number == self._number and isValid(self):
            self._go_on()
            self.failed.emit(message)

    def _go_on(self) -> None:
        waiting = self._waiting
        self.forget()
        if waiting is not None:
            self._send(waiting)


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
