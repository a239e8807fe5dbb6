"""The grid of weights on the screen: scrolled, pointed at, walked through with the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from nnstudio.ui import theme
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.weights.grid import Layout, Levels, Order, Place, Weights, compose, levels_of
from nnstudio.ui.weights.images import gap_colour, image_of, table_of
from nnstudio.ui.weights.views import Tiles

MARGIN = 12
GAP_PIXELS = 4
GROUP_GAP = 8
MOST_SCALE = 64
GOOD_SIDE = 32
HIGHEST = 40


@dataclass(frozen=True)
class Scene:
    """What the grid shows.

    Attributes:
        tiles: the pictures.
        order: which tile stands at each position.
        limits: the absolute weight at the ends of the scale, one for all (1,) or one a tile; what is beyond has the
            colour of the end.
    """

    tiles: Tiles
    order: Order
    limits: Weights

    def tile_at(self, position: int) -> int:
        """The number of the tile at that position."""
        return int(self.order[position])

    def limit_of(self, tile: int) -> float:
        """The absolute weight at the ends of that tile's scale."""
        return float(self.limits[0] if self.limits.size == 1 else self.limits[tile])

    def levels_at(self, positions: Order) -> Levels:
        """The tiles at those positions as levels."""
        chosen = self.order[positions]
        return levels_of(self.tiles.values[chosen], self.limits if self.limits.size == 1 else self.limits[chosen])


def layout_for(scene: Scene, scale: int, room: QSize) -> Layout:
    """Where the tiles stand if so many pixels are there. A group is never torn apart; a low map is made higher."""
    tiles = scene.tiles
    count, rows, columns = tiles.values.shape
    if tiles.across:
        lines = rows * -(-count // tiles.across)
        higher = min(room.height() // (lines * scale), HIGHEST // scale)
        return Layout(count, rows, columns, tiles.across, scale, gap=0, higher=max(1, higher))
    gap = GAP_PIXELS if min(rows, columns) * scale >= 12 else 2
    group_gap = GROUP_GAP if tiles.group > 1 else 0
    wide = tiles.group * (columns * scale + gap) + group_gap
    groups = max(1, min((room.width() + gap + group_gap) // wide, count // tiles.group))
    return Layout(count, rows, columns, groups * tiles.group, scale, gap, tiles.group, group_gap)


def _fits(layout: Layout, room: QSize) -> bool:
    return layout.width <= room.width() and layout.height <= room.height()


@read_as(QAccessible.Role.List)
class GridView(QAbstractScrollArea):
    """Shows a scene, of which only what is visible is composed.

    Attributes:
        pointed: the Place under the pointer, or None.
        chosen: the number of the tile that was clicked or walked to; -1 for none.
        scale_asked: the scale that the wheel (with Ctrl) or the + and - keys ask for.
        room_changed: there is more or less room than before.
    """

    pointed = Signal(object)
    chosen = Signal(int)
    scale_asked = Signal(int)
    room_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene | None = None
        self._layout: Layout | None = None
        self._scale = 1
        self._chosen = -1
        self._image: QImage | None = None
        self._last_room = QSize()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.watcher().changed.connect(self._on_theme)

    # What it shows ---------------------------------------------------------------------------------------------

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    @property
    def layout_now(self) -> Layout | None:
        """Where the tiles stand, in device pixels."""
        return self._layout

    @property
    def chosen_tile(self) -> int:
        """The chosen tile's number; -1 for none."""
        return self._chosen

    def show_scene(self, scene: Scene | None, scale: int) -> None:
        """Shows that at so many pixels a weight. The chosen tile stays chosen while there is one of its number."""
        self._scene, self._scale = scene, max(1, scale)
        if scene is None or self._chosen >= len(scene.tiles):
            self._choose(-1)
        self._arrange()

    def fitting_scale(self, scene: Scene) -> int:
        """The largest scale at which all is in view without scrolling, but tiles large enough to see something in."""
        room = self._room()
        scales = range(1, MOST_SCALE + 1)
        whole = max((s for s in scales if _fits(layout_for(scene, s, room), room)), default=1)
        across = max((s for s in scales if layout_for(scene, s, room).width <= room.width()), default=1)
        rows, columns = scene.tiles.values.shape[1:]
        visible = 1 if scene.tiles.across else -(-GOOD_SIDE // max(rows, columns))
        ratio = self.devicePixelRatioF()
        return max(1, round(min(max(whole, visible * ratio), across) / ratio))

    def centre_of(self, tile: int) -> QPoint:
        """The middle of that tile in the viewport, scrolled to if need be."""
        self._reveal(tile)
        return self._shown_rectangle(tile).center().toPoint()

    def place_at(self, point: QPointF) -> Place | None:
        """The weight at that point of the viewport."""
        if self._layout is None:
            return None
        corner = self._corner()
        ratio = self.devicePixelRatioF()
        return self._layout.at(int(point.x() * ratio) - corner.x(), int(point.y() * ratio) - corner.y())

    def choose(self, tile: int) -> None:
        """Makes that tile the chosen one, and brings it into view."""
        self._choose(tile)
        self._reveal(tile)

    # Events ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the visible part, and a frame around the chosen tile."""
        if self._image is None:  # made before painting begins: made in between, it crashed in Qt now and then
            self._image = self._compose()
        painter = QPainter(self.viewport())
        painter.drawImage(QPointF(0, 0), self._image)
        if self._chosen >= 0 and self._scene is not None:
            self._frame(painter)
        elif shows_focus(self):
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._tell_room()

    def showEvent(self, event: QShowEvent) -> None:
        """What is visible of the scroll bars is known only now."""
        super().showEvent(event)
        self._tell_room()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._redraw()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(self.place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        self._choose(self._scene.tile_at(place.position) if place and self._scene else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 1 if event.angleDelta().y() > 0 else -1
            self.scale_asked.emit(self._scale + step)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks through the tiles; + and - zoom; Escape chooses none."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.scale_asked.emit(self._scale + 1)
            case Qt.Key.Key_Minus:
                self.scale_asked.emit(self._scale - 1)
            case Qt.Key.Key_Escape if self._chosen >= 0:
                self._choose(-1)
            case key:
                position = self._position_after(Qt.Key(key))
                if position is None:
                    super().keyPressEvent(event)
                elif self._scene is not None:
                    self.choose(self._scene.tile_at(position))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Inner -----------------------------------------------------------------------------------------------------

    @Slot()
    def _on_theme(self) -> None:
        self._redraw()

    def _redraw(self) -> None:
        self._image = None
        self.viewport().update()

    def _tell_room(self) -> None:
        if self._room() != self._last_room:
            self._last_room = self._room()
            self.room_changed.emit()

    def _room(self) -> QSize:
        """The viewport without its margins, in device pixels, as if there were a vertical scroll bar."""
        ratio = self.devicePixelRatioF()
        bar = 0 if self.verticalScrollBar().isVisible() else self.verticalScrollBar().sizeHint().width()
        size = self.viewport().size()
        return QSize(int((size.width() - bar - 2 * MARGIN) * ratio), int((size.height() - 2 * MARGIN) * ratio))

    def _arrange(self) -> None:
        ratio = self.devicePixelRatioF()
        self._layout = None
        if self._scene is not None and len(self._scene.tiles):
            self._layout = layout_for(self._scene, max(1, round(self._scale * ratio)), self._room())
            for bar, length, room in (
                (self.horizontalScrollBar(), self._layout.width, self.viewport().width()),
                (self.verticalScrollBar(), self._layout.height, self.viewport().height()),
            ):
                bar.setRange(0, max(0, int(length / ratio) + 2 * MARGIN - room))
                bar.setPageStep(room)
                bar.setSingleStep(24)
        else:
            self.horizontalScrollBar().setRange(0, 0)
            self.verticalScrollBar().setRange(0, 0)
        self._redraw()

    def _corner(self) -> QPoint:
        """Where the grid's first pixel is in the viewport, in device pixels: in the middle where there is room."""
        ratio = self.devicePixelRatioF()
        layout, view = self._layout, self.viewport().size()
        spare = (
            (0, 0) if layout is None else (view.width() * ratio - layout.width, view.height() * ratio - layout.height)
        )
        return QPoint(
            round(max(MARGIN * ratio, spare[0] // 2) - self.horizontalScrollBar().value() * ratio),
            round(max(MARGIN * ratio, spare[1] // 2) - self.verticalScrollBar().value() * ratio),
        )

    def _compose(self) -> QImage:
        ratio = self.devicePixelRatioF()
        size = self.viewport().size() * ratio
        if self._scene is None or self._layout is None:
            blank = QImage(max(1, size.width()), max(1, size.height()), QImage.Format.Format_RGB32)
            blank.fill(gap_colour())
            return blank
        corner = self._corner()
        window = (-corner.x(), -corner.y(), max(1, size.width()), max(1, size.height()))
        image = image_of(compose(self._layout, window, self._scene.levels_at), table_of(theme.current()))
        image.setDevicePixelRatio(ratio)
        return image

    def _shown_rectangle(self, tile: int) -> QRectF:
        if self._layout is None or self._scene is None:
            return QRectF()
        position = int(np.flatnonzero(self._scene.order == tile)[0])
        left, top, width, height = self._layout.rectangle(position)
        corner = self._corner()
        ratio = self.devicePixelRatioF()
        return QRectF((left + corner.x()) / ratio, (top + corner.y()) / ratio, width / ratio, height / ratio)

    def _frame(self, painter: QPainter) -> None:
        rectangle = self._shown_rectangle(self._chosen).adjusted(-2, -2, 2, 2)
        if self._layout is not None and self._layout.gap:
            painter.setPen(QPen(QColor(theme.current().card), 4))
            painter.drawRect(rectangle)
        painter.setPen(QPen(QColor(theme.current().accent if self.hasFocus() else theme.current().text), 2))
        painter.drawRect(rectangle)

    def _choose(self, tile: int) -> None:
        if tile == self._chosen:
            return
        self._chosen = tile
        self.viewport().update()
        self.chosen.emit(tile)

    def _reveal(self, tile: int) -> None:
        if tile < 0 or self._layout is None:
            return
        shown = self._shown_rectangle(tile).toAlignedRect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        view = QRect(QPoint(0, 0), self.viewport().size())
        for bar, low, high, room in (
            (self.horizontalScrollBar(), shown.left(), shown.right(), view.width()),
            (self.verticalScrollBar(), shown.top(), shown.bottom(), view.height()),
        ):
            if low < 0 or high - low > room:
                bar.setValue(bar.value() + low)
            elif high > room:
                bar.setValue(bar.value() + high - room)

    def _position_after(self, key: Qt.Key) -> int | None:
        """The position that a key leads to from the chosen tile's; None if it leads nowhere."""
        if self._layout is None or self._scene is None:
            return None
        across, last = self._layout.across, self._layout.count - 1
        page = across * max(1, self.viewport().height() // max(1, self._layout.tile_height + self._layout.gap))
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -across,
            Qt.Key.Key_Down: across,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -self._layout.count,
            Qt.Key.Key_End: self._layout.count,
        }
        if key not in steps:
            return None
        if self._chosen < 0:
            return last if key == Qt.Key.Key_End else 0
        before = int(np.flatnonzero(self._scene.order == self._chosen)[0])
        return max(0, min(last, before + steps[key]))
