"""Samples that are rows of numbers: as points, or as a table."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.data.part_samples import PartSamples
from nnstudio.ui.data.points_plot import PointsPlot
from nnstudio.ui.data.sample_table import SampleTable
from nnstudio.ui.kit.flow import Flow


class RowsView(QWidget):
    """The two ways to see them, and the buttons that choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = PointsPlot()
        self.table = SampleTable()
        self._ways = QStackedWidget()
        buttons = Flow(theme.TIGHT, self)
        self._group = QButtonGroup(self)
        ways = (
            ("plot", say("Points"), say("Shows the samples as points in a plane."), self.plot),
            ("table", say("Table"), say("Shows the samples as rows of numbers."), self.table),
        )
        for place, (name, text, tip, way) in enumerate(ways):
            button = QPushButton(text)
            button.setObjectName(f"data.as.{name}")
            button.setProperty("role", "quiet")
            button.setCheckable(True)
            button.setChecked(place == 0)
            button.setToolTip(tip)
            self._group.addButton(button, place)
            buttons.addWidget(button)
            self._ways.addWidget(way)
        self._group.idClicked.connect(self._ways.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(buttons)
        column.addWidget(self._ways, 1)

    def show_samples(self, samples: PartSamples | None) -> None:
        """Shows these both ways."""
        self.plot.show_samples(samples)
        self.table.show_samples(samples)
