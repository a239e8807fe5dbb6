"""Samples as points: one column across, another up, coloured by class; for one column its number over it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.charts.axis import NumberAxis
from nnstudio.ui.data.part_samples import PartSamples
from nnstudio.ui.data.point_looks import colour_of, legend_of, symbol_of
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled

MOST_POINTS = 5_000
_SIZE = 8


@dataclass(frozen=True)
class _Column:
    """Something that can lie along an axis."""

    name: str
    values: NDArray[Any]


class PointsPlot(QWidget):
    """The plot, and which columns lie along its axes.

    Attributes:
        opened: the sample at that place is wanted large.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.plot")
        self._samples: PartSamples | None = None
        self._columns: list[_Column] = []
        self._build()
        self._dress()
        theme.watcher().changed.connect(self._dress)

    def _build(self) -> None:
        self.across = self._chooser("data.plot.x", say("Across"), say("Which column lies along the bottom."))
        self.up = self._chooser("data.plot.y", say("Up"), say("Which column lies along the side."))
        self._axes = Flow(theme.SPACE, self)
        for words, box in ((say("Across"), self.across), (say("Up"), self.up)):
            label = QLabel(words)
            label.setProperty("role", "muted")
            label.setBuddy(box)
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.SPACE)
            row.addWidget(label)
            row.addWidget(box)
            self._axes.addWidget(pair)
        self.plot = pg.PlotWidget(
            self, axisItems={"left": NumberAxis("left"), "bottom": NumberAxis("bottom")}, enableMenu=False
        )
        self.plot.setAccessibleName(say("Samples as points"))
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.plot.setMinimumSize(QSize(scaled(200), scaled(160)))
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        item = self.plot.getPlotItem()
        item.ctrlMenu.setParent(self.plot, item.ctrlMenu.windowFlags())
        item.hideButtons()
        item.showGrid(x=True, y=True, alpha=0.3)
        item.layout.setContentsMargins(0, 10, 14, 8)  # the axis reckons too little for its name
        self._points = pg.ScatterPlotItem(pxMode=True, hoverable=True, tip=None)
        self._points.sigClicked.connect(self._on_points)
        self._line = pg.PlotCurveItem()
        item.addItem(self._line)
        item.addItem(self._points)
        self._note = QLabel()
        self._note.setObjectName("data.plot.note")
        self._note.setProperty("role", "muted")
        self._note.setTextFormat(Qt.TextFormat.RichText)
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._axes)
        column.addWidget(self.plot, 1)
        column.addWidget(self._note)

    def _chooser(self, name: str, label: str, tip: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.currentIndexChanged.connect(self._show)
        return box

    def show_samples(self, samples: PartSamples | None) -> None:
        """Shows these samples, at most MOST_POINTS of them; the axes stay if the columns are the same."""
        self._samples = samples
        self._columns = _columns_of(samples) if samples is not None else []
        names = [column.name for column in self._columns]
        if samples is not None and names != [self.across.itemText(place) for place in range(self.across.count())]:
            for box, place in zip((self.across, self.up), _first_choice(self._columns, samples.facts), strict=True):
                box.blockSignals(True)
                box.clear()
                box.addItems(names)
                box.setCurrentIndex(place)
                box.blockSignals(False)
        self._axes.setVisible(len(names) > 2)
        self._show()

    def _show(self) -> None:
        samples = self._samples
        if samples is None or not self._columns or not len(samples):
            self._points.clear()
            self._line.clear()
            self._note.setText(say("No samples here."))
            return
        x, y = self._columns[self.across.currentIndex()], self._columns[self.up.currentIndex()]
        labels = samples.parts.targets[_some(samples)] if samples.facts.class_names else np.zeros(len(x.values), int)
        brushes = [pg.mkBrush(colour_of(int(label))) for label in range(max(1, samples.facts.outputs))]
        self._points.setData(
            x.values,
            y.values,
            brush=[brushes[int(label)] for label in labels],
            symbol=[symbol_of(int(label)) for label in labels],
            pen=None,
            size=_SIZE,
            data=range(0, len(samples), _step(samples)),
        )
        self._show_line(samples, x, y)
        item = self.plot.getPlotItem()
        item.getAxis("bottom").setLabel(html.escape(x.name))
        item.getAxis("left").setLabel(html.escape(y.name))
        item.getViewBox().autoRange(padding=0.06)
        self._note.setText(_legend(samples))

    def _on_points(self, _: object, points: Sequence[Any]) -> None:
        if len(points):
            self.opened.emit(int(points[0].data()))

    def _show_line(self, samples: PartSamples, x: _Column, y: _Column) -> None:
        """Of one variable, the number over it: also as the line through the points, from the left."""
        function = samples.facts.shape == (1,) and not samples.facts.class_names
        order = np.argsort(x.values, kind="stable") if function else np.empty(0, np.int64)
        self._line.setData(x.values[order], y.values[order])

    def _dress(self) -> None:
        """The theme's colours."""
        self.plot.setBackground(theme.colour("card"))
        for name in ("left", "bottom"):
            axis = self.plot.getPlotItem().getAxis(name)
            axis.setPen(theme.colour("line"))
            axis.setTextPen(theme.colour("muted"))
        self._line.setPen(pg.mkPen(theme.colour("edge"), width=1))
        self._show()


def _columns_of(samples: PartSamples) -> list[_Column]:
    """The samples' columns, and after them the numbers that are to be learned."""
    facts, some = samples.facts, _some(samples)
    values = np.asarray(samples.parts.samples(some), np.float64)
    columns = [_Column(name, values[:, place]) for place, name in enumerate(facts.column_names)]
    if not facts.class_names:
        targets = np.asarray(samples.parts.targets[some], np.float64)
        columns += [_Column(name, targets[:, place]) for place, name in enumerate(facts.targets.names)]
    elif len(columns) == 1:
        columns.append(_Column(say("Class"), np.asarray(samples.parts.targets[some], np.float64)))
    return columns


def _first_choice(columns: Sequence[_Column], facts: Facts) -> tuple[int, int]:
    """Which columns are shown across and up at first: rather not those of zeros and ones; a number to learn goes up."""
    telling = sorted(range(len(columns)), key=lambda place: len(np.unique(columns[place].values)) <= 2)
    up = telling[min(1, len(telling) - 1)] if facts.class_names else facts.shape[0]
    return next((place for place in telling if place != up), 0), up


def _some(samples: PartSamples) -> NDArray[np.int32]:
    """The rows that are shown: all, or evenly taken from many."""
    return samples.rows[:: _step(samples)]


def _step(samples: PartSamples) -> int:
    return max(1, -(-len(samples) // MOST_POINTS))


def _legend(samples: PartSamples) -> str:
    """Which class is which, and that not all points are shown."""
    shown = len(_some(samples))
    less = (say("{shown} of {all} points are shown.", shown=shown, all=len(samples)),) if shown < len(samples) else ()
    return legend_of(samples.facts.class_names, *less)
