"""A histogram of weights, its bars in the colours that the weights have in the grid."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.weights.grid import TOP
from nnstudio.ui.weights.images import table_of
from nnstudio.ui.weights.summary import BINS, Summary
from nnstudio.ui.weights.texts import number

_BARS = 64


@read_as(QAccessible.Role.Chart)
class Histogram(QWidget):
    """Shows how many weights there are of each size, from the most negative to the most positive."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary: Summary | None = None
        self.setObjectName(name)
        self.setAccessibleName(say("Histogram of the weights"))
        self.setToolTip(
            say(
                "How many weights there are of each size. A healthy layer spreads out while it learns; "
                "a spike at zero means weights that do nothing."
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watcher().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        """Low and wide."""
        return QSize(240, _BARS + self._foot())

    def _foot(self) -> int:
        return self.fontMetrics().height() + 3

    def show_summary(self, summary: Summary | None) -> None:
        """Shows that distribution."""
        self._summary = summary
        if summary is not None and summary.limit > 0:
            self.setAccessibleDescription(
                say(
                    "From {low} to {high}, mean {mean}",
                    low=number(summary.low),
                    high=number(summary.high),
                    mean=number(summary.mean),
                )
            )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the bars, and the figures at the ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(0, 0, self.width(), self.height() - self._foot())
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        if self._summary is not None and self._summary.counts.any():
            self._draw_bars(painter, ground, self._summary)
        painter.end()

    def _draw_bars(self, painter: QPainter, ground: QRectF, summary: Summary) -> None:
        table = table_of(theme.current())
        step = ground.width() / BINS
        most = int(summary.counts.max())
        painter.setPen(Qt.PenStyle.NoPen)
        for i, count in enumerate(summary.counts):
            if count:
                # The faintest colours would vanish against the ground: bars begin a third of the way up the scale.
                share = (i - BINS // 2) / (BINS // 2)
                level = round((share + (0.35 if share > 0 else -0.35) * (1 - abs(share))) * TOP / 2 + TOP / 2)
                height = max(1.0, ground.height() * int(count) / most)
                painter.setBrush(theme.colour("muted") if share == 0 else QColor(*table[level].tolist()))
                painter.drawRect(QRectF(i * step, ground.bottom() - height, max(1.0, step - 0.5), height))
        foot = QRectF(0, ground.bottom() + 2, self.width(), self._foot() - 2)
        painter.setPen(theme.colour("muted"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, number(-summary.limit))
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, "0")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, number(summary.limit))

    @Slot()
    def _on_theme(self) -> None:
        self.update()
