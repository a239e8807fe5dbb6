"""What a screen reader is told of widgets that paint themselves, and of combo boxes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.layers import Dense
from nnstudio.ui.classify.bars import ClassBars as AnswerBars
from nnstudio.ui.data.class_bars import ClassBars
from nnstudio.ui.data.gallery import Gallery
from nnstudio.ui.data.split_editor import SplitBar
from nnstudio.ui.data.variants import Variants
from nnstudio.ui.design.palette import PaletteEntry
from nnstudio.ui.design.stack import Stack
from nnstudio.ui.drawing.canvas import Canvas
from nnstudio.ui.kit.readers import install_readers
from nnstudio.ui.weights.grid_view import GridView
from nnstudio.ui.weights.histogram import Histogram

ROLE = QAccessible.Role
TEXT = QAccessible.Text


@pytest.fixture(autouse=True)
def _readers(qapp: QApplication) -> None:
    install_readers()


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (Gallery, ROLE.List),
        (ClassBars, ROLE.List),
        (SplitBar, ROLE.Chart),
        (AnswerBars, ROLE.Chart),
        (lambda: Canvas("page", "", ""), ROLE.Canvas),
        (Variants, ROLE.Graphic),
        (GridView, ROLE.List),
        (lambda: Histogram("weights.histogram"), ROLE.Chart),
        (lambda: PaletteEntry(Dense), ROLE.Button),
        (Stack, ROLE.List),
    ],
)
def test_widgets_that_paint_themselves_have_a_role(qtbot: QtBot, make: type[QWidget], role: QAccessible.Role) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.setAccessibleName("Name")
    widget.setAccessibleDescription("What is chosen")
    told = QAccessible.queryAccessibleInterface(widget)
    assert told.role() == role
    assert told.text(TEXT.Name) == "Name"
    assert told.text(TEXT.Description) == "What is chosen"


def test_a_combo_box_is_told_of_with_its_label(qtbot: QtBot) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["Adam", "SGD"])
    box.setAccessibleName("Optimiser")
    told = QAccessible.queryAccessibleInterface(box)
    assert told.role() == ROLE.ComboBox
    assert told.text(TEXT.Name).startswith("Optimiser")
    assert told.text(TEXT.Value) == "Adam"
    box.setCurrentIndex(1)
    assert told.text(TEXT.Value) == "SGD"


def test_what_is_told_ends_with_the_widget(qtbot: QtBot) -> None:
    for _ in range(50):
        holder = QWidget()
        box, bars = QComboBox(holder), ClassBars(holder)
        for widget in (box, bars):
            assert QAccessible.queryAccessibleInterface(widget).isValid()
        holder.deleteLater()
        qtbot.wait(0)
    assert QAccessible.queryAccessibleInterface(QWidget()) is not None
