"""What scrolls up and down where it is given less height than it needs, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget, QWidgetItem

from nnstudio.ui.kit.measures import scaled


class VerticalScroll(QScrollArea):
    """Scrolls its content. It is never narrower than the content can be, and with `whole` would like to be as high."""

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(parent)
        self._whole = whole
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        least = QWidgetItem(self._content).minimumSize()
        return QSize(least.width() + self.verticalScrollBar().sizeHint().width(), min(least.height(), scaled(96)))

    def sizeHint(self) -> QSize:
        wanted = QWidgetItem(self._content).sizeHint()
        return QSize(wanted.width() + self.verticalScrollBar().sizeHint().width(), wanted.height())

    def hasHeightForWidth(self) -> bool:
        return self._whole

    def heightForWidth(self, width: int) -> int:
        content = QWidgetItem(self._content)
        wanted = content.heightForWidth(width) if content.hasHeightForWidth() else 0
        return max(wanted, content.minimumSize().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells the layout around it that the content needs another height: scroll areas keep that to themselves."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class SidePanel(QFrame):
    """A column beside a page's main one: a body that scrolls, and what stays in sight above and below it.

    Attributes:
        area: what scrolls the body.
    """

    def __init__(self, width: int, parent: QWidget | None = None, *, role: str = "panel") -> None:
        """`width` is for type of the usual size; content that needs more has it."""
        super().__init__(parent)
        self._width = width
        self.setProperty("role", role)

    def fill(self, body: QWidget, *, head: QWidget | None = None, foot: QWidget | None = None) -> None:
        """Puts these into it, once."""
        self.area = VerticalScroll(body)
        column = QVBoxLayout(self)
        edge = int(self.property("role") == "card")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        for widget in (head, self.area, foot):
            if widget is not None:
                column.addWidget(widget, int(widget is self.area))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(scaled(self._width), self.minimumSizeHint().width()), hint.height())
