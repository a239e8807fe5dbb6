"""Where the keyboard is shows only to those who use it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.ui import theme
from nnstudio.ui.keyboard_focus import shows_focus

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """Two buttons and tabs, dressed."""
    theme.apply(qapp, "light")
    shown = QWidget()
    column = QVBoxLayout(shown)
    for name in ("one", "two"):
        button = QPushButton(name, shown)
        button.setObjectName(name)
        column.addWidget(button)
    tabs = QTabBar(shown)
    for name in ("Data", "Design"):
        tabs.addTab(name)
    column.addWidget(tabs)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


def button(window: QWidget, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert found is not None
    return found


def ring(widget: QWidget) -> bool:
    """Whether the left edge has two pixels of accent."""
    picture = widget.grab().toImage()
    ratio = picture.devicePixelRatio()
    inside = picture.pixelColor(round(ratio), round(widget.height() / 2 * ratio))
    return bool(inside == QColor(theme.current().accent))


def test_a_click_shows_no_ring(window: QWidget) -> None:
    one = button(window, "one")
    QTest.mouseClick(one, LEFT)
    assert one.hasFocus()
    assert not shows_focus(one)
    assert not ring(one)


def test_tab_shows_the_ring_and_takes_it_along(window: QWidget) -> None:
    one, two = button(window, "one"), button(window, "two")
    QTest.mouseClick(one, LEFT)
    QTest.keyClick(one, Qt.Key.Key_Tab)
    assert shows_focus(two)
    assert ring(two)
    QTest.keyClick(two, Qt.Key.Key_Tab)
    assert not ring(two)


def test_a_click_takes_the_ring_away(window: QWidget) -> None:
    two = button(window, "two")
    QTest.keyClick(button(window, "one"), Qt.Key.Key_Tab)
    assert ring(two)
    QTest.mouseClick(two, LEFT)
    assert not ring(two)


def test_an_arrow_key_brings_the_ring_where_a_click_put_the_focus(window: QWidget) -> None:
    tabs = window.findChild(QTabBar)
    assert tabs is not None
    tabs.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not shows_focus(tabs)
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    assert shows_focus(tabs)


def test_a_click_that_takes_a_buttons_use_leaves_its_neighbour_without_a_ring(window: QWidget) -> None:
    one, two = button(window, "one"), button(window, "two")
    one.clicked.connect(lambda: one.setEnabled(False))
    QTest.mouseClick(one, LEFT)
    assert two.hasFocus()
    assert not shows_focus(two)
