"""Asks the network: about the picture in view, newest first, and about the opened ones, group by group."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from nnstudio.app.asking import Asked
from nnstudio.app.model import Model
from nnstudio.core.errors import StudioError
from nnstudio.ui.classify.entries import EntryList
from nnstudio.ui.classify.scores import Scores

GROUP = 32

Sample = npt.NDArray[Any]
Probabilities = npt.NDArray[np.float32]


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

    def __init__(self, model: Model, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._asked: list[Asked[Any]] = []

    def ask(self, sample: Sample, names: tuple[str, ...]) -> None:
        """Asks about a sample as it is stored in the data, now or after the one before."""
        asked = self._model.predict(
            sample[np.newaxis],
            partial(self._on_answer, names),
            self._on_failure,
            dropped=self._on_drop,
            newest_only="canvas",
        )
        self._asked = [*(older for older in self._asked if not older.is_settled), asked]

    def forget(self) -> None:
        """Answers to what was asked before no longer count, and nothing waits to be asked."""
        forgotten, self._asked = self._asked, []
        for asked in reversed(forgotten):  # the one that waits first: else it would be sent
            asked.cancel()

    def _on_answer(self, names: tuple[str, ...], probabilities: Probabilities) -> None:
        if isValid(self):
            self.answered.emit(Scores(names, tuple(probabilities[0].tolist())))

    def _on_failure(self, message: str) -> None:
        if isValid(self):
            self.failed.emit(message)

    def _on_drop(self, message: str) -> None:
        """Told as a failure, unless another question takes this one's place, or the page forgot it."""
        if isValid(self) and self._asked and all(asked.is_settled for asked in self._asked):
            self.failed.emit(message)


class GroupAsking(QObject):
    """The questions about opened pictures: at most one group of GROUP under way, so that drawing isn't held up."""

    def __init__(self, model: Model, entries: EntryList, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._entries = entries
        self._asked: Asked[Any] | None = None

    def ask(self, names: tuple[str, ...]) -> None:
        """Asks about the next entries without scores, unless a group is under way; goes on by itself."""
        wanting = [entry for entry in self._entries.entries if entry.wants_scores][:GROUP]
        if self._asked is not None or not wanting or self._model.ref is None:
            return
        numbers = [entry.number for entry in wanting]
        pixels = np.stack([entry.pixels for entry in wanting if entry.pixels is not None])
        self._asked = self._model.predict(
            pixels, partial(self._on_answers, numbers, names), partial(self._on_failure, numbers, names)
        )

    def forget(self) -> None:
        """Drops the answers under way: they are another network's, or no longer wanted."""
        forgotten, self._asked = self._asked, None
        if forgotten is not None:
            forgotten.cancel()

    def _on_answers(self, numbers: list[int], names: tuple[str, ...], answers: Probabilities) -> None:
        if isValid(self):
            self._asked = None
            for number, values in zip(numbers, answers, strict=True):
                self._entries.change(number, scores=Scores(names, tuple(values.tolist())), outdated=False)
            self.ask(names)

    def _on_failure(self, numbers: list[int], names: tuple[str, ...], message: str) -> None:
        if isValid(self) and self._asked is not None:  # not one that was forgotten
            self._asked = None
            for number in numbers:
                self._entries.change(number, error=StudioError(message))
            self.ask(names)
