"""A number of a table's row: typed, or moved with a slider over what the training samples hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSlider, QWidget

from nnstudio.core.settings import Setting
from nnstudio.core.sources.facts import LARGEST
from nnstudio.core.words import Marked, say
from nnstudio.ui.forms.editors import FloatEditor
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.plain_text import plain_tip

STEPS = 1000
_DIGITS = 6


def row_label(name: str, parent: QWidget) -> ElidedLabel:
    """The label of a row of that column."""
    label = ElidedLabel(parent, greedy=False)
    label.setText(name)
    label.setMinimumWidth(scaled(48))
    label.setMaximumWidth(scaled(160))
    return label


class NumberRow(QObject):
    """A label, a slider, a field.

    Attributes:
        edited: the person changed the number.
        inputs: how many of the network's inputs it is.
    """

    edited = Signal()
    inputs = 1

    def __init__(self, place: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._low, self._span = 0.0, 1.0
        said = Marked(say("{column}", column=name))  # a column's name may have braces, which are no field then
        setting = Setting(f"{place}", said, said, "float", -LARGEST, LARGEST, decimals=_DIGITS)
        self._field = FloatEditor(setting, f"classify.value.{place}", parent)
        self._field.setFixedWidth(scaled(112))
        self._label = row_label(name, parent)
        self._label.setBuddy(self._field)
        self._slider = _slider(place, name, parent)
        self._complaint = _complaint(place, parent)
        self._slider.valueChanged.connect(self._on_slider)
        self._field.edited.connect(self._on_field)
        self._field.complained.connect(self._on_complaint)

    def add_to(self, grid: QGridLayout, line: int) -> None:
        """Takes two lines of a grid of three columns."""
        for column, widget in enumerate((self._label, self._slider, self._field)):
            grid.addWidget(widget, line, column)
        grid.addWidget(self._complaint, line + 1, 0, 1, 3)

    @property
    def values(self) -> list[float]:
        """What is typed."""
        return [self._field.value]

    def show_values(self, values: Sequence[float]) -> None:
        """Shows the number, without telling of it, as people would write it: 5.1 and not 5.099999904632568."""
        self._field.set_value(float(f"{values[0]:.{_DIGITS}g}"))
        self._follow()

    def show_ends(self, low: float, high: float) -> None:
        """Has the slider go from low to high."""
        self._low, self._span = low, high - low if high > low else 1.0
        self._follow()

    def _follow(self) -> None:
        """Has the slider stand where the number is; beyond its ends at the end."""
        share = (self._field.value - self._low) / self._span
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(min(1.0, max(0.0, share)) * STEPS))

    @Slot(int)
    def _on_slider(self, step: int) -> None:
        value = self._low + self._span * step / STEPS
        self._field.set_value(float(f"{value:.4g}"))
        self.edited.emit()

    @Slot()
    def _on_field(self) -> None:
        self._follow()
        self.edited.emit()

    @Slot(str)
    def _on_complaint(self, text: str) -> None:
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))


def _slider(place: int, name: str, parent: QWidget) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal, parent)
    slider.setObjectName(f"classify.slider.{place}")
    slider.setAccessibleName(say("{column}, slider", column=name))
    tip = say("Moves {column} over the values that the training samples have.", column=name)
    slider.setToolTip(plain_tip(tip))
    slider.setRange(0, STEPS)
    slider.setPageStep(STEPS // 10)
    slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    slider.setMinimumWidth(scaled(64))
    return slider


def _complaint(place: int, parent: QWidget) -> QLabel:
    complaint = QLabel(parent)
    complaint.setTextFormat(Qt.TextFormat.PlainText)
    complaint.setObjectName(f"classify.value.{place}.error")
    complaint.setProperty("role", "error")
    complaint.setWordWrap(True)
    complaint.hide()
    return complaint
