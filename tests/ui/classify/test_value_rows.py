"""The fields for a row of numbers, whatever its columns are called."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox
from pytestqt.qtbot import QtBot

from nnstudio.data.category_columns import Category
from nnstudio.ui.classify.value_rows import ValueRows


def test_a_column_goes_by_its_name_even_with_braces(qtbot: QtBot) -> None:
    rows = ValueRows()
    qtbot.addWidget(rows)
    rows.show_columns(("{a}", "b = {"), np.zeros(2), np.ones(2))
    assert [field.accessibleName() for field in rows.findChildren(QAbstractSpinBox)] == ["{a}", "b = {"]


NAMES = ("width", "colour = red", "colour = blue", "colour = {green}", "height")
LOWS, HIGHS = np.array([0.0, 0, 0, 0, 2]), np.array([4.0, 1, 1, 1, 4])
COLOUR = Category("colour", 1, ("red", "blue", "{green}"), 1)


@pytest.fixture
def rows(qtbot: QtBot) -> ValueRows:
    made = ValueRows()
    qtbot.addWidget(made)
    made.show_columns(NAMES, LOWS, HIGHS, (COLOUR,))
    return made


def box(rows: ValueRows) -> QComboBox:
    found = rows.findChild(QComboBox, "classify.value.1")
    assert isinstance(found, QComboBox)
    return found


def test_a_column_of_words_is_one_choice_that_starts_with_the_most_frequent(rows: ValueRows) -> None:
    assert [box(rows).itemText(place) for place in range(box(rows).count())] == ["red", "blue", "{green}"]
    assert box(rows).accessibleName() == "colour"
    assert len(rows.findChildren(QAbstractSpinBox)) == 2
    assert rows.values.tolist() == [2, 0, 1, 0, 3]


def test_a_chosen_word_is_a_one_among_zeros(rows: ValueRows, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.edited):
        box(rows).setCurrentIndex(2)
    assert rows.values.tolist() == [2, 0, 0, 1, 3]


def test_a_sample_shows_its_word_and_tells_nobody(rows: ValueRows) -> None:
    told: list[bool] = []
    rows.edited.connect(lambda: told.append(True))
    rows.show_values(np.array([1.25, 1, 0, 0, 9], np.float32))
    assert box(rows).currentText() == "red"
    assert rows.values.tolist() == [1.25, 1, 0, 0, 9]
    assert not told


def test_what_is_chosen_stays_for_the_same_columns_and_goes_with_others(rows: ValueRows) -> None:
    box(rows).setCurrentIndex(2)
    rows.show_columns(NAMES, LOWS - 1, HIGHS + 1, (COLOUR,))
    assert rows.values.tolist() == [2, 0, 0, 1, 3]
    rows.show_columns(NAMES, LOWS, HIGHS)
    assert rows.values.tolist() == [2, 0.5, 0.5, 0.5, 3]
    assert not rows.findChildren(QComboBox)
