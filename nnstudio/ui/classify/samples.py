"""A few pictures of the test set to try, for everyone without a mouse, a pen or a picture at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms import picture_of
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.classify.controls import head, label
from nnstudio.ui.classify.picture_view import image_of
from nnstudio.ui.kit.actions import make_action
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.tool_button import tool_button
from nnstudio.ui.plain_text import plain_tip

COUNT = 6
_ICON = 44
_NARROWEST, _WIDEST = 56, 80


@dataclass(frozen=True, eq=False)
class Sample:
    """One test picture: its number among the data's own, its stored pixels (height, width, channels), its class."""

    number: int
    pixels: npt.NDArray[np.uint8]
    truth: str


class Samples(QWidget):
    """A row of buttons, each a random test picture with its true label.

    Attributes (signals):
        chosen: a Sample.

    Attributes:
        commands: what can be done with them, for menus.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._random = np.random.default_rng()
        self._parts: Parts | None = None
        self._samples: list[Sample] = []
        self._build_commands()
        self._build()
        self.show_parts(None, "")

    def _build_commands(self) -> None:
        make = partial(make_action, self, page="classify")
        tries = say("Has the network look at the next one of the test pictures that are offered")
        self._try = make("try", say("Try the next test picture"), tries, self._try_next, picture="picture")
        draws = say("Draw other pictures from the test set")
        self._shuffle = make("shuffle", say("Other test pictures"), draws, self.shuffle, picture="shuffle")
        self.commands = (self._try, self._shuffle)

    def _build(self) -> None:
        shuffle = tool_button(self._shuffle, self)
        self._buttons = [self._sample_button(i) for i in range(COUNT)]
        self._group = QButtonGroup(self)
        for i, button in enumerate(self._buttons):
            self._group.addButton(button, i)
        self._group.idClicked.connect(self._on_click)
        self._hint = label("", self, role="muted", name="samples_hint")
        self._hint.setWordWrap(True)
        first = head(say("Try one"), self)
        first.addWidget(label(say("from the test pictures"), self, role="muted"))
        first.addStretch(1)
        first.addWidget(shuffle)
        row = Flow(theme.TIGHT, self, spread=True)
        for button in self._buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(first)
        column.addWidget(row)
        column.addWidget(self._hint)
        column.addStretch(1)

    def _sample_button(self, number: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"classify.sample{number}")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def show_parts(self, parts: Parts | None, hint: str) -> None:
        """Offers pictures of the test part; without data, says why there are none."""
        if parts is not self._parts:
            self._parts = parts
            self.shuffle()
        none = say("There are no test pictures to try. On the Data page some can be kept for the test.")
        self._hint.setText(hint if parts is None else none)
        self._hint.setVisible(not self._samples)
        for action in self.commands:
            action.setEnabled(bool(self._samples))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._samples))

    def uncheck(self) -> None:
        """Shows that the picture in view is none of these."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(False)
        self._group.setExclusive(True)

    @Slot()
    def shuffle(self) -> None:
        """Draws other pictures."""
        self.uncheck()
        if self._parts is None:
            self._samples = []
            return
        parts, data = self._parts, self._parts.dataset
        tests = parts.rows["test"]
        rows = self._random.choice(tests, size=min(COUNT, len(tests)), replace=False)
        names = data.facts.class_names
        self._samples = [
            Sample(data.number(int(row)), np.array(parts.sample(row)), names[int(parts.targets[row])]) for row in rows
        ]
        wanted = max(self.fontMetrics().horizontalAdvance(name) for name in names) + 2 * theme.SPACE
        width = max(_NARROWEST, min(scaled(_WIDEST), wanted))
        for button, sample in zip(self._buttons, self._samples, strict=False):
            button.setFixedSize(width, _ICON + self.fontMetrics().height() + 14)
            self._dress(button, sample, data.facts)

    def _dress(self, button: QToolButton, sample: Sample, facts: Facts) -> None:
        image = image_of(picture_of(sample.pixels, facts))
        side = round(_ICON * self.devicePixelRatioF())
        crisp = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
        button.setIcon(QIcon(QPixmap.fromImage(crisp)))
        room = button.width() - theme.SPACE
        button.setText(button.fontMetrics().elidedText(sample.truth, Qt.TextElideMode.ElideRight, room))
        button.setAccessibleName(say("Test picture of {label}", label=sample.truth))
        tip = say("A test picture whose true label is {label}: see whether the network agrees", label=sample.truth)
        button.setToolTip(plain_tip(tip))

    def _try_next(self) -> None:
        if self._samples:
            number = (self._group.checkedId() + 1) % len(self._samples)
            self._buttons[number].setChecked(True)
            self._on_click(number)

    @Slot(int)
    def _on_click(self, number: int) -> None:
        self.chosen.emit(self._samples[number])
