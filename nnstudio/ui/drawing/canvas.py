"""The canvas: draws into a Sketch with mouse or tablet, and shows it in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
    qRgb,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.drawing.sketch import LARGEST_BRUSH, SIDE, SMALLEST_BRUSH, USUAL_BRUSH, Sketch
from nnstudio.ui.icons import icon
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.actions import is_redo
from nnstudio.ui.kit.readers import read_as

BRUSH_STEP = 4

_SIGN = 40


@read_as(QAccessible.Role.Canvas)
class Canvas(QWidget):
    """A square to draw on.

    Attributes (signals):
        drawn: the picture changed: part of a stroke, undo, redo or clear.
        tools_changed: the brush's width, the eraser, or what can be undone changed.
    """

    drawn = Signal()
    tools_changed = Signal()

    def __init__(self, page: str, invites: str, about: str, parent: QWidget | None = None) -> None:
        """`invites`: what drawing leads to; `about`: what assistive tools are told while there is no result."""
        super().__init__(parent)
        self._about = about
        self.sketch = Sketch()
        self._brush = USUAL_BRUSH
        self._erasing = False
        self._pointer: QPointF | None = None
        self._current = True
        self._build(page, invites)
        theme.watcher().changed.connect(self.update)

    def _build(self, page: str, invites: str) -> None:
        self.setObjectName(f"{page}.canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setAccessibleName(say("Drawing"))
        self.tell_result("")
        keys = say("Shift: straight line from the last point · [ ]: brush · E: eraser · Delete: clear")
        self.setToolTip(f"{invites}\n{keys}")

    # What the tools set ----------------------------------------------------------------------------------------

    @property
    def brush(self) -> int:
        """The brush's width, in pixels of the picture."""
        return self._brush

    def set_brush(self, width: int) -> None:
        """Sets the brush's width, within its limits."""
        self._brush = max(SMALLEST_BRUSH, min(LARGEST_BRUSH, width))
        self._tools_moved()

    def narrow_brush(self) -> None:
        """Makes strokes thinner by a step."""
        self.set_brush(self._brush - BRUSH_STEP)

    def widen_brush(self) -> None:
        """Makes strokes wider by a step."""
        self.set_brush(self._brush + BRUSH_STEP)

    @property
    def erasing(self) -> bool:
        """Whether strokes take ink away."""
        return self._erasing

    def set_erasing(self, erasing: bool) -> None:
        """Chooses between brush and eraser."""
        self._erasing = erasing
        self._tools_moved()

    def set_current(self, current: bool) -> None:
        """Marks whether the drawing is the picture being classified."""
        self._current = current
        self.update()

    def tell_result(self, text: str) -> None:
        """Tells assistive tools what the drawing was recognised as; empty: what they are told without."""
        self.setAccessibleDescription(text or self._about)

    def undo(self) -> None:
        """Takes the last stroke back."""
        self.sketch.undo()
        self._changed()

    def redo(self) -> None:
        """Draws the last undone stroke again."""
        self.sketch.redo()
        self._changed()

    def clear(self) -> None:
        """Takes all ink away; undo brings it back."""
        self.sketch.clear()
        self._changed()

    def start_anew(self) -> None:
        """An empty picture without any way back to the strokes before."""
        self.sketch = Sketch()
        self._changed()

    # Mouse and tablet ------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            joined = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._begin(event.position(), self._brush, self._erasing, joined)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draws on, or shows where the brush would draw."""
        self._move(event.position(), self._brush, self._erasing)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """As the mouse, with the pen's pressure as the width and its other end as the eraser."""
        width = self._brush * (0.4 + 0.8 * event.pressure())
        erase = self._erasing or event.pointerType() == QPointingDevice.PointerType.Eraser
        match event.type():
            case QEvent.Type.TabletPress:
                joined = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._begin(event.position(), width, erase, joined)
            case QEvent.Type.TabletMove:
                self._move(event.position(), width, erase)
            case _:
                self._end()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self.update()

    def _begin(self, place: QPointF, width: float, erase: bool, joined: bool) -> None:
        self.sketch.begin(self._to_picture(place), width, erase=erase, joined=joined)
        self._pointer = place
        self._changed()

    def _move(self, place: QPointF, width: float, erase: bool) -> None:
        self._pointer = place
        if self.sketch.is_drawing:
            self.sketch.extend(self._to_picture(place), width, erase=erase)
            self._changed()
        else:
            self.update()

    def _end(self) -> None:
        if self.sketch.is_drawing:
            self.sketch.end()
            self.tools_changed.emit()

    # Keyboard --------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claims its keys before the window's shortcuts do: Ctrl+Z takes back a stroke, and an edit only after all."""
        claimed = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._knows(event)
        if claimed:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._knows(event):
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif is_redo(event):
            self.redo()
        else:
            self._press(event.text() or "", event.key())

    def _knows(self, event: QKeyEvent) -> bool:
        undoes = self.sketch.can_undo and event.matches(QKeySequence.StandardKey.Undo)
        redoes = self.sketch.can_redo and is_redo(event)
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        named = event.key() in (Qt.Key.Key_E, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        # Many keyboards reach brackets only with AltGr, which comes as Ctrl+Alt on some systems.
        return undoes or redoes or (plain and named) or event.text() in ("[", "]")

    def _press(self, text: str, key: int) -> None:
        if text == "[":
            self.narrow_brush()
        elif text == "]":
            self.widen_brush()
        elif key == Qt.Key.Key_E:
            self.set_erasing(not self._erasing)
        else:
            self.clear()

    # Looks -----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A square that leaves the page room in a small window; it takes what there is."""
        return QSize(280, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 200)

    def square(self) -> QRectF:
        """Where on the widget the picture is: the largest square, centred."""
        side = float(min(self.width(), self.height()))
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper, the ink, a hint while it is empty, the frame and the brush's ring."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        square = self.square()
        painter.drawImage(square, self._in_colour())
        if self.sketch.is_blank:
            self._paint_hint(painter, square)
        self._paint_frame(painter, square)
        if self._pointer is not None and square.contains(self._pointer):
            self._paint_ring(painter, square, self._pointer)
        painter.end()

    def _in_colour(self) -> QImage:
        """The same picture with paper and ink in the theme's colours; faint while another picture is in view."""
        image = self.sketch.image
        shown = QImage(image.constBits(), SIDE, SIDE, image.bytesPerLine(), QImage.Format.Format_Indexed8)
        paper, ink = theme.colour("panel"), theme.colour("text" if self._current else "line")
        ends = ((paper.red(), ink.red()), (paper.green(), ink.green()), (paper.blue(), ink.blue()))
        shown.setColorTable([qRgb(*(round(p + (i - p) * v / 255) for p, i in ends)) for v in range(256)])
        return shown.convertToFormat(QImage.Format.Format_RGB32)

    def _paint_hint(self, painter: QPainter, square: QRectF) -> None:
        sign = QRect(0, 0, _SIGN, _SIGN)
        sign.moveCenter(square.center().toPoint() - QPoint(0, _SIGN // 2))
        icon("classify", "muted").paint(painter, sign)
        painter.setPen(theme.colour("muted"))
        below = square.adjusted(0, square.height() / 2 + theme.SPACE, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, say("Draw here"))

    def _paint_frame(self, painter: QPainter, square: QRectF) -> None:
        reached = shows_focus(self)
        painter.setPen(QPen(theme.colour("accent" if reached else "edge"), 2 if reached else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(square.adjusted(1, 1, -1, -1))

    def _paint_ring(self, painter: QPainter, square: QRectF, centre: QPointF) -> None:
        radius = self._brush * square.width() / SIDE / 2
        painter.setClipRect(square)
        dashed = Qt.PenStyle.DashLine if self._erasing else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour("accent"), 1, dashed))
        painter.drawEllipse(centre, radius, radius)

    def _to_picture(self, place: QPointF) -> QPointF:
        square = self.square()
        scale = SIDE / max(1.0, square.width())
        return QPointF((place.x() - square.x()) * scale, (place.y() - square.y()) * scale)

    def _changed(self) -> None:
        self.update()
        self.drawn.emit()
        self.tools_changed.emit()

    def _tools_moved(self) -> None:
        self.update()
        self.tools_changed.emit()
