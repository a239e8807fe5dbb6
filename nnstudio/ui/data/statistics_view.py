"""Figures of the samples that learn: of pictures their brightness, sizes, channels and means, of tables each column."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnstudio.app.found_out import FoundOut
from nnstudio.app.tasks import Tasks
from nnstudio.core.words import say
from nnstudio.data.explore.blocks import Watch
from nnstudio.data.explore.statistics import (
    ColumnFigures,
    PictureFigures,
    column_figures,
    picture_figures,
    size_bins,
)
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.bins_chart import BinsChart
from nnstudio.ui.data.column_table import ColumnTable
from nnstudio.ui.data.mean_pictures import MeanPictures
from nnstudio.ui.data.views import PartsView
from nnstudio.ui.data.waiting import Waiting
from nnstudio.ui.kit.one_of import OneOf
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.numbers import figure, percent

Figures = PictureFigures | tuple[ColumnFigures, ...]
_DIGITS = 4


class StatisticsView(PartsView):
    """Figures are found out in the background, of the training samples with the labels that they have now."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Parts | None = None
        self._figures: FoundOut[Figures] = FoundOut(tasks, say("Figures of the samples"))
        self._build()
        self._figures.changed.connect(self._on_found)

    def _build(self) -> None:
        self._waiting = Waiting("data.statistics.waiting", self._figures, self._again)
        self._words = _label("data.statistics.words", "muted")
        self._channels = _label("data.statistics.channels", "")
        self._brightness = BinsChart("data.brightness", say("Brightness of the pictures"), percent)
        self._sizes_title = _label("data.sizes.title", "heading")
        self._sizes_title.setText(say("Size in the files, in pixels"))
        self._sizes = BinsChart("data.sizes", say("Size of the pictures in their files"), lambda size: figure(size, 3))
        self._means = MeanPictures()
        self.columns = ColumnTable()
        pictures = QWidget()
        column = QVBoxLayout(pictures)
        column.setContentsMargins(0, 0, theme.SPACE, 0)
        column.setSpacing(theme.SPACE)
        shown: tuple[tuple[str, QWidget], ...] = (
            (say("Mean picture of each class"), self._means),
            (say("Brightness"), self._brightness),
            (say("Channels"), self._channels),
        )
        for title, widget in shown:
            heading = _label("", "heading")
            heading.setText(title)
            column.addWidget(heading)
            column.addWidget(widget)
        column.addWidget(self._sizes_title)
        column.addWidget(self._sizes)
        column.addStretch(1)
        self._pictures = VerticalScroll(pictures, whole=False)
        self._body = OneOf()
        self._empty = QWidget()
        for each in (self._empty, self._pictures, self.columns):
            self._body.addWidget(each)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.SPACE)
        outer.addWidget(self._words)
        outer.addWidget(self._waiting)
        outer.addWidget(self._body, 1)

    def show_parts(self, parts: Parts) -> None:
        self._parts = parts
        facts = parts.dataset.facts
        if not facts.are_pictures and not facts.are_vectors:
            self._figures.forget()
            self._say(say("Only of pictures and tables are there figures."))
        elif not len(parts.rows["training"]):
            self._figures.forget()
            self._say(say("There are no training samples."))
        else:
            self._figures.want(parts, partial(_found, parts))
            self._on_found()

    def show_progress(self) -> None:
        self._waiting.show_progress()

    def _again(self) -> None:
        if self._parts is not None:
            self._figures.again(partial(_found, self._parts))

    def _say(self, words: str) -> None:
        """Says why there are no figures."""
        self._words.setText(words)
        self._body.show_only(self._empty)
        self._waiting.show_progress()

    def _on_found(self) -> None:
        self._waiting.show_progress()
        found, parts = self._figures.value, self._parts
        if found is None or parts is None:
            self._say("")
            return
        self._words.setText(say("Of the {count} training samples.", count=len(parts.rows["training"])))
        if isinstance(found, PictureFigures):
            self._show_pictures(found, parts)
            self._body.show_only(self._pictures)
        else:
            self.columns.show_figures(found)
            self._body.show_only(self.columns)

    def _show_pictures(self, figures: PictureFigures, parts: Parts) -> None:
        facts, sizes = parts.dataset.facts, parts.dataset.sizes
        self._means.show_figures(figures, facts)
        self._brightness.show_bins(figures.brightness)
        names = (say("Red"), say("Green"), say("Blue")) if facts.shape[2] == 3 else (say("Grey"),)
        lines = [
            say(
                "{channel}: mean {mean}, deviation {deviation}",
                channel=name,
                mean=figure(mean, _DIGITS),
                deviation=figure(deviation, _DIGITS),
            )
            for name, mean, deviation in zip(names, figures.means, figures.deviations, strict=True)
        ]
        self._channels.setText("\n".join(lines))
        for widget in (self._sizes_title, self._sizes):
            widget.setVisible(sizes is not None)
        if sizes is not None:
            self._sizes.show_bins(size_bins(np.asarray(sizes)[parts.rows["training"]]))


def _found(parts: Parts, watch: Watch) -> Figures:
    rows = parts.rows["training"]
    return picture_figures(parts, rows, watch) if parts.dataset.facts.are_pictures else column_figures(parts, rows)


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
