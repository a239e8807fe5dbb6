"""What a network makes of a row of numbers: typed, moved with sliders, or taken from the data."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnstudio.app.model import Model
from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.store import Dataset
from nnstudio.ui.classify.asking import Asking
from nnstudio.ui.classify.controls import card, head, label, push_button
from nnstudio.ui.classify.result import Result
from nnstudio.ui.classify.scores import Scores
from nnstudio.ui.classify.value_rows import ValueRows
from nnstudio.ui.kit.flow import EvenFlow
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.numbers import figure

_LEAST_CARD = 300
_MEASURED = 10_000  # training rows that the sliders' ends are taken from


class ValuesPane(QWidget):
    """The row of numbers on the left, the answer on the right.

    Attributes (signals):
        train_wanted: the person wants to train a network, as there is none yet.

    Attributes:
        result: the answer.
    """

    train_wanted = Signal()

    def __init__(self, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._facts: Facts | None = None
        self._dataset: Dataset | None = None
        self._random = np.random.default_rng()
        self.rows = ValueRows(self)
        self.result = Result(self)
        self._asking = Asking(model, self)
        self._lay_out()
        self.rows.edited.connect(self._on_edited)
        self.result.train_wanted.connect(self.train_wanted)
        self._asking.answered.connect(self._on_answer)
        self._asking.failed.connect(self.result.show_failure)

    def _lay_out(self) -> None:
        frame, column = card(self)
        row = head(say("Values"), frame)
        row.addStretch(1)
        tip = say("Takes a row of the test samples, or of the training samples where there are none, by chance.")
        self._sample = push_button("sample", say("Random sample"), tip, frame, "shuffle")
        self._sample.clicked.connect(self.take_sample)
        row.addWidget(self._sample)
        self._truth = label("", frame, role="muted", name="truth")
        self._truth.setWordWrap(True)
        column.addLayout(row)
        column.addWidget(VerticalScroll(self.rows, frame, whole=False), 1)
        column.addWidget(self._truth)
        both = EvenFlow(12, scaled(_LEAST_CARD), self)
        both.addWidget(frame)
        both.addWidget(self.result)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(both)

    def show_data(self, facts: Facts, dataset: Dataset | None) -> None:
        """Shows a row for each column of that data; `dataset` is the data itself, if it is there."""
        other = self._facts is None or not facts.alike(self._facts)
        self._facts = facts
        if dataset is not self._dataset or other:
            self._dataset = dataset
            self.rows.show_columns(facts.column_names, *_ends(facts, dataset))
        self._sample.setEnabled(dataset is not None)
        if other:
            self._truth.setText("")

    def ask(self, blocker: str) -> None:
        """Asks what the network makes of the numbers; `blocker` is why none can be trained."""
        if self._facts is None:
            return
        if self._model.ref is None:
            self._asking.forget()
            self.result.show_empty(blocker)
            return
        self.result.show_answers()
        self._asking.ask(self.rows.values, self._facts.targets.names)

    def forget(self) -> None:
        """Answers under way no longer count."""
        self._asking.forget()

    @Slot()
    def take_sample(self) -> None:
        """Takes a row of the data by chance, and says what is true of it."""
        dataset = self._dataset
        if dataset is None:
            return
        samples, targets = dataset.x_test, dataset.y_test
        if not len(samples):
            samples, targets = dataset.x_train, dataset.y_train
        row = int(self._random.integers(len(samples)))
        self.rows.show_values(np.asarray(samples[row]))
        self._truth.setText(say("In the data: {truth}", truth=_truth(dataset.facts, targets[row])))
        self.ask("")

    @Slot()
    def _on_edited(self) -> None:
        self._truth.setText("")
        self.ask("")

    @Slot(object)
    def _on_answer(self, scores: Scores) -> None:
        if self._facts is not None and self._facts.class_names:
            self.result.show_scores(scores, "", "muted")
        else:
            self.result.show_numbers(scores)


def _ends(facts: Facts, dataset: Dataset | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The least and the greatest value of each column among the training samples; -1 and 1 where they aren't there."""
    count = facts.shape[0]
    if dataset is None or not len(dataset.x_train):
        return -np.ones(count), np.ones(count)
    some = np.asarray(dataset.x_train[:: max(1, -(-len(dataset.x_train) // _MEASURED))], np.float64)
    return np.nan_to_num(some.min(axis=0)), np.nan_to_num(some.max(axis=0))


def _truth(facts: Facts, target: Any) -> str:
    """What is to be learned of a sample, in words."""
    if facts.class_names:
        return facts.class_names[int(target)]
    return ", ".join(
        f"{name} {figure(float(value), 4)}" for name, value in zip(facts.targets.names, target, strict=True)
    )
