"""What is done to the pixels before they reach the network, with the values before and after."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.sources import Facts, Scaling
from nnstudio.core.sources.facts import has_colours
from nnstudio.core.words import say
from nnstudio.data.parts import Parts
from nnstudio.data.scaling import scale_of
from nnstudio.ui import theme
from nnstudio.ui.kit.measures import small
from nnstudio.ui.numbers import decimal, figure

_BINS = 16
_MOST_ROWS = 2_000
_MOST_VALUES = 2_000_000  # of large pictures fewer are enough, and are measured at once
_ARROW = 32
_BARS = 50
_SCALINGS: tuple[Scaling, ...] = ("unit", "symmetric", "standard", "imagenet", "none")


@dataclass(frozen=True)
class Values:
    """How values lie: their ends, mean and deviation, and the share of values in each of 16 equal bins."""

    low: float
    high: float
    mean: float
    deviation: float
    bins: tuple[float, ...]


def values_before_and_after(parts: Parts, scaling: Scaling, *, inverted: bool = False) -> tuple[Values, Values]:
    """The values of training samples as stored and as scaled, measured on 2,000 of them at the most."""
    rows, facts = parts.rows["training"], parts.dataset.facts
    most = min(_MOST_ROWS, max(1, _MOST_VALUES // math.prod(facts.shape)))
    some = rows[:: max(1, -(-len(rows) // most))]
    stored = parts.samples(some)
    # A table's columns may hold anything: what there is, and not what there can be.
    ends = np.array([stored.min(), stored.max()] if facts.are_vectors and len(some) else [facts.low, facts.high])
    before = _values(stored, ends)
    if not len(some):
        return before, before
    scale = scale_of(parts.dataset, scaling, some, inverted=inverted)
    if len(scale.offsets) > 1:
        scaled = scale.apply(stored)
        return before, _values(scaled, np.array([scaled.min(), scaled.max()]))
    offset, factor = scale.offsets[0], scale.factors[0]
    low, high = sorted((value - offset) * factor for value in (before.low, before.high))
    bins = before.bins if factor > 0 else before.bins[::-1]
    return before, Values(low, high, (before.mean - offset) * factor, before.deviation * abs(factor), bins)


def _values(values: NDArray[Any], ends: NDArray[Any]) -> Values:
    """How these values lie between these ends."""
    low, high = map(float, ends)
    counts, _ = np.histogram(values, bins=_BINS, range=(low, high))
    bins = tuple(float(count) / max(1, values.size) for count in counts)
    mean, deviation = (float(values.mean(dtype=float)), float(values.std(dtype=float))) if values.size else (0.0, 0.0)
    return Values(low, high, mean, deviation, bins)


class ScaleFigure(QWidget):
    """Two histograms of the same pixels: the values before on the left, after on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.scaling.figure")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._values: tuple[Values, Values] | None = None

    def show_values(self, before: Values, after: Values) -> None:
        """Shows these values."""
        self._values = (before, after)
        self.setAccessibleName(say("Before: {before}. After: {after}.", before=_words(before), after=_words(after)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 3 * self._line() + _BARS + 3 * theme.TIGHT)

    def _line(self) -> int:
        return QFontMetrics(small(self.font())).height() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._values is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small(self.font()))
        width = (self.width() - _ARROW) // 2
        titles = (say("as stored"), say("to the network"))
        for i, values in enumerate(self._values):
            self._paint_values(painter, QRect(i * (width + _ARROW), 0, width, self.height()), values, titles[i])
        tip = QPointF(self.width() / 2 + 9, self._line() + _BARS / 2)
        painter.setPen(QPen(theme.colour("edge"), 1.5))
        for end in (QPointF(-18, 0), QPointF(-4, -4), QPointF(-4, 4)):
            painter.drawLine(tip, tip + end)
        painter.end()

    def _paint_values(self, painter: QPainter, room: QRect, values: Values, title: str) -> None:
        painter.setPen(theme.colour("muted"))
        line = QRect(room.left(), 0, room.width(), self._line())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
        base, most = line.bottom() + theme.TIGHT + _BARS, max(values.bins) ** 0.5
        step = room.width() / len(values.bins)
        for i, share in enumerate(values.bins):
            # Roots, because most pixels are background and would leave nothing else to see.
            height = _BARS * share**0.5 / most if most else 0.0
            painter.fillRect(
                QRectF(room.left() + i * step, base - height, step - 1, height), theme.colour("accent", 190)
            )
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(QPointF(room.left(), base + 0.5), QPointF(room.right(), base + 0.5))
        painter.setPen(theme.colour("text"))
        ends = line.translated(0, base + theme.TIGHT)
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft, _figure(values.low))
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight, _figure(values.high))
        painter.setPen(theme.colour("muted"))
        text = say("mean {mean} ± {deviation}", mean=_figure(values.mean), deviation=_figure(values.deviation))
        painter.drawText(ends.translated(0, self._line() + 1), Qt.AlignmentFlag.AlignLeft, text)


class ScalingChooser(QWidget):
    """The choices with a sentence each, and the figure.

    Attributes:
        chosen: the scaling that is wanted.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.scaling")
        self._buttons: dict[Scaling, QRadioButton] = {}
        self._sentences: dict[Scaling, QLabel] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for scaling in _SCALINGS:
            self._add(column, scaling)
        self.figure = ScaleFigure()
        column.addSpacing(theme.SPACE)
        column.addWidget(self.figure)

    def _add(self, column: QVBoxLayout, scaling: Scaling) -> None:
        title, sentence = _texts()[scaling]
        button, label = QRadioButton(title), QLabel(sentence)
        button.setObjectName(f"data.scaling.{scaling}")
        button.setAccessibleName(title)
        button.setAccessibleDescription(sentence)
        button.setToolTip(sentence)
        button.clicked.connect(lambda: self.chosen.emit(scaling))
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        label.setContentsMargins(24, 0, 0, theme.TIGHT)
        column.addWidget(button)
        column.addWidget(label)
        self._group.addButton(button)
        self._buttons[scaling], self._sentences[scaling] = button, label

    def show_scaling(self, scaling: Scaling, values: tuple[Values, Values] | None, facts: Facts) -> None:
        """Shows the choice and what it does; the figure keeps its values if there are none."""
        self._buttons[scaling].setChecked(True)
        for widget in (self._buttons["imagenet"], self._sentences["imagenet"]):
            widget.setVisible(has_colours(facts) or scaling == "imagenet")
        if values is not None:
            self.figure.show_values(*values)


def _texts() -> dict[Scaling, tuple[str, str]]:
    return {
        "unit": (say("From 0 to 1"), say("The least value becomes 0, the greatest 1. The usual choice for pictures.")),
        "symmetric": (say("From -1 to 1"), say("The same around 0. Suits networks that were trained so.")),
        "standard": (
            say("Standardised"),
            say("Mean 0, deviation 1 over the training samples. The usual choice for tables."),
        ),
        "imagenet": (
            say("As ImageNet"),
            say("Each colour by its mean and deviation over ImageNet's photos, as most published networks want it."),
        ),
        "none": (say("As stored"), say("Unchanged. Shows why scaling helps.")),
    }


def _words(values: Values) -> str:
    return f"{_figure(values.low)} – {_figure(values.high)}, {_figure(values.mean)} ± {_figure(values.deviation)}"


def _figure(value: float) -> str:
    """Three digits that count; no minus before zero."""
    if abs(value) < 0.01:
        return "0"
    return decimal(value, 0) if abs(value) >= 100 else figure(value, 3)
