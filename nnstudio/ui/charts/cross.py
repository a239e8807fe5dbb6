"""The line of a cross hair: a strip over the plot, so that moving it uncovers what is beneath, all of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnstudio.ui import theme


class CrossLine(QWidget):
    """A dashed vertical line. pyqtgraph's own leaves parts of itself behind where a view shows less than a unit.

    Attributes:
        value: where it is, in units of the axis; None while it is hidden.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.value: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)

    def place(self, at: QPointF, ground: QRectF) -> None:
        """Puts it at that point's x, as high as the ground; hidden beyond it."""
        inside = self.value is not None and ground.left() - 1 <= at.x() <= ground.right() + 1
        self.setGeometry(QRect(round(at.x()), int(ground.top()), 1, int(ground.height())))
        self.setVisible(inside)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, self.height()))
        painter.end()
