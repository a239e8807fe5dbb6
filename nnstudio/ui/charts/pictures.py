"""Charts as pictures of their own: title, legend and plot on white, without what is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from nnstudio.ui import theme
from nnstudio.ui.charts.legend import SAMPLE, draw_sample
from nnstudio.ui.charts.plot import Plot
from nnstudio.ui.charts.series import Series
from nnstudio.ui.palettes import LIGHT

PIXEL_RATIO = 2
_EDGE = 12


class ChartPicture:
    """A chart as it is now, to be painted on something white.

    Attributes:
        size: in pixels at the usual resolution.
    """

    def __init__(self, title: str, series: Sequence[Series], plot: Plot, font: QFont) -> None:
        """`series`: those that are shown."""
        self._title, self._series, self._plot = title, series, plot
        self._font, self._bold = QFont(font), QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._line = QFontMetrics(self._bold).height() + theme.SPACE
        self._rows = self._legend_rows()
        self.size = QSize(
            plot.width() + 2 * _EDGE, plot.height() + 2 * _EDGE + self._line * (1 + max(1, len(self._rows)))
        )

    def paint(self, painter: QPainter) -> None:
        """Draws all of it, in the light palette whatever the window's is."""
        painter.fillRect(QRect(QPoint(0, 0), self.size), QColor(LIGHT.card))
        painter.setPen(QColor(LIGHT.text))
        painter.setFont(self._bold)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(_EDGE, _EDGE, self._plot.width(), self._line), middle, self._title)
        painter.setFont(self._font)
        for index, row in enumerate(self._rows):
            left = _EDGE
            for series in row:
                area = QRect(left, _EDGE + self._line * (1 + index), self._width(series), self._line)
                draw_sample(painter, series, QRect(left, area.top(), SAMPLE, area.height()), LIGHT)
                painter.setPen(QColor(LIGHT.text))
                painter.drawText(area.adjusted(SAMPLE + theme.TIGHT, 0, 0, 0), middle, series.label)
                left += area.width()
        self._paint_plot(painter)

    def _paint_plot(self, painter: QPainter) -> None:
        at = QPoint(_EDGE, self.size.height() - _EDGE - self._plot.height())
        self._plot.dress(LIGHT)
        try:
            self._plot.render(painter, QRectF(QRect(at, self._plot.size())), self._plot.viewport().rect())
        finally:
            self._plot.dress(theme.current())
        label = self._plot.mark.label
        if label.isVisibleTo(self._plot):
            place = QRect(at + label.pos(), label.size())
            painter.fillRect(place, QColor(LIGHT.card))
            painter.setPen(QColor(LIGHT.warning))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, label.text())

    def _legend_rows(self) -> list[list[Series]]:
        rows: list[list[Series]] = []
        room = 0
        for series in self._series:
            if not rows or self._width(series) > room:
                rows.append([])
                room = self._plot.width()
            rows[-1].append(series)
            room -= self._width(series)
        return rows

    def _width(self, series: Series) -> int:
        return SAMPLE + theme.TIGHT + QFontMetrics(self._font).horizontalAdvance(series.label) + theme.WIDE


def image_of(picture: ChartPicture) -> QImage:
    """The picture in pixels, at twice the usual resolution."""
    image = QImage(picture.size * PIXEL_RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PIXEL_RATIO)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    return image


def svg_bytes(picture: ChartPicture, title: str) -> bytes:
    """The picture as an SVG file's content: curves and letters stay what they are at any size."""
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size)
    generator.setViewBox(QRect(QPoint(0, 0), picture.size))
    generator.setTitle(title)
    painter = QPainter(generator)
    picture.paint(painter)
    painter.end()
    return bytes(buffer.data().data())
