"""The form for a row of a table: a number, or one of some words, for each of its columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from nnstudio.data.category_columns import Category
from nnstudio.ui import theme
from nnstudio.ui.classify.category_row import CategoryRow
from nnstudio.ui.classify.number_row import NumberRow


class ValueRows(QWidget):
    """A line for each column.

    Attributes:
        edited: the person changed a value.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classify.values")
        self._shown: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] = ((), ())
        self._rows: list[NumberRow | CategoryRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(1, 1)

    @property
    def values(self) -> NDArray[np.float32]:
        """What is given, (inputs,)."""
        return np.array([value for row in self._rows for value in row.values], np.float32)

    def show_columns(
        self,
        names: tuple[str, ...],
        lows: NDArray[np.float64],
        highs: NDArray[np.float64],
        categories: Sequence[Category] = (),
    ) -> None:
        """Shows inputs of these names, some of which are categories; sliders go from low to high.

        What was given stays if the inputs are the same.
        """
        shown = names, tuple(category.words for category in categories)
        is_new = shown != self._shown
        if is_new:
            self._shown = shown
            self._build(names, {category.first: category for category in categories})
        place = 0
        for row in self._rows:
            if isinstance(row, NumberRow):
                row.show_ends(float(lows[place]), float(highs[place]))
                if is_new:
                    row.show_values([float(lows[place] + highs[place]) / 2])
            place += row.inputs

    def show_values(self, values: NDArray[np.float32]) -> None:
        """Shows these values, (inputs,), without telling of them."""
        place = 0
        for row in self._rows:
            row.show_values([float(value) for value in values[place : place + row.inputs]])
            place += row.inputs

    def _build(self, names: tuple[str, ...], categories: dict[int, Category]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._grid.setRowStretch(2 * len(self._rows), 0)
        for row in self._rows:
            row.deleteLater()
        self._rows = []
        place = 0
        while place < len(names):
            category = categories.get(place)
            row = CategoryRow(category, self) if category else NumberRow(place, names[place], self)
            row.add_to(self._grid, 2 * len(self._rows))
            row.edited.connect(self.edited)
            self._rows.append(row)
            place += row.inputs
        self._grid.setRowStretch(2 * len(self._rows), 1)
