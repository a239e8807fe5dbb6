"""The key to the colours: which weight has which."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.weights.grid import TOP
from nnstudio.ui.weights.images import image_of, table_of
from nnstudio.ui.weights.texts import number

_STRIP = 104
_USUAL_SIDE = 56


class ColourBar(QWidget):
    """A strip from the most negative weight to the most positive one, with the figures at its ends and middle."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit: float | None = None
        self.setObjectName(name)
        self.setAccessibleName(say("Colour scale"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        """The strip and the figures beside it."""
        return QSize(_STRIP + 2 * self._side(), self.fontMetrics().height() + theme.TIGHT)

    def _side(self) -> int:
        """How wide a figure and the gap beside it are; longer ones, of weights that have run away, take more."""
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in self.ends)
        return max(scaled(_USUAL_SIDE), widest + theme.SPACE)

    @property
    def ends(self) -> tuple[str, str]:
        """What is written at the two ends."""
        if self._limit is None:
            return say("−largest"), say("largest")
        return number(-self._limit), number(self._limit)

    def show_limit(self, limit: float | None) -> None:
        """Shows the scale to that absolute weight; None: each tile has its own."""
        self._limit = limit
        self.updateGeometry()
        if limit is None:
            self.setToolTip(say("Each picture is scaled to its own largest weight, so only shapes compare."))
        else:
            self.setToolTip(
                say(
                    "One scale for all pictures, so that colours compare between them. "
                    "The largest half percent of the weights has the colours of the ends."
                )
            )
        self.setAccessibleDescription(say("From {low} to {high}", low=self.ends[0], high=self.ends[1]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the strip with a tick at zero, a figure on either side."""
        painter = QPainter(self)
        side = self._side()
        strip = QRectF(side, 3, self.width() - 2 * side, self.height() - 6)
        levels = np.arange(TOP + 1, dtype=np.uint8)[None, :]
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(strip, image_of(levels, table_of(theme.current())))
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawRect(strip.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setPen(theme.colour("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        low, high = self.ends
        painter.drawText(QRectF(0, 0, side - 8, self.height()), middle | Qt.AlignmentFlag.AlignRight, low)
        painter.drawText(QRectF(strip.right() + 8, 0, side - 8, self.height()), middle, high)
        painter.end()

    @Slot()
    def _on_theme(self) -> None:
        self.update()
