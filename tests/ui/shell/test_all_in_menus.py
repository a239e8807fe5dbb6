"""Menus are the full list of what can be done: whatever a button, a context menu or a key does is in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.ui.data.scaling_chooser import ScalingChooser
from nnstudio.ui.forms.form import Form
from nnstudio.ui.forms.kind_form import KindForm, KindsForm
from nnstudio.ui.kit.command_buttons import COMMAND
from nnstudio.ui.page import Page
from nnstudio.ui.shell.main_window import MainWindow
from tests.support.fake_studio import FakeStudio
from tests.ui.shell.test_keyboard_walk import digits_studio
from tests.ui.shell.test_small_screens import PAGES, BusyStudio, MakeWindow, bring_to_life, make_window

__all__ = ["make_window"]

# Buttons that give a command which the window has, under another name.
SAME = {
    "data.choose.*": "shell.data.*",
    "data.folder": "shell.data.folder",
    "data.header.folder": "shell.data.folder",
    "data.relabel.choices": "data.relabel.*",  # opens what is in the menu too
    "data.waiting*.button": "shell.tasks.cancel",
    "data.move.choices": "data.move.*",
    "data.file": "shell.data.open_file",
    "train.empty.train": "shell.train",
    "weights.train": "shell.train",
    "classify.train": "shell.train",
    "design.fix.*": "design.fix",  # of the chosen layer
    "shell.status.problems": "shell.problems",
    "shell.status.data": "shell.page.data",
    "classify.sample*": "classify.try",
    "train.*.menu": "train.*.saving",  # opens what is in the menu too
    "shell.engine": "shell.backend.*",
    "compare.filter": "compare.filter.*",  # opens what is in the menu too
    "compare.columns": "compare.column.*",
}
NO_COMMANDS = {
    "data.chooser.back": "leaves what Data > Choose data shows",
    "shell.notice.*": "of one notice, to which View > Notices goes",
    "qt_*_ext_button": "shows the rest of a bar",
}
QTS_OWN = (QMenu, QTabBar, QLineEdit, QAbstractSpinBox, QTableView)  # and pyqtgraph's: what such a widget is made of
VALUES = (Form, KindForm, KindsForm, ScalingChooser)  # what is chosen in a form is no command
# What is done by a key, a double click or in a context menu, without any button.
BY_HAND = {
    "data": ("data.large", "data.previous", "data.next", "data.choose_all", "data.find", "data.sort.name"),
    "design": ("design.cut", "design.copy", "design.paste", "design.edit", "design.fix", "design.start"),
    "train": ("train.copy_epochs", "train.log_copy", "train.show_epochs", "train.show_log", "train.loss.fit"),
    "weights": ("weights.zoom_in", "weights.zoom_out"),
    "compare": ("compare.find", "compare.show_curves", "compare.save_shown", "shell.runs.label", "shell.runs.delete"),
    "classify": ("classify.remove", "classify.thinner", "classify.wider", "classify.back", "classify.try"),
}
OF_THE_WINDOW = ("shell.runs.newer", "shell.runs.older", "shell.notices.show", "shell.tasks.cancel", "shell.problems")

Open = Callable[..., MainWindow]


@pytest.fixture
def show(make_window: MakeWindow, qtbot: QtBot) -> Open:
    """The window on that page, with everything on it that there can be."""

    def show_page(page: str, studio: FakeStudio | None = None) -> MainWindow:
        window = make_window(studio or BusyStudio())
        window.resize(1280, 800)
        window.show_page(page)
        if isinstance(window._studio, BusyStudio):
            bring_to_life(window, page, qtbot)
        return window

    return show_page


def in_menus(window: MainWindow) -> dict[str, QAction]:
    """All commands in the menu bar, by name, as the menus open."""
    found: dict[str, QAction] = {}
    for action in window.menuBar().actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found |= {each.objectName(): each for each in entries(inner) if each.objectName()}
    return found


def entries(menu: QMenu) -> Iterator[QAction]:
    menu.aboutToShow.emit()
    yield from leaves(menu.actions())


def leaves(actions: Iterable[QAction]) -> Iterator[QAction]:
    for action in actions:
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from entries(inner)
        elif not action.isSeparator():
            yield action


def command_of(button: QAbstractButton) -> str:
    """The name of the command that the button stands for."""
    action = button.defaultAction() if isinstance(button, QToolButton) else None
    return action.objectName() if action is not None else str(button.property(COMMAND) or "")


def is_within(button: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    around = button.parentWidget()
    while around is not None and not isinstance(around, kinds):
        around = around.parentWidget()
    return around is not None


def own_buttons(window: MainWindow) -> list[QAbstractButton]:
    """All of the window and of the page that is shown that are ours and stand for a command."""
    page = window.area.page(window.area.current)
    there = [each for each in window.findChildren(QAbstractButton) if not is_within(each, (*QTS_OWN, *VALUES))]
    return [each for each in there if page.isAncestorOf(each) or not is_within(each, (Page,))]


def is_known(name: str, patterns: dict[str, str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


@pytest.mark.parametrize("page", PAGES)
def test_every_buttons_command_is_in_a_menu(page: str, show: Open) -> None:
    window = show(page)
    listed = in_menus(window)
    missing = [
        button.objectName()
        for button in own_buttons(window)
        if command_of(button) not in listed and not is_known(button.objectName(), SAME | NO_COMMANDS)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_a_button_can_be_pressed_when_its_command_can_be_given(page: str, show: Open) -> None:
    window = show(page)
    listed = in_menus(window)
    stand = [button for button in own_buttons(window) if command_of(button) in listed]
    for button in stand:
        action = listed[command_of(button)]
        assert (button.isEnabledTo(window.area.page(page)), button.isChecked()) == (
            action.isEnabled(),
            action.isChecked(),
        ), button.objectName()


@pytest.mark.parametrize("page", PAGES)
def test_what_keys_and_context_menus_do_is_in_a_menu(page: str, show: Open) -> None:
    listed = set(in_menus(show(page)))
    assert {*BY_HAND[page], *OF_THE_WINDOW} - listed == set()


@pytest.mark.parametrize("page", PAGES)
def test_context_menus_offer_nothing_else(page: str, show: Open) -> None:
    window = show(page)
    listed = in_menus(window)
    offering = Qt.ContextMenuPolicy.ActionsContextMenu
    offered = [
        action.objectName()
        for widget in window.area.page(page).findChildren(QWidget)
        if widget.contextMenuPolicy() == offering
        for action in leaves(widget.actions())
    ]
    assert bool(offered) == (page != "design"), "the cards have a menu of their own"
    assert set(offered) - set(listed) == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_entry_says_what_it_does(page: str, show: Open) -> None:
    listed = in_menus(show(page))
    assert [name for name, action in listed.items() if name and not (action.text() and action.toolTip())] == []


def test_the_exceptions_are_what_is_there(show: Open) -> None:
    """An exception that excepts nothing is one too many; the commands named for others are in the menus."""
    buttons, listed = set(), set()
    for page in PAGES:
        window = show(page)
        listed |= set(in_menus(window))
        buttons |= {button.objectName() for button in own_buttons(window)}
    unused = [pattern for pattern in SAME if not any(fnmatch(name, pattern) for name in buttons)]
    assert set(unused) <= {"design.fix.*"}
    assert [target for target in SAME.values() if not any(fnmatch(name, target) for name in listed)] == [
        "train.*.saving"
    ]


def test_a_command_of_another_page_shows_that_page(show: Open) -> None:
    window = show("train", digits_studio())
    listed = in_menus(window)
    listed["data.shuffle"].trigger()
    assert window.area.current == "data"


def test_a_class_is_chosen_in_the_menu(show: Open) -> None:
    window = show("data", digits_studio())
    listed = in_menus(window)
    assert listed["data.class.-1"].isChecked()
    listed["data.class.3"].trigger()
    assert in_menus(window)["data.class.3"].isChecked()
