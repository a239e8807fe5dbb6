"""The Train page: settings, live charts, log."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.words import mark
from nnstudio.ui.page import PageKind


def _make(studio: Studio) -> QWidget:
    from nnstudio.ui.train.page import TrainPage

    return TrainPage(
        studio.document,
        studio.files,
        studio.data,
        studio.training,
        studio.runs,
        studio.doctor,
        studio.engine,
        studio.preferences,
        studio.notices,
    )


PAGE = PageKind("train", mark("Train"), mark("How it learns, and the curves while it does."), "chart", _make)
