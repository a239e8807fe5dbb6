"""Lines over a plot, at an x: strips of their own, so that moving one uncovers what is beneath, all of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnstudio.ui import theme


class CrossLine(QWidget):
    """A vertical line: a cross hair's dashed, or in the accent colour. pyqtgraph's own leaves parts
    of itself behind where a view shows less than a unit.

    Attributes:
        value: where it is, in units of the axis; None while it is hidden.
    """

    def __init__(self, parent: QWidget, *, accent: bool = False) -> None:
        super().__init__(parent)
        self._width = 2 if accent else 1
        self._accent = accent
        self.value: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)

    def place(self, at: QPointF, ground: QRectF) -> None:
        """Puts it at that point's x, as high as the ground; hidden beyond it."""
        inside = self.value is not None and ground.left() - 1 <= at.x() <= ground.right() + 1
        self.setGeometry(QRect(round(at.x()), int(ground.top()), self._width, int(ground.height())))
        self.setVisible(inside)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        style = Qt.PenStyle.SolidLine if self._accent else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.colour("accent" if self._accent else "muted"), self._width, style))
        painter.drawLine(QPointF(self._width / 2, 0), QPointF(self._width / 2, self.height()))
        painter.end()
