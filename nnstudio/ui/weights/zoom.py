"""How large the weights are drawn: as large as they fit, or as the slider says."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel
from nnstudio.ui.weights.grid_view import MOST_SCALE


class ZoomControls(QWidget):
    """Shows and reports the zoom; keeps none.

    Attributes:
        zoomed: so many pixels a weight are wanted.
        fit_asked: as many as fit are wanted.
    """

    zoomed = Signal(int)
    fit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self.slider.valueChanged.connect(self._on_slider)
        self.fit.clicked.connect(self._on_fit)

    def _build(self) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(1, MOST_SCALE)
        self.slider.setMinimumWidth(48)
        self.slider.setMaximumWidth(104)
        self.slider.setObjectName("weights.zoom")
        self.slider.setAccessibleName(say("Zoom"))
        self.slider.setToolTip(say("Pixels a weight. Also + and −, or Ctrl and the wheel."))
        self.fit = QToolButton(self)
        self.fit.setObjectName("weights.fit")
        self.fit.setText(say("Fit"))
        self.fit.setAccessibleName(say("Fit"))
        self.fit.setCheckable(True)
        self.fit.setToolTip(say("Draws the weights as large as they fit, but never too small to see anything."))
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
        self.fit.setChecked(fits)
        self._text.setText(say("{scale} px", scale=self.slider.value()))

    @Slot(int)
    def _on_slider(self, scale: int) -> None:
        self.zoomed.emit(scale)

    @Slot()
    def _on_fit(self) -> None:
        """Pressed once more it stays on: only another zoom ends it."""
        self.fit.setChecked(True)
        self.fit_asked.emit()
