"""Points that can be zoomed, moved, walked through and opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.part_samples import PartSamples, words_of
from nnstudio.ui.data.point_looks import colour_of, legend_of, symbol_of
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.readers import announce, read_as

_SIZE, _LARGE = 7, 15
_ZOOM = 1.25
_PAN = 0.1


@read_as(QAccessible.Role.Chart)
class MapPlot(QWidget):
    """A plane of points without axes: what lies near each other is what counts.

    Attributes:
        opened: the point of that number is wanted large.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.map")
        self.setAccessibleName(say("Map of the samples"))
        self.setToolTip(say("Arrow keys go from point to point, Enter opens one, plus and minus zoom, 0 shows all."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._samples: PartSamples | None = None
        self._places: NDArray[np.float32] = np.zeros((0, 2), np.float32)
        self.current = -1
        self._build()
        self._dress()
        theme.watcher().changed.connect(self._dress)

    def _build(self) -> None:
        self.plot = pg.PlotWidget(self, enableMenu=False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.plot.setMinimumSize(QSize(scaled(200), scaled(120)))
        item = self.plot.getPlotItem()
        item.ctrlMenu.setParent(self.plot, item.ctrlMenu.windowFlags())
        item.hideButtons()
        item.hideAxis("left")
        item.hideAxis("bottom")
        self._points = pg.ScatterPlotItem(pxMode=True, pen=None, size=_SIZE)
        self._points.sigClicked.connect(self._on_points)
        self._ring = pg.ScatterPlotItem(pxMode=True, size=_LARGE, brush=None)
        item.addItem(self._points)
        item.addItem(self._ring)
        self._words = QLabel()
        self._words.setObjectName("data.map.words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._legend = QLabel()
        self._legend.setObjectName("data.map.legend")
        self._legend.setProperty("role", "muted")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.plot, 1)
        column.addWidget(self._words)
        column.addWidget(self._legend)

    def show_points(self, parts: Parts, rows: Rows, places: NDArray[np.float32]) -> None:
        """Shows a point at each of the (n, 2) places for the samples of these rows."""
        same = self._places is places
        self._samples, self._places = PartSamples(parts, "training", rows), places
        if not same:
            self.current = -1
        self._draw()
        if not same:
            self.fit()

    def show_nothing(self) -> None:
        """Shows no points: they aren't known yet."""
        self._samples, self._places, self.current = None, np.zeros((0, 2), np.float32), -1
        self._draw()

    def fit(self) -> None:
        """Brings all points into sight."""
        self.plot.getPlotItem().getViewBox().autoRange(padding=0.05)

    def _draw(self) -> None:
        samples = self._samples
        if samples is None:
            self._points.clear()
            self._ring.clear()
            self._legend.setText("")
            self._words.setText("")
            return
        names = samples.facts.class_names
        labels = samples.targets if names else np.zeros(len(samples), np.int64)
        brushes = [pg.mkBrush(colour_of(label)) for label in range(max(1, len(names)))]
        symbols = [symbol_of(label) for label in range(max(1, len(names)))]
        self._points.setData(
            x=self._places[:, 0],
            y=self._places[:, 1],
            brush=[brushes[int(label)] for label in labels],
            symbol=[symbols[int(label)] for label in labels],
            data=range(len(samples)),
        )
        self._legend.setText(legend_of(names))
        self._show_current()

    def _show_current(self) -> None:
        """The ring around the point that the keyboard is on, and what that is."""
        if self._samples is None or self.current < 0:
            self._ring.clear()
            self._words.setText("")
            return
        x, y = self._places[self.current]
        self._ring.setData(x=[x], y=[y], pen=pg.mkPen(theme.colour("text"), width=2))
        words = words_of(self._samples, self.current)
        self._words.setText(words)
        self.setAccessibleDescription(words)
        announce(self, words)

    def go(self, point: int) -> None:
        """Chooses that point."""
        self.current = point
        self._show_current()

    def _on_points(self, _: object, points: Sequence[Any]) -> None:
        if len(points):
            self.go(int(points[0].data()))
            self.opened.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest point that way, with Shift they move the map."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        key, view = Qt.Key(event.key()), self.plot.getPlotItem().getViewBox()
        if key in ways and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            size = view.viewRect()
            view.translateBy(x=_PAN * ways[key][0] * size.width(), y=_PAN * ways[key][1] * size.height())
        elif key in ways and len(self._places):
            self.go(self._next(*ways[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self.opened.emit(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            view.scaleBy((1 / _ZOOM, 1 / _ZOOM))
        elif key == Qt.Key.Key_Minus:
            view.scaleBy((_ZOOM, _ZOOM))
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def _next(self, right: int, up: int) -> int:
        """The nearest point on that side, straight ahead rather than aside; the same where there is none."""
        if self.current < 0:
            return 0
        spread = np.maximum(np.ptp(self._places, axis=0), 1e-12)
        away = (self._places - self._places[self.current]) / spread
        ahead = away[:, 0] * right + away[:, 1] * up
        aside = np.abs(away[:, 0] * up) + np.abs(away[:, 1] * right)
        cost = np.where((ahead > 0) & (ahead >= aside), ahead + 2 * aside, np.inf)
        best = int(cost.argmin())
        return best if np.isfinite(cost[best]) else self.current

    def _dress(self) -> None:
        """The theme's colours."""
        self.plot.setBackground(theme.colour("card"))
        self._draw()
