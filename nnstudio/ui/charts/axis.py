"""An axis of a chart whose numbers are written as the person writes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics

from nnstudio.ui.charts.ticks import log_ticks
from nnstudio.ui.numbers import PER_CENT, figure, with_decimal_sign

_PLAIN = (-4, 5)  # decades that are written out
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class NumberAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis that can write shares as percent, and whose logarithmic marks never lie over each other."""

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

    def tickValues(self, first: float, last: float, size: float) -> list[tuple[float, list[float]]]:
        """A logarithmic axis has one level of marks, by the height of its letters."""
        if not self.logMode:
            spare = 1e-6 * abs(last - first)  # a mark at the very end is one, however it is rounded
            levels: list[tuple[float, list[float]]] = super().tickValues(first - spare, last + spare, size)
            return levels
        low, high = sorted((first, last))
        room = 1.4 * QFontMetrics(self.font()).height() * (high - low) / max(1.0, size)
        return [(1.0, [float(np.log10(tick)) for tick in log_ticks(low, high, room)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self._percent:
            return [f"{figure(100 * value, 6)}{PER_CENT}" for value in values]
        if self.logMode:
            return [log_text(value) for value in values]
        strings: list[str] = super().tickStrings(values, scale, spacing)
        return [with_decimal_sign(text) for text in strings]


def log_text(exponent: float) -> str:
    """Ten to that power: written out while that is short, else as `2·10⁻⁶`."""
    decade = int(np.floor(exponent + 1e-9))
    if _PLAIN[0] <= decade < _PLAIN[1]:
        return figure(float(10**exponent), 3)
    digits = figure(float(10 ** (exponent - decade)), 2)
    power = f"10{str(decade).translate(_RAISED)}"
    return power if digits == "1" else f"{digits}·{power}"
