"""The network as a column of cards: choosing, moving and dropping layers, with mouse and keyboard.

The canvas asks for edits by signals; the page makes them. A layer can be dropped on it as drag and drop data of MIME
type `application/x-nnstudio-layer` (see `layer_text`), wherever that comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QGraphicsOpacityEffect,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.design.auto_scroll import AutoScroll
from nnstudio.ui.design.card import head_height
from nnstudio.ui.design.card_view import CardView
from nnstudio.ui.design.layer_text import LAYER_MIME, layer_from_mime
from nnstudio.ui.design.stack import Stack
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.command_buttons import stand_for

_GHOST_WIDTH = 240  # the card's beginning: the mark of where it would go stays in sight

Walk = Literal["previous", "next", "first", "last", "none"]

_KEYS: dict[int, Walk] = {
    Qt.Key.Key_Up: "previous",
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_Escape: "none",
}


class _Area(QScrollArea):
    """Leaves all keys to the canvas; QScrollArea would scroll by Up and Down."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class Canvas(QWidget):
    """Shows cards, or what to do where there are none.

    Attributes:
        chosen, opened, mend: of the card of that node.
        walked: a Walk was given by key: another card is to be chosen, or none.
        menu_wanted: the menu of the chosen card, or of the network, at that place of the screen.
        dropped: (layer, gap) a layer came from elsewhere.
        moved: (node, gap) a card was let go there.
    """

    chosen = Signal(str)
    opened = Signal(str)
    mend = Signal(str)
    walked = Signal(str)
    menu_wanted = Signal(QPoint)
    dropped = Signal(object, int)
    moved = Signal(str, int)

    def __init__(self, start: QAction, parent: QWidget | None = None) -> None:
        """`start` is what the empty network's button does."""
        super().__init__(parent)
        self.setObjectName("design.canvas")
        self.setAccessibleName(say("Network"))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._dragged = ""
        self._ghost: QLabel | None = None
        self._drag_height = 0
        self._build(start)
        self._connect()

    def _build(self, start: QAction) -> None:
        self.stack = Stack()
        self._area = _Area()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.stack)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = AutoScroll(self._area)
        begin = QPushButton(icon("add", "accent_text"), start.text())
        begin.setProperty("role", "primary")
        stand_for(begin, start)
        self._empty = _notice(
            say("No layers yet"),
            say("Drag layers from the left, one below the other, or begin with a small network."),
            begin,
        )
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setObjectName("design.message")
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        for page in (self._area, self._empty, _notice(say("This network can't be drawn here"), "", self._message)):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _connect(self) -> None:
        self.stack.chosen.connect(self._on_chosen)
        self.stack.opened.connect(self.opened)
        self.stack.mend.connect(self.mend)
        self.stack.drag_began.connect(self._on_drag_began)
        self.stack.drag_moved.connect(self._on_drag_moved)
        self.stack.drag_ended.connect(self._on_drag_ended)
        self._scroll.scrolled.connect(self._on_scrolled)

    # Showing ---------------------------------------------------------------------------------------------------

    def show_cards(self, views: Sequence[CardView], selected: str) -> None:
        """Shows the chain; an empty one says how to begin."""
        had_focus = self.has_focus_inside()
        self.stack.show_cards(views, selected)
        self._pages.setCurrentIndex(0 if views else 1)
        if had_focus and not self._focus_is_on_a_button():
            self.focus_selected(selected)

    def show_message(self, text: str) -> None:
        """Shows why there are no cards."""
        self.stack.show_cards((), "")
        self._message.setText(text)
        self._pages.setCurrentIndex(2)

    def show_selected(self, selected: str) -> None:
        """Marks the chosen card and scrolls to it."""
        self.stack.show_selected(selected)
        self.reveal(selected)

    def reveal(self, node: str) -> None:
        """Scrolls that card into sight."""
        card = self.stack.card(node)
        if card is not None:
            self._area.ensureWidgetVisible(card, 0, 48)

    def has_focus_inside(self) -> bool:
        """Whether the keyboard is here."""
        focused = self.window().focusWidget() if self.isVisible() else None
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def _focus_is_on_a_button(self) -> bool:
        return self.has_focus_inside() and isinstance(self.window().focusWidget(), QPushButton)

    def focus_selected(self, selected: str) -> None:
        """Brings the keyboard to the chosen card, or to the canvas if none is."""
        target = self.stack.card(selected) or self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keyboard --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks from card to card. Escape gives up a move, or the choice."""
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.menu_wanted.emit(self._menu_place())
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        walk = _KEYS.get(event.key()) if plain else None
        card = self.stack.card(self._dragged)
        if walk is None:
            super().keyPressEvent(event)
        elif walk == "none" and card is not None:
            card.cancel_drag()
        else:
            self.walked.emit(walk)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse: of the card under it. By key: of the chosen card."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self._menu_place())
            return
        under = self.stack.card_at(self.stack.mapFrom(self, event.pos()))
        self.chosen.emit(under.view.node if under is not None else "")
        self.menu_wanted.emit(event.globalPos())

    def _menu_place(self) -> QPoint:
        """Where the menu opens that a key asks for: on the chosen card, else at the top."""
        card = self.stack.chosen_card
        return card.mapToGlobal(QPoint(64, head_height() // 2)) if card else self.mapToGlobal(QPoint(16, 16))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.walked.emit("none")

    @Slot(str)
    def _on_chosen(self, node: str) -> None:
        self.chosen.emit(node)
        self.focus_selected(node)

    # Moving a card ---------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_drag_began(self, node: str) -> None:
        card = self.stack.card(node)
        if card is None:
            return
        self._dragged = node
        self._ghost = QLabel(self)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.setPixmap(_faded(card.grab(QRect(0, 0, _GHOST_WIDTH, head_height()))))
        self._ghost.adjustSize()
        effect = QGraphicsOpacityEffect(card)
        effect.setOpacity(0.4)
        card.setGraphicsEffect(effect)
        self._ghost.show()

    @Slot(QPoint)
    def _on_drag_moved(self, place: QPoint) -> None:
        here = self.mapFromGlobal(place)
        if self._ghost is not None:
            self._ghost.move(here.x() - 30, here.y() - head_height() // 2)
        self._drag_at(here)

    @Slot(bool)
    def _on_drag_ended(self, let_go: bool) -> None:
        node, self._dragged = self._dragged, ""
        card = self.stack.card(node)
        if card is not None:
            card.setGraphicsEffect(None)  # type: ignore[arg-type]  # None takes the effect away
        if self._ghost is not None:
            self._ghost.deleteLater()
            self._ghost.hide()
            self._ghost = None
        gap = self._gap()
        self._end_drag()
        if let_go and node:
            self.moved.emit(node, gap)

    # Dropping a layer ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes layers, where there is a chain to take them."""
        if self._pages.currentIndex() != 2 and layer_from_mime(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._drag_at(event.position().toPoint())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(LAYER_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._drag_at(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        layer = layer_from_mime(event.mimeData())
        self._drag_height = event.position().toPoint().y()
        gap = self._gap()
        self._end_drag()
        if layer is not None and self._pages.currentIndex() != 2:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(layer, gap)

    def _drag_at(self, here: QPoint) -> None:
        self._drag_height = here.y()
        self._scroll.drag_at(here.y())
        self.stack.show_gap(self._gap())

    def _gap(self) -> int:
        """The gap nearest to where the drag is now; the content may have scrolled under it."""
        return self.stack.gap_at(self.stack.mapFrom(self, QPoint(0, self._drag_height)).y())

    @Slot()
    def _on_scrolled(self) -> None:
        self.stack.show_gap(self._gap())

    def _end_drag(self) -> None:
        self._scroll.stop()
        self.stack.show_gap(None)


def _notice(title: str, text: str, below: QWidget) -> QWidget:
    """A heading, a sentence and a widget in the middle of an empty place."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
    layout.setSpacing(theme.SPACE)
    heading, sentence = QLabel(title), QLabel(text)
    heading.setProperty("role", "title")
    sentence.setProperty("role", "muted")
    heading.setWordWrap(True)
    sentence.setWordWrap(True)
    if not text:
        sentence.hide()
    layout.addStretch(1)
    layout.addWidget(IconLabel("design", "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
    for label in (heading, sentence):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(label)
    layout.addSpacing(theme.SPACE)
    layout.addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    return page


def _faded(picture: QPixmap) -> QPixmap:
    """The card as it hangs on the mouse."""
    faded = QPixmap(picture.size())
    faded.setDevicePixelRatio(picture.devicePixelRatio())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(0.85)
    painter.drawPixmap(0, 0, picture)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawRect(QRect(QPoint(1, 1), picture.deviceIndependentSize().toSize() - QSize(2, 2)))
    painter.end()
    return faded
