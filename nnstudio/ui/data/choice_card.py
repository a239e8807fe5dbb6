"""A data set to choose: what it is, how much of it there is, and where it was found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nnstudio.core.sources import Source
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.data.source_words import counts_text, one_after_another, unbroken
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.plain_text import plain_tip

_EDGE = 14
_TITLE_LEFT = 40
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_LEFT_ALIGNED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class ChoiceView:
    """What a card shows.

    Attributes:
        source: as it was read, else as it would be.
        place: where its files are, or that they aren't here.
        found: whether they are.
    """

    source: Source
    chosen: bool
    place: str
    found: bool


class ChoiceCard(QAbstractButton):
    """One data set; pressed, it is wanted."""

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ChoiceView(source, False, "", False)
        self._heights: dict[int, int] = {}  # by width, as layouts ask for them hundreds of times
        self.setObjectName(f"data.choose.{source.word}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_view(self.view)

    def show_view(self, view: ChoiceView) -> None:
        """Shows which data set it is, whether it is chosen and where it is."""
        self._heights.clear()
        self.view = view
        self.setChecked(view.chosen)
        self.setAccessibleName(view.source.said_title)
        self.setAccessibleDescription(one_after_another(view.source.said_about, self._counts()))
        explains = say("The network learns from this. Its Input and its last layer follow; it can be undone.")
        self.setToolTip(plain_tip(f"{view.source.said_title}\n{view.place}\n{explains}"))
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Pressing asks for it; that it is chosen is shown when the project says so."""

    def sizeHint(self) -> QSize:
        width = scaled(320)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._counts_room(width).bottom() + 1 + self._line_height() + 12
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Other letters need other room."""
        self._heights.clear()
        super().changeEvent(event)

    def _counts(self) -> str:
        return counts_text(self.view.source.facts)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_mark(painter)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        width = self.width() - _TITLE_LEFT - _EDGE
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        title = painter.fontMetrics().elidedText(self.view.source.said_title, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(QRect(_TITLE_LEFT, 12, width, self._line_height()), _LEFT_ALIGNED, title)
        painter.setFont(self.font())
        painter.drawText(self._about_room(self.width()), _WRAPPED, unbroken(self.view.source.said_about))
        counts = self._counts_room(self.width())
        painter.setPen(theme.colour("muted"))
        painter.drawText(counts, _WRAPPED, self._counts())
        self._paint_place(painter, counts.bottom() + 1)
        painter.end()

    def _line_height(self) -> int:
        return self.fontMetrics().height() + theme.TIGHT

    def _about_room(self, width: int) -> QRect:
        """Where the sentence goes in a card of that width: a line, or two where it is narrow."""
        return self._wrapped(unbroken(self.view.source.said_about), 12 + self._line_height() + theme.TIGHT, width)

    def _counts_room(self, width: int) -> QRect:
        return self._wrapped(self._counts(), self._about_room(width).bottom() + theme.TIGHT, width)

    def _wrapped(self, text: str, top: int, width: int) -> QRect:
        room = QRect(_EDGE, top, max(1, width - 2 * _EDGE), 1000)
        return QFontMetrics(self.font()).boundingRect(room, _WRAPPED, text)

    def _paint_place(self, painter: QPainter, top: int) -> None:
        room = QRect(_EDGE, top, self.width() - 2 * _EDGE, self._line_height())
        painter.setPen(theme.colour("muted" if self.view.found else "warning"))
        elided = painter.fontMetrics().elidedText(self.view.place, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, _LEFT_ALIGNED, elided)

    def _paint_ground(self, painter: QPainter) -> None:
        width = 2.0 if self.isChecked() else 1.0
        ground = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setBrush(theme.colour("card"))
        painter.setPen(QPen(theme.colour(self._edge()), width))
        painter.drawRoundedRect(ground, theme.RADIUS + 2, theme.RADIUS + 2)
        if self.isChecked():
            painter.setBrush(theme.colour("accent", 24))
            painter.drawRoundedRect(ground, theme.RADIUS + 2, theme.RADIUS + 2)
        if shows_focus(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text" if self.isChecked() else "accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS + 2, theme.RADIUS + 2)

    def _edge(self) -> str:
        if self.isChecked():
            return "accent"
        return "edge" if self.underMouse() or shows_focus(self) else "line"

    def _paint_mark(self, painter: QPainter) -> None:
        ring = QRectF(_EDGE, 12 + (self._line_height() - 16) / 2, 16, 16)
        painter.setBrush(theme.colour("card"))
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "edge"), 1.5))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
