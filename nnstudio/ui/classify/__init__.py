"""The Classify page: draw or drop a picture, see its class."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.words import mark
from nnstudio.ui.page import PageKind


def _make(studio: Studio) -> QWidget:
    from nnstudio.ui.classify.page import ClassifyPage

    return ClassifyPage(
        studio.document,
        studio.files,
        studio.data,
        studio.training,
        studio.runs,
        studio.model,
        studio.engine,
        studio.tasks,
        studio.notices,
    )


PAGE = PageKind(
    "classify",
    mark("Classify"),
    mark("What the trained network makes of your pictures and drawings."),
    "classify",
    _make,
)
