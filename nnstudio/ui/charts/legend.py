"""An entry of a chart's legend: a button that shows and hides its curve."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from nnstudio.ui import theme

Look = Literal["faint", "line", "round", "square"]
_SAMPLE = 20


class LegendButton(QToolButton):
    """A sample of the curve and its name. On: the curve is shown."""

    def __init__(self, name: str, label: str, about: str, colour: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = colour
        self._look = look
        self.setObjectName(name)
        self.setText(label)
        self.setAccessibleName(label)
        self.setToolTip(f"{about} {self.tr('Click to show or hide it.')}")
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The sample, the name, and a little air."""
        wide = _SAMPLE + theme.SPACE + self.fontMetrics().horizontalAdvance(self.text()) + 2 * theme.TIGHT
        return QSize(wide, 24)

    def minimumSizeHint(self) -> QSize:
        """The same: a legend is read whole."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sample as the curve is drawn, and the name; both faded while it is hidden."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setOpacity(1.0 if self.isChecked() else 0.45)
        self._draw_sample(painter)
        painter.setPen(theme.colour("text" if self.isChecked() else "muted"))
        room = self.rect().adjusted(theme.TIGHT + _SAMPLE + theme.TIGHT + 2, 0, 0, 0)
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _draw_sample(self, painter: QPainter) -> None:
        colour = QColor(theme.current().series[self._colour])
        middle = self.height() / 2
        left, right = float(theme.TIGHT), float(theme.TIGHT + _SAMPLE)
        if self._look == "faint":
            colour.setAlpha(140)
        painter.setPen(QPen(colour, 2.5 if self._look == "line" else 1.5))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        point = QRectF((left + right) / 2 - 4, middle - 4, 8, 8)
        if self._look == "round":
            painter.drawEllipse(point)
        elif self._look == "square":
            painter.drawRect(point)
