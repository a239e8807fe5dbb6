"""What can be done to the network is the same in the menus, the menu of a card, the keys and the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableWidget, QToolButton, QWidget

from nnstudio.core.layers import GROUPS, LAYERS, Conv2D, Dense, Flatten, Input, Layer
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.sources import MNIST, DataPlan

if TYPE_CHECKING:
    from tests.ui.design.conftest import Designer, MakeDesigner

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
OF_A_LAYER = {"cut", "copy", "duplicate", "remove", "up", "down", "edit"}


def action(designer: Designer, name: str) -> QAction:
    found = designer.page.findChild(QAction, f"design.{name}")
    assert isinstance(found, QAction), name
    return found


def usable(designer: Designer) -> set[str]:
    """The commands that can be given now."""
    return {name for name, each in designer.page.commands.actions.items() if each.isEnabled()}


def open_menu(designer: Designer) -> QMenu:
    found = designer.find(QMenu, "design.menu")
    assert found.isVisible()
    return found


def test_without_a_chosen_layer_only_what_needs_none_can_be_done(designer: Designer) -> None:
    assert usable(designer) == {"paste", "summary"}
    assert "Choose a layer first." in action(designer, "remove").toolTip()


def test_the_ends_of_the_network_can_not_be_moved_beyond_it(designer: Designer) -> None:
    designer.page.select("n1")
    assert usable(designer) == OF_A_LAYER - {"up"} | {"paste", "summary"}
    designer.page.select("n4")
    assert usable(designer) == OF_A_LAYER - {"down"} | {"paste", "summary"}


def test_a_project_to_look_at_only_can_be_copied_from_and_not_changed(designer: Designer) -> None:
    designer.page.select("n3")
    designer.studio.files.is_read_only = True
    designer.studio.files.changed.emit()
    assert usable(designer) == {"copy", "edit", "summary"}
    assert "look at only" in action(designer, "cut").toolTip()
    assert not designer.page.commands.layers.isEnabled()


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("up", ["Input", "Dense", "Flatten", "Dense"]),
        ("down", ["Input", "Flatten", "Dense", "Dense"]),
        ("duplicate", ["Input", "Flatten", "Dense", "Dense", "Dense"]),
        ("remove", ["Input", "Flatten", "Dense"]),
        ("cut", ["Input", "Flatten", "Dense"]),
    ],
)
def test_each_command_is_one_step_that_can_be_undone(designer: Designer, name: str, kinds: list[str]) -> None:
    designer.page.select("n3")
    action(designer, name).trigger()
    assert designer.kinds == kinds
    assert len(designer.steps()) == 1


def test_what_was_copied_in_a_menu_is_pasted_in_a_menu(designer: Designer) -> None:
    designer.page.select("n3")
    action(designer, "copy").trigger()
    action(designer, "paste").trigger()
    assert designer.network.layers[2:4] == (Dense(128), Dense(128))


def test_every_kind_of_layer_is_in_the_menu_under_its_group(designer: Designer) -> None:
    groups = [each.menu() for each in designer.page.commands.layers.actions()]
    listed = {menu.title(): [each.text() for each in menu.actions()] for menu in groups if isinstance(menu, QMenu)}
    assert listed == {
        title: [kind.__name__ for kind in LAYERS if kind.group == group] for group, title in GROUPS.items()
    }


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
def test_a_layer_is_added_from_the_menu_below_the_chosen_one(designer: Designer, kind: type[Layer]) -> None:
    designer.page.select("n3")
    action(designer, f"add.{kind.__name__}").trigger()
    assert designer.kinds[0 if kind is Input else 3] == kind.__name__


def test_the_summary_is_in_the_menu(designer: Designer) -> None:
    action(designer, "summary").trigger()
    assert designer.find(QTableWidget, "design.summary.table").rowCount() == 4
    QTest.keyClick(designer.widget("design.summary"), Qt.Key.Key_Escape)


def test_a_right_click_on_a_card_chooses_it_and_opens_its_menu(designer: Designer) -> None:
    card = designer.card("n3")
    place = card.mapTo(designer.page.canvas, QPoint(40, 20))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, designer.page.canvas.mapToGlobal(place))
    QApplication.sendEvent(designer.page.canvas, event)
    assert designer.page.selected == "n3"
    menu = open_menu(designer)
    assert {"Cu&t layer", "&Remove layer", "Move &up", "&Add layer"} <= {each.text() for each in menu.actions()}
    menu.close()


@pytest.mark.parametrize("by", ["Menu", "Shift+F10"])
def test_the_menu_of_the_chosen_card_opens_by_key(designer: Designer, by: str) -> None:
    designer.click("design.card.n3")
    if by == "Shift+F10":
        designer.key(Qt.Key.Key_F10, SHIFT)
    else:
        centre = designer.card("n3").rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, centre, centre)
        QApplication.sendEvent(designer.card("n3"), event)
    menu = open_menu(designer)
    assert designer.page.selected == "n3"
    assert designer.card("n3").rect().contains(designer.card("n3").mapFromGlobal(menu.pos()))
    menu.close()


def test_keys_of_layers_leave_text_fields_alone(designer: Designer) -> None:
    designer.click("design.card.n3")
    search = designer.widget("design.palette.search")
    search.setFocus()
    QTest.keyClicks(search, "dense")
    QTest.keyClick(search, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(search, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "dense"
    QTest.keyClick(search, Qt.Key.Key_Delete)
    assert len(designer.kinds) == 4


def test_the_buttons_of_the_form_are_off_when_the_command_is(designer: Designer) -> None:
    designer.page.select("n1")
    assert not designer.find(QToolButton, "design.up").isEnabled()
    assert designer.find(QToolButton, "design.down").isEnabled()


# What one press mends ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "node", "says", "kinds"),
    [
        (
            (Input((28, 28, 1)), Flatten(), Conv2D(8), Dense(10, "softmax")),
            "n3",
            "Move it before Flatten",
            ["Input", "Conv2D", "Flatten", "Dense"],
        ),
        (
            (Input((28, 28, 1)), Input((28, 28, 1)), Flatten(), Dense(10, "softmax")),
            "n2",
            "Keep one Input",
            ["Input", "Flatten", "Dense"],
        ),
    ],
)
def test_a_layer_in_the_wrong_place_has_a_button_and_an_entry_that_mend_it(
    make_designer: MakeDesigner, layers: tuple[Layer, ...], node: str, says: str, kinds: list[str]
) -> None:
    designer = make_designer(Project(DataPlan(MNIST()), chain_network(*layers)))
    button = designer.find(QPushButton, f"design.fix.{node}")
    assert button.isVisible()
    assert says in button.text()
    designer.page.select(node)
    assert says in action(designer, "fix").text()
    action(designer, "fix").trigger()
    assert designer.kinds == kinds
    designer.studio.document.undo()
    designer.bot.waitUntil(lambda: designer.find(QWidget, f"design.fix.{node}").isVisible())
    designer.click(f"design.fix.{node}")
    assert designer.kinds == kinds
