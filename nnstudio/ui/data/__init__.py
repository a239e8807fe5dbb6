"""The Data page: choose data, look at samples."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.words import mark
from nnstudio.ui.page import PageKind


def _make(studio: Studio) -> QWidget:
    from nnstudio.ui.data.page import DataPage

    return DataPage(studio.document, studio.data, studio.tasks)


PAGE = PageKind("data", mark("Data"), mark("The data that the network learns from."), "data", _make)
