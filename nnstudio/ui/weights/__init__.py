"""The Weights page: every neuron's weights as pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.words import mark
from nnstudio.ui.page import PageKind


def _make(studio: Studio) -> QWidget:
    from nnstudio.ui.weights.page import WeightsPage

    return WeightsPage(studio.document, studio.data, studio.training, studio.model, studio.engine, studio.notices)


PAGE = PageKind(
    "weights", mark("Weights"), mark("What each neuron and filter has learned, as pictures."), "weights", _make
)
