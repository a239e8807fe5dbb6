"""An entry of a chart's legend: a button that shows and hides its curve."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from nnstudio.ui import theme
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.measures import small
from nnstudio.ui.style_sheet import mix

Look = Literal["faint", "line", "round", "square"]
_SAMPLE = 18
_EDGE = 3


def faint_of(colour: str) -> str:
    """That #rrggbb nearly as pale as the card. Not transparent: thousands of lines over each other would be solid."""
    return mix(theme.current().card, colour, 0.36)


class LegendButton(QToolButton):
    """A sample of the curve and its name; stands for the command that shows and hides the curve. On: it is shown."""

    def __init__(self, name: str, label: str, colour: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = colour
        self._look = look
        self.setObjectName(name)
        self.setText(label)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        wide = _SAMPLE + theme.TIGHT + self._metrics().horizontalAdvance(self.text()) + 2 * _EDGE
        return QSize(wide, self._metrics().height() + theme.SPACE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(small(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sample as the curve is drawn, and the name; both faded while it is hidden."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shows_focus(self) or self.underMouse():
            painter.setPen(QPen(theme.colour("accent"), 2) if shows_focus(self) else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setOpacity(1.0 if self.isChecked() else 0.45)
        self._draw_sample(painter)
        painter.setPen(theme.colour("text" if self.isChecked() else "muted"))
        room = self.rect().adjusted(_EDGE + _SAMPLE + theme.TIGHT, 0, 0, 0)
        font = small(self.font())
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _draw_sample(self, painter: QPainter) -> None:
        colour = QColor(theme.current().series[self._colour])
        if self._look == "faint":
            colour = QColor(faint_of(colour.name()))
        middle = self.height() / 2
        left, right = float(_EDGE), float(_EDGE + _SAMPLE)
        painter.setPen(QPen(colour, 2.5 if self._look == "line" else 1.5))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        point = QRectF((left + right) / 2 - 4, middle - 4, 8, 8)
        if self._look == "round":
            painter.drawEllipse(point)
        elif self._look == "square":
            painter.drawRect(point)
