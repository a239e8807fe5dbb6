"""Shows, over the whole page, that what is being dragged can be dropped here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.classify.incoming import holds_pictures
from nnstudio.ui.kit.measures import sized


class DropHint(QWidget):
    """Takes drops for its parent, anywhere on it, and covers it with a frame and a word meanwhile.

    Attributes (signals):
        dropped: the QMimeData that was dropped; valid only during the signal.
    """

    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("classify.drop_hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the parent's drags; all else goes on to it."""
        if isinstance(event, QDragLeaveEvent):
            self.hide()
        elif isinstance(event, QDropEvent):  # entering and moving are drops too, to Qt
            self._on_drag(event)
        elif event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return False

    def _on_drag(self, event: QDropEvent) -> None:
        if not holds_pictures(event.mimeData()):
            return
        event.acceptProposedAction()
        if event.type() == QEvent.Type.DragEnter:
            self.setGeometry(self._page.rect())
            self.raise_()
            self.show()
        elif event.type() == QEvent.Type.Drop:
            self.hide()
            self.dropped.emit(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil, a dashed frame and what dropping does."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("window", 200))
        pen = QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_soft", 160))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(8, 8, -8, -8), 8, 8)
        font = sized(self.font(), 22)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, say("Drop to classify"))
        painter.end()
