"""The drawing itself: a greyscale picture, white ink on black as in MNIST, with undo; no widget."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

SIDE = 280
USUAL_BRUSH = round(0.08 * SIDE)
SMALLEST_BRUSH, LARGEST_BRUSH = 4, 72
MOST_STEPS = 100
_INK, _PAPER = Qt.GlobalColor.white, Qt.GlobalColor.black


class Sketch:
    """A square picture that strokes are drawn into, each one undo step.

    Points and widths are in pixels of the picture, which has SIDE of them a side.

    Attributes:
        image: the picture, Format_Grayscale8; read it, don't draw into it.
    """

    def __init__(self) -> None:
        self.image = _blank()
        self._undone: list[QImage] = []
        self._done: list[QImage] = []
        self._before: QImage | None = None
        self._last: QPointF | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step."""
        return bool(self._undone)

    @property
    def is_blank(self) -> bool:
        """Whether there is no ink."""
        return not self.pixels().any()

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is under way."""
        return self._before is not None

    def pixels(self) -> npt.NDArray[np.uint8]:
        """A copy of the picture (SIDE, SIDE), 0 paper to 255 ink."""
        rows = np.frombuffer(self.image.constBits(), np.uint8).reshape(SIDE, self.image.bytesPerLine())
        return rows[:, :SIDE].copy()

    def begin(self, point: QPointF, width: float, *, erase: bool, joined: bool = False) -> None:
        """Starts a stroke with a dot; `joined` draws a straight line from where the last stroke ended."""
        self.end()
        self._before = self.image.copy()
        start = self._last if joined and self._last is not None else point
        self._line(start, point, width, erase)

    def extend(self, point: QPointF, width: float, *, erase: bool) -> None:
        """Draws the stroke under way on to `point`."""
        if self._last is not None and self._before is not None:
            self._line(self._last, point, width, erase)

    def end(self) -> None:
        """Ends the stroke; it becomes a step if it changed anything."""
        if self._before is not None:
            before, self._before = self._before, None
            self._keep(before)

    def clear(self) -> None:
        """Takes all ink away, as one step."""
        self.end()
        before, self.image = self.image, _blank()
        self._last = None
        self._keep(before)

    def undo(self) -> None:
        """Takes the last step back, or the stroke under way."""
        self.end()
        if self._done:
            self._undone.append(self.image)
            self.image = self._done.pop()
            self._last = None

    def redo(self) -> None:
        """Does the last undone step again."""
        self.end()
        if self._undone:
            self._done.append(self.image)
            self.image = self._undone.pop()
            self._last = None

    def _keep(self, before: QImage) -> None:
        if before == self.image:
            return
        self._done.append(before)
        del self._done[:-MOST_STEPS]
        self._undone.clear()

    def _line(self, start: QPointF, end: QPointF, width: float, erase: bool) -> None:
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(_PAPER if erase else _INK, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if math.dist(start.toTuple(), end.toTuple()) < 0.01:
            painter.drawPoint(end)
        else:
            painter.drawLine(start, end)
        painter.end()
        self._last = QPointF(end)


def _blank() -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(_PAPER)
    return image
