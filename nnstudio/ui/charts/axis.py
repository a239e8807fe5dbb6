"""An axis of a chart whose numbers are written as the person writes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

from nnstudio.ui.numbers import PER_CENT, figure, with_decimal_sign


class NumberAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis that can write shares as percent."""

    def __init__(self, orientation: str, *, percent: bool = False) -> None:
        super().__init__(orientation)
        self._percent = percent
        self.enableAutoSIPrefix(False)
        self.setStyle(hideOverlappingLabels=False)

    def show_percent(self, percent: bool) -> None:
        """Whether what it measures are shares from now on."""
        self._percent = percent
        self.picture = None  # what pyqtgraph has drawn of the labels
        self.update()

    def boundingRect(self) -> QRectF:
        """With room for the labels at its two ends, which pyqtgraph forgets where there is a grid."""
        rectangle: QRectF = super().boundingRect()
        return rectangle.adjusted(0, -10, 0, 10) if self.orientation == "left" else rectangle

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self._percent:
            return [f"{figure(100 * value, 6)}{PER_CENT}" for value in values]
        strings: list[str] = super().tickStrings(values, scale, spacing)
        if self.logMode:
            # Within a decade there is room for 1, 2 and 5: the labels of 8 and 9 would lie on each other.
            strings = [
                text if _leading_digit(value) in (1, 2, 5) else "" for value, text in zip(values, strings, strict=True)
            ]
        return [with_decimal_sign(text) for text in strings]


def _leading_digit(exponent: float) -> int:
    """The first digit of ten to that power."""
    return round(float(10 ** (exponent - np.floor(exponent + 1e-9))))
