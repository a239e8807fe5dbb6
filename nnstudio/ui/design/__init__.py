"""The Design page: palette, cards, the layer's form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.words import mark
from nnstudio.ui.page import PageKind


def _make(studio: Studio) -> QWidget:
    from nnstudio.ui.design.page import DesignPage

    return DesignPage(studio.document, studio.files, studio.notices)


PAGE = PageKind("design", mark("Design"), mark("The network's layers and their settings."), "design", _make)
