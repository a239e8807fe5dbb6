"""The chosen layer: what it does, its settings, and what it makes of its input."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.layers import Layer, Shapes, kind_of
from nnstudio.core.network import titles
from nnstudio.core.network.costs import BYTES_PER_VALUE, layer_cost
from nnstudio.core.network.inference import Inferred, infer
from nnstudio.core.problems import Problem
from nnstudio.core.project import Project
from nnstudio.core.settings import settings_of
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.design.formula import bytes_text, parameter_formula
from nnstudio.ui.design.glyphs import Chip
from nnstudio.ui.forms.form import Form
from nnstudio.ui.kit.command_buttons import show_action
from nnstudio.ui.kit.scrolling import SidePanel
from nnstudio.ui.numbers import NOTHING, shape_words, whole

_WIDTH = 320


class Inspector(SidePanel):
    """Shows one layer, or how to choose one.

    Attributes:
        edited: (setting, value) the person changed a setting.
        settled: the gesture ended.
    """

    edited = Signal(str, object)
    settled = Signal()

    def __init__(self, commands: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent)
        self._commands = commands
        self._kind = ""
        self.form: Form | None = None
        self._build()

    def _build(self) -> None:
        self._hint = _hint_panel(self)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        self._column.setSpacing(theme.SPACE)
        self._column.addLayout(self._build_heading())
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setProperty("role", "muted")
        self._column.addWidget(self._about)
        self._column.addSpacing(theme.SPACE)
        self._form_place = QVBoxLayout()
        self._column.addLayout(self._form_place)
        self._column.addSpacing(theme.SPACE)
        self._column.addWidget(_rule())
        self._column.addLayout(self._build_summary())
        self._column.addStretch(1)
        either = QWidget()
        layout = QVBoxLayout(either)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        layout.addWidget(self._hint)
        self.fill(either)

    def _build_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self._chip = Chip(32)
        self._title = QLabel()
        self._title.setObjectName("design.title")
        self._title.setProperty("role", "title")
        row.addWidget(self._chip)
        row.addWidget(self._title, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.TIGHT)
        for action in self._commands:
            button = QToolButton()
            show_action(button, action)
            self._actions.addWidget(button)
        return row

    def _build_summary(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE)
        heading = QLabel(say("What it does here"))
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(1, 1)
        self._figures: dict[str, QLabel] = {}
        for row, (name, text) in enumerate(
            (
                ("input", say("Input")),
                ("output", say("Output")),
                ("parameters", say("Parameters")),
                ("sums", say("Multiply-adds")),
                ("memory", say("Weights")),
            )
        ):
            label, figure = QLabel(text), QLabel()
            label.setProperty("role", "muted")
            figure.setObjectName(f"design.figure.{name}")
            figure.setWordWrap(True)
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(figure, row, 1)
            self._figures[name] = figure
        column.addLayout(grid)
        column.addSpacing(theme.SPACE)
        self._actions.addStretch(1)
        column.addLayout(self._actions)
        return column

    # Showing ---------------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Says how to choose a layer."""
        self._body.hide()
        self._hint.show()

    def show_layer(self, project: Project, node: str, problems: tuple[Problem, ...]) -> None:
        """Shows that node of the project."""
        layer = project.network.node(node).layer
        self._chip.show_kind(kind_of(layer), layer.group)
        self._title.setText(titles(project.network)[node])
        self._about.setText(say(layer.about))
        self._show_form(layer)
        if self.form is not None:
            self.form.show_problems([problem for problem in problems if problem.node == node])
        self._show_figures(layer, node, infer(project.network))
        self._hint.hide()
        self._body.show()

    def focus_form(self) -> None:
        """Brings the keyboard to the first setting."""
        if self.form is not None:
            self.form.focus_first()

    def _show_form(self, layer: Layer) -> None:
        if kind_of(layer) != self._kind:
            self._kind = kind_of(layer)
            if self.form is not None:
                self._form_place.removeWidget(self.form)
                self.form.hide()
                self.form.setParent(None)
                self.form.deleteLater()
            self.form = Form(settings_of(type(layer)), "design.form", label_width=88)
            self.form.edited.connect(self.edited)
            self.form.settled.connect(lambda _: self.settled.emit())
            self._form_place.addWidget(self.form)
        if self.form is not None:
            self.form.show_values(layer.settings)

    def _show_figures(self, layer: Layer, node: str, inferred: Inferred) -> None:
        given, gives = inferred.inputs.get(node, ()), inferred.outputs.get(node)
        texts = dict.fromkeys(self._figures, NOTHING)
        texts["input"] = _shapes_words(given) or say("pictures")
        if gives is not None:
            cost = layer_cost(layer, given, gives)
            texts["output"] = _shapes_words(gives)
            formula = parameter_formula(layer, given)
            texts["parameters"] = formula.replace("= ", "=\u00a0") or say("none")  # "= 320" stays together
            texts["sums"] = whole(cost.multiply_adds) if cost.multiply_adds else say("none")
            texts["memory"] = bytes_text(cost.parameters * BYTES_PER_VALUE) if cost.parameters else say("none")
        for name, text in texts.items():
            self._figures[name].setText(text)


def _shapes_words(shapes: Shapes) -> str:
    return ", ".join(shape_words(shape) for shape in shapes)


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line


def _hint_panel(owner: QWidget) -> QWidget:
    """What can be done without a chosen layer: the keys, as a small table."""
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
    column.setSpacing(theme.SPACE)
    title = QLabel(say("No layer chosen"))
    title.setProperty("role", "title")
    text = QLabel(say("Choose a layer to see what it does and to change its settings."))
    text.setProperty("role", "muted")
    text.setWordWrap(True)
    column.addWidget(title)
    column.addWidget(text)
    column.addSpacing(theme.SPACE)
    column.addWidget(_rule())
    heading = QLabel(say("Keys"))
    heading.setProperty("role", "heading")
    column.addWidget(heading)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE)
    grid.setVerticalSpacing(theme.TIGHT)
    grid.setColumnStretch(1, 1)
    keys = (
        (_keys("Up", "Down"), say("choose a layer")),
        (_keys("Alt+Up", "Alt+Down"), say("move it")),
        (_keys("Return", "F2"), say("change its settings")),
        (_keys("Del"), say("remove it")),
        (_keys("Ctrl+D"), say("duplicate it")),
        (_keys("Ctrl+C", "Ctrl+X", "Ctrl+V"), say("copy, cut, paste")),
    )
    for row, (key, what) in enumerate(keys):
        label = QLabel(what)
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        grid.addWidget(QLabel(key), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignTop)
    column.addLayout(grid)
    column.addStretch(1)
    return panel


def _keys(*sequences: str) -> str:
    """Keys as this system and language write them, one below the other where there are several."""
    form = QKeySequence.SequenceFormat.NativeText
    return "\n".join(QKeySequence(each).toString(form) for each in sequences)
