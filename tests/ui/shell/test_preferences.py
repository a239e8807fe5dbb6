"""The preferences' list of data that is kept ready."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox, QTableWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.project import dense_project
from nnstudio.core.sources import Digits
from nnstudio.data.kept import Kept
from nnstudio.data.prepare import prepare
from nnstudio.ui.shell.preferences_dialog import PreferencesDialog
from tests.support.fake_studio import FakeStudio

KEPT = (Kept("iris-1", "Iris", 40_000, 2e9), Kept("moons-1", "Two moons", 2_500_000, 1e9))


@pytest.fixture
def studio() -> FakeStudio:
    studio = FakeStudio(dense_project("digits"))
    studio.cache.kept = KEPT
    return studio


@pytest.fixture
def dialog(studio: FakeStudio, qtbot: QtBot) -> PreferencesDialog:
    dialog = PreferencesDialog(studio)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def table_of(dialog: PreferencesDialog) -> QTableWidget:
    return dialog.findChild(QTableWidget, "shell.preferences.cache")  # type: ignore[return-value]


def button_of(dialog: PreferencesDialog, name: str) -> QPushButton:
    return dialog.findChild(QPushButton, f"shell.preferences.cache.{name}")  # type: ignore[return-value]


def text_of(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


def rows(dialog: PreferencesDialog) -> list[list[str]]:
    table = table_of(dialog)
    return [[text_of(table, row, column) for column in range(2)] for row in range(table.rowCount())]


def test_what_is_kept_is_listed_with_its_size(dialog: PreferencesDialog) -> None:
    assert rows(dialog) == [["Iris", "40.0 kB"], ["Two moons", "2.5 MB"]]
    total = dialog.findChild(QLabel, "shell.preferences.cache.total")
    assert isinstance(total, QLabel)
    assert total.text() == "2 data sets take 2.5 MB."


def test_chosen_data_goes(dialog: PreferencesDialog) -> None:
    assert not button_of(dialog, "remove").isEnabled()
    table_of(dialog).selectRow(1)
    button_of(dialog, "remove").click()
    assert rows(dialog) == [["Iris", "40.0 kB"]]


def test_data_stays_chosen_wherever_it_stands_in_the_list(dialog: PreferencesDialog, studio: FakeStudio) -> None:
    table_of(dialog).selectRow(1)
    studio.cache.kept = KEPT[::-1]
    studio.cache.refresh()
    assert [index.row() for index in table_of(dialog).selectionModel().selectedRows()] == [0]
    button_of(dialog, "remove").click()
    assert rows(dialog) == [["Iris", "40.0 kB"]]
    assert not button_of(dialog, "remove").isEnabled()


def test_all_goes_but_what_is_open(dialog: PreferencesDialog, studio: FakeStudio) -> None:
    digits = prepare(Digits(), progress=lambda *_: None, cancelled=lambda: False, allow_download=False)
    studio.cache.kept = (*KEPT, Kept(digits.folder.name, "Digits", 100_000, 3e9))
    studio.have(digits)
    studio.cache.refresh()
    assert text_of(table_of(dialog), 2, 2) == "open now"
    table_of(dialog).selectRow(2)
    assert not button_of(dialog, "remove").isEnabled()
    button_of(dialog, "empty").click()
    assert [row[0] for row in rows(dialog)] == ["Digits"]
    assert not button_of(dialog, "empty").isEnabled()


def test_the_limit_is_a_preference_and_holds_when_it_is_settled(dialog: PreferencesDialog, studio: FakeStudio) -> None:
    limit = dialog.findChild(QSpinBox, "shell.preferences.cache.limit")
    assert isinstance(limit, QSpinBox)
    assert limit.value() == 20
    limit.setValue(5)
    assert studio.preferences.now.cache_gigabytes == 5
    assert "keep_within_limit" not in studio.calls
    limit.editingFinished.emit()
    assert "keep_within_limit" in studio.calls
