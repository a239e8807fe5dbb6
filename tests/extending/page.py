"""A page that the program doesn't have: what its package would hold."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnstudio.app.document import Document
from nnstudio.app.studio import Studio
from nnstudio.ui.page import Page, PageKind


class CountPage(Page):
    """Says how many layers the network has."""

    def __init__(self, document: Document) -> None:
        super().__init__("count")
        self._document = document
        self._text = QLabel(self)
        self._text.setObjectName("count.text")
        QVBoxLayout(self).addWidget(self._text)
        document.changed.connect(lambda _: self.mark_stale())

    def refresh(self) -> None:
        self._text.setText(f"{len(self._document.project.network.nodes)} layers")


def _make(studio: Studio) -> QWidget:
    return CountPage(studio.document)


PAGE = PageKind("count", "Count", "How many layers there are.", "mdi6.counter", _make)
