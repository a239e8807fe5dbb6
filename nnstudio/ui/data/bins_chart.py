"""A histogram in a strip: bars, the ends of the axis, and the counts under the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.core.words import say
from nnstudio.data.explore.statistics import Bins
from nnstudio.ui import theme
from nnstudio.ui.kit.measures import scaled, small
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.numbers import whole

_BARS = 64


@read_as(QAccessible.Role.Chart)
class BinsChart(QWidget):
    """Shows how many values lie in each of some equal bins."""

    def __init__(self, name: str, title: str, write: Callable[[float], str], parent: QWidget | None = None) -> None:
        """`title` says what of; `write` says a value for people."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._write = write
        self._bins = Bins(0.0, 1.0, ())

    def show_bins(self, bins: Bins) -> None:
        """Shows these."""
        self._bins = bins
        most = max(range(len(bins.counts)), key=bins.counts.__getitem__, default=-1)
        self.setAccessibleDescription(say("Most: {words}", words=self.words(most)) if most >= 0 else "")
        self.update()

    def words(self, place: int) -> str:
        """How many lie in that bin, and where it is."""
        bins = self._bins
        width = (bins.high - bins.low) / len(bins.counts)
        low, high = bins.low + place * width, bins.low + (place + 1) * width
        count = whole(bins.counts[place])
        return say("{low} to {high}: {count} samples", low=self._write(low), high=self._write(high), count=count)

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(_BARS) + self._line() + theme.TIGHT)

    def _line(self) -> int:
        return QFontMetrics(small(self.font())).height() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, bins = QPainter(self), self._bins
        painter.setFont(small(self.font()))
        base = self.height() - self._line() - theme.TIGHT
        most = max(bins.counts, default=0)
        step = self.width() / max(1, len(bins.counts))
        for place, count in enumerate(bins.counts):
            height = base * count / most if most else 0.0
            height = max(height, 1.5) if count else 0.0  # a single one is seen too
            painter.fillRect(
                QRectF(place * step, base - height, max(1.0, step - 1), height), theme.colour("accent", 190)
            )
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(0, base, self.width(), base)
        painter.setPen(theme.colour("muted"))
        ends = QRectF(0, base + theme.TIGHT, self.width(), self._line())
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft, self._write(bins.low))
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight, self._write(bins.high))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tells the count of the bar under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._bins.counts:
            place = event.pos().x() * len(self._bins.counts) // max(1, self.width())
            if 0 <= place < len(self._bins.counts):
                QToolTip.showText(event.globalPos(), self.words(place), self)
            return True
        return super().event(event)
