"""A page is its package and its line: tab, menu, keys and lazy refreshing come by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from nnstudio.core.project import dense_project
from nnstudio.ui import theme
from nnstudio.ui.shell.main_window import MainWindow
from nnstudio.ui.shell.pages import PAGES
from tests.extending.page import PAGE
from tests.support.fake_studio import FakeStudio


@pytest.fixture
def studio() -> FakeStudio:
    return FakeStudio(dense_project("digits", (16,)))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, studio: FakeStudio) -> Iterator[MainWindow]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    PAGES.append(PAGE)
    try:
        shown = MainWindow(studio, tmp_path)
        qtbot.addWidget(shown)
        shown.resize(1400, 800)  # where all tabs have room for their icons
        shown.show()
        yield shown
    finally:
        PAGES.remove(PAGE)


def test_it_has_a_tab_a_menu_entry_and_keys_and_follows_the_project(window: MainWindow, studio: FakeStudio) -> None:
    tabs = window.findChild(QTabBar, "shell.tabs")
    assert isinstance(tabs, QTabBar)
    assert tabs.tabText(tabs.count() - 1) == "Count"
    assert not tabs.tabIcon(tabs.count() - 1).isNull()
    assert window.findChild(QLabel, "count.text") is None
    action = window.findChild(QAction, "shell.page.count")
    assert isinstance(action, QAction)
    assert action.shortcut().toString() == f"Ctrl+{len(PAGES)}"
    action.trigger()
    text = window.findChild(QLabel, "count.text")
    assert isinstance(text, QLabel)
    assert text.text() == "4 layers"
    window.show_page("design")
    studio.document.apply("Change", dense_project("digits", (16, 16)), source=None)
    assert text.text() == "4 layers"
    window.show_page("count")
    assert text.text() == "5 layers"
