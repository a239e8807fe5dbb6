"""Layouts that give way: rows that break, columns that stack."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.ui import theme
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.flow import EvenFlow, Flow
from nnstudio.ui.kit.rows import Rows
from nnstudio.ui.kit.scrolling import SidePanel, VerticalScroll


@pytest.fixture(autouse=True)
def type_of_the_usual_size(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def block(width: int, height: int = 20) -> QWidget:
    made = QWidget()
    made.setMinimumSize(width, height)
    return made


def places(qtbot: QtBot, rows: Rows, width: int, *blocks: QWidget) -> list[tuple[int, int, int]]:
    """(left, top, width) of each that is shown, in rows of that width, as high as they must be."""
    qtbot.addWidget(rows)
    for each in blocks:
        rows.addWidget(each)
    rows.resize(width, rows.heightForWidth(width))
    rows.show()
    shown = [each for each in blocks if each.isVisible()]
    assert all(rows.rect().contains(each.geometry()) for each in shown)
    return [(each.x(), each.y(), each.width()) for each in shown]


def test_what_does_not_fit_beside_the_others_begins_a_new_row(qtbot: QtBot) -> None:
    assert places(qtbot, Flow(10), 130, block(60), block(60), block(60)) == [(0, 0, 60), (70, 0, 60), (0, 30, 60)]


def test_rows_in_the_middle(qtbot: QtBot) -> None:
    assert places(qtbot, Flow(10, centred=True), 150, block(60), block(60), block(40)) == [
        (10, 0, 60),
        (80, 0, 60),
        (55, 30, 40),
    ]


def test_items_that_all_fit_share_the_width_where_they_spread(qtbot: QtBot) -> None:
    assert places(qtbot, Flow(10, spread=True), 170, block(60), block(60)) == [(0, 0, 80), (90, 0, 80)]


def test_four_of_which_three_fit_stand_two_by_two(qtbot: QtBot) -> None:
    blocks = [block(40) for _ in range(4)]
    assert places(qtbot, EvenFlow(0, 50), 160, *blocks) == [(0, 0, 80), (80, 0, 80), (0, 20, 80), (80, 20, 80)]


def test_hidden_items_take_no_room(qtbot: QtBot) -> None:
    hidden = block(500)
    hidden.setVisible(False)
    assert places(qtbot, EvenFlow(0, 50), 100, hidden, block(40), block(40)) == [(0, 0, 50), (50, 0, 50)]


def columns(qtbot: QtBot, width: int) -> tuple[VerticalScroll, list[QWidget]]:
    """A page of that width, 400 high, and on it left, main, right: 200, at least 300, 200 wide, the sides 500 high."""
    left, main, right = SidePanel(200), block(10), SidePanel(200)
    for side in (left, right):
        side.fill(block(100, 500))
    made = Columns(main, left=left, right=right, least=300)
    page = VerticalScroll(made)
    qtbot.addWidget(page)
    page.resize(width, 400)
    page.show()
    return page, [left, main, right]


def test_columns_stand_beside_each_other_where_there_is_room(qtbot: QtBot) -> None:
    _page, (left, main, right) = columns(qtbot, 800)
    assert [each.x() for each in (left, main, right)] == [0, 200, 600]
    assert {each.height() for each in (left, main, right)} == {400}


def test_the_right_column_goes_below_first_and_is_as_high_as_its_content(qtbot: QtBot) -> None:
    _page, (left, main, right) = columns(qtbot, 600)
    qtbot.waitUntil(lambda: right.height() == 500)
    assert (left.x(), main.x(), right.x()) == (0, 200, 0)
    assert right.y() == main.geometry().bottom() + 1


def test_in_a_narrow_window_all_columns_stand_below_each_other(qtbot: QtBot) -> None:
    page, (left, main, right) = columns(qtbot, 360)
    qtbot.waitUntil(lambda: right.height() == 500)
    assert main.y() < left.y() < right.y()
    qtbot.waitUntil(lambda: {each.width() for each in (left, main, right)} == {page.viewport().width()})


def test_content_that_grows_has_its_column_grow(qtbot: QtBot) -> None:
    text = QLabel("short")
    panel, body = SidePanel(100), QWidget()
    panel.fill(text)
    page = VerticalScroll(Columns(body, right=panel, least=400))
    qtbot.addWidget(page)
    page.resize(300, 300)
    page.show()
    before = panel.height()
    text.setText("\n".join(["long"] * 20))
    qtbot.waitUntil(lambda: panel.height() > before + 200)


def test_what_grew_while_it_was_hidden_has_its_room_when_it_is_shown(qtbot: QtBot) -> None:
    """A page fills its labels before it shows what holds them."""
    outer, rows, first, second = QWidget(), Flow(10), QLabel("1"), QLabel("2")
    qtbot.addWidget(outer)
    rows.setParent(outer)
    for label in (first, second):
        rows.addWidget(label)
    rows.resize(600, 40)
    outer.resize(600, 40)
    outer.show()
    rows.hide()
    first.setText("Training 54,000")
    rows.show()
    assert first.width() >= first.sizeHint().width()
    assert second.x() > first.geometry().right()


def test_of_a_text_that_has_no_room_at_all_not_even_dots_are_shown(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(QFontMetrics(label.font()).horizontalAdvance("…") + 2, 20)
    nothing = label.grab().toImage()
    label.setText("Test picture 12")
    assert label.grab().toImage() == nothing
