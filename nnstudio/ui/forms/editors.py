"""One editor for each kind of setting, all with the same interface.

An editor tells of every valid value as it is typed (`edited`) and of the end of the gesture (`settled`): Enter, focus
out, or at once where there is nothing to type. Whoever applies edits to the document merges them until then.
"""

from __future__ import annotations

from typing import Any, assert_never

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSlider, QToolButton, QWidget

from nnstudio.core.settings import Setting, complaint_of
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.forms.boxes import ChoiceBox, FloatBox, IntBox, leave_undo_to_document
from nnstudio.ui.forms.numbers import read_shape, write_shape
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.plain_text import plain_tip

_LEAST = 80
_FINEST = 3  # digits after the point that a slider's steps tell apart


class Editor(QWidget):
    """Shows and edits one value.

    Attributes:
        setting: what it edits.
        edited: the value, whenever the person made it another valid one; never when it is set.
        settled: the gesture ended: the next edit is a step of its own.
        complained: why the text as it stands is no value; empty when it is one.
    """

    edited = Signal(object)
    settled = Signal()
    complained = Signal(str)

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._name = name
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE)

    @property
    def value(self) -> object:
        """The value as it is shown."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows a value without telling of it. What is being typed stays if it already means that value."""
        raise NotImplementedError

    def show_instead(self, value: Any) -> None:
        """Shows, greyed, what counts while its own value is left out."""

    def _take(self, control: QWidget, suffix: str = "", label: str = "") -> None:
        """Names a control, and places it in the row."""
        control.setObjectName(f"{self._name}{suffix}")
        text = say(self.setting.label)
        control.setAccessibleName(f"{text}, {label}" if label else text)
        help_text = say(self.setting.help)
        control.setAccessibleDescription(help_text)
        control.setToolTip(plain_tip(help_text))
        self._row.addWidget(control)
        if self.focusProxy() is None:
            self.setFocusProxy(control)


class IntEditor(Editor):
    """A spin box for a whole number."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self.box = IntBox(setting)
        self.box.setMinimumWidth(_LEAST)
        self._take(self.box)
        self.box.valueChanged.connect(self.edited.emit)
        self.box.editingFinished.connect(self.settled)
        self.box.complained.connect(self.complained)

    @property
    def value(self) -> int:
        """The number."""
        return self.box.value()

    def set_value(self, value: Any) -> None:
        """Shows the number."""
        if value != self.box.value():
            self.box.show_value(value)
            self.complained.emit("")


class FloatEditor(Editor):
    """A spin box that reads and writes numbers as people do."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self.box = FloatBox(setting)
        self.box.setMinimumWidth(_LEAST)  # room for usual values: the widest possible one would take half a form
        self._take(self.box)
        self.box.valueChanged.connect(self.edited.emit)
        self.box.editingFinished.connect(self.settled)
        self.box.complained.connect(self.complained)

    @property
    def value(self) -> float:
        """The number."""
        return self.box.value()

    def set_value(self, value: Any) -> None:
        """Shows the number."""
        if value != self.box.value():
            self.box.show_value(float(value))
            self.complained.emit("")


class BoolEditor(Editor):
    """A check box."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self.box = QCheckBox(say("On"))
        self._take(self.box)
        self._row.addStretch(1)
        self.box.clicked.connect(self._tell)

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Shows whether it is on."""
        self.box.setChecked(value)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit(self.value)
        self.settled.emit()


class ChoiceEditor(Editor):
    """A combo box of the setting's choices by their titles, with their names in Keras as tooltips."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self.box = ChoiceBox()
        # A long choice gives way to the form's width; the list shows it whole.
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self._take(self.box)
        titles = dict(setting.titles)
        for row, choice in enumerate(setting.choices):
            self.box.addItem(say(titles[choice]) if choice in titles else choice, choice)
            if choice in titles:
                self.box.setItemData(row, plain_tip(choice), Qt.ItemDataRole.ToolTipRole)
        self._titled = bool(titles) and "" not in titles  # what is guessed has no name in Keras
        self._show_name()
        self.box.currentIndexChanged.connect(self._tell)

    @property
    def value(self) -> str:
        """The choice."""
        return str(self.box.currentData())

    def set_value(self, value: Any) -> None:
        """Shows the choice."""
        with QSignalBlocker(self.box):
            if self.setting.kind == "name" and self.box.findData(value) < 0:  # what was set before the files changed
                self.box.addItem(value, value)
            self.box.setCurrentIndex(self.box.findData(value))
        self._show_name()

    def _show_name(self) -> None:
        """What Keras calls the choice is in the tooltip, where the box says it in other words."""
        if self._titled:
            self.box.setToolTip(plain_tip(f"{say(self.setting.help)}\nKeras: {self.value}"))

    @Slot()
    def _tell(self) -> None:
        self._show_name()
        self.edited.emit(self.value)
        self.settled.emit()


class ShapeEditor(Editor):
    """A line of text such as `28, 28, 1`, checked as it is typed."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self.line = _Line()
        self._take(self.line)
        self._value: tuple[int, ...] = ()
        self.line.textEdited.connect(self._read)
        self.line.editingFinished.connect(self._settle)
        self.line.left.connect(self._settle)

    @property
    def value(self) -> tuple[int, ...]:
        """The last valid shape."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Shows the shape."""
        if value != self._value:
            self._value = value
            self.line.setText(write_shape(value))
            self.complained.emit("")

    @Slot(str)
    def _read(self, text: str) -> None:
        read = read_shape(text, self.setting)
        if isinstance(read, str):
            self.complained.emit(read)
            return
        self.complained.emit("")
        if read != self._value:
            self._value = read
            self.edited.emit(read)

    @Slot()
    def _settle(self) -> None:
        """Text that is no shape gives way to the last one that was."""
        self.line.setText(write_shape(self._value))
        self.complained.emit("")
        self.settled.emit()


class _Line(QLineEdit):
    """Tells when the focus leaves it, which QLineEdit keeps to itself while its text is unchanged."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        leave_undo_to_document(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class TextEditor(Editor):
    """A line of text. It is told of once it is typed: half a name means nothing."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self.line = _Line()
        self._take(self.line)
        self._value = ""
        self.line.textEdited.connect(self._check)
        self.line.editingFinished.connect(self._settle)
        self.line.left.connect(self._settle)

    @property
    def value(self) -> str:
        """The last valid text."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Shows the text, unless another one is being typed."""
        if value != self._value:
            self._value = value
            self.line.setText(value)
            self.line.setCursorPosition(0)
            self._tell_whole()
            self.complained.emit("")

    @Slot(str)
    def _check(self, text: str) -> None:
        complaint = complaint_of(self.setting, text.strip())
        self.complained.emit(f"{complaint.message} {complaint.fix}" if complaint else "")

    @Slot()
    def _settle(self) -> None:
        """Text that can't be gives way to the last one that could."""
        text = self.line.text().strip()
        if text != self._value and complaint_of(self.setting, text) is None:
            self._value = text
            self.edited.emit(text)
        self.line.setText(self._value)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)  # a long text is seen from its beginning
        self._tell_whole()
        self.complained.emit("")
        self.settled.emit()

    def _tell_whole(self) -> None:
        """The tooltip ends with the text: it may be longer than the field."""
        lines = (say(self.setting.help), self._value)
        self.line.setToolTip(plain_tip("\n".join(line for line in lines if line)))


class SizeEditor(Editor):
    """Rows × columns; the link keeps them equal."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self._row.setSpacing(theme.TIGHT)
        self.rows, self.columns = IntBox(setting), IntBox(setting)
        self.link = QToolButton()
        self.link.setCheckable(True)
        self.link.setChecked(True)
        self.link.setText("=")
        self.link.setFixedWidth(scaled(24))
        self._take(self.rows, ".rows", say("rows"))
        times = QLabel("×")
        times.setProperty("role", "muted")
        self._row.addWidget(times)
        self._take(self.columns, ".columns", say("columns"))
        self._take(self.link, ".link", say("rows and columns equal"))
        self.link.setToolTip(say("Keeps rows and columns equal"))
        self._row.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        for box in (self.rows, self.columns):
            box.setMinimumWidth(44)
            box.valueChanged.connect(self._tell)
            box.editingFinished.connect(self.settled)
            box.complained.connect(self.complained)
        self.link.clicked.connect(self._tell_link)

    @property
    def value(self) -> tuple[int, int]:
        """(rows, columns)."""
        return self.rows.value(), self.columns.value()

    def set_value(self, value: Any) -> None:
        """Shows rows and columns; the link is on while they are equal."""
        if value != self.value:
            self.rows.show_value(value[0])
            self.columns.show_value(value[1])
            self.complained.emit("")
        if not self._typing():
            self.link.setChecked(value[0] == value[1])

    def _typing(self) -> bool:
        return self.rows.hasFocus() or self.columns.hasFocus()

    @Slot()
    def _tell(self) -> None:
        if self.link.isChecked():
            typed = self.columns if self.sender() is self.columns else self.rows
            other = self.rows if typed is self.columns else self.columns
            other.show_value(typed.value())
        self.edited.emit(self.value)

    @Slot()
    def _tell_link(self) -> None:
        if self.link.isChecked() and self.rows.value() != self.columns.value():
            self.columns.show_value(self.rows.value())
            self.edited.emit(self.value)
        self.settled.emit()


class OptionalSizeEditor(Editor):
    """A size that can be left out."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self._row.setSpacing(theme.TIGHT)
        self.box = QCheckBox()
        self._take(self.box, ".on", say("on"))
        self.size_editor = SizeEditor(setting, name)
        self._row.addWidget(self.size_editor, 1, Qt.AlignmentFlag.AlignLeft)
        self.box.clicked.connect(self._tell)
        self.size_editor.edited.connect(self.edited)
        self.size_editor.settled.connect(self.settled)
        self.size_editor.complained.connect(self.complained)
        self.set_value(None)

    @property
    def value(self) -> tuple[int, int] | None:
        """(rows, columns), or None if left out."""
        return self.size_editor.value if self.box.isChecked() else None

    def set_value(self, value: Any) -> None:
        """Shows the size; None switches it off and keeps the numbers for the next time."""
        self.box.setChecked(value is not None)
        self.size_editor.setEnabled(value is not None)
        if value is not None:
            self.size_editor.set_value(value)

    def show_instead(self, value: Any) -> None:
        self.size_editor.set_value(value)

    @Slot()
    def _tell(self) -> None:
        self.size_editor.setEnabled(self.box.isChecked())
        self.edited.emit(self.value)
        self.settled.emit()


class SlidingEditor(FloatEditor):
    """A slider and a spin box for a number between two limits; the way of a slider is one gesture."""

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(setting, name, parent)
        self._digits = min(setting.decimals, _FINEST)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(self._steps(setting.low), self._steps(setting.high))
        self.slider.setPageStep(max(1, (self.slider.maximum() - self.slider.minimum()) // 10))
        self._take(self.slider, ".slider")
        self._row.insertWidget(0, self.slider, 1)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self.settled)
        self.box.valueChanged.connect(self._follow)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._follow(float(value))

    def _steps(self, value: float) -> int:
        return round(value * 10.0**self._digits)

    def _follow(self, value: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._steps(value))

    @Slot(int)
    def _on_slider(self, steps: int) -> None:
        self.box.setValue(steps / 10**self._digits)
        if not self.slider.isSliderDown():
            self.settled.emit()


class _Slider(QSlider):
    """Moved by the wheel only while it has the focus, so that scrolling a form is safe."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def editor_for(setting: Setting, name: str, parent: QWidget | None = None, *, sliding: bool = False) -> Editor:
    """The editor for that kind of setting. `name` becomes the object name of the control that takes the keys.

    `sliding`: a number between two limits has a slider too.
    """
    if sliding and setting.kind == "float":
        return SlidingEditor(setting, name, parent)
    match setting.kind:
        case "int":
            return IntEditor(setting, name, parent)
        case "float":
            return FloatEditor(setting, name, parent)
        case "bool":
            return BoolEditor(setting, name, parent)
        case "choice" | "name":
            return ChoiceEditor(setting, name, parent)
        case "size":
            return SizeEditor(setting, name, parent)
        case "optional_size":
            return OptionalSizeEditor(setting, name, parent)
        case "shape":
            return ShapeEditor(setting, name, parent)
        case "text":
            return TextEditor(setting, name, parent)
        case _:
            assert_never(setting.kind)
