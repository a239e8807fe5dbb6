"""One layer on the canvas. Paints itself, so that two hundred of them stay light."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.design.card_view import CardView, Trouble
from nnstudio.ui.design.glyphs import paint_chip
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.readers import read_as

_LOWEST_HEAD = 60
_BAR = 4
_CHIP = 32
_TEXT_LEFT = 64
_GRIP = 24
_LEAST_WORDS = 120  # pixels for type of the usual size
_AIR = 10  # above and below the two lines of the head


def _line_height() -> int:
    return QFontMetrics(QApplication.font()).height() + 4


def head_height() -> int:
    """How high a card without trouble is: two lines of the type in use."""
    return max(_LOWEST_HEAD, 2 * _line_height() + 1 + 2 * _AIR)


class TroubleStrip(QWidget):
    """What is wrong with the layer, and the button that mends it.

    Attributes:
        mend: the button was pressed.
    """

    mend = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(27, 0, 12, 12)
        row.setSpacing(_TEXT_LEFT - 27 - 18)
        self._sign = IconLabel("error", "error", 18)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._button = QPushButton(icon("fix"), "")
        self._button.clicked.connect(self.mend)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(theme.SPACE)
        self._words.addWidget(self._text, 1)
        self._words.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._words, 1)

    def fit(self, width: int) -> None:
        """On a narrow card the button stands below the words."""
        narrow = width < _TEXT_LEFT + scaled(_LEAST_WORDS) + theme.SPACE + self._button.sizeHint().width() + 12
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._words.setDirection(way)

    def show_trouble(self, trouble: Trouble, node: str) -> None:
        """Shows that trouble of that node."""
        self._sign.set_icon(trouble.severity, trouble.severity)
        mendable = trouble.mendable
        self._text.setText(trouble.text if mendable or not trouble.fix else f"{trouble.text} {trouble.fix}.")
        self._text.setProperty("role", trouble.severity)
        self._text.style().polish(self._text)
        self._button.setObjectName(f"design.fix.{node}")
        self._button.setText(trouble.fix)
        self._button.setAccessibleName(say("Fix: {what}", what=trouble.fix))
        self._button.setToolTip(say("Mends this. It can be undone."))
        self._button.setVisible(mendable)


@read_as(QAccessible.Role.ListItem)
class LayerCard(QFrame):
    """Shows one CardView.

    Attributes:
        chosen: it was pressed or got the focus.
        opened: double-click: its settings are wanted.
        mend: its Fix was pressed.
        drag_began, drag_moved (global position), drag_ended (whether it was let go): it is being moved.
    """

    chosen = Signal(str)
    opened = Signal(str)
    mend = Signal(str)
    drag_began = Signal(str)
    drag_moved = Signal(QPoint)
    drag_ended = Signal(bool)

    def __init__(self, view: CardView, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        self.is_selected = False
        self._hovered = False
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self._strip: TroubleStrip | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._fill(view)

    def show_view(self, view: CardView) -> None:
        """Shows another content, if it is another."""
        if view != self.view:
            self.view = view
            self._fill(view)
            self.update()

    def set_selected(self, selected: bool) -> None:
        """Marks it as the chosen one, which is also the one that Tab leads to."""
        if selected != self.is_selected:
            self.is_selected = selected
            self.update()

    def height_for(self, width: int) -> int:
        """How high it is at that width."""
        head = head_height()
        if self._strip is None or self.view.trouble is None:
            return head
        self._strip.fit(width)
        return head + self._strip.heightForWidth(width) if self._strip.hasHeightForWidth() else head + scaled(40)

    def cancel_drag(self) -> None:
        """Ends a move as if it had not begun."""
        if self._dragging:
            self._dragging, self._pressed_at = False, None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.drag_ended.emit(False)

    def _fill(self, view: CardView) -> None:
        self.setObjectName(f"design.card.{view.node}")
        self.setAccessibleName(view.spoken)
        self.setAccessibleDescription(view.details)
        self.setToolTip(view.details)
        if view.trouble is not None:
            if self._strip is None:
                self._strip = TroubleStrip(self)
                self._strip.mend.connect(lambda: self.mend.emit(self.view.node))
            self._strip.show_trouble(view.trouble, view.node)
            self._strip.setGeometry(self._strip_rect())
        if self._strip is not None:
            self._strip.setVisible(view.trouble is not None)

    def _strip_rect(self) -> QRect:
        head = head_height()
        return QRect(0, head, self.width(), max(0, self.height() - head))

    def resizeEvent(self, event: QEvent) -> None:
        if self._strip is not None:
            self._strip.setGeometry(self._strip_rect())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self.chosen.emit(self.view.node)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves the card once the mouse went further than a click does."""
        if self._pressed_at is None:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not self._dragging and way >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag_began.emit(self.view.node)
        if self._dragging:
            self.drag_moved.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        if self._dragging:
            self._dragging = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.drag_ended.emit(True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.view.node)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        head = head_height()
        paint_chip(painter, QRectF(20, (head - _CHIP) / 2, _CHIP, _CHIP), self.view.kind, self.view.group)
        self._paint_texts(painter)
        if self._hovered or self.is_selected:
            grip = QRect(self.width() - _GRIP, (head - 18) // 2, 18, 18)
            icon("grip", "muted").paint(painter, grip)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        now = theme.current()
        trouble = self.view.trouble
        edge = getattr(now, trouble.severity) if trouble else now.edge if self._hovered else now.line
        width = 1.0
        if self.is_selected:
            edge, width = now.accent, 2.0
        ground = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        shape = QPainterPath()
        shape.addRoundedRect(ground, theme.RADIUS + 2, theme.RADIUS + 2)
        painter.fillPath(shape, QColor(now.card))
        if self.is_selected and self.hasFocus():
            painter.fillPath(shape, theme.colour("accent", 24))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, _BAR + width, self.height()), QColor(now.groups[self.view.group]))
        painter.restore()
        painter.setPen(QPen(QColor(edge), width))
        painter.drawPath(shape)

    def _paint_texts(self, painter: QPainter) -> None:
        now, view = theme.current(), self.view
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        right = self.width() - _GRIP - theme.SPACE
        upper = QRect(_TEXT_LEFT, _AIR, right - _TEXT_LEFT, _line_height())
        lower = upper.translated(0, upper.height() + 1)
        to_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        to_left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(strong)
        painter.setPen(QColor(now.text))
        painter.drawText(upper, to_left, view.title)
        painter.setFont(small)
        painter.drawText(upper, to_right, view.gives)
        painter.setPen(QColor(now.muted))
        painter.drawText(lower, to_right, view.parameters)
        metrics = painter.fontMetrics()
        room = lower.width() - metrics.horizontalAdvance(view.parameters) - theme.WIDE
        painter.drawText(lower, to_left, metrics.elidedText(view.settings, Qt.TextElideMode.ElideRight, room))
