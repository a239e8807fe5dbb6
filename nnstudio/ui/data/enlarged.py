"""One picture large, each pixel with its value: what the network is given."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.data.forms import picture_of
from nnstudio.ui import theme
from nnstudio.ui.data.part_samples import PartSamples
from nnstudio.ui.numbers import decimal, with_decimal_sign

_LARGEST = 504
_MOST_PIXEL = 40


class PixelGrid(QWidget):
    """Pixels as squares of their colour; those of grey pictures with their stored values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored: NDArray[Any] = np.zeros((1, 1, 1), np.uint8)
        self._shown: NDArray[np.uint8] = np.zeros((1, 1), np.uint8)

    def show_picture(self, stored: NDArray[Any], shown: NDArray[np.uint8]) -> None:
        """Shows stored pixels (h, w, channels) with `shown`, the same 0 to 255, as their colour."""
        self._stored, self._shown = stored, shown
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Whole pixels, as large as fits."""
        height, width = self._shown.shape[:2]
        return QSize(width * self._pixel(), height * self._pixel())

    def _pixel(self) -> int:
        longest = int(max(self._shown.shape[:2]))
        return max(4, min(_MOST_PIXEL, _LARGEST // longest))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the squares; dark figures on bright ones, bright ones on dark."""
        painter = QPainter(self)
        font, side = QFont(self.font()), self._pixel()
        font.setPixelSize(max(7, min(13, side * 4 // 9)))
        painter.setFont(font)
        for row, column in np.ndindex(self._shown.shape[:2]):
            square = QRect(column * side, row * side, side, side)
            if self._shown.ndim == 3:
                painter.fillRect(square, QColor(*map(int, self._shown[row, column])))
            else:
                self._paint_value(painter, square, self._stored[row, column, 0], int(self._shown[row, column]))
        painter.end()

    def _paint_value(self, painter: QPainter, square: QRect, value: np.generic, shade: int) -> None:
        painter.fillRect(square, QColor(shade, shade, shade))
        faint = 130 if value == 0 else 255
        painter.setPen(QColor(20, 20, 20) if shade > 130 else QColor(faint, faint, faint))
        text = str(int(value)) if isinstance(value, np.integer) else decimal(float(value), 1)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, text)


class EnlargedPicture(QFrame):
    """A popover; a press beside it or Escape closes it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._owner = owner
        self.setObjectName("data.enlarged")
        self.setProperty("role", "card")
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._text = QLabel()
        self._text.setProperty("role", "muted")
        self.grid = PixelGrid()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.WIDE, 12, theme.WIDE, theme.WIDE)
        self._column.setSpacing(theme.SPACE)
        for widget in (self._title, self.grid, self._text):
            self._column.addWidget(widget)
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def show_place(self, samples: PartSamples, place: int, words: str, near: QPoint) -> None:
        """Shows that sample with its left edge near a point of the screen, inside the window."""
        stored = samples.stored(place)
        self._title.setText(words)
        self._text.setText(
            say(
                "Values as stored, {low} to {high}. Mean {mean}.",
                low=with_decimal_sign(f"{samples.facts.low:g}"),
                high=with_decimal_sign(f"{samples.facts.high:g}"),
                mean=decimal(float(stored.mean()), 1),
            )
        )
        self.grid.show_picture(stored, picture_of(stored, samples.facts))
        self.setAccessibleName(words)
        for widget in (self, self._title, self._text):
            widget.ensurePolished()  # the style sheet's fonts and borders count in the size
        self._column.invalidate()
        clear = theme.SPACE
        size = self._column.totalSizeHint()
        window = self._owner.window()
        bounds = QRect(window.mapToGlobal(QPoint(0, 0)), window.size()).adjusted(clear, clear, -clear, -clear)
        x = max(bounds.left(), min(near.x(), bounds.right() - size.width()))
        y = max(bounds.top(), min(near.y(), bounds.bottom() - size.height()))
        self.move(x, y)
        self.show()
