"""Asks the network: about the picture in view, newest first, and about the opened ones, group by group."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from nnstudio.app.studio import Studio
from nnstudio.core.errors import StudioError
from nnstudio.ui.classify.entries import EntryList
from nnstudio.ui.classify.scores import Scores

GROUP = 32
Probabilities = npt.NDArray[np.float64]


class Asking(QObject):
    """The one question about the picture in view.

    An answer counts only if nothing was asked or forgotten since: a late one about an older picture is dropped.

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

    def ask(self, pixels: npt.NDArray[np.uint8], names: tuple[str, ...]) -> None:
        """Asks about pixels (height, width, channels) as they are stored in the data."""
        self.forget()
        done, failed = partial(self._on_answer, self._number, names), partial(self._on_failure, self._number)
        self._studio.predict(pixels[np.newaxis], done, failed, newest_only="canvas")

    def forget(self) -> None:
        """Answers to what was asked before no longer count."""
        self._number += 1

    def _on_answer(self, number: int, names: tuple[str, ...], probabilities: Probabilities) -> None:
        if number == self._number:
            self.answered.emit(Scores(names, tuple(probabilities[0].tolist())))

    def _on_failure(self, number: int, message: str) -> None:
        if number == self._number:
            self.failed.emit(message)


class GroupAsking(QObject):
    """The questions about opened pictures: at most one group of GROUP under way, so that drawing isn't held up."""

    def __init__(self, studio: Studio, entries: EntryList, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._entries = entries
        self._round = 0
        self._under_way = False

    @property
    def is_asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._under_way

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
        if asked == self._round:
            self._under_way = False
            for number, values in zip(numbers, answers, strict=True):
                self._entries.change(number, scores=Scores(names, tuple(values.tolist())), outdated=False)
            self.ask(names)

    def _on_failure(self, asked: int, numbers: list[int], names: tuple[str, ...], message: str) -> None:
        if asked == self._round:
            self._under_way = False
            for number in numbers:
                self._entries.change(number, error=StudioError(message))
            self.ask(names)
