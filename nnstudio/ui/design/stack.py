"""The cards one below the other, the arrows between them, and the mark of where a dropped layer would go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnstudio.ui import theme
from nnstudio.ui.design.card import LayerCard
from nnstudio.ui.design.card_view import CardView
from nnstudio.ui.kit.readers import read_as

_GAP = 24
_MARGIN = 24
_WIDEST = 600


@read_as(QAccessible.Role.List)
class Stack(QWidget):
    """Lays the cards out and keeps those that stay.

    Attributes:
        chosen, opened, mend: of the card of that node.
        drag_began, drag_moved, drag_ended: a card is being moved.
    """

    chosen = Signal(str)
    opened = Signal(str)
    mend = Signal(str)
    drag_began = Signal(str)
    drag_moved = Signal(QPoint)
    drag_ended = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, LayerCard] = {}
        self._order: list[LayerCard] = []
        self._gap: int | None = None
        theme.watcher().changed.connect(self.update)

    @property
    def cards(self) -> tuple[LayerCard, ...]:
        """The cards from the top."""
        return tuple(self._order)

    def card(self, node: str) -> LayerCard | None:
        """That node's card."""
        return self._cards.get(node)

    @property
    def chosen_card(self) -> LayerCard | None:
        """The card that is marked as chosen."""
        return next((card for card in self._order if card.is_selected), None)

    def card_at(self, place: QPoint) -> LayerCard | None:
        """The card at that place of the stack."""
        return next((card for card in self._order if card.geometry().contains(place)), None)

    def show_cards(self, views: Sequence[CardView], selected: str) -> None:
        """Shows these cards; a card whose node stays is kept, and drawn anew only if its content changed."""
        wanted = {view.node for view in views}
        for node in [node for node in self._cards if node not in wanted]:
            gone = self._cards.pop(node)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        self._order = [self._placed(view) for view in views]
        self.show_selected(selected)
        self._lay_out()

    def show_selected(self, selected: str) -> None:
        """Marks the chosen card. It, or the first one if none is, is where Tab leads."""
        first = self._order[0].view.node if self._order else ""
        entry = selected if selected in self._cards else first
        for card in self._order:
            card.set_selected(card.view.node == selected)
            tabbed = card.view.node == entry
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tabbed else Qt.FocusPolicy.ClickFocus)

    def gap_at(self, y: int) -> int:
        """The gap nearest to a height: gap i lies above card i, the last one below them all."""
        middles = [card.y() + card.height() // 2 for card in self._order]
        return bisect_left(middles, y)

    def show_gap(self, gap: int | None) -> None:
        """Marks where a layer would go; None: nowhere."""
        if gap != self._gap:
            self._gap = gap
            self.update()

    def _placed(self, view: CardView) -> LayerCard:
        card = self._cards.get(view.node)
        if card is not None:
            card.show_view(view)
            return card
        card = LayerCard(view, self)
        for name in ("chosen", "opened", "mend", "drag_began", "drag_moved", "drag_ended"):
            getattr(card, name).connect(getattr(self, name))
        self._cards[view.node] = card
        card.show()
        return card

    def resizeEvent(self, event: QEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(200, min(_WIDEST, self.width() - 2 * _MARGIN))
        left, top = (self.width() - width) // 2, _MARGIN
        for card in self._order:
            place = QRect(left, top, width, card.height_for(width))
            if card.geometry() != place:
                card.setGeometry(place)
            top = place.bottom() + 1 + _GAP
        needed = top - _GAP + _MARGIN if self._order else 0
        self.setMinimumHeight(needed)
        if self.height() < needed:
            self.resize(self.width(), needed)  # now, so that a new card can be scrolled to at once
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the arrows that are in sight, and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().edge), 1.5))
        for card in self._order[:-1]:
            if event.rect().top() - _GAP <= card.geometry().bottom() + 1 <= event.rect().bottom() + _GAP:
                self._paint_arrow(painter, card.geometry().center().x() + 0.5, card.geometry().bottom() + 1)
        if self._gap is not None:
            self._paint_mark(painter, self._gap)
        painter.end()

    def _paint_arrow(self, painter: QPainter, x: float, top: float) -> None:
        tip = QPointF(x, top + _GAP - 4)
        painter.drawLine(QPointF(x, top + 4), tip)
        painter.drawLine(tip, tip + QPointF(-4, -4))
        painter.drawLine(tip, tip + QPointF(4, -4))

    def _paint_mark(self, painter: QPainter, gap: int) -> None:
        if self._order:
            near = self._order[min(gap, len(self._order) - 1)].geometry()
            y = near.top() - _GAP / 2 if gap < len(self._order) else near.bottom() + 1 + _GAP / 2
            left, right = near.left(), near.right()
        else:
            y, left, right = _MARGIN, _MARGIN, self.width() - _MARGIN
        accent = theme.colour("accent")
        painter.fillRect(QRect(left, round(y - _GAP / 2 + 2), right - left, _GAP - 4), theme.colour("accent", 40))
        painter.setPen(QPen(accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(left + 6, y), QPointF(right - 6, y))
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(left + 6, y), 5, 5)
        painter.drawEllipse(QPointF(right - 6, y), 5, 5)
