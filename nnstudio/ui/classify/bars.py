"""One bar a class, in rows that stay where they are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.classify.scores import Scores
from nnstudio.ui.kit.readers import read_as

LOWEST_ROW, HIGHEST_ROW = 24, 40
_BAR, _VALUE_SPACE = 12, 8


@read_as(QAccessible.Role.Chart)
class ClassBars(QWidget):
    """Names, bars and values; the winner stands out. Without scores: names and empty tracks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._scores: Scores | None = None
        self._sorted = False
        self.setObjectName("classify.bars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("Classes"))
        self.setToolTip(say("What the network makes of the picture: one value for each class, together 100 %."))
        theme.watcher().changed.connect(self.update)

    @property
    def scores(self) -> Scores | None:
        """What is shown."""
        return self._scores

    @property
    def row_height(self) -> int:
        """The least height of a row."""
        return max(LOWEST_ROW, self.fontMetrics().height() + theme.SPACE)

    @property
    def shown_order(self) -> tuple[int, ...]:
        """The classes from the top down."""
        if self._sorted and self._scores is not None:
            return self._scores.order
        return tuple(range(len(self._names)))

    def show_scores(self, names: tuple[str, ...], scores: Scores | None) -> None:
        """Shows one answer; None empties the bars."""
        if names != self._names:
            self._names = names
            self.setMinimumHeight(self.row_height * len(names))
            self.updateGeometry()
        self._scores = scores
        self.setAccessibleDescription(self._description())
        self.update()

    def set_sorted(self, by_value: bool) -> None:
        """Rows by value, the largest on top, or in the order of the classes."""
        self._sorted = by_value
        self.update()

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(240, self.row_height * max(1, len(self._names)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows."""
        if not self._names:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = min(float(max(HIGHEST_ROW, self.row_height)), self.height() / len(self._names))
        names = self._name_width()
        for place, index in enumerate(self.shown_order):
            self._paint_row(painter, QRectF(0, place * height, self.width(), height), names, index)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRectF, names: int, index: int) -> None:
        wins = self._scores is not None and self._scores.are_numbers and index == self._scores.winner
        font = self.font()
        font.setBold(wins)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if wins or self._scores is None else "muted"))
        aligned = Qt.AlignmentFlag.AlignVCenter
        name = QFontMetrics(font).elidedText(self._names[index], Qt.TextElideMode.ElideRight, names)
        painter.drawText(QRectF(0, row.top(), names, row.height()), aligned | Qt.AlignmentFlag.AlignRight, name)
        values = self._value_width()
        left = names + 2 * theme.SPACE
        track = QRectF(left, row.center().y() - _BAR / 2, row.width() - left - values - _VALUE_SPACE, _BAR)
        self._paint_bar(painter, track, index, wins)
        if self._scores is not None:
            place = QRectF(row.right() - values, row.top(), values, row.height())
            painter.setPen(theme.colour("text" if wins else "muted"))
            painter.drawText(place, aligned | Qt.AlignmentFlag.AlignRight, self._scores.text(index))

    def _paint_bar(self, painter: QPainter, track: QRectF, index: int, wins: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(track, 3, 3)
        share = 0.0 if self._scores is None else self._scores.share(index)
        if share * track.width() < 0.5:
            return
        painter.setBrush(theme.colour("accent", 255 if wins else 110))
        painter.setClipRect(QRectF(track.left(), track.top(), track.width() * share, track.height()))
        painter.drawRoundedRect(track, 3, 3)
        painter.setClipping(False)

    def _name_width(self) -> int:
        font = self.font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        widest = max(metrics.horizontalAdvance(name) for name in self._names) + 2
        return min(widest, self.width() * 2 // 5)

    def _value_width(self) -> int:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance("> 99 % ")

    def _description(self) -> str:
        if self._scores is None:
            return say("No answer yet")
        listed = (f"{self._names[index]}, {self._scores.text(index)}" for index in self._scores.order)
        return "; ".join(listed)
