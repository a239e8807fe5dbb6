"""A number for each column of a table: typed, or moved with a slider over what the training samples hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSlider, QWidget

from nnstudio.core.settings import Setting
from nnstudio.core.sources.facts import LARGEST
from nnstudio.core.words import Marked, say
from nnstudio.ui import theme
from nnstudio.ui.forms.editors import FloatEditor
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.plain_text import plain_tip

STEPS = 1000
_DIGITS = 6


class ValueRows(QWidget):
    """A row for each column: its name, a slider, a field.

    Attributes:
        edited: the person changed a number.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classify.values")
        self._names: tuple[str, ...] = ()
        self._fields: list[FloatEditor] = []
        self._sliders: list[QSlider] = []
        self._complaints: list[QLabel] = []
        self._lows: NDArray[np.float64] = np.zeros(0)
        self._spans: NDArray[np.float64] = np.zeros(0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(1, 1)

    @property
    def values(self) -> NDArray[np.float32]:
        """What is typed, (columns,)."""
        return np.array([field.value for field in self._fields], np.float32)

    def show_columns(self, names: tuple[str, ...], lows: NDArray[np.float64], highs: NDArray[np.float64]) -> None:
        """Shows rows of these names, whose sliders go from low to high; what was typed stays if the names do."""
        self._lows, self._spans = lows, np.where(highs > lows, highs - lows, 1.0)
        if names != self._names:
            self._names = names
            self._build(names)
            self.show_values(((lows + highs) / 2).astype(np.float32))
        for place in range(len(names)):
            self._follow(place)

    def show_values(self, values: NDArray[np.float32]) -> None:
        """Shows these numbers, without telling of them."""
        for place, value in enumerate(values):
            # As people would write it: 5.1 and not 5.099999904632568.
            self._fields[place].set_value(float(f"{float(value):.{_DIGITS}g}"))
            self._follow(place)

    def _build(self, names: tuple[str, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._fields, self._sliders, self._complaints = [], [], []
        for place, name in enumerate(names):
            self._add(place, name)
        self._grid.setRowStretch(2 * len(names), 1)

    def _add(self, place: int, name: str) -> None:
        label = ElidedLabel(self, greedy=False)
        label.setText(name)
        label.setMinimumWidth(scaled(48))
        label.setMaximumWidth(scaled(160))
        said = Marked(say("{column}", column=name))  # a column's name may have braces, which are no field then
        setting = Setting(f"{place}", said, said, "float", -LARGEST, LARGEST, decimals=_DIGITS)
        field = FloatEditor(setting, f"classify.value.{place}", self)
        field.setFixedWidth(scaled(112))
        label.setBuddy(field)
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName(f"classify.slider.{place}")
        slider.setAccessibleName(say("{column}, slider", column=name))
        tip = say("Moves {column} over the values that the training samples have.", column=name)
        slider.setToolTip(plain_tip(tip))
        slider.setRange(0, STEPS)
        slider.setPageStep(STEPS // 10)
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        slider.setMinimumWidth(scaled(64))
        complaint = QLabel(self)
        complaint.setTextFormat(Qt.TextFormat.PlainText)
        complaint.setObjectName(f"classify.value.{place}.error")
        complaint.setProperty("role", "error")
        complaint.setWordWrap(True)
        complaint.hide()
        for column, widget in enumerate((label, slider, field)):
            self._grid.addWidget(widget, 2 * place, column)
        self._grid.addWidget(complaint, 2 * place + 1, 0, 1, 3)
        slider.valueChanged.connect(lambda step: self._on_slider(place, step))
        field.edited.connect(lambda _: self._on_field(place))
        field.complained.connect(lambda text: self._on_complaint(place, text))
        self._fields.append(field)
        self._sliders.append(slider)
        self._complaints.append(complaint)

    def _follow(self, place: int) -> None:
        """Has the slider stand where the number is; beyond its ends at the end."""
        share = (self._fields[place].value - self._lows[place]) / self._spans[place]
        with QSignalBlocker(self._sliders[place]):
            self._sliders[place].setValue(round(min(1.0, max(0.0, share)) * STEPS))

    def _on_slider(self, place: int, step: int) -> None:
        value = self._lows[place] + self._spans[place] * step / STEPS
        self._fields[place].set_value(float(f"{value:.4g}"))
        self.edited.emit()

    def _on_field(self, place: int) -> None:
        self._follow(place)
        self.edited.emit()

    def _on_complaint(self, place: int, text: str) -> None:
        self._complaints[place].setText(text)
        self._complaints[place].setVisible(bool(text))
