"""Editors and the form, through keyboard, mouse and wheel."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.core.layers import LAYERS, Layer, MaxPooling2D
from nnstudio.core.problems import Problem, Severity
from nnstudio.core.settings import Setting, setting_of, settings_of
from nnstudio.core.training import TrainingPlan
from nnstudio.core.words import mark
from nnstudio.ui import theme
from nnstudio.ui.forms.form import Form
from nnstudio.ui.plain_text import plain_tip

FIELDS = (
    Setting("units", mark("Units"), mark("How many outputs."), "int", 1, 1_000_000),
    Setting("rate", mark("Rate"), mark("Share switched off."), "float", 0, 0.99, decimals=2),
    Setting("speed", mark("Learning rate"), mark("Size of a step."), "float", 1e-6, 10, decimals=6),
    Setting("use_bias", mark("Bias"), mark("A constant."), "bool"),
    Setting("activation", mark("Activation"), mark("The function."), "choice", choices=("relu", "tanh", "softmax")),
    Setting("kernel", mark("Kernel"), mark("Rows and columns."), "size"),
    Setting("strides", mark("Strides"), mark("Off: by its own size."), "optional_size"),
    Setting("shape", mark("Shape"), mark("Axes."), "shape", 1, 65_536),
    Setting("names", mark("Names"), mark("With commas between."), "text", 1, 12),
)
VALUES: dict[str, Any] = {
    "units": 128,
    "rate": 0.5,
    "speed": 0.001,
    "use_bias": True,
    "activation": "relu",
    "kernel": (3, 3),
    "strides": None,
    "shape": (28, 28, 1),
    "names": "a, b",
}


class Shown:
    """A form in a window, and what it told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.form = Form(FIELDS, "form")
        QVBoxLayout(self.window).addWidget(self.form)
        self.form.show_values(VALUES)
        self.told: list[tuple[str, Any]] = []
        self.settled: list[str] = []
        self.form.edited.connect(lambda name, value: self.told.append((name, value)))
        self.form.settled.connect(self.settled.append)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)

    def type(self, name: str, text: str) -> QWidget:
        """Replaces a field's text by typing."""
        widget = self.form.findChild(QWidget, f"form.{name}")
        assert widget is not None
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)
        return widget

    def complaint(self, name: str) -> str:
        """What stands under the field; empty if nothing is shown."""
        label = self.form.findChild(QLabel, f"form.{name}.error")
        assert label is not None
        return label.text() if label.isVisible() else ""


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Shown:
    theme.apply(qapp, "light")
    return Shown(qtbot)


def test_showing_values_tells_nothing(shown: Shown) -> None:
    assert shown.told == []
    assert {name: shown.form.editor(name).value for name in shown.form.names} == VALUES


def test_typing_tells_each_valid_value_and_settles_on_enter(shown: Shown) -> None:
    box = shown.type("units", "300")
    assert shown.told == [("units", 3), ("units", 30), ("units", 300)]
    assert shown.settled == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert shown.settled == ["units"]


def test_a_text_is_told_once_it_is_typed(shown: Shown) -> None:
    line = shown.type("names", " c, d ")
    assert shown.told == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert shown.told == [("names", "c, d")]
    assert "names" in shown.settled
    shown.type("names", "e")
    shown.form.setFocus()
    assert shown.told[-1] == ("names", "e")


def test_a_text_that_is_longer_than_its_field_begins_at_the_left_and_is_told_whole(shown: Shown) -> None:
    line = shown.type("names", "one, two")
    shown.form.editor("units").setFocus()
    assert isinstance(line, QLineEdit)
    assert line.cursorPosition() == 0
    assert line.toolTip() == plain_tip("With commas between.\none, two")


def test_a_text_of_another_length_is_explained_and_given_up(shown: Shown) -> None:
    for text, complaint in (("far too long a text", "outside from 1 to 12"), (" ", "Write something")):
        line = shown.type("names", text)
        assert complaint in shown.complaint("names")
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert shown.complaint("names") == ""
        assert shown.form.editor("names").value == "a, b"
    assert shown.told == []


def test_a_large_number_is_shown_with_thousands(shown: Shown) -> None:
    box = shown.type("units", "100480")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert isinstance(box, QSpinBox)
    assert box.text() == "100,480"


def test_a_number_outside_the_limits_is_explained_and_given_up_on_leaving(shown: Shown) -> None:
    box = shown.type("units", "2000000")
    assert shown.complaint("units") == "Choose a value from 1 to 1,000,000."
    assert shown.told[-1] == ("units", 200_000)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert shown.complaint("units") == ""
    assert isinstance(box, QSpinBox)
    assert box.text() == "200,000"


@pytest.mark.parametrize(("text", "value"), [("1e-3", 0.001), ("0.02", 0.02), ("0,5", 0.5)])
def test_a_learning_rate_takes_scientific_notation(shown: Shown, text: str, value: float) -> None:
    shown.form.editor("speed").set_value(0.7)
    shown.type("speed", text)
    assert shown.told[-1] == ("speed", value)


def test_arrow_keys_step_a_learning_rate_by_one_two_five(shown: Shown) -> None:
    box = shown.type("speed", "")
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert shown.told == [("speed", 0.002), ("speed", 0.005), ("speed", 0.01)]


def test_arrow_keys_step_a_rate_evenly(shown: Shown) -> None:
    box = shown.type("rate", "")
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert [value for _, value in shown.told] == [0.55, 0.5, 0.45]


def test_a_choice_and_a_check_box_settle_at_once(shown: Shown) -> None:
    combo = shown.form.findChild(QComboBox, "form.activation")
    check = shown.form.findChild(QCheckBox, "form.use_bias")
    assert combo is not None
    assert check is not None
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(8, check.height() // 2))
    assert shown.told == [("activation", "tanh"), ("use_bias", False)]
    assert [name for name in shown.settled if name != "units"] == ["activation", "use_bias"]


def test_linked_rows_and_columns_stay_equal(shown: Shown) -> None:
    shown.type("kernel.rows", "5")
    assert shown.told == [("kernel", (5, 5))]
    shown.type("kernel.columns", "7")
    assert shown.told[-1] == ("kernel", (7, 7))


def test_unlinked_rows_and_columns_differ(shown: Shown) -> None:
    link = shown.form.findChild(QWidget, "form.kernel.link")
    assert link is not None
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    shown.type("kernel.rows", "5")
    assert shown.told == [("kernel", (5, 3))]
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert shown.told[-1] == ("kernel", (5, 5))


def test_an_optional_size_can_be_switched_on_and_off(shown: Shown) -> None:
    check = shown.form.findChild(QCheckBox, "form.strides.on")
    assert check is not None
    QTest.keyClick(check, Qt.Key.Key_Space)
    assert shown.told == [("strides", (1, 1))]
    shown.type("strides.rows", "2")
    assert shown.told[-1] == ("strides", (2, 2))
    QTest.keyClick(check, Qt.Key.Key_Space)
    assert shown.told[-1][1] is None


def test_a_shape_is_checked_as_it_is_typed(shown: Shown) -> None:
    line = shown.type("shape", "32, 32,")
    assert shown.told[-1] == ("shape", (32, 32))
    QTest.keyClicks(line, " x")
    assert shown.complaint("shape") != ""
    shown.type("shape", "32, a")
    assert shown.complaint("shape") == "“a” is not a whole number."
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert shown.complaint("shape") == ""
    assert isinstance(line, QLineEdit)
    assert line.text() == "32"


def test_setting_the_value_that_is_typed_leaves_the_text_alone(shown: Shown) -> None:
    box = shown.type("units", "1000")
    shown.form.show_values({"units": 1000})
    assert isinstance(box, QSpinBox)
    assert box.text() == "1000"


def test_the_wheel_changes_only_a_field_with_the_focus(shown: Shown) -> None:
    for name in ("units", "rate", "activation", "kernel.rows"):
        widget = shown.form.findChild(QWidget, f"form.{name}")
        assert widget is not None
        widget.clearFocus()
        _wheel(widget)
    assert shown.told == []
    units = shown.form.findChild(QWidget, "form.units")
    assert units is not None
    units.setFocus()
    _wheel(units)
    assert shown.told == [("units", 129)]


def _wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_errors_are_shown_under_their_field_and_taken_away(shown: Shown) -> None:
    shown.form.show_problems([Problem("Units", "are too many.", setting="units")])
    assert shown.complaint("units") == "Units are too many."
    assert shown.complaint("rate") == ""
    shown.form.show_problems([])
    assert shown.complaint("units") == ""


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_a_problem_has_the_colour_of_its_severity(shown: Shown, severity: Severity) -> None:
    shown.form.show_problems([Problem("Units", "are many.", severity=severity, setting="units")])
    complaint = shown.form.findChild(QLabel, "form.units.error")
    assert complaint is not None
    assert complaint.palette().color(QPalette.ColorRole.WindowText) == theme.colour(severity)
    shown.form.show_problems([Problem("Units", "are many.", severity="error", setting="units")])
    assert complaint.palette().color(QPalette.ColorRole.WindowText) == theme.colour("error")


def test_a_value_beyond_the_limits_is_shown_as_it_is(shown: Shown) -> None:
    shown.form.show_values({"units": 5_000_000, "rate": 1.5})
    assert shown.form.editor("units").value == 5_000_000
    assert shown.form.editor("rate").value == 1.5


def test_undo_in_a_field_is_the_windows(qtbot: QtBot, shown: Shown) -> None:
    undone: list[bool] = []
    action = QAction("Undo", shown.window)
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: undone.append(True))
    shown.window.addAction(action)
    shown.window.activateWindow()
    qtbot.waitActive(shown.window)
    for name in ("units", "shape"):
        widget = shown.type(name, "5")
        QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True, True]


@pytest.mark.parametrize("kind", [kind for kind in LAYERS if settings_of(kind)], ids=lambda kind: kind.__name__)
def test_every_layer_kind_has_a_form_that_shows_its_values(qtbot: QtBot, kind: type[Layer]) -> None:
    form = Form(settings_of(kind), "form")
    qtbot.addWidget(form)
    values = kind().settings
    form.show_values(values)
    assert {name: form.editor(name).value for name in form.names} == values
    for setting in settings_of(kind):
        proxy = form.editor(setting.name).focusProxy()
        assert proxy is not None
        assert proxy.accessibleName().startswith(setting.label)
        assert proxy.toolTip()


@pytest.mark.parametrize(("typed", "value"), [("25", 0.25), ("12.5 %", 0.125), ("7%", 0.07)])
def test_a_share_is_written_in_percent(qtbot: QtBot, typed: str, value: float) -> None:
    share = setting_of(TrainingPlan, "validation_share")
    form = Form((share,), "form")
    qtbot.addWidget(form)
    form.show_values({"validation_share": 0.1})
    form.show()
    box = form.findChild(QDoubleSpinBox, "form.validation_share")
    assert isinstance(box, QDoubleSpinBox)
    assert box.text() == "10\u00a0%"
    told: list[object] = []
    form.edited.connect(lambda _, value: told.append(value))
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert told[-1] == value
    box.lineEdit().selectAll()
    QTest.keyClicks(box, "60")
    label = form.findChild(QLabel, "form.validation_share.error")
    assert isinstance(label, QLabel)
    assert label.text() == "Choose a value from 0 to 50."


def test_a_size_left_out_shows_the_one_that_counts_instead(qtbot: QtBot) -> None:
    form = Form(settings_of(MaxPooling2D), "form")
    qtbot.addWidget(form)
    form.show_values({"pool_size": (3, 2), "strides": None, "padding": "valid"})
    sizes = [form.findChild(QSpinBox, f"form.strides.{side}") for side in ("rows", "columns")]
    assert [box.value() for box in sizes if box is not None] == [3, 2]
    assert not any(box.isEnabled() for box in sizes if box is not None)
