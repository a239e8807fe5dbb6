"""What widgets with children in rows have in common: the rows follow from the width, the height from the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayoutItem, QWidget, QWidgetItem
from shiboken6 import isValid


class Cell(NamedTuple):
    """A child, as layouts see it, and how wide it is to be."""

    item: QLayoutItem
    width: int


Row = Sequence[Cell]


class Rows(QFrame):
    """Children in rows. A subclass says which, and how high.

    A widget, not a QLayout: Qt asks a layout for its items also while Python handles an exception, when no method
    written in Python is called, and then keeps items of widgets that are gone. So items are made anew each time here.
    """

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spacing = spacing
        self._widgets: list[QWidget] = []

    def addWidget(self, widget: QWidget) -> None:
        widget.setParent(self)
        self._widgets.append(widget)
        if self.isVisible() and not widget.isHidden():
            widget.show()
        self.updateGeometry()

    def arrange(self, width: int) -> list[Row]:
        """The rows from the top in that width."""
        raise NotImplementedError

    def heights(self, rows: Sequence[Row], height: int) -> list[int]:
        """How high each row is where there is that much room in all, which may be too little."""
        raise NotImplementedError

    def indent(self, row: Row, width: int) -> int:
        """Where the row begins, from the left."""
        return 0

    @property
    def items(self) -> list[QLayoutItem]:
        """The children that take room, in order."""
        items = [QWidgetItem(widget) for widget in self._widgets if isValid(widget)]
        return [item for item in items if not item.isEmpty()]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = self.heights(self.arrange(width), 0)
        return sum(heights) + self.spacing * max(0, len(heights) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while this was hidden was not told: Qt asks for no new layout of what isn't seen."""
        super().showEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """A child that needs another size may change the rows, and with them what this widget needs."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def _place(self) -> None:
        rows = self.arrange(self.width())
        top = 0
        for row, height in zip(rows, self.heights(rows, self.height()), strict=True):
            left = self.indent(row, self.width())
            for cell in row:
                cell.item.setGeometry(QRect(left, top, cell.width, height))
                left += cell.width + self.spacing
            top += height + self.spacing


def least_height(item: QLayoutItem, width: int) -> int:
    """How high an item of that width must be."""
    if item.hasHeightForWidth():
        return max(item.minimumHeightForWidth(width), item.minimumSize().height())
    return item.minimumSize().height()


def largest(sizes: Sequence[QSize]) -> QSize:
    """As wide and as high as the widest and the highest."""
    return QSize(max((each.width() for each in sizes), default=0), max((each.height() for each in sizes), default=0))
