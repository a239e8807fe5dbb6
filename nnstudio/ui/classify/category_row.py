"""A category of a table's row: one of the words of its column, which the network has as inputs of 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from nnstudio.core.words import say
from nnstudio.data.category_columns import Category
from nnstudio.ui.classify.number_row import row_label
from nnstudio.ui.forms.boxes import ChoiceBox
from nnstudio.ui.plain_text import plain_tip


class CategoryRow(QObject):
    """A label and a box of the words.

    Attributes:
        edited: the person chose another word.
        inputs: how many of the network's inputs it is.
    """

    edited = Signal()

    def __init__(self, category: Category, parent: QWidget) -> None:
        super().__init__(parent)
        self.inputs = len(category.words)
        self._label = row_label(category.name, parent)
        self._box = ChoiceBox(parent)
        self._box.setObjectName(f"classify.value.{category.first}")
        self._box.setAccessibleName(category.name)
        self._box.setToolTip(plain_tip(say("One of the values that {column} has in the data.", column=category.name)))
        self._box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(8)
        self._box.addItems(list(category.words))
        self._box.setCurrentIndex(category.usual)
        self._label.setBuddy(self._box)
        self._box.currentIndexChanged.connect(lambda _: self.edited.emit())

    def add_to(self, grid: QGridLayout, line: int) -> None:
        """Takes a line of a grid of three columns."""
        grid.addWidget(self._label, line, 0)
        grid.addWidget(self._box, line, 1, 1, 2)

    @property
    def values(self) -> list[float]:
        """1 for the word that is chosen, 0 for the others."""
        return [float(place == self._box.currentIndex()) for place in range(self.inputs)]

    def show_values(self, values: Sequence[float]) -> None:
        """Shows the word, without telling of it."""
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(max(range(self.inputs), key=lambda place: values[place]))
