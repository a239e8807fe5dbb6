"""Samples as points of a plane in which those that are alike lie near each other."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.found_out import FoundOut
from nnstudio.app.tasks import Tasks
from nnstudio.core.words import say
from nnstudio.data.explore.blocks import Watch, all_rows, some_of
from nnstudio.data.explore.components import components_of
from nnstudio.data.explore.features import features_of
from nnstudio.data.explore.tsne import tsne_of
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.map_plot import MapPlot
from nnstudio.ui.data.views import PartsView
from nnstudio.ui.data.waiting import Waiting
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.numbers import percent

Way = Literal["pca", "tsne"]
Places = NDArray[np.float32]
MOST_POINTS = 3_000
_DIRECTIONS = 50  # what t-SNE is given


class MapView(PartsView):
    """The map by principal components is there at once, that by t-SNE after a while.

    Attributes:
        opened: the sample of that row is wanted large.
        commands: for menus.
    """

    opened = Signal(int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Parts | None = None
        self._way: Way = "pca"
        self._maps: dict[Way, FoundOut[tuple[Places, str]]] = {
            "pca": FoundOut(tasks, say("Map by principal components")),
            "tsne": FoundOut(tasks, say("Map by t-SNE")),
        }
        self.plot = MapPlot()
        self._build_commands()
        self._build()
        for found in self._maps.values():
            found.changed.connect(self._on_found)
        self.plot.opened.connect(self._on_opened)

    def _build_commands(self) -> None:
        texts: dict[Way, tuple[str, str]] = {
            "pca": (
                say("Principal components"),
                say("Along the two directions in which samples differ most: far apart means different."),
            ),
            "tsne": (
                say("t-SNE"),
                say("Neighbours stay neighbours, far distances mean little. It takes up to half a minute."),
            ),
        }
        group, ways = QActionGroup(self), []
        for way, (text, tip) in texts.items():
            action = make_choice(self, f"map.{way}", text, tip, partial(self.show_way, way), page="data")
            action.setChecked(way == self._way)
            group.addAction(action)
            ways.append(action)
        tip = say("Shows all points again.")
        self._fit = make_action(self, "map.fit", say("Fit the map"), tip, self.plot.fit, page="data")
        self.commands: tuple[QAction, ...] = (*ways, self._fit)

    def _build(self) -> None:
        buttons = Flow(theme.TIGHT)
        group = QButtonGroup(self)
        for action in self.commands:
            button = QPushButton(action.text())
            button.setProperty("role", "quiet")
            stand_for(button, action)
            if action.isCheckable():
                group.addButton(button)
            buttons.addWidget(button)
        self._waits = {
            way: Waiting(f"data.map.{way}.waiting", found, partial(self._again, way))
            for way, found in self._maps.items()
        }
        self._note = QLabel()
        self._note.setObjectName("data.map.note")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(buttons)
        for waiting in self._waits.values():
            column.addWidget(waiting)
        column.addWidget(self.plot, 1)
        column.addWidget(self._note)

    def show_parts(self, parts: Parts) -> None:
        self._parts = parts
        for found in self._maps.values():
            found.forget_unless(parts.dataset)
        self.show_way(self._way)

    def show_way(self, way: Way) -> None:
        """Shows the map of that sort; finds it out if it isn't there yet."""
        self._way = way
        if self._parts is not None:
            self._maps[way].want(self._parts.dataset, partial(_WORK[way], self._parts))
        self._on_found()

    def _again(self, way: Way) -> None:
        if self._parts is not None:
            self._maps[way].again(partial(_WORK[way], self._parts))

    def show_progress(self) -> None:
        for way, waiting in self._waits.items():
            waiting.show_progress()
            if way != self._way:
                waiting.hide()

    def _on_found(self) -> None:
        self.show_progress()
        found, parts = self._maps[self._way].value, self._parts
        if parts is None or found is None:
            self.plot.show_nothing()
            self._note.setText("")
            return
        places, words = found
        rows = mapped_rows(parts)
        self.plot.show_points(parts, rows, places)
        shown = say("{shown} of {all} samples are shown.", shown=len(rows), all=parts.size)
        self._note.setText(f"{words} {shown}" if len(rows) < parts.size else words)

    @Slot(int)
    def _on_opened(self, point: int) -> None:
        if self._parts is not None:
            self.opened.emit(int(mapped_rows(self._parts)[point]))


def mapped_rows(parts: Parts) -> Rows:
    """The rows whose samples are on the map: all, or evenly taken from many."""
    return some_of(all_rows(parts), MOST_POINTS)


def _by_components(parts: Parts, watch: Watch) -> tuple[Places, str]:
    features = features_of(parts, mapped_rows(parts), watch)
    components = components_of(features, 2)
    places = components.place(features)
    if places.shape[1] < 2:
        places = np.concatenate([places, np.zeros((len(places), 2 - places.shape[1]), np.float32)], axis=1)
    share = percent(float(components.shares.sum()), 1)
    return places, say("Two directions with {share} of all differences.", share=share)


def _by_neighbours(parts: Parts, watch: Watch) -> tuple[Places, str]:
    features = features_of(parts, mapped_rows(parts), lambda share: watch(0.05 * share))
    narrow = components_of(features, _DIRECTIONS).place(features) if features.shape[1] > _DIRECTIONS else features
    places = tsne_of(narrow, lambda share: watch(0.05 + 0.95 * share))
    return places, say("Neighbours are alike; how far apart groups lie means little.")


_WORK = {"pca": _by_components, "tsne": _by_neighbours}
