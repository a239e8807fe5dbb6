"""An entry of a chart's legend: a button that shows and hides its curve, and tells a value of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from nnstudio.ui import theme
from nnstudio.ui.charts.series import Series, colour_of
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.measures import small
from nnstudio.ui.palettes import Theme

SAMPLE = 16
_EDGE = 3
_WIDEST_VALUE = "100.00 %"


class LegendButton(QToolButton):
    """A sample of the curve, its name, and a value below; stands for the command that shows and hides the curve.

    Attributes:
        value: what the curve is at the place that is read out; empty where it is nothing.
    """

    def __init__(self, name: str, series: Series, parent: QWidget) -> None:
        super().__init__(parent)
        self._series = series
        self.value = ""
        self.setObjectName(name)
        self.setText(series.label)
        self.setAccessibleName(series.label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_value(self, text: str) -> None:
        """Tells that value."""
        if text != self.value:
            self.value = text
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self._metrics()
        words = max(metrics.horizontalAdvance(text) for text in (self.text(), _WIDEST_VALUE))
        return QSize(SAMPLE + theme.TIGHT + words + 2 * _EDGE, 2 * metrics.height() + theme.TIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(small(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sample as the curve is drawn, the name and the value; all faded while it is hidden."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shows_focus(self) or self.underMouse():
            painter.setPen(QPen(theme.colour("accent"), 2) if shows_focus(self) else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setOpacity(1.0 if self.isChecked() else 0.45)
        high = self._metrics().height()
        area = self.rect().adjusted(_EDGE, theme.TIGHT // 2, -_EDGE, 0)
        draw_sample(painter, self._series, QRect(area.left(), area.top(), SAMPLE, high), theme.current())
        painter.setPen(theme.colour("text" if self.isChecked() else "muted"))
        font = small(self.font())
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        words = QRect(area.left() + SAMPLE + theme.TIGHT, area.top(), area.width(), high)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.isChecked():
            painter.setPen(theme.colour("muted"))
            words.translate(0, high)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.value)
        painter.end()


def draw_sample(painter: QPainter, series: Series, area: QRect, palette: Theme) -> None:
    """A short piece of the curve in that area, in the colours of that palette."""
    colour, line = QColor(colour_of(series, palette)), QRectF(area)
    left, right, middle = line.left(), line.right(), line.center().y()
    painter.setPen(QPen(colour, 2.5 if series.look == "line" else 1.5))
    painter.drawLine(QPointF(left, middle), QPointF(right, middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    point = QRectF((left + right) / 2 - 4, middle - 4, 8, 8)
    if series.look == "round":
        painter.drawEllipse(point)
    elif series.look == "square":
        painter.drawRect(point)
