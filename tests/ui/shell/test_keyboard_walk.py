"""Every page without a mouse: Tab reaches every control, in the order in which the eye goes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.ui.shell.main_window import MainWindow
from tests.ui.shell.test_small_screens import PAGES, BusyStudio, MakeWindow, bring_to_life, make_window

__all__ = ["make_window"]


@pytest.fixture
def show(make_window: MakeWindow, qtbot: QtBot) -> Callable[[str], MainWindow]:
    """Opens the window on that page, wide enough that no column gives way."""

    def open_on(page: str) -> MainWindow:
        window = make_window(BusyStudio())
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.activateWindow()
        window.show_page(page)
        bring_to_life(window, page, qtbot)
        QApplication.processEvents()
        return window

    return open_on


def walk(window: MainWindow) -> list[QWidget]:
    """Where Tab leads, from the page's tab until it comes there again."""
    tabs = window.findChild(QTabBar, "shell.tabs")
    assert tabs is not None
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    for _ in range(200):
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now is tabs:
            return reached
        if not reached or now is not reached[-1]:  # a plot may keep one Tab to itself
            reached.append(now)
    pytest.fail("Tab never comes back to where it began")


def wanted(window: MainWindow, page: str) -> set[str]:
    """The names of the page's controls that Tab is to reach."""
    found = window.area.page(page).findChildren(QWidget)
    tabbed = [
        each
        for each in found
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and each.isEnabled()
        and each.focusProxy() is None
    ]
    return {each.objectName() for each in tabbed if each.objectName().startswith(f"{page}.")}


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_every_control_of_a_page(page: str, show: Callable[[str], MainWindow]) -> None:
    window = show(page)
    reached = walk(window)
    assert wanted(window, page) - {each.objectName() for each in reached} == set()
    assert len(reached) == len(set(map(id, reached)))


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_as_the_eye_does(page: str, show: Callable[[str], MainWindow]) -> None:
    window = show(page)
    own = [each for each in walk(window) if window.area.page(page).isAncestorOf(each)]
    for one, other in pairwise(own):
        if one.parentWidget() is other.parentWidget():
            assert comes_after(window, one, other), f"{one.objectName()} before {other.objectName()}"


def comes_after(window: MainWindow, one: QWidget, other: QWidget) -> bool:
    """Whether the eye meets `other` later: it begins further right in the same row, or below."""
    first, second = (each.mapTo(window, QPoint(0, 0)) for each in (one, other))
    in_one_row = second.y() < first.y() + one.height() and first.y() < second.y() + other.height()
    return second.x() >= first.x() if in_one_row else second.y() > first.y()
