"""Rows that break: what doesn't fit beside the others begins a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from nnstudio.ui.kit.rows import Cell, Row, Rows, largest, least_height


class Flow(Rows):
    """Each item as wide as it wants to be, in rows that begin at the left or are `centred`.

    With `spread` the items share the width while they are all in one row.
    """

    def __init__(
        self, spacing: int, parent: QWidget | None = None, *, centred: bool = False, spread: bool = False
    ) -> None:
        super().__init__(spacing, parent)
        self._centred = centred
        self._spread = spread

    def indent(self, row: Row, width: int) -> int:
        taken = sum(cell.width for cell in row) + self.spacing * (len(row) - 1)
        return (width - taken) // 2 if self._centred else 0

    def arrange(self, width: int) -> list[Row]:
        rows: list[list[Cell]] = []
        left = 0
        for item in self.items:
            wanted = min(item.sizeHint().width(), width)
            if not rows or left + wanted > width:
                rows.append([])
                left = 0
            rows[-1].append(Cell(item, wanted))
            left += wanted + self.spacing
        if self._spread and len(rows) == 1:
            spare = max(0, width - left + self.spacing) // len(rows[0])
            return [[Cell(item, wanted + spare) for item, wanted in rows[0]]]
        return [*rows]

    def heights(self, rows: Sequence[Row], height: int) -> list[int]:
        return [max(cell.item.sizeHint().height() for cell in row) for row in rows]

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self.items]
        gaps = self.spacing * max(0, len(hints) - 1)
        return QSize(sum(s.width() for s in hints) + gaps, max((s.height() for s in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        return largest([item.sizeHint() for item in self.items])


class EvenFlow(Rows):
    """All items as wide as each other, as many in a row as are then no narrower than `least`.

    Height to spare is shared by the rows.
    """

    def __init__(self, spacing: int, least: int, parent: QWidget | None = None) -> None:
        super().__init__(spacing, parent)
        self._least = least

    def arrange(self, width: int) -> list[Row]:
        items = self.items
        if not items:
            return []
        fitting = max(1, (width + self.spacing) // (self._widest() + self.spacing))
        # As few rows as fit, and then no row much longer than another: four where five fit stand two by two.
        lines = -(-len(items) // fitting)
        across = -(-len(items) // lines)
        return [self._row(items[i : i + across], width) for i in range(0, len(items), across)]

    def _row(self, items: Sequence[QLayoutItem], width: int) -> Row:
        room = width - self.spacing * (len(items) - 1)
        ends = [room * i // len(items) for i in range(len(items) + 1)]
        return [Cell(item, ends[i + 1] - ends[i]) for i, item in enumerate(items)]

    def heights(self, rows: Sequence[Row], height: int) -> list[int]:
        least = [max(least_height(cell.item, cell.width) for cell in row) for row in rows]
        spare = max(0, height - sum(least) - self.spacing * (len(rows) - 1))
        return [each + spare * (i + 1) // len(rows) - spare * i // len(rows) for i, each in enumerate(least)]

    def sizeHint(self) -> QSize:
        width = len(self.items) * (self._widest() + self.spacing) - self.spacing
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), largest([item.minimumSize() for item in self.items]).height())

    def _widest(self) -> int:
        return max((self._least, *(item.minimumSize().width() for item in self.items)))
