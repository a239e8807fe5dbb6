"""What layouts of rows have in common: the rows follow from the width, and the height from the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem


class Cell(NamedTuple):
    """An item and how wide it is to be."""

    item: QLayoutItem
    width: int


Row = Sequence[Cell]


class Rows(QLayout):
    """Items in rows. A subclass says which, how high and how wide they are at least."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def arrange(self, width: int) -> list[Row]:
        """The rows from the top in that width; items that are hidden are in none."""
        raise NotImplementedError

    def heights(self, rows: Sequence[Row], height: int) -> list[int]:
        """How high each row is where there is that much room in all, which may be too little."""
        raise NotImplementedError

    def indent(self, row: Row, width: int) -> int:
        """Where the row begins, from the left."""
        return 0

    @property
    def items(self) -> list[QLayoutItem]:
        """The items that are not hidden."""
        return [item for item in self._items if not item.isEmpty()]

    # What Qt asks of a layout ------------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = self.heights(self.arrange(width), 0)
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(self.arrange(rect.width()), rect)

    def _place(self, rows: Sequence[Row], rect: QRect) -> None:
        top = rect.top()
        for row, height in zip(rows, self.heights(rows, rect.height()), strict=True):
            left = rect.left() + self.indent(row, rect.width())
            for cell in row:
                cell.item.setGeometry(QRect(left, top, cell.width, height))
                left += cell.width + self.spacing()
            top += height + self.spacing()


def least_height(item: QLayoutItem, width: int) -> int:
    """How high an item of that width must be."""
    if item.hasHeightForWidth():
        return item.minimumHeightForWidth(width)
    return item.minimumSize().height()


def largest(sizes: Sequence[QSize]) -> QSize:
    """As wide and as high as the widest and the highest."""
    return QSize(max((each.width() for each in sizes), default=0), max((each.height() for each in sizes), default=0))
