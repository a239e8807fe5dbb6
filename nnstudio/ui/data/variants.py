"""One sample as the network may see it: as it is, and in some of the ways in which it is changed at random."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.core.augmentation import Augmentation
from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms import picture_of
from nnstudio.ui import theme
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.measures import scaled, small
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.throttle import Throttle

COLUMNS, ROWS = 4, 2
_FINEST = 128  # pixels along a side are enough for pictures of this size, and are changed fast
_GAP = 6
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


def variants_of(
    sample: NDArray[np.uint8], row: int, plan: Sequence[Augmentation], seed: int, count: int, high: int
) -> list[NDArray[np.uint8]]:
    """The sample (height, width, channels) as the first `count` epochs would have it, smaller where it is large."""
    from nnstudio.data.augment import augmented

    by = -(-max(sample.shape[:2]) // _FINEST)
    some, rows = np.ascontiguousarray(sample[::by, ::by])[np.newaxis], np.array([row], np.int32)
    return [augmented(some, rows, tuple(plan), seed=seed, epoch=epoch, high=high)[0] for epoch in range(count)]


@read_as(QAccessible.Role.Graphic)
class Variants(QWidget):
    """The sample on the left above, then its variants; arrow keys ask for another sample.

    Attributes:
        turned: so many samples on are wanted.
    """

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.variants")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(say("One sample, then what the network may see instead of it. Arrow keys show another one."))
        self.images: list[QImage] = []
        self._asked: tuple[NDArray[np.uint8], int, tuple[Augmentation, ...], int, Facts] | None = None
        self._throttle = Throttle(self._change, self, 40)

    def show_sample(
        self, sample: NDArray[np.uint8], row: int, plan: tuple[Augmentation, ...], seed: int, facts: Facts
    ) -> None:
        """Shows that sample, of that row, under a plan; soon, so that a slider moves freely."""
        self._asked = sample, row, plan, seed, facts
        self.setAccessibleName(say("Sample {number} and {count} variants", number=row + 1, count=COLUMNS * ROWS - 1))
        self._throttle.poke()

    def _change(self) -> None:
        from nnstudio.ui.data.gallery import image_of

        if self._asked is None or not self.isVisible():
            return
        sample, row, plan, seed, facts = self._asked
        suited = [each for each in plan if each.suits(facts)]
        changed = variants_of(sample, row, suited, seed, COLUMNS * ROWS - 1, round(facts.high))
        self.images = [image_of(picture_of(each, facts)) for each in (sample, *changed)]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(280), self._side(scaled(280)) * ROWS + _GAP * (ROWS - 1) + self._line())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._side(width) * ROWS + _GAP * (ROWS - 1) + self._line()

    def _side(self, width: int) -> int:
        return min((width - _GAP * (COLUMNS - 1)) // COLUMNS, scaled(96))

    def _line(self) -> int:
        return self.fontMetrics().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(small(self.font()))
        painter.setPen(theme.colour("muted"))
        side = self._side(self.width())
        painter.drawText(QRect(0, 0, self.width(), self._line()), Qt.AlignmentFlag.AlignLeft, say("as it is"))
        after = QRect(side + _GAP, 0, self.width() - side - _GAP, self._line())
        painter.drawText(after, Qt.AlignmentFlag.AlignLeft, say("changed at random"))
        for place, image in enumerate(self.images):
            down, across = divmod(place, COLUMNS)
            room = QRect(across * (side + _GAP), self._line() + down * (side + _GAP), side, side)
            self._paint_image(painter, room, image, marked=place == 0)
        if shows_focus(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()

    def _paint_image(self, painter: QPainter, room: QRect, image: QImage, *, marked: bool) -> None:
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        smooth = image.width() > size.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(place, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent" if marked else "line"), 2 if marked else 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def showEvent(self, event: object) -> None:
        self._throttle.poke()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(steps)
