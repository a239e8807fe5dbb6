"""A small drawing for each layer kind: what it does to its values, in a rounded square of its group's colour."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnstudio.core.layers import Group
from nnstudio.ui import theme
from nnstudio.ui.type_size import scaled

_GRID = 20.0  # drawings are made on a grid of 20 × 20


def paint_chip(painter: QPainter, rect: QRectF, kind: str, group: Group) -> None:
    """Draws the kind's chip into `rect`."""
    colour = QColor(theme.current().groups[group])
    soft = QColor(colour)
    soft.setAlphaF(0.18)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
    painter.translate(rect.x() + rect.width() * 0.15, rect.y() + rect.height() * 0.15)
    painter.scale(rect.width() * 0.7 / _GRID, rect.height() * 0.7 / _GRID)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWINGS.get(kind, _layer)(painter, colour)
    painter.restore()


class Chip(QWidget):
    """Shows a kind's chip."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: str = "Dense"
        self._group: Group = "core"
        self.setFixedSize(scaled(size), scaled(size))

    def show_kind(self, kind: str, group: Group) -> None:
        """Shows that kind."""
        self._kind, self._group = kind, group
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._kind, self._group)
        painter.end()


def _dot(painter: QPainter, x: float, y: float, radius: float, fill: QColor | None) -> None:
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _line(painter: QPainter, *points: float) -> None:
    path = QPainterPath(QPointF(points[0], points[1]))
    for i in range(2, len(points), 2):
        path.lineTo(points[i], points[i + 1])
    painter.drawPath(path)


def _input(painter: QPainter, colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(1, 3, 18, 14), 2, 2)
    _line(painter, 3, 15, 8, 9, 12, 13, 14, 11, 17, 15)
    _dot(painter, 14, 7, 1, colour)


def _dense(painter: QPainter, colour: QColor) -> None:
    faint = QPen(painter.pen())
    faint.setWidthF(0.9)
    strong = painter.pen()
    painter.setPen(faint)
    for left, right in product((3, 10, 17), (6, 14)):
        painter.drawLine(QPointF(4, left), QPointF(16, right))
    painter.setPen(strong)
    for y in (3, 10, 17):
        _dot(painter, 4, y, 1.6, colour)
    for y in (6, 14):
        _dot(painter, 16, y, 1.6, colour)


def _activation(painter: QPainter, _: QColor) -> None:
    _line(painter, 1, 15, 10, 15, 18, 3)


def _convolution(painter: QPainter, colour: QColor) -> None:
    _cells(painter, 4)
    soft = QColor(colour)
    soft.setAlphaF(0.45)
    painter.fillRect(QRectF(1, 1, 13.5, 13.5), soft)
    painter.drawRect(QRectF(1, 1, 13.5, 13.5))


def _cells(painter: QPainter, count: int) -> None:
    strong = painter.pen()
    faint = QPen(strong)
    faint.setWidthF(0.8)
    painter.setPen(faint)
    step = 18 / count
    for i in range(count + 1):
        painter.drawLine(QPointF(1 + i * step, 1), QPointF(1 + i * step, 19))
        painter.drawLine(QPointF(1, 1 + i * step), QPointF(19, 1 + i * step))
    painter.setPen(strong)


def _maximum(painter: QPainter, colour: QColor) -> None:
    _cells(painter, 2)
    painter.fillRect(QRectF(10, 1, 9, 9), colour)


def _average(painter: QPainter, colour: QColor) -> None:
    _cells(painter, 2)
    for i, (x, y) in enumerate(product((1, 10), (1, 10))):
        shade = QColor(colour)
        shade.setAlphaF(0.2 + 0.18 * i)
        painter.fillRect(QRectF(x, y, 9, 9), shade)


def _global(painter: QPainter, colour: QColor) -> None:
    painter.drawRect(QRectF(1, 1, 18, 18))
    _line(painter, 4, 4, 8, 8)
    _line(painter, 16, 16, 12, 12)
    _line(painter, 16, 4, 12, 8)
    _line(painter, 4, 16, 8, 12)
    _dot(painter, 10, 10, 1.4, colour)


def _dropout(painter: QPainter, colour: QColor) -> None:
    for i, (x, y) in enumerate(product((3.5, 10, 16.5), (3.5, 10, 16.5))):
        _dot(painter, x, y, 1.9, colour if i in (0, 2, 4, 7) else None)


def _bell(painter: QPainter, _: QColor) -> None:
    path = QPainterPath(QPointF(1, 16))
    path.cubicTo(7, 16, 7, 3, 10, 3)
    path.cubicTo(13, 3, 13, 16, 19, 16)
    painter.drawPath(path)
    _line(painter, 10, 18, 10, 6)


def _flatten(painter: QPainter, colour: QColor) -> None:
    painter.drawRect(QRectF(5.5, 1, 9, 9))
    _line(painter, 10, 1, 10, 10)
    _line(painter, 5.5, 5.5, 14.5, 5.5)
    for x in (1.5, 6, 10.5, 15):
        painter.fillRect(QRectF(x, 15, 3.5, 4), colour)


def _layer(painter: QPainter, colour: QColor) -> None:
    """What has no drawing of its own: values in, values out."""
    painter.drawRoundedRect(QRectF(6, 2, 8, 16), 2, 2)
    _line(painter, 1, 10, 6, 10)
    _line(painter, 14, 10, 19, 10)
    _dot(painter, 10, 10, 1.6, colour)


def _reshape(painter: QPainter, _: QColor) -> None:
    painter.drawRect(QRectF(1, 6, 5, 12))
    painter.drawRect(QRectF(10, 12, 9, 6))
    _line(painter, 8, 3, 15, 3, 15, 8)
    _line(painter, 12.5, 6, 15, 8.5, 17.5, 6)


_DRAWINGS: dict[str, Callable[[QPainter, QColor], None]] = {
    "Input": _input,
    "Dense": _dense,
    "Activation": _activation,
    "Conv2D": _convolution,
    "MaxPooling2D": _maximum,
    "AveragePooling2D": _average,
    "GlobalAveragePooling2D": _global,
    "Dropout": _dropout,
    "BatchNormalization": _bell,
    "Flatten": _flatten,
    "Reshape": _reshape,
}
