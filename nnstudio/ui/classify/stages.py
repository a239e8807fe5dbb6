"""What the network sees: the picture's way from the original to the pixels that go in."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.core.layers import Shape
from nnstudio.core.numbers import figure
from nnstudio.core.words import mark, say
from nnstudio.data.forms import SeenPicture, Stage
from nnstudio.ui import theme
from nnstudio.ui.classify.controls import label
from nnstudio.ui.classify.picture_view import Picture, PictureView
from nnstudio.ui.kit.flow import EvenFlow
from nnstudio.ui.kit.measures import scaled, small

THUMB = 60
_LEAST_THUMB = 40
_LEAST_FINAL = 112  # four pixels for each of MNIST's
USUAL_STEPS = 5


class _Step(QWidget):
    """One stage: a thumbnail and its title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = PictureView(self)
        self.title = label("", self, role="muted")
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.title.setWordWrap(True)
        self.title.setFont(small(self.font()))
        self.title.setMinimumHeight(2 * self.title.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.view, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title, 1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def show_stage(self, stage: Stage | None) -> None:
        """Shows that stage, or keeps its room empty."""
        self.setVisible(stage is not None)
        if stage is not None:
            self.view.show_picture(stage.picture)
            self.title.setText(stage.title)


class Stages(QWidget):
    """The stages in a row, the last one large below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classify.stages")
        self.setAccessibleName(say("What the network sees"))
        self._steps: list[_Step] = []
        self._build()
        self.show_seen(None)

    def _build(self) -> None:
        self._row = EvenFlow(theme.TIGHT, _LEAST_THUMB, self)
        self._final = PictureView(self, grid=True)
        self._final.setMinimumSize(scaled(_LEAST_FINAL), scaled(_LEAST_FINAL))
        self._final.setObjectName("classify.seen")
        self._final.setAccessibleName(say("Pixels that go into the network"))
        self._final.setToolTip(say("The pixels that go into the network. Point at one to read its value."))
        self._caption = label("", self, role="muted", name="caption")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._caption.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._row)
        column.addWidget(self._final, 1)
        column.addWidget(self._caption)

    def show_seen(self, seen: SeenPicture | None) -> None:
        """Shows all stages of a picture; None: empty frames."""
        stages = () if seen is None else seen.stages
        small = stages if seen is None or seen.blank or len(stages) == 1 else stages[:-1]
        self._make_room(len(small))
        for i, step in enumerate(self._steps):
            step.show_stage(small[i] if i < len(small) else None)
        self._row.setVisible(bool(small))
        self._final.show_picture(_final_of(seen))
        self._caption.setText(" " if seen is None else self._caption_of(seen))

    def show_waiting(self, shape: Shape) -> None:
        """Shows the cells that a picture of (height, width, channels) will fill."""
        self._row.hide()
        self._final.show_picture(None, (shape[0], shape[1]))
        self._caption.setText(
            say("{width} × {height} pixels: so your drawing will arrive", width=shape[1], height=shape[0])
        )

    def _caption_of(self, seen: SeenPicture) -> str:
        height, width, channels = seen.pixels.shape
        text = mark("{width} × {height} pixels, values {low} to {high} before scaling")
        if channels > 1:
            text = mark("{width} × {height} pixels in {channels} colours, values {low} to {high} before scaling")
        low, high = (round(float(end), 3) for end in (seen.pixels.min(), seen.pixels.max()))
        return say(text, width=width, height=height, channels=channels, low=figure(low), high=figure(high))

    def _make_room(self, count: int) -> None:
        """Adds slots where there are too few; empty ones stay, so that nothing moves while drawing."""
        while len(self._steps) < max(USUAL_STEPS, count):
            step = _Step(self)
            self._steps.append(step)
            self._row.addWidget(step)
        self._fit_thumbs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_thumbs()

    def _fit_thumbs(self) -> None:
        """As large as the usual number of them fits beside each other."""
        room = (self.width() - (USUAL_STEPS - 1) * theme.TIGHT) // USUAL_STEPS
        side = max(_LEAST_THUMB, min(THUMB, room))
        for step in self._steps:
            step.view.setFixedSize(side, side)


def _final_of(seen: SeenPicture | None) -> Picture | None:
    if seen is None:
        return None
    return np.zeros(seen.pixels.shape[:2], np.uint8) if seen.blank else seen.stages[-1].picture
