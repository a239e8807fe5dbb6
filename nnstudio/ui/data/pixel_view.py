"""One picture as large as there is room for: pixels as squares, with their values where these are large enough."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnstudio.core.words import say
from nnstudio.ui.data.gallery import image_of
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.numbers import decimal

_LEAST = 160
_VALUES_FROM = 18  # pixels a side, from which on there is room for a figure
_BRIGHT = 130


@read_as(QAccessible.Role.Graphic)
class PixelView(QWidget):
    """Draws a picture; knows which of its pixels is under the mouse.

    Attributes:
        pointed: the row and column under the mouse; -1, -1 where there is none.
    """

    pointed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored: NDArray[Any] = np.zeros((1, 1, 1), np.uint8)
        self._shown: NDArray[np.uint8] = np.zeros((1, 1), np.uint8)
        self._at = (-1, -1)
        self.setObjectName("data.enlarged.picture")
        self.setAccessibleName(say("Sample"))
        self.setMouseTracking(True)
        self.setMinimumSize(scaled(_LEAST), scaled(_LEAST))

    def show_picture(self, stored: NDArray[Any], shown: NDArray[np.uint8]) -> None:
        """Shows stored pixels (h, w, channels) with `shown`, the same 0 to 255, as their colour."""
        self._stored, self._shown = stored, shown
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(380), scaled(380))

    def area(self) -> QRect:
        """Where the picture is: as large as it fits, by whole pixels where it is enlarged, in the middle."""
        height, width = self._shown.shape[:2]
        zoom = min(self.width() / width, self.height() / height)
        zoom = int(zoom) if zoom >= 1 else zoom
        size = QSize(max(1, round(width * zoom)), max(1, round(height * zoom)))
        corner = QPoint((self.width() - size.width()) // 2, (self.height() - size.height()) // 2)
        return QRect(corner, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), self.area()
        height, width = self._shown.shape[:2]
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, area.width() < width)
        painter.drawImage(area, image_of(self._shown))
        side = area.width() // width
        if self._shown.ndim == 2 and side >= _VALUES_FROM:
            font = QFont(self.font())
            font.setPixelSize(max(7, min(13, side * 4 // 9)))
            painter.setFont(font)
            for row, column in np.ndindex(height, width):
                square = QRect(area.left() + column * side, area.top() + row * side, side, side)
                self._paint_value(painter, square, self._stored[row, column, 0], int(self._shown[row, column]))
        painter.end()

    def _paint_value(self, painter: QPainter, square: QRect, value: np.generic, shade: int) -> None:
        """Dark figures on bright pixels, bright ones on dark; zeros fainter."""
        faint = 130 if value == 0 else 255
        painter.setPen(QColor(20, 20, 20) if shade > _BRIGHT else QColor(faint, faint, faint))
        text = str(int(value)) if isinstance(value, np.integer) else decimal(float(value), 1)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, text)

    def pixel_at(self, point: QPoint) -> tuple[int, int]:
        """The row and column of the pixel there; -1, -1 beside the picture."""
        area = self.area()
        if not area.contains(point):
            return -1, -1
        height, width = self._shown.shape[:2]
        return (point.y() - area.top()) * height // area.height(), (point.x() - area.left()) * width // area.width()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.pixel_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point((-1, -1))

    def _point(self, at: tuple[int, int]) -> None:
        if at != self._at:
            self._at = at
            self.pointed.emit(*at)
