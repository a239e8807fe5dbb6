"""The tools of the canvas: brush and eraser, their width, undo, redo, clear; as commands and below the canvas."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.drawing.canvas import Canvas
from nnstudio.ui.drawing.sketch import LARGEST_BRUSH, SMALLEST_BRUSH
from nnstudio.ui.kit.actions import make_action, make_choice, only_told
from nnstudio.ui.kit.tool_button import tool_button


class CanvasTools(QWidget):
    """Shows the canvas's brush and steps, and changes them.

    Attributes:
        steps, tools: the commands; the canvas hears their keys itself.
    """

    def __init__(self, canvas: Canvas, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._page = page
        self._usable = True
        self._build_commands()
        self._build()
        self._connect()
        self.refresh()

    def _build_commands(self) -> None:
        canvas, keys = self._canvas, QKeySequence.StandardKey
        command, choice = partial(make_action, self, page=self._page), partial(make_choice, self, page=self._page)
        undo = say("Take the last stroke back")
        self._undo = command("undo", say("Undo stroke"), undo, canvas.undo, keys=keys.Undo, picture="undo")
        redo = say("Draw the stroke again that was taken back")
        self._redo = command("redo", say("Redo stroke"), redo, canvas.redo, keys=keys.Redo, picture="redo")
        clear = say("Start with an empty canvas")
        self._clear = command("clear", say("Clear drawing"), clear, canvas.clear, keys="Del", picture="delete")
        self._pen = choice("pen", say("Brush"), say("Draw ink (E switches)"), self._choose_pen, picture="brush")
        erase = say("Take ink away, to see which stroke decides (E)")
        self._eraser = choice("eraser", say("Eraser"), erase, self._choose_eraser, picture="eraser")
        group = QActionGroup(self)
        for action in (self._pen, self._eraser):
            group.addAction(action)
        thin, wide = say("Strokes become thinner"), say("Strokes become wider")
        self._thinner = command("thinner", say("Thinner brush"), thin, canvas.narrow_brush, keys="[")
        self._wider = command("wider", say("Wider brush"), wide, canvas.widen_brush, keys="]")
        self.steps = (self._undo, self._redo, self._clear)
        self.tools = (self._pen, self._eraser, self._thinner, self._wider)
        for action in (*self.steps, *self.tools):
            only_told(action)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        for action in (self._pen, self._eraser):
            row.addWidget(tool_button(action, self))
        row.addSpacing(theme.TIGHT)
        self._brush = self._slider()
        row.addWidget(self._brush, 1)
        row.addSpacing(theme.TIGHT)
        for action in self.steps:
            row.addWidget(tool_button(action, self))

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName(f"{self._page}.brush")
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
        self._brush.valueChanged.connect(canvas.set_brush)

    @Slot()
    def refresh(self) -> None:
        """Shows the canvas's tools as they are."""
        canvas = self._canvas
        self._pen.setChecked(not canvas.erasing)
        self._eraser.setChecked(canvas.erasing)
        self._brush.setValue(canvas.brush)
        for action, possible in (
            (self._pen, True),
            (self._eraser, True),
            (self._undo, canvas.sketch.can_undo),
            (self._redo, canvas.sketch.can_redo),
            (self._clear, not canvas.sketch.is_blank),
            (self._thinner, canvas.brush > SMALLEST_BRUSH),
            (self._wider, canvas.brush < LARGEST_BRUSH),
        ):
            action.setEnabled(self._usable and possible)

    def set_usable(self, usable: bool) -> None:
        """Whether the canvas is in sight; else none of the commands can be given."""
        self._usable = usable
        self.refresh()

    def _choose_pen(self) -> None:
        self._canvas.set_erasing(False)

    def _choose_eraser(self) -> None:
        self._canvas.set_erasing(True)
