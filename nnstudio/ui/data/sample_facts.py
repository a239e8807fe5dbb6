"""What can be told of one sample, in a form of two columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnstudio.core.words import say
from nnstudio.data.explore.statistics import SampleFigures
from nnstudio.ui import theme
from nnstudio.ui.data.part_samples import PartSamples, ShownPart
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.numbers import figure, shape_words

_DIGITS = 5


def part_title(part: ShownPart) -> str:
    """The part's name for people."""
    return {
        "training": say("Training"),
        "validation": say("Validation"),
        "test": say("Test"),
        "excluded": say("Excluded"),
    }[part]


class SampleFacts(QWidget):
    """Lines of a name and a value, which can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.enlarged.facts")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.WIDE)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, ElidedLabel]] = []

    def show_sample(self, samples: PartSamples, place: int, figures: SampleFigures) -> None:
        """Shows what is known of the sample at that place, whose values have these figures."""
        lines = _lines(samples, place, figures)
        while len(self._lines) < len(lines):
            self._add_line()
        for number, (name, value) in enumerate(self._lines):
            there = number < len(lines)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(lines[number][0])
                value.setText(lines[number][1])

    def text_of(self, name: str) -> str:
        """The value beside that name; empty if there is none."""
        return next((value.text() for label, value in self._lines if label.text() == name), "")

    def _add_line(self) -> None:
        name, value = QLabel(), ElidedLabel(cut=Qt.TextElideMode.ElideMiddle)
        name.setProperty("role", "muted")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._lines)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        self._lines.append((name, value))


def _lines(samples: PartSamples, place: int, figures: SampleFigures) -> list[tuple[str, str]]:
    facts, row = samples.facts, int(samples.rows[place])
    target = say("Class") if facts.class_names else say("Target")
    lines = [
        (say("Name"), samples.name(place)),
        (say("Part"), part_title(samples.part_of(place))),
        (target, samples.target_text(place)),
    ]
    if facts.class_names:
        own = facts.class_names[int(samples.parts.dataset.own_target(row))]
        if own != samples.target_text(place):
            lines.append((say("In the data"), own))
    sizes = samples.parts.dataset.sizes
    if sizes is not None:
        lines.append((say("In its file"), shape_words(sizes[row].tolist())))
    lines += [
        (say("Shape"), shape_words(facts.shape)),
        (say("Type"), facts.dtype),
        (say("Least"), figure(figures.low, _DIGITS)),
        (say("Greatest"), figure(figures.high, _DIGITS)),
        (say("Mean"), figure(figures.mean, _DIGITS)),
        (say("Deviation"), figure(figures.deviation, _DIGITS)),
    ]
    return lines
