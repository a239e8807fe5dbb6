"""Thumbnails of samples, however many: only those in sight are read and drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from nnstudio.core.words import say, say_count
from nnstudio.data.order import Rows
from nnstudio.ui import theme
from nnstudio.ui.data.chosen import Chosen
from nnstudio.ui.data.gallery_grid import GAP, Grid, grid_of
from nnstudio.ui.data.part_samples import PartSamples, words_of
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.measures import scaled, small
from nnstudio.ui.kit.readers import announce, read_as
from nnstudio.ui.plain_text import plain_tip

_NO_SHAPE = (28, 28)
_LOWEST = 140
_MARK = 10
_FADED = 0.35


def image_of(picture: NDArray[np.uint8]) -> QImage:
    """A picture 0 to 255, (h, w) grey or (h, w, 3) RGB, as a QImage with pixels of its own."""
    solid = np.ascontiguousarray(picture)
    height, width = solid.shape[:2]
    form = QImage.Format.Format_Grayscale8 if solid.ndim == 2 else QImage.Format.Format_RGB888
    return QImage(solid.data, width, height, solid.strides[0], form).copy()


@read_as(QAccessible.Role.List)
class Gallery(QAbstractScrollArea):
    """Shows samples as pictures with their class names.

    Attributes:
        moved: other samples are in sight.
        walked: the keyboard is on another picture, or others are chosen.
        opened: the picture at that place is wanted large.
        unwanted: the chosen pictures are to be left out.
        chosen: the places that are chosen; change it by `choose_all` and the like.
    """

    moved = Signal()
    walked = Signal()
    opened = Signal(int)
    unwanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.gallery")
        self.setAccessibleName(say("Sample pictures"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(scaled(_LOWEST))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._samples: PartSamples | None = None
        self._hovered = -1
        self._current = -1
        self._measured: tuple[int, tuple[int, ...], Grid] | None = None
        self.chosen = Chosen()
        self.verticalScrollBar().valueChanged.connect(self.moved)

    # Showing ---------------------------------------------------------------------------------------------------

    @property
    def samples(self) -> PartSamples | None:
        """What is shown."""
        return self._samples

    @property
    def current(self) -> int:
        """The place of the picture that the keyboard is on; -1: none."""
        return self._current

    @property
    def chosen_rows(self) -> Rows:
        """The rows of the chosen pictures."""
        return self._samples.rows[self.chosen.places] if self._samples else np.empty(0, np.int32)

    def show_samples(self, samples: PartSamples | None) -> None:
        """Shows other samples from their start, with none chosen."""
        self._samples = samples
        self._hovered = self._current = -1
        self.chosen.reset(np.zeros(len(samples) if samples else 0, bool))
        self.verticalScrollBar().setValue(0)
        self._show_anew()

    def show_again(self, samples: PartSamples) -> None:
        """Shows what has become of the same samples: as far as they are still there, they stay chosen, and in sight."""
        rows, place = self.chosen_rows, self._current
        here = self._samples.rows[place] if self._samples and place >= 0 else -1
        self._samples = samples
        self._hovered = -1
        self.chosen.reset(np.isin(samples.rows, rows))
        there = np.flatnonzero(samples.rows == here)
        self._current = int(there[0]) if len(there) else min(place, len(samples) - 1)
        self._show_anew()

    def _show_anew(self) -> None:
        self._fit_bar()
        self.viewport().update()
        self.moved.emit()
        self.walked.emit()

    def choose_all(self) -> None:
        """Chooses every picture."""
        self.chosen.all()
        self._show_chosen()

    def choose_none(self) -> None:
        """Chooses none."""
        self.chosen.none()
        self._show_chosen()

    def _show_chosen(self) -> None:
        words = say_count("{count} picture is chosen", "{count} pictures are chosen", len(self.chosen))
        self.setAccessibleDescription(words)
        announce(self, words)
        self.viewport().update()
        self.walked.emit()

    def places_in_sight(self) -> tuple[int, int]:
        """The first place that is in sight, and the one after the last."""
        if not self._samples:
            return 0, 0
        height, top = self._grid.height, self.verticalScrollBar().value()
        first = top // height * self.columns
        last = -(-(top + self.viewport().height()) // height) * self.columns
        return min(first, len(self._samples)), min(last, len(self._samples))

    def turn(self, pages: int) -> None:
        """Scrolls by so many pages of whole rows."""
        rows = max(1, self.viewport().height() // self._grid.height)
        bar = self.verticalScrollBar()
        row = round(bar.value() / self._grid.height)
        bar.setValue((row + pages * rows) * self._grid.height)

    @property
    def columns(self) -> int:
        """How many pictures stand side by side."""
        return self._grid.columns

    def place_at(self, point: QPoint) -> int:
        """The place of the picture under a point of the viewport; -1: none."""
        place = self._grid.place_at(point + QPoint(0, self.verticalScrollBar().value()))
        return place if self._samples and 0 <= place < len(self._samples) else -1

    def rect_of(self, place: int) -> QRect:
        """Where the picture at that place is on the viewport, with its caption."""
        return self._grid.rect_of(place).translated(0, -self.verticalScrollBar().value())

    @property
    def _grid(self) -> Grid:
        """Measured anew only when the width, the pictures or the type are others."""
        width, shape = self.viewport().width(), self._samples.facts.shape if self._samples else _NO_SHAPE
        if self._measured is None or self._measured[:2] != (width, shape):
            self._measured = width, shape, grid_of(width, shape, self.font())
        return self._measured[2]

    def _fit_bar(self) -> None:
        rows = -(-len(self._samples) // self.columns) if self._samples else 0
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, rows * self._grid.height - height))
        bar.setPageStep(max(1, height))
        bar.setSingleStep(self._grid.height)

    # Events ----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange):
            self._measured = None
            self._fit_bar()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_bar()
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(small(self.font()))
        for place in range(*self.places_in_sight()):
            if self.rect_of(place).intersects(event.rect()):
                self._paint_cell(painter, place)
        painter.end()

    def _paint_cell(self, painter: QPainter, place: int) -> None:
        if self._samples is None:
            return
        cell = self.rect_of(place)
        height, width = self._grid.picture
        spot = QRect(cell.center().x() - width // 2, cell.top() + theme.TIGHT, width, height)
        chosen = place in self.chosen
        if chosen or place in (self._hovered, self._current):
            self._paint_ground(painter, cell.adjusted(1, 1, -1, -1), chosen=chosen, current=place == self._current)
        part = self._samples.part_of(place)
        painter.setOpacity(_FADED if part == "excluded" else 1.0)
        painter.drawImage(spot, image_of(self._samples.picture(place)))
        painter.setOpacity(1.0)
        if self._samples.is_changed(place):
            self._paint_mark(painter, cell)
        caption = QRect(cell.left(), spot.bottom() + 1, cell.width(), self._grid.caption)
        painter.setPen(theme.colour("text" if chosen or place in (self._hovered, self._current) else "muted"))
        name = painter.fontMetrics().elidedText(
            self._samples.target_text(place), Qt.TextElideMode.ElideRight, caption.width()
        )
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_ground(self, painter: QPainter, area: QRect, *, chosen: bool, current: bool) -> None:
        """Behind chosen pictures and the one under the mouse; the one that the keyboard is on has a ring."""
        ringed = current and shows_focus(self)
        painter.setPen(QPen(theme.colour("accent"), 2 if ringed else 1) if current else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft" if chosen or current else "raised"))
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)

    def _paint_mark(self, painter: QPainter, cell: QRect) -> None:
        """On a sample that a person changed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("card"), 2))
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(QRect(cell.right() - _MARK - 3, cell.top() + 3, _MARK, _MARK))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self._samples and shows_focus(self):
            self._go(self.places_in_sight()[0], Qt.KeyboardModifier.ControlModifier, turns=False)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            if place >= 0:
                QToolTip.showText(event.globalPos(), plain_tip(self.words(place)), self.viewport(), self.rect_of(place))
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def words(self, place: int) -> str:
        """Which picture it is."""
        if self._samples is None:
            return ""
        return words_of(self._samples, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.place_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses: with Ctrl one more, with Shift all up to here; a right click keeps what is chosen if it is on it."""
        place = self.place_at(event.position().toPoint())
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        if event.button() == left and place < 0:
            self.choose_none()
        elif event.button() == left or (event.button() == right and place >= 0 and place not in self.chosen):
            self._go(place, event.modifiers() if event.button() == left else Qt.KeyboardModifier.NoModifier)
        elif event.button() == right and place >= 0:
            self._go(place, Qt.KeyboardModifier.ControlModifier, turns=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.opened.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Shift they choose what they pass; Enter and space open, page keys turn."""
        if not self._samples:
            super().keyPressEvent(event)
            return
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
            Qt.Key.Key_Home: -len(self._samples),
            Qt.Key.Key_End: len(self._samples),
        }
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in steps:
            place = max(0, min(self._current + steps[key], len(self._samples) - 1)) if self._current >= 0 else 0
            self._go(place, event.modifiers(), turns=False)
        elif key == Qt.Key.Key_Space and control and self._current >= 0:
            self._go(self._current, Qt.KeyboardModifier.ControlModifier)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current >= 0:
            self.opened.emit(self._current)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif not self._chooses_by(event):
            super().keyPressEvent(event)

    def _chooses_by(self, event: QKeyEvent) -> bool:
        """What keys do with the chosen pictures; whether this one does anything."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.choose_all()
        elif event.key() == Qt.Key.Key_Escape and len(self.chosen):
            self.choose_none()
        elif event.matches(QKeySequence.StandardKey.Delete) and len(self.chosen):
            self.unwanted.emit()
        else:
            return False
        return True

    def go(self, place: int) -> None:
        """Chooses that picture alone, and brings it into sight."""
        self._go(place, Qt.KeyboardModifier.NoModifier)

    def _go(self, place: int, keys: Qt.KeyboardModifier, *, turns: bool = True) -> None:
        """Goes there and chooses as the keys that are held say; Ctrl turns over whether it is chosen, or only walks."""
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.chosen.stretch(place)
        elif not keys & Qt.KeyboardModifier.ControlModifier:
            self.chosen.only(place)
        elif turns:
            self.chosen.turn(place)
        self._current = place
        self.setAccessibleDescription(self.words(place))
        announce(self, self.words(place))
        cell, bar = self.rect_of(place), self.verticalScrollBar()
        if cell.top() < 0:
            bar.setValue(bar.value() + cell.top())
        elif cell.bottom() > self.viewport().height():
            bar.setValue(bar.value() + cell.bottom() - self.viewport().height() + GAP)
        self.viewport().update()
        self.walked.emit()

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)
            self.viewport().update()
