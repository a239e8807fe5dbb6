"""Spin boxes and combo boxes that behave well inside a form.

They take anything while it is typed and say what is wrong with it, instead of refusing keys in silence; the wheel
changes them only when they have the focus, so that scrolling a form is safe; and Ctrl+Z in them undoes in the document.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from nnstudio.core.numbers import PER_CENT
from nnstudio.core.settings import Setting
from nnstudio.core.words import say
from nnstudio.ui.forms.numbers import read_float, read_int, write_float, write_int
from nnstudio.ui.kit.actions import is_redo

_INT_LIMIT = 2**31 - 1
_TWO_FIVE_TEN = (1.0, 2.0, 5.0, 10.0)
_GEOMETRIC_RANGE = 10_000


class DocumentUndo(QObject):
    """Event filter of a line edit or spin box: leaves undo and redo to the window, whose steps are the document's."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        if event.matches(QKeySequence.StandardKey.Undo) or is_redo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def leave_undo_to_document(box: QLineEdit | QAbstractSpinBox) -> None:
    """Makes undo and redo in that box the window's."""
    box.installEventFilter(DocumentUndo(box))


class IntBox(QSpinBox):
    """A whole number with thousands separators.

    Attributes:
        complained: what is wrong with the text as it is typed; empty when it is right.
    """

    complained = Signal(str)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self.setRange(max(-_INT_LIMIT, int(setting.low)), min(_INT_LIMIT, int(setting.high)))
        if setting.lowest is not None:
            self.setSpecialValueText(say(setting.lowest))
        _settle_in(self)
        self.lineEdit().textEdited.connect(lambda text: self.complained.emit(_reason(read_int(text, self._setting))))

    def show_value(self, value: int) -> None:
        """Shows a value without telling anyone; the limits give way to it, so that what is shown is what is so."""
        with QSignalBlocker(self):
            self.setRange(min(self.minimum(), value), min(_INT_LIMIT, max(self.maximum(), value)))
            self.setValue(value)

    def textFromValue(self, value: int) -> str:
        return write_int(value)

    def valueFromText(self, text: str) -> int:
        """The number that is typed, or the one before where it is none."""
        read = read_int(text, self._setting)
        return self.value() if isinstance(read, str) else read

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed; only a number within the limits counts."""
        if text == self.specialValueText() and text:
            return QValidator.State.Acceptable, text, position
        return _state(read_int(text, self._setting)), text, position

    def fixup(self, _: str) -> str:
        """What is left in the box when the typing ends without a number: the value before."""
        self.complained.emit("")
        return self.textFromValue(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if _takes_wheel(self, event):
            super().wheelEvent(event)


class FloatBox(QDoubleSpinBox):
    """A number written as people do: `0.001`, `1e-3`, `10 %`. Ranges over four powers of ten step 1, 2, 5, 10."""

    complained = Signal(str)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._scale = 100 if setting.percent else 1
        self._written = replace(setting, low=setting.low * self._scale, high=setting.high * self._scale)
        self.setDecimals(18)
        self.setRange(setting.low, setting.high)
        _settle_in(self)
        if setting.percent:
            self.setSuffix(PER_CENT)
        if setting.lowest is not None:
            self.setSpecialValueText(say(setting.lowest))
        self.lineEdit().textEdited.connect(lambda text: self.complained.emit(_reason(self._read(text))))

    def show_value(self, value: float) -> None:
        """Shows a value without telling anyone; the limits give way to it."""
        with QSignalBlocker(self):
            self.setRange(min(self.minimum(), value), max(self.maximum(), value))
            self.setValue(value)

    def textFromValue(self, value: float) -> str:
        return write_float(round(value * self._scale, 12) if self._scale > 1 else value)

    def valueFromText(self, text: str) -> float:
        """The number that is typed, or the one before where it is none."""
        read = self._read(text)
        return self.value() if isinstance(read, str) else read / self._scale

    def _read(self, text: str) -> float | str:
        return read_float(text.strip().removesuffix("%"), self._written)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Anything may be typed; only a number within the limits counts."""
        if text == self.specialValueText() and text:
            return QValidator.State.Acceptable, text, position
        return _state(self._read(text)), text, position

    def fixup(self, _: str) -> str:
        """What is left in the box when the typing ends without a number: the value before."""
        self.complained.emit("")
        return self.textFromValue(self.value()) + self.suffix()

    def stepBy(self, steps: int) -> None:
        """Up and down: by 1-2-5 in wide ranges, else by 5 of the last digit that counts."""
        value = self.value()
        if self._is_geometric and value > 0:
            for _ in range(abs(steps)):
                value = stepped(value, up=steps > 0)
        else:
            digits = min(self._setting.decimals, 2)
            value = round(value + steps * 5 * 10.0**-digits, self._setting.decimals)
        self.setValue(value)
        self.complained.emit("")
        self.selectAll()

    @property
    def _is_geometric(self) -> bool:
        """Whether all values are positive and may differ by powers of ten."""
        setting = self._setting
        positive = setting.low > 0 or (setting.low == 0 and setting.low_open)
        return positive and setting.high >= _GEOMETRIC_RANGE * max(setting.low, 10.0**-setting.decimals)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if _takes_wheel(self, event):
            super().wheelEvent(event)


class ChoiceBox(QComboBox):
    """A combo box that the wheel changes only when it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if _takes_wheel(self, event):
            super().wheelEvent(event)


def stepped(value: float, *, up: bool) -> float:
    """The next of ..., 0.1, 0.2, 0.5, 1, 2, ... above or below a positive value."""
    exponent = int(f"{value:e}".split("e")[1])
    ladder = [float(f"{m:g}e{e}") for e in (exponent - 1, exponent, exponent + 1) for m in _TWO_FIVE_TEN[:3]]
    if up:
        return min(rung for rung in ladder if rung > value * (1 + 1e-9))
    return max(rung for rung in ladder if rung < value * (1 - 1e-9))


def _settle_in(box: QSpinBox | QDoubleSpinBox) -> None:
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToPreviousValue)
    box.lineEdit().setTextMargins(4, 0, 0, 0)
    leave_undo_to_document(box)


def _takes_wheel(box: QWidget, event: QWheelEvent) -> bool:
    if box.hasFocus():
        return True
    event.ignore()
    return False


def _reason(read: object) -> str:
    return read if isinstance(read, str) else ""


def _state(read: object) -> QValidator.State:
    return QValidator.State.Intermediate if isinstance(read, str) else QValidator.State.Acceptable
