"""A page's columns, which stand beside each other where there is room, and else below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.rows import Cell, Row, Rows, largest, least_height

LOWEST = 264  # of the main column's row: less is no place to work in


class Columns(Rows):
    """A main column that takes the width left by those at its sides.

    Where that is less than `least`, the side columns go below it, the right one first. Beside the main column a side
    column is as high as it is, and scrolls by itself; below it is as high as its content, and the page scrolls. With
    a `lowest` of 0 the main column is always as high as its content.
    Lengths are for type of the usual size.
    """

    def __init__(
        self,
        main: QWidget,
        *,
        left: QWidget | None = None,
        right: QWidget | None = None,
        least: int,
        gap: int = 0,
        lowest: int = LOWEST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(gap, parent)
        self._least = least
        self._lowest = lowest
        self._main = int(left is not None)
        for widget in (left, main, right):  # in the order in which Tab goes through them
            if widget is not None:
                self.addWidget(widget)

    def arrange(self, width: int) -> list[Row]:
        items = self.items
        left, main, right = items[: self._main], items[self._main], items[self._main + 1 :]
        below: list[QLayoutItem] = []
        while (left or right) and self._room(width, left + right) < self._least_of(main):
            below.insert(0, (right or left).pop())
        first = [Cell(main, self._room(width, left + right))]
        first[:0] = [Cell(item, item.sizeHint().width()) for item in left]
        first += [Cell(item, item.sizeHint().width()) for item in right]
        return [first, *self._rows_below(below, width)]

    def _room(self, width: int, beside: Sequence[QLayoutItem]) -> int:
        """What the main column has with these beside it."""
        return width - sum(item.sizeHint().width() + self.spacing for item in beside)

    def _least_of(self, main: QLayoutItem) -> int:
        return max(scaled(self._least), main.minimumSize().width())

    def _rows_below(self, items: list[QLayoutItem], width: int) -> list[Row]:
        if len(items) == 2 and self._room(width, items) >= -self.spacing:
            wanted = [item.sizeHint().width() for item in items]
            share = (width - self.spacing) * wanted[0] // sum(wanted)
            return [[Cell(items[0], share), Cell(items[1], width - self.spacing - share)]]
        return [[Cell(item, width)] for item in items]

    def heights(self, rows: Sequence[Row], height: int) -> list[int]:
        beside = [cell.item.minimumSize().height() for cell in rows[0]]
        below = [max(least_height(cell.item, cell.width) for cell in row) for row in rows[1:]]
        # What breaks into more rows in the main column has room for them, and then the page scrolls.
        main = next(cell for cell in rows[0] if cell.item.widget() is self._widgets[self._main])
        beside.append(least_height(main.item, main.width))
        first = max(scaled(self._lowest), *beside)
        return [max(first, height - sum(below) - self.spacing * len(below)), *below]

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self.items]
        return QSize(sum(each.width() for each in hints), max(scaled(self._lowest), largest(hints).height()))

    def minimumSizeHint(self) -> QSize:
        least = largest([item.minimumSize() for item in self.items])
        return QSize(least.width(), max(scaled(self._lowest), least.height()))
