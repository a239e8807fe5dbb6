"""What happened at one place of a chart, said on the chart itself."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from nnstudio.ui import theme

_SHADE = 26


class Mark(QObject):
    """A line at some x, words beside it, and a shade from there on where it lasts.

    The words are a label over the plot, so they stay readable at any zoom, on a logarithmic axis, and where there is no
    curve at all.

    Attributes:
        label: the words.
        x: where it is; None while there is none.
    """

    def __init__(self, name: str, plot: pg.PlotWidget) -> None:
        super().__init__(plot)
        self.x: float | None = None
        self._lasts = False
        self._box = plot.getPlotItem().getViewBox()
        self._shade = pg.LinearRegionItem(movable=False, pen=pg.mkPen(None))
        self._shade.setZValue(-20)
        self._line = pg.InfiniteLine(angle=90, movable=False)
        for item in (self._shade, self._line):
            item.setVisible(False)
            plot.getPlotItem().addItem(item, ignoreBounds=True)
        self.label = QLabel(plot)
        self.label.setObjectName(name)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label.setVisible(False)
        self._box.sigRangeChanged.connect(self._place)
        self._box.sigResized.connect(self._place)
        theme.watcher().changed.connect(self._dress)
        self._dress()

    def show(self, x: float, text: str, *, lasts: bool) -> None:
        """Marks that place; `lasts`: what happened there holds to the right end."""
        if (x, text, lasts) == (self.x, self.label.text(), self._lasts):
            return
        self.x, self._lasts = x, lasts
        self._line.setValue(x)
        self._line.setVisible(True)
        self._shade.setVisible(lasts)
        self.label.setText(text)
        self.label.adjustSize()
        self._place()

    def hide(self) -> None:
        """Takes it away."""
        self.x = None
        for item in (self._line, self._shade, self.label):
            item.setVisible(False)

    @Slot()
    def _place(self, *_: object) -> None:
        """In the middle of the shade in view, if it has the room; else beside the line, as far as there is room."""
        if self.x is None:
            return
        # As far as is seen: a rectangle far beyond it comes out anywhere when it is painted.
        self._shade.setRegion((self.x, max(self.x, self._box.viewRange()[0][1])))
        ground: QRectF = self._box.sceneBoundingRect()
        at = self._box.mapViewToScene(QPointF(self.x, 0)).x()
        wide, high = self.label.width(), self.label.height()
        in_view = at < ground.right() + 1 and (self._lasts or at > ground.left() - 1)
        self.label.setVisible(in_view)
        start = max(at, ground.left())
        left = start + theme.SPACE
        if self._lasts and ground.right() - start > wide + 2 * theme.SPACE:
            left = (start + ground.right() - wide) / 2
        left = min(left, ground.right() - theme.TIGHT - wide)
        self.label.move(int(max(ground.left() + theme.TIGHT, left)), int(ground.center().y() - high / 2))

    @Slot()
    def _dress(self) -> None:
        palette = theme.current()
        shade = QColor(palette.warning)
        shade.setAlpha(_SHADE)
        self._shade.setBrush(pg.mkBrush(shade))
        self._line.setPen(pg.mkPen(palette.warning, width=2))
        self.label.setStyleSheet(
            f"background: {palette.card}; color: {palette.warning}; border: 1px solid {palette.warning};"
            f" border-radius: 4px; padding: 4px 6px;"
        )
