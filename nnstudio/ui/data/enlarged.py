"""One sample large, with all that can be told of it; it stays open while one goes from sample to sample."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.data.explore.statistics import sample_figures, to_network
from nnstudio.data.forms import picture_of
from nnstudio.data.scaling import Scale
from nnstudio.ui import theme
from nnstudio.ui.data.part_samples import PartSamples
from nnstudio.ui.data.pixel_view import PixelView
from nnstudio.ui.data.sample_facts import SampleFacts
from nnstudio.ui.data.value_table import LAYOUTS, Layout, ValueTable
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.readers import announce
from nnstudio.ui.numbers import figure

_DIGITS = 4


class EnlargedSample(QDialog):
    """A window beside the main one; left and right go to the sample before and after, Escape closes it.

    Attributes:
        walked: another place is shown.
        scale: how its values come to the network.
    """

    walked = Signal(int)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setObjectName("data.enlarged")
        self.setWindowTitle(say("Sample"))
        self._samples: PartSamples | None = None
        self.scale = Scale((0.0,), (1.0,))
        self._place = -1
        self._stored: NDArray[Any] = np.zeros((1, 1, 1), np.uint8)
        self._build()
        self._connect()

    @property
    def samples(self) -> PartSamples | None:
        """Through which ones left and right go."""
        return self._samples

    @property
    def place(self) -> int:
        """Which sample is shown; -1 before any."""
        return self._place

    def _build(self) -> None:
        self._title = QLabel()
        self._title.setObjectName("data.enlarged.title")
        self._title.setProperty("role", "heading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._back = _tool("data.enlarged.back", "chevron_left", say("Previous sample"), say("Left"))
        self._on = _tool("data.enlarged.on", "chevron_right", say("Next sample"), say("Right"))
        head = QHBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        head.addWidget(self._on)
        self.planes = _box("data.enlarged.plane", say("Channels"), say("All channels together, or one by itself."))
        self.grid = PixelView()
        self._pointed = QLabel()
        self._pointed.setObjectName("data.enlarged.pointed")
        self._pointed.setProperty("role", "muted")
        picture = QVBoxLayout()
        picture.setContentsMargins(0, 0, 0, 0)
        picture.addWidget(self.planes, 0, Qt.AlignmentFlag.AlignLeft)
        picture.addWidget(self.grid, 1)
        picture.addWidget(self._pointed)
        self._left = QWidget()
        self._left.setLayout(picture)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._left)
        halves.addWidget(self._build_numbers())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, 12, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(halves, 1)
        self.resize(scaled(820), scaled(520))

    def _build_numbers(self) -> QWidget:
        self.facts = SampleFacts()
        self.layouts = _box(
            "data.enlarged.layout", say("Order of the values"), say("How the values follow each other.")
        )
        for layout, title in LAYOUTS.items():
            self.layouts.addItem(say(title), layout)
        self.stages = _box("data.enlarged.stage", say("Values"), say("The values before and after scaling."))
        self.stages.addItem(say("As stored"))
        self.stages.addItem(say("To the network"))
        self._shape = QLabel()
        self._shape.setObjectName("data.enlarged.shape")
        self._shape.setProperty("role", "muted")
        self.values = ValueTable()
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE)
        choices.addWidget(self.stages)
        choices.addWidget(self.layouts)
        choices.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.facts)
        column.addLayout(choices)
        column.addWidget(self._shape)
        column.addWidget(self.values, 1)
        return body

    def _connect(self) -> None:
        self._back.clicked.connect(partial(self._step, -1))
        self._on.clicked.connect(partial(self._step, 1))
        self.grid.pointed.connect(self._on_pointed)
        self.planes.currentIndexChanged.connect(self._show_picture)
        self.layouts.currentIndexChanged.connect(self._show_values)
        self.stages.currentIndexChanged.connect(self._show_values)

    def show_place(self, samples: PartSamples, place: int, scale: Scale, words: str) -> None:
        """Shows that sample; `words` say which one it is, `scale` is how it comes to the network."""
        self._samples, self._place, self.scale = samples, place, scale
        self._stored = samples.stored(place)
        self._title.setText(words)
        self.setWindowTitle(words)
        self.setAccessibleName(words)
        self._back.setEnabled(place > 0)
        self._on.setEnabled(place < len(samples) - 1)
        self.facts.show_sample(samples, place, sample_figures(self._stored))
        self._left.setVisible(samples.facts.are_pictures)
        self.layouts.setVisible(samples.facts.are_pictures)
        if samples.facts.are_pictures:
            self._show_planes(samples.facts.shape[2])
            self._show_picture()
            self._on_pointed(-1, -1)
        self._show_values()
        announce(self, words)

    def _show_planes(self, channels: int) -> None:
        names = [say("All channels"), say("Red"), say("Green"), say("Blue")] if channels == 3 else []
        if self.planes.count() != len(names):
            self.planes.clear()
            self.planes.addItems(names)
        self.planes.setVisible(bool(names))

    @Slot()
    def _show_picture(self) -> None:
        samples = self._samples
        if samples is None or not samples.facts.are_pictures:
            return
        plane = self.planes.currentIndex() - 1
        stored = self._stored[..., [plane]] if plane >= 0 else self._stored
        self.grid.show_picture(stored, picture_of(stored, samples.facts))
        self.grid.setAccessibleName(self._title.text())

    @Slot()
    def _show_values(self) -> None:
        if self._samples is None:
            return
        scaled_to = self.stages.currentIndex() == 1
        values = to_network(self._stored, self.scale) if scaled_to else self._stored
        layout: Layout = self.layouts.currentData()
        words = self.values.values.show_sample(values, layout)
        self._shape.setText(say("A batch of this sample alone: {shape}", shape=words))

    @Slot(int, int)
    def _on_pointed(self, row: int, column: int) -> None:
        """The values under the mouse, as they are stored and as the network gets them."""
        if row < 0:
            self._pointed.setText(say("Point at a pixel to see its values."))
            return
        stored, given = self._stored[row, column], to_network(self._stored, self.scale)[row, column]
        self._pointed.setText(
            say(
                "Row {row}, column {column}: {stored} → {given}",
                row=row,
                column=column,
                stored=_values(stored),
                given=_values(given),
            )
        )

    def _step(self, by: int) -> None:
        samples = self._samples
        if samples is not None and 0 <= self._place + by < len(samples):
            self.walked.emit(self._place + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right, where nothing in here needs them itself."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0
        )
        if step:
            self._step(step)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(scaled(820), scaled(520))


def _values(values: NDArray[Any]) -> str:
    return " · ".join(figure(float(value), _DIGITS) for value in values)


def _box(name: str, label: str, tip: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(label)
    box.setToolTip(tip)
    return box


def _tool(name: str, picture: str, text: str, key: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setIcon(icon(picture))
    button.setAccessibleName(text)
    button.setToolTip(f"{text} ({key})")
    return button
