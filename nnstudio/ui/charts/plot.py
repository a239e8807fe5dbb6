"""The plot of a chart: curves over an axis of epochs, drawn by pyqtgraph in the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.charts.axis import NumberAxis
from nnstudio.ui.charts.cross import CrossLine
from nnstudio.ui.charts.mark import Mark
from nnstudio.ui.charts.series import Look, Series, colour_of
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.palettes import Theme

Floats = npt.NDArray[np.float64]
LEAST_HEIGHT = 168
_SYMBOLS: dict[Look, str] = {"round": "o", "square": "s"}
_WIDTHS: dict[Look, float] = {"faint": 1, "line": 2}
_STAR = 17


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """Attributes:
    zoomed: the person chose another part to see.
    ranged: another part is shown, whoever chose it.
    pointed: the x under the pointer, or None.
    mark: says in words what happened at some x.
    """

    zoomed = Signal()
    ranged = Signal()
    pointed = Signal(object)

    def __init__(self, name: str, title: str, series: Sequence[Series], parent: QWidget, *, percent: bool) -> None:
        axes = {"left": NumberAxis("left", percent=percent), "bottom": NumberAxis("bottom")}
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self._series = {each.key: each for each in series}
        self._is_log = False
        self.setObjectName(f"{name}.plot")
        self.setAccessibleName(title)
        self.setAccessibleDescription(say("The arrow keys read the curves out, epoch by epoch."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(scaled(LEAST_HEIGHT))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._set_up_item()
        self.mark = Mark(f"{name}.mark", self)
        self._cross = CrossLine(self)
        self._cross.setObjectName(f"{name}.cross")
        self._add_curves()
        self.scene().sigMouseMoved.connect(self._on_mouse)
        self.dress(theme.current())

    def _set_up_item(self) -> None:
        item = self.getPlotItem()
        # pyqtgraph makes this menu whether or not it is wanted, and leaves it behind as a window of its own.
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())
        item.hideButtons()
        item.showGrid(x=False, y=True, alpha=0.6)
        item.layout.setContentsMargins(0, 10, 14, theme.TIGHT)
        item.getAxis("bottom").setLabel(say("Epoch"))
        item.getAxis("left").setWidth(scaled(56))  # room for `2·10⁻¹²`: pyqtgraph leaves wider labels out
        self._box = item.getViewBox()
        self._box.disableAutoRange()
        self._box.setLimits(xMin=-0.1)
        self._box.sigRangeChangedManually.connect(lambda *_: self.zoomed.emit())
        self._box.sigRangeChanged.connect(self._on_range)
        self._box.sigResized.connect(self._place_cross)

    def _add_curves(self) -> None:
        item = self.getPlotItem()
        # A batch-to-batch zigzag costs most of a frame to smooth, and looks the same without.
        self.curves: dict[str, Any] = {
            key: item.plot([], [], connect="finite", antialias=each.look != "faint")
            for key, each in self._series.items()
        }
        self._star = item.plot([], [], pen=None, symbol="star", symbolSize=_STAR)
        self._star.setZValue(10)

    # What it shows ---------------------------------------------------------------------------------------------

    @property
    def ground(self) -> QRectF:
        """Where the curves are, in pixels."""
        rectangle: QRectF = self._box.sceneBoundingRect()
        return rectangle

    @property
    def visible_range(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """((x from, to), (y from, to)) as shown; y as values, also on a logarithmic axis."""
        (left, right), (low, high) = self._box.viewRange()
        return (left, right), (10**low, 10**high) if self._is_log else (low, high)

    @property
    def columns(self) -> int:
        """How many pixels of the curve lie side by side."""
        return max(100, int(self._box.width()))

    def points(self, key: str) -> tuple[Floats, Floats]:
        """The points of a curve as they were given."""
        return _points_of(self.curves[key])

    @property
    def star(self) -> tuple[float, float] | None:
        """Where the star is; None while there is none."""
        x, y = _points_of(self._star)
        return (float(x[0]), float(y[0])) if x.size else None

    def set_points(self, key: str, x: Floats, y: Floats) -> None:
        """Shows a curve through these points; NaN is a gap."""
        if self._is_log:
            y = np.where(y > 0, y, np.nan)
        if y.size and not np.isfinite(y).any():
            # pyqtgraph warns of curves that have no bounds.
            x, y = x[:0], y[:0]
        self._mark_lone(key, y)
        self.curves[key].setData(x, y)

    def set_star(self, x: float, y: float) -> None:
        """Marks that point with a star; what is not a number takes it away."""
        shown = np.isfinite(y) and (y > 0 or not self._is_log)
        if self.star != ((x, y) if shown else None):
            self._star.setData([x] if shown else [], [y] if shown else [])

    def _mark_lone(self, key: str, y: Floats) -> None:
        """A line through a single point would not be seen."""
        if self._series[key].look not in _SYMBOLS:
            wanted = "o" if np.count_nonzero(np.isfinite(y)) == 1 else None
            if self.curves[key].opts["symbol"] != wanted:
                self.curves[key].setSymbol(wanted)

    def show_symbols(self, key: str, shown: bool) -> None:
        """Whether the points of that curve are marked; where they are many, the line alone is clearer."""
        wanted = _SYMBOLS.get(self._series[key].look) if shown else None
        if self.curves[key].opts["symbol"] != wanted:
            self.curves[key].setSymbol(wanted)

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Shows that part."""
        low, high = np.log10(y) if self._is_log else y
        if self._box.viewRange() != [[*x], [low, high]]:
            self._box.setRange(xRange=x, yRange=(low, high), padding=0)

    def set_log(self, on: bool) -> None:
        """Whether the y axis is logarithmic; without points, which the owner gives anew."""
        # Old ones at or below zero have no logarithm.
        for curve in (*self.curves.values(), self._star):
            curve.setData([], [])
        self._is_log = on
        self.getPlotItem().setLogMode(x=False, y=on)

    def show_cross(self, x: float | None) -> None:
        """Puts the cross hair at x; None takes it away."""
        self._cross.value = x
        self._place_cross()

    def dress(self, palette: Theme) -> None:
        """Takes on the colours of that palette."""
        self.setBackground(palette.card)
        for side in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(side)
            axis.setPen(pg.mkPen(palette.line))
            axis.setTextPen(pg.mkPen(palette.muted))
        for key, each in self._series.items():
            _dress_curve(self.curves[key], each, palette)
        self._star.setSymbolBrush(palette.text)
        self._star.setSymbolPen(pg.mkPen(palette.card, width=1))

    # Events ----------------------------------------------------------------------------------------------------

    @Slot()
    def _on_range(self, *_: object) -> None:
        self._place_cross()
        self.ranged.emit()

    @Slot()
    def _place_cross(self, *_: object) -> None:
        if self._cross.value is None:
            self._cross.hide()
        else:
            self._cross.place(self._box.mapViewToScene(QPointF(self._cross.value, 0)), self.ground)

    def _on_mouse(self, position: QPointF) -> None:
        inside = self.ground.contains(position)
        self.pointed.emit(float(self._box.mapSceneToView(position).x()) if inside else None)


def _points_of(curve: Any) -> tuple[Floats, Floats]:
    x, y = curve.getOriginalDataset()
    empty = np.empty(0)
    return (empty, empty) if x is None else (x, y)


def _dress_curve(curve: Any, series: Series, palette: Theme) -> None:
    shown = colour_of(series, palette)
    curve.setPen(pg.mkPen(shown, width=_WIDTHS.get(series.look, 1.5)))
    if series.look in _SYMBOLS:
        curve.setSymbol(_SYMBOLS[series.look])
    curve.setSymbolSize(7)
    curve.setSymbolBrush(shown)
    curve.setSymbolPen(pg.mkPen(palette.card, width=1))
