"""The window's pages: their names, and how each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio


@dataclass(frozen=True)
class PageKind:
    """One page.

    Attributes:
        name: the first part of its controls' object names.
        title: its name for people.
        about: what it is for.
        icon: its icon's meaning.
        make: builds it; imports what it needs only then, so that the window opens fast.
    """

    name: str
    title: str
    about: str
    icon: str
    make: Callable[[Studio], QWidget]


def _data(studio: Studio) -> QWidget:
    from nnstudio.ui.data.page import DataPage

    return DataPage(studio)


def _design(studio: Studio) -> QWidget:
    from nnstudio.ui.design.page import DesignPage

    return DesignPage(studio)


def _train(studio: Studio) -> QWidget:
    from nnstudio.ui.train.page import TrainPage

    return TrainPage(studio)


def _weights(studio: Studio) -> QWidget:
    from nnstudio.ui.weights.page import WeightsPage

    return WeightsPage(studio)


def _classify(studio: Studio) -> QWidget:
    from nnstudio.ui.classify.page import ClassifyPage

    return ClassifyPage(studio)


def all_pages() -> tuple[PageKind, ...]:
    """The pages in the order in which a person goes through them."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("pages", text)

    return (
        PageKind("data", tr("Data"), tr("The pictures that the network learns from."), "data", _data),
        PageKind("design", tr("Design"), tr("The network's layers and their settings."), "design", _design),
        PageKind("train", tr("Train"), tr("How it learns, and the curves while it does."), "chart", _train),
        PageKind(
            "weights",
            tr("Weights"),
            tr("What each neuron and filter has learned, as pictures."),
            "weights",
            _weights,
        ),
        PageKind(
            "classify",
            tr("Classify"),
            tr("What the trained network makes of your pictures and drawings."),
            "classify",
            _classify,
        ),
    )
