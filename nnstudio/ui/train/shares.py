"""Two parts, one above the other, that share the height until the person shares it out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class Shares(QSplitter):
    """Gives its parts these shares of the height, whenever it is another height, until its handle is moved."""

    def __init__(self, shares: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._shares = shares
        self._moved = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved and self.count() == len(self._shares):
            self.setSizes([self.height() * share // sum(self._shares) for share in self._shares])

    def _on_moved(self, *_: int) -> None:
        self._moved = True
