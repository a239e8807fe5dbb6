"""The tools below the canvas: brush, eraser, undo, redo, clear."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.classify.canvas import Canvas
from nnstudio.ui.classify.controls import tool_button
from nnstudio.ui.classify.sketch import LARGEST_BRUSH, SMALLEST_BRUSH
from nnstudio.ui.kit.button_actions import pressed_by


class CanvasTools(QWidget):
    """Shows the canvas's brush and steps, and changes them."""

    def __init__(self, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self._pen = tool_button("pen", "brush", say("Brush"), say("Draw ink (E switches)"), self)
        self._eraser = tool_button(
            "eraser", "eraser", say("Eraser"), say("Take ink away, to see which stroke decides (E)"), self
        )
        for button in (self._pen, self._eraser):
            button.setCheckable(True)
        self._brush = self._slider()
        self._undo = tool_button(
            "undo", "undo", say("Undo stroke"), say("Take the last stroke back (Ctrl+Z on the canvas)"), self
        )
        self._redo = tool_button(
            "redo", "redo", say("Redo stroke"), say("Draw it again (Ctrl+Shift+Z on the canvas)"), self
        )
        pressed_by(self._undo, QKeySequence.StandardKey.Undo)
        pressed_by(self._redo, QKeySequence.StandardKey.Redo)
        self._clear = tool_button(
            "clear", "delete", say("Clear drawing"), say("Start with an empty canvas (Delete)"), self
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self._pen)
        row.addWidget(self._eraser)
        row.addSpacing(theme.TIGHT)
        row.addWidget(self._brush, 1)
        row.addSpacing(theme.TIGHT)
        for button in (self._undo, self._redo, self._clear):
            row.addWidget(button)

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName("classify.brush")
        slider.setRange(SMALLEST_BRUSH, LARGEST_BRUSH)
        slider.setPageStep(8)
        slider.setMinimumWidth(56)
        slider.setAccessibleName(say("Brush width"))
        slider.setToolTip(
            say("Brush width ([ and ]). Strokes about as thick as in the training pictures are recognised best.")
        )
        return slider

    def _connect(self) -> None:
        canvas = self._canvas
        canvas.tools_changed.connect(self.refresh)
        self._pen.clicked.connect(self._choose_pen)
        self._eraser.clicked.connect(self._choose_eraser)
        self._brush.valueChanged.connect(canvas.set_brush)
        self._undo.clicked.connect(canvas.undo)
        self._redo.clicked.connect(canvas.redo)
        self._clear.clicked.connect(canvas.clear)

    @Slot()
    def refresh(self) -> None:
        """Shows the canvas's tools as they are."""
        canvas = self._canvas
        self._pen.setChecked(not canvas.erasing)
        self._eraser.setChecked(canvas.erasing)
        self._brush.setValue(canvas.brush)
        self._undo.setEnabled(canvas.sketch.can_undo)
        self._redo.setEnabled(canvas.sketch.can_redo)
        self._clear.setEnabled(not canvas.sketch.is_blank)

    @Slot()
    def _choose_pen(self) -> None:
        self._canvas.set_erasing(False)

    @Slot()
    def _choose_eraser(self) -> None:
        self._canvas.set_erasing(True)
