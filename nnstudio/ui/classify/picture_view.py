"""A small array shown as it is: every pixel a crisp square."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme

Picture = npt.NDArray[np.uint8]
_FINEST_GRID = 6  # device-independent pixels a cell; finer, lines would hide the picture
_LARGEST_CRISP = 96


def image_of(picture: Picture) -> QImage:
    """The picture (h, w), (h, w, 1), (h, w, 3) or (h, w, 4) as an image of its own memory."""
    flat = picture[:, :, 0] if picture.ndim == 3 and picture.shape[2] == 1 else picture
    form = {2: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
    kind = form[flat.shape[2] if flat.ndim == 3 else 2]
    rows = np.ascontiguousarray(flat)
    height, width = rows.shape[:2]
    return QImage(rows.data, width, height, rows.strides[0], kind).copy()


def thumbnail(picture: Picture, side: int = 96) -> QImage:
    """A small version for lists: large pictures smoothed, small ones as they are."""
    image = image_of(picture)
    if max(image.width(), image.height()) <= side:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


class PictureView(QWidget):
    """Shows one picture as large as it fits, centred, in whole device pixels a cell where there is room.

    With `grid`, lines separate the pixels and pointing at one tells its value.
    """

    def __init__(self, parent: QWidget | None = None, *, grid: bool = False) -> None:
        super().__init__(parent)
        self._grid = grid
        self._picture: Picture | None = None
        self._waiting: tuple[int, int] | None = None
        self._image: QImage | None = None
        theme.watcher().changed.connect(self.update)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: Picture | None, waiting: tuple[int, int] | None = None) -> None:
        """Shows that picture, or an empty frame; `waiting`: with (rows, columns) of cells to be filled."""
        self._picture = picture
        self._waiting = waiting if picture is None else None
        self._image = None if picture is None else image_of(picture)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room to tell what it is."""
        return QSize(48, 48)

    def sizeHint(self) -> QSize:
        """Large with a grid, else a thumbnail."""
        return QSize(200, 200) if self._grid else QSize(72, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, its grid, its frame."""
        painter = QPainter(self)
        place = self._place()
        if self._image is None:
            painter.fillRect(place, theme.colour("panel"))
            self._paint_grid(painter, place)
        else:
            crisp = self._image.width() <= _LARGEST_CRISP
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not crisp)
            painter.drawImage(place, self._image)
            self._paint_grid(painter, place)
        painter.setPen(theme.colour("line"))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tells the value of the pixel pointed at."""
        if self._grid and isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell_value(event)
            return True
        return super().event(event)

    def value_text(self, place: QPointF) -> str:
        """Row, column and value of the pixel at that place of the widget; empty outside."""
        square = self._place()
        if self._picture is None or not square.contains(place):
            return ""
        rows, columns = self._picture.shape[:2]
        row = min(rows - 1, int((place.y() - square.y()) / square.height() * rows))
        column = min(columns - 1, int((place.x() - square.x()) / square.width() * columns))
        values = ", ".join(str(value) for value in np.atleast_1d(self._picture[row, column]))
        return say("Row {row}, column {column}: {value}", row=row + 1, column=column + 1, value=values)

    def _tell_value(self, event: QHelpEvent) -> None:
        text = self.value_text(QPointF(event.pos())) or self.toolTip()
        QToolTip.showText(event.globalPos(), text, self, QRect(event.pos(), QSize(1, 1)))

    def _place(self) -> QRectF:
        """Where the picture is painted, in device-independent pixels."""
        columns, rows = self._cells()
        room_x, room_y = self.width() - 2, self.height() - 2
        scale = min(room_x / columns, room_y / rows)
        ratio = self.devicePixelRatioF()
        if scale * ratio >= 1 and columns > 1:
            scale = int(scale * ratio) / ratio
        width, height = columns * scale, rows * scale
        left = round((self.width() - width) / 2 * ratio) / ratio
        top = round((self.height() - height) / 2 * ratio) / ratio
        return QRectF(left, top, width, height)

    def _cells(self) -> tuple[int, int]:
        """(columns, rows) of what is shown."""
        if self._image is not None:
            return self._image.width(), self._image.height()
        rows, columns = self._waiting or (1, 1)
        return columns, rows

    def _paint_grid(self, painter: QPainter, place: QRectF) -> None:
        columns, rows = self._cells()
        if not self._grid or place.width() / columns < _FINEST_GRID:
            return
        painter.setPen(QPen(theme.colour("muted", 56), 0))
        for column in range(1, columns):
            x = place.left() + column * place.width() / columns
            painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))
        for row in range(1, rows):
            y = place.top() + row * place.height() / rows
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
