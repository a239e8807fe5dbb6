"""One figure of several runs over their epochs, a line each."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.training.figures import LOSS, figure_named, known_by
from nnstudio.core.words import say
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui import theme
from nnstudio.ui.charts.axis import NumberAxis
from nnstudio.ui.charts.envelope import envelope
from nnstudio.ui.figure_text import figure_text
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.run_words import figure_title, run_title

_COLUMNS = 600
_FEW = 60  # up to so many epochs each is a point too
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


@dataclass(frozen=True)
class RunCurve:
    """A run and its epochs."""

    run: RunSummary
    points: tuple[EpochPoint, ...]


class CurvesView(QWidget):
    """The chart, the choice of figure, and which line is which run.

    Attributes:
        figures: the choice of figure.
        plot: the chart.
        legend: the names of the runs that are drawn, in order.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: tuple[RunCurve, ...] = ()
        self._lines: list[Any] = []
        self.legend: list[str] = []
        self._build()
        self._dress()
        theme.watcher().changed.connect(self._dress)
        self.figures.activated.connect(self._draw)

    def show_curves(self, curves: Sequence[RunCurve]) -> None:
        """Shows these runs; the figure stays if they have it."""
        names = list(dict.fromkeys(name for curve in curves for point in curve.points[:1] for name in point.figures))
        last = next((curve.points[-1].figures for curve in curves if curve.points), {})
        chosen = self.figures.currentData()
        wanted = chosen if chosen in names else known_by(last)
        if names != [self.figures.itemData(place) for place in range(self.figures.count())]:
            self.figures.clear()
            for name in names:
                self.figures.addItem(figure_title(name), name)
        self.figures.setCurrentIndex(max(0, self.figures.findData(wanted)))
        self.figures.setEnabled(bool(names))
        self._curves = tuple(curves)
        self._draw()

    @property
    def drawn(self) -> list[tuple[list[float], list[float]]]:
        """The points of each line."""
        found = (line.getOriginalDataset() for line in self._lines)
        return [([], []) if x is None else (x.tolist(), y.tolist()) for x, y in found]

    def _build(self) -> None:
        self.figures = QComboBox(self)
        self.figures.setObjectName("compare.figure")
        self.figures.setAccessibleName(say("Figure"))
        self.figures.setToolTip(say("Which figure the curves are of."))
        self.figures.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        axes = {"left": NumberAxis("left"), "bottom": NumberAxis("bottom")}
        self.plot = pg.PlotWidget(self, axisItems=axes, enableMenu=False)
        self.plot.setObjectName("compare.plot")
        self.plot.setAccessibleName(say("Curves of the chosen runs"))
        self.plot.setToolTip(say("Drag to move, turn the wheel to zoom; double click shows all again."))
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plot.setMinimumSize(scaled(260), scaled(150))
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        item = self.plot.getPlotItem()
        # pyqtgraph makes this menu whether or not it is wanted, and leaves it behind as a window of its own.
        item.ctrlMenu.setParent(self.plot, item.ctrlMenu.windowFlags())
        item.hideButtons()
        item.layout.setContentsMargins(0, 10, 14, theme.TIGHT)
        item.showGrid(x=False, y=True, alpha=0.6)
        item.getAxis("bottom").setLabel(say("Epoch"))
        item.getAxis("left").setWidth(scaled(56))
        self.plot.scene().sigMouseClicked.connect(self._on_clicked)
        self._keys = QLabel(self)
        self._keys.setObjectName("compare.legend")
        self._keys.setTextFormat(Qt.TextFormat.RichText)
        self._keys.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.figures)
        row.addWidget(self._keys, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.TIGHT, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addLayout(row)
        column.addWidget(self.plot, 1)

    @Slot()
    def _draw(self) -> None:
        name = str(self.figures.currentData() or LOSS)
        item = self.plot.getPlotItem()
        item.getAxis("left").show_percent(figure_named(name).is_share)
        for line in self._lines:
            item.removeItem(line)
        self._lines = [self._line(name, place, curve) for place, curve in enumerate(self._curves)]
        self._show_keys()
        item.getViewBox().autoRange(padding=0.04)

    def _line(self, name: str, place: int, curve: RunCurve) -> Any:
        x = np.array([point.epoch for point in curve.points], np.float64)
        y = np.array([point.figures.get(name, np.nan) for point in curve.points], np.float64)
        if x.size > 2 * _COLUMNS:
            indices, y = envelope(y, 0, x.size - 1, _COLUMNS)
            x = np.interp(indices, np.arange(x.size), x)
        if not np.isfinite(y).any():
            x, y = x[:0], y[:0]  # pyqtgraph warns of curves that have no bounds
        line = self.plot.getPlotItem().plot(x, y, connect="finite", symbol="o" if x.size <= _FEW else None)
        self._dress_line(line, place)
        return line

    def _show_keys(self) -> None:
        """Which line is which run, and the value that it ends in."""
        name = str(self.figures.currentData() or LOSS)
        self.legend = [run_title(curve.run) for curve in self._curves]
        keys = []
        for place, curve in enumerate(self._curves):
            colour, style = line_look(place)
            sign = "■" if style == Qt.PenStyle.SolidLine else "▪▪"
            words = html.escape(f"{run_title(curve.run)} {_last_text(curve, name)}".strip())
            keys.append(f"<span style='color:{colour}'>{sign}</span>&nbsp;{words.replace(' ', '&nbsp;')}")
        self._keys.setText(" &nbsp; ".join(keys))
        self._keys.setVisible(bool(keys))

    def _on_clicked(self, event: Any) -> None:
        if event.double():
            self.plot.getPlotItem().getViewBox().autoRange(padding=0.04)

    def _dress_line(self, line: Any, place: int) -> None:
        colour, style = line_look(place)
        line.setPen(pg.mkPen(colour, width=2, style=style))
        line.setSymbolSize(6)
        line.setSymbolBrush(colour)
        line.setSymbolPen(None)

    @Slot()
    def _dress(self) -> None:
        palette = theme.current()
        self.plot.setBackground(palette.card)
        for side in ("left", "bottom"):
            axis = self.plot.getPlotItem().getAxis(side)
            axis.setPen(pg.mkPen(palette.line))
            axis.setTextPen(pg.mkPen(palette.muted))
        for place, line in enumerate(self._lines):
            self._dress_line(line, place)
        self._show_keys()


def line_look(place: int) -> tuple[str, Qt.PenStyle]:
    """Colour and dashes of the line at that place."""
    colours = _colours()
    return colours[place % len(colours)], _STYLES[place // len(colours) % len(_STYLES)]


def _colours() -> tuple[str, ...]:
    palette = theme.current()
    return (*palette.series, palette.groups["pooling"], palette.error)


def _last_text(curve: RunCurve, name: str) -> str:
    value = curve.points[-1].figures.get(name) if curve.points else None
    return "" if value is None else figure_text(figure_named(name), value)
