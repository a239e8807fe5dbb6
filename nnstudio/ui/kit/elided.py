"""Texts that give way: they are cut with an ellipsis rather than making the window wider."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from nnstudio.ui.plain_text import plain_tip

_NOTHING_OF_IT = "…"


class ElidedLabel(QLabel):
    """One line of plain text, as much of it as there is room for; the whole text is in its tooltip.

    It takes what room is offered, down to nothing; `greedy=False`: never more than the text needs.

    Attributes:
        tip: what the tooltip says below the text.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        greedy: bool = True,
    ) -> None:
        super().__init__(parent)
        self.tip = ""
        self._cut = cut
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy.Policy.Expanding if greedy else QSizePolicy.Policy.Maximum
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(f"{text}\n{self.tip}" if self.tip else text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.contentsRect()
        painter.setPen(self.palette().windowText().color())
        text = self.fontMetrics().elidedText(self.text(), self._cut, area.width())
        if text != _NOTHING_OF_IT:
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()


class ElidedButton(QToolButton):
    """A button with icon and text whose text gives way; its style cuts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.iconSize().width() + self.fontMetrics().averageCharWidth() * 4, self.sizeHint().height())
