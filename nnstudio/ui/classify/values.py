"""A row of numbers to ask the network about: typed, moved with sliders, or taken from the data."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.category_columns import categories_of
from nnstudio.data.parts import Parts
from nnstudio.ui.classify.controls import card, head, label, push_button
from nnstudio.ui.classify.value_rows import ValueRows
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.numbers import figure

_MEASURED = 10_000  # training rows that the sliders' ends are taken from


class Values(QWidget):
    """The card with the row.

    Attributes:
        edited: the numbers are others.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts | None = None
        self._parts: Parts | None = None
        self._random = np.random.default_rng()
        self.rows = ValueRows(self)
        self._lay_out()
        self.rows.edited.connect(self._on_edited)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
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
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_data(self, facts: Facts, parts: Parts | None) -> None:
        """Shows a number for each column of that data; `parts` are its samples, if they are there."""
        other = self._facts is None or not facts.alike(self._facts) or _are_other(parts, self._parts)
        self._facts = facts
        if parts is not self._parts or other:
            self._parts = parts
            self._show_columns(facts, parts)
        self._sample.setEnabled(parts is not None)
        if other:
            self._truth.setText("")

    def _show_columns(self, facts: Facts, parts: Parts | None) -> None:
        """Sliders go from the least to the greatest value of each column; from -1 to 1 where there are no samples."""
        some, names = _some(facts, parts), facts.column_names
        lows, highs = (some.min(axis=0), some.max(axis=0)) if len(some) else (-np.ones(len(names)), np.ones(len(names)))
        self.rows.show_columns(names, lows, highs, categories_of(names, some))

    @Slot()
    def take_sample(self) -> None:
        """Takes a row of the data by chance, and says what is true of it."""
        parts = self._parts
        if parts is None:
            return
        rows = parts.rows["test"] if len(parts.rows["test"]) else np.arange(parts.size, dtype=np.int32)
        row = int(self._random.choice(rows))
        self.rows.show_values(parts.sample(row))
        truth = _truth(parts.dataset.facts, parts.targets[row])
        self._truth.setText(say("In the data: {truth}", truth=truth))
        self.edited.emit()

    @Slot()
    def _on_edited(self) -> None:
        self._truth.setText("")
        self.edited.emit()


def _are_other(parts: Parts | None, before: Parts | None) -> bool:
    """Whether both are there, of other data."""
    return parts is not None and before is not None and parts.dataset is not before.dataset


def _some(facts: Facts, parts: Parts | None) -> NDArray[np.float64]:
    """Some of the training samples (n, inputs), evenly taken from all; none where they aren't there."""
    rows = parts.rows["training"] if parts is not None else np.empty(0, np.int32)
    if parts is None or not len(rows):
        return np.empty((0, facts.shape[0]))
    return np.nan_to_num(np.asarray(parts.samples(rows[:: max(1, -(-len(rows) // _MEASURED))]), np.float64))


def _truth(facts: Facts, target: Any) -> str:
    """What is to be learned of a sample, in words."""
    if facts.class_names:
        return facts.class_names[int(target)]
    return ", ".join(
        f"{name} {figure(float(value), 4)}" for name, value in zip(facts.targets.names, target, strict=True)
    )
