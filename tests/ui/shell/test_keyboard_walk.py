"""Every page without a mouse: Tab reaches every control, in the order in which the eye goes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.sources import Digits
from nnstudio.core.usual import default_project
from nnstudio.data.sources.brought import brought_file
from nnstudio.data.sources.digits import FILE, read_digits
from nnstudio.data.store import Dataset
from nnstudio.ui import theme
from nnstudio.ui.data.gallery import Gallery
from nnstudio.ui.shell.main_window import MainWindow
from tests.support.fake_studio import FakeStudio
from tests.ui.shell.test_small_screens import PAGES, BusyStudio, MakeWindow, bring_to_life, make_window

__all__ = ["make_window"]


Show = Callable[..., MainWindow]


def digits_studio() -> FakeStudio:
    """With pictures to walk through."""
    studio = FakeStudio(default_project())
    arrays: dict[str, Any] = dict(read_digits(brought_file(FILE)))
    studio.data.dataset = Dataset(Digits(), Digits.expected, Path(), "digits", **arrays)
    return studio


@pytest.fixture
def show(make_window: MakeWindow, qtbot: QtBot, qapp: QApplication) -> Show:
    """Opens the window on that page, wide enough that no column gives way."""

    def open_on(page: str, studio: FakeStudio | None = None) -> MainWindow:
        theme.apply(qapp, "light")
        window = make_window(studio or BusyStudio())
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.activateWindow()
        window.show_page(page)
        bring_to_life(window, page, qtbot)
        QApplication.processEvents()
        window.grab()  # everything is laid out now
        return window

    return open_on


def walk(window: MainWindow) -> list[QWidget]:
    """Where Tab leads, from the page's tab until it comes there again."""
    tabs = window.findChild(QTabBar, "shell.tabs")
    assert tabs is not None
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    now: QWidget = tabs
    for _ in range(200):
        QTest.keyClick(now, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        now = focused
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
def test_tab_reaches_every_control_of_a_page(page: str, show: Show) -> None:
    window = show(page)
    reached = [each.objectName() for each in walk(window) if each.objectName()]
    assert wanted(window, page) - set(reached) == set()
    assert sorted(set(reached)) == sorted(reached)


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_as_the_eye_does(page: str, show: Show) -> None:
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


def test_tab_goes_round_the_window_as_the_eye_does(show: Show) -> None:
    names = [each.objectName() for each in walk(show("data"))]
    order = ["data.choose", "shell.status.problems", "shell.stop.button", "shell.engine", "shell.runs"]
    assert [name for name in names if name in order] == order
    assert names[-1] == "shell.runs.toggle"


def test_shift_and_tab_go_the_same_way_back(show: Show) -> None:
    window = show("classify")
    there = walk(window)
    for expected in reversed(there):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert QApplication.focusWidget() is expected


def test_who_comes_to_classify_can_use_the_keys_of_the_drawing_at_once(show: Show) -> None:
    show("classify")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "classify.canvas"


def test_the_gallery_shows_where_the_arrows_start(show: Show) -> None:
    window = show("data", digits_studio())
    gallery = window.findChild(Gallery)
    assert gallery is not None
    assert gallery.current == -1
    while QApplication.focusWidget() is not gallery:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    assert gallery.current == 0
    assert accent_pixels(gallery, 0) > 100, "there is no ring"
    gallery.clearFocus()
    assert accent_pixels(gallery, 0) < accent_pixels_with(gallery), "the ring stays without the keyboard"


def accent_pixels(gallery: Gallery, place: int) -> int:
    """How many pixels of that picture's cell have the accent's colour."""
    image = gallery.viewport().grab(gallery.rect_of(place)).toImage()
    accent = theme.colour("accent")
    return sum(image.pixelColor(x, y) == accent for x in range(image.width()) for y in range(image.height()))


def accent_pixels_with(gallery: Gallery) -> int:
    """The same of the first picture with the keyboard there."""
    gallery.setFocus(Qt.FocusReason.TabFocusReason)
    return accent_pixels(gallery, 0)
