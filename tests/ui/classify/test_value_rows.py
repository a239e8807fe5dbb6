"""The fields for a row of numbers, whatever its columns are called."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QAbstractSpinBox
from pytestqt.qtbot import QtBot

from nnstudio.ui.classify.value_rows import ValueRows


def test_a_column_goes_by_its_name_even_with_braces(qtbot: QtBot) -> None:
    rows = ValueRows()
    qtbot.addWidget(rows)
    rows.show_columns(("{a}", "b = {"), np.zeros(2), np.ones(2))
    assert [field.accessibleName() for field in rows.findChildren(QAbstractSpinBox)] == ["{a}", "b = {"]
