"""Samples that are rows of numbers: as points, or as a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.data.order import Rows
from nnstudio.ui import theme
from nnstudio.ui.data.part_samples import PartSamples
from nnstudio.ui.data.points_plot import PointsPlot
from nnstudio.ui.data.sample_table import SampleTable
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow


class RowsView(QWidget):
    """The two ways to see them, and a button for each of the commands that choose one.

    Attributes:
        samples: what is shown.
    """

    def __init__(self, commands: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.samples: PartSamples | None = None
        self.plot = PointsPlot()
        self.table = SampleTable()
        self._ways = QStackedWidget()
        self._stale: set[QWidget] = set()
        buttons = Flow(theme.TIGHT, self)
        group = QButtonGroup(self)
        for command, text, way in zip(commands, (say("Points"), say("Table")), (self.plot, self.table), strict=True):
            button = QPushButton(text)
            button.setProperty("role", "quiet")
            stand_for(button, command)
            group.addButton(button)
            buttons.addWidget(button)
            self._ways.addWidget(way)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(buttons)
        column.addWidget(self._ways, 1)

    def show_way(self, place: int) -> None:
        """Shows the points (0) or the table (1)."""
        self._ways.setCurrentIndex(place)
        self._show_way_in_sight()

    @property
    def chosen_rows(self) -> Rows:
        """The rows that are chosen in the table, as long as that is shown."""
        return self.table.chosen_rows if self._ways.currentWidget() is self.table else np.empty(0, np.int32)

    def show_samples(self, samples: PartSamples | None) -> None:
        """Shows these both ways."""
        self.samples = samples
        self._stale = {self.plot, self.table}
        self._show_way_in_sight()

    def _show_way_in_sight(self) -> None:
        """The other way is made up to date when it is wanted: both take their time."""
        for way in (self.plot, self.table):
            if way in self._stale and self._ways.currentWidget() is way:
                self._stale.remove(way)
                way.show_samples(self.samples)
