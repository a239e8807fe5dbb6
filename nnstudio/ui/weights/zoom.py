"""How large the weights are drawn: as large as they fit, or as the slider says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel
from nnstudio.ui.kit.actions import make_action, make_choice, only_told
from nnstudio.ui.kit.command_buttons import show_action
from nnstudio.ui.weights.grid_view import MOST_SCALE


class ZoomControls(QWidget):
    """Shows and reports the zoom; keeps none.

    Attributes:
        zoomed: so many pixels a weight are wanted.
        fit_asked: as many as fit are wanted.
        commands: as many as fit, more, and fewer.
    """

    zoomed = Signal(int)
    fit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build_commands()
        self._build()
        self.slider.valueChanged.connect(self._on_slider)

    def _build_commands(self) -> None:
        fit_tip = say("Draws the weights as large as they fit, but never too small to see anything.")
        self._fit = make_choice(self, "fit", say("Fit into the page"), fit_tip, self._on_fit, page="weights")
        self._fit.setIconText(say("Fit"))
        make = partial(make_action, self, page="weights")
        self._larger = make("zoom_in", say("Zoom in"), say("One pixel more a weight."), self._step(1), keys="+")
        self._smaller = make("zoom_out", say("Zoom out"), say("One pixel fewer a weight."), self._step(-1), keys="-")
        self.commands = (self._fit, only_told(self._larger), only_told(self._smaller))

    def _step(self, by: int) -> Callable[[], None]:
        return lambda: self.slider.setValue(self.slider.value() + by)

    def set_usable(self, usable: bool) -> None:
        """Whether there is something to draw."""
        scale = self.slider.value()
        self._fit.setEnabled(usable)
        self._larger.setEnabled(usable and scale < MOST_SCALE)
        self._smaller.setEnabled(usable and scale > 1)

    def _build(self) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(1, MOST_SCALE)
        self.slider.setMinimumWidth(48)
        self.slider.setMaximumWidth(104)
        self.slider.setObjectName("weights.zoom")
        self.slider.setAccessibleName(say("Zoom"))
        self.slider.setToolTip(say("Pixels a weight. Also + and −, or Ctrl and the wheel."))
        self.fit = QToolButton(self)
        show_action(self.fit, self._fit)
        self._text = QLabel(self)
        self._text.setProperty("role", "muted")
        self._text.setMinimumWidth(self._text.fontMetrics().horizontalAdvance("00 px"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for widget in (IconLabel("zoom", "muted", 18, self), self.fit, self.slider, self._text):
            row.addWidget(widget)

    def show_zoom(self, scale: int, *, fits: bool) -> None:
        """Shows so many pixels a weight, and whether that is what fits."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(scale)
        self._fit.setChecked(fits)
        self.set_usable(True)
        self._text.setText(say("{scale} px", scale=self.slider.value()))

    @Slot(int)
    def _on_slider(self, scale: int) -> None:
        self.zoomed.emit(scale)

    def _on_fit(self) -> None:
        """Pressed once more it stays on: only another zoom ends it."""
        self._fit.setChecked(True)
        self.fit_asked.emit()
