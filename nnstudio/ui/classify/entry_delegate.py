"""How an opened picture looks in the list: thumbnail, name, answer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnstudio.ui import icons, theme
from nnstudio.ui.classify.entries import ENTRY_ROLE, Entry, EntryList
from nnstudio.ui.kit.measures import scaled

_THUMB = 44


def entry_size() -> QSize:
    """How large an entry is: two lines of the type in use, beside a thumbnail."""
    lines = 2 * QFontMetrics(QApplication.font()).height()
    return QSize(scaled(196), max(_THUMB, lines + theme.TIGHT) + theme.WIDE)


class EntryDelegate(QStyledItemDelegate):
    """Paints one Entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return entry_size()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Thumbnail left; right of it the name and below it the answer."""
        entry: Entry = index.data(ENTRY_ROLE)
        box: QRect = option.rect.adjusted(2, 2, -2, -2)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_box(painter, box, state)
        thumb = QRect(box.left() + 6, box.center().y() - _THUMB // 2 + 1, _THUMB, _THUMB)
        _paint_thumb(painter, thumb, entry)
        words = QRect(thumb.right() + 10, box.top() + 6, box.right() - thumb.right() - 16, box.height() - 12)
        self._paint_words(painter, words, entry, index.model())
        painter.restore()

    def _paint_words(self, painter: QPainter, words: QRect, entry: Entry, model: object) -> None:
        upper, lower = QRect(words), QRect(words)
        upper.setHeight(words.height() // 2)
        lower.setTop(words.top() + words.height() // 2)
        painter.setPen(theme.colour("muted"))
        _paint_elided(painter, upper, entry.source.name, Qt.TextElideMode.ElideMiddle)
        colour = "error" if entry.error else "text" if entry.scores else "muted"
        painter.setPen(theme.colour(colour))
        font = painter.font()
        font.setBold(entry.scores is not None)
        painter.setFont(font)
        text = model.result_text(entry) if isinstance(model, EntryList) else ""
        if entry.scores is None:
            _paint_elided(painter, lower, text, Qt.TextElideMode.ElideRight)
            return
        share = entry.scores.text(entry.scores.winner)
        width = QFontMetrics(font).horizontalAdvance(share)
        painter.drawText(lower, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, share)
        name = lower.adjusted(0, 0, -width - theme.SPACE, 0)
        _paint_elided(painter, name, entry.scores.winner_name, Qt.TextElideMode.ElideRight)


def _paint_box(painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
    selected = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    painter.setBrush(theme.colour("accent_soft" if selected else "raised" if hovered else "panel"))
    painter.setPen(theme.colour("accent" if selected or focused else "line"))
    painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)


def _paint_thumb(painter: QPainter, place: QRect, entry: Entry) -> None:
    if entry.thumb is None:
        name = "error" if entry.error else "picture"
        shade = "error" if entry.error else "muted"
        icons.icon(name, shade).paint(painter, place.adjusted(10, 10, -10, -10))
        return
    size = entry.thumb.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, entry.thumb.width() > place.width())
    painter.drawImage(target, entry.thumb)


def _paint_elided(painter: QPainter, place: QRect, text: str, mode: Qt.TextElideMode) -> None:
    shown = painter.fontMetrics().elidedText(text, mode, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
