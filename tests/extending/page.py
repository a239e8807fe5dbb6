"""A page that the program doesn't have: what its package would hold."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnstudio.app.studio import Studio
from nnstudio.ui.page import Page, PageKind


class CountPage(Page):
    """Says how many layers the network has."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "count")
        self._text = QLabel(self)
        self._text.setObjectName("count.text")
        QVBoxLayout(self).addWidget(self._text)
        studio.document.changed.connect(lambda _: self.mark_stale())

    def refresh(self) -> None:
        self._text.setText(f"{len(self.studio.document.project.network.nodes)} layers")


def _make(studio: Studio) -> QWidget:
    return CountPage(studio)


PAGE = PageKind("count", "Count", "How many layers there are.", "mdi6.counter", _make)
