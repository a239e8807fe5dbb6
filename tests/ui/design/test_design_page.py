"""The Design page, driven by mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QLibraryInfo, QMimeData, QPoint, QPointF, Qt, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStyle,
    QTableWidget,
    QWidget,
)

from nnstudio.core.layers import LAYERS, Activation, Conv2D, Dense, Dropout, Flatten, Input, Layer
from nnstudio.core.network import Network, Node, chain_network, insert, remove
from nnstudio.core.project import Project
from nnstudio.core.settings import Setting, settings_of
from nnstudio.core.sources import MNIST, DataPlan, Digits, FashionMNIST
from nnstudio.ui import theme
from nnstudio.ui.design.layer_text import LAYER_MIME

if TYPE_CHECKING:
    from tests.ui.design.conftest import Designer, MakeDesigner

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def _mouse(kind: QEvent.Type, widget: QWidget, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
    event = QMouseEvent(
        kind, QPointF(at), QPointF(widget.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


class CardDrag:
    """A card under way."""

    def __init__(self, designer: Designer, node: str) -> None:
        self.card = designer.card(node)
        self.start = QPoint(100, 20)
        _mouse(QEvent.Type.MouseButtonPress, self.card, self.start, LEFT, LEFT)

    def to(self, target: QWidget, dy: int) -> CardDrag:
        """Moves to a height relative to the middle of another widget."""
        middle = target.mapToGlobal(target.rect().center())
        for part in (0.3, 0.7, 1.0):
            here = self.card.mapToGlobal(self.start)
            y = here.y() + round((middle.y() + dy - here.y()) * part)
            at = self.card.mapFromGlobal(QPoint(here.x(), y))
            _mouse(QEvent.Type.MouseMove, self.card, at, Qt.MouseButton.NoButton, LEFT)
        return self

    def let_go(self) -> None:
        _mouse(QEvent.Type.MouseButtonRelease, self.card, self.start, LEFT, Qt.MouseButton.NoButton)


def _entering(at: QPoint, data: QMimeData) -> QDragEnterEvent:
    """Qt 6.12 takes the place as QPointF and warns of QPoint, which is all that those before take."""
    place: Any = QPointF(at) if QLibraryInfo.version() >= QVersionNumber(6, 12) else at
    return QDragEnterEvent(place, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)


def _drop(designer: Designer, text: bytes, at: QPoint, mime_type: str = LAYER_MIME) -> bool:
    """Drags data over the canvas and drops it; whether the canvas took it."""
    canvas = designer.widget("design.canvas")
    data = QMimeData()
    data.setData(mime_type, text)
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = _entering(at, data)
    QApplication.sendEvent(canvas, enter)
    if not enter.isAccepted():
        return False
    drop = QDropEvent(QPointF(at), copy, data, LEFT, none)
    QApplication.sendEvent(canvas, drop)
    return drop.isAccepted()


def _above(designer: Designer, node: str) -> QPoint:
    card = designer.card(node)
    return card.mapTo(designer.widget("design.canvas"), QPoint(card.width() // 2, -4))


def test_cards_tell_what_a_layer_is_and_what_it_costs(designer: Designer) -> None:
    card = designer.card("n3")
    assert card.accessibleName() == "Dense 1, 128 units, relu, output 128, 100,480 parameters, no problem"
    assert "100,480 trainable" in card.toolTip()
    assert designer.find(QLabel, "design.total.parameters").text() == "101,770"
    assert designer.find(QLabel, "design.total.sums").text() == "101,632"


# Adding --------------------------------------------------------------------------------------------------------


def test_a_layer_dropped_between_two_cards_lands_there(designer: Designer) -> None:
    assert _drop(designer, b'{"kind": "Dropout", "rate": 0.3}', _above(designer, "n4"))
    assert designer.kinds == ["Input", "Flatten", "Dense", "Dropout", "Dense"]
    assert designer.network.layers[3] == Dropout(0.3)
    assert designer.page.selected == designer.network.chain[3].id
    assert designer.steps() == ["Add Dropout"]


@pytest.mark.parametrize("text", [b"", b"x", b'{"kind": "Lambda"}', b"\xff\xfe", b'{"kind": "Dense", "units": 0}'])
def test_what_is_no_layer_can_not_be_dropped(designer: Designer, plain: Project, text: bytes) -> None:
    assert not _drop(designer, text, QPoint(200, 100))
    assert not _drop(designer, b'{"kind": "Dense"}', QPoint(200, 100), "text/plain")
    assert designer.studio.document.project == plain


def test_the_mark_of_a_drop_goes_when_the_drag_leaves(designer: Designer) -> None:
    canvas = designer.page.canvas
    data = QMimeData()
    data.setData(LAYER_MIME, b'{"kind": "Dense"}')
    event = _entering(_above(designer, "n3"), data)
    before = canvas.grab().toImage()
    QApplication.sendEvent(canvas, event)
    assert canvas.grab().toImage() != before
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.DragLeave))
    assert canvas.grab().toImage() == before


def test_a_press_and_a_move_on_a_palette_entry_begin_a_drag_of_its_layer(
    designer: Designer, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[bytes] = []
    monkeypatch.setattr(
        "nnstudio.ui.design.palette.QDrag.exec",
        lambda drag, _: dragged.append(bytes(drag.mimeData().data(LAYER_MIME).data())),
    )
    entry = designer.widget("design.palette.Conv2D")
    _mouse(QEvent.Type.MouseButtonPress, entry, QPoint(20, 10), LEFT, LEFT)
    _mouse(QEvent.Type.MouseMove, entry, QPoint(22, 10), Qt.MouseButton.NoButton, LEFT)
    assert dragged == []
    _mouse(QEvent.Type.MouseMove, entry, QPoint(90, 40), Qt.MouseButton.NoButton, LEFT)
    assert len(dragged) == 1
    assert _drop(designer, dragged[0], _above(designer, "n2"))
    assert designer.network.layers[1] == Conv2D()


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
def test_every_kind_is_added_by_a_double_click_below_the_layer_in_hand(designer: Designer, kind: type[Layer]) -> None:
    designer.click("design.card.n2")
    QTest.mouseDClick(designer.widget(f"design.palette.{kind.__name__}"), LEFT)
    place = 0 if kind is Input else 2
    assert designer.network.layers[place] == kind()
    assert designer.steps() == [f"Add {kind.__name__}"]


def test_enter_on_a_palette_entry_adds_above_the_output_when_none_is_in_hand(designer: Designer) -> None:
    entry = designer.widget("design.palette.Dropout")
    entry.setFocus()
    designer.key(Qt.Key.Key_Return)
    assert designer.kinds == ["Input", "Flatten", "Dense", "Dropout", "Dense"]


def test_the_search_narrows_the_palette_and_enter_adds_the_first(designer: Designer) -> None:
    search = designer.find(QLineEdit, "design.palette.search")
    QTest.keyClicks(search, "window")
    visible = [entry.kind.__name__ for entry in designer.page.palette_panel.entries if entry.isVisible()]
    assert visible == ["MaxPooling2D", "AveragePooling2D"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert "MaxPooling2D" in designer.kinds
    search.clear()
    assert all(entry.isVisible() for entry in designer.page.palette_panel.entries)


def test_arrow_keys_walk_through_the_palette(designer: Designer) -> None:
    designer.widget("design.palette.Input").setFocus()
    designer.key(Qt.Key.Key_Down)
    assert designer.widget("design.palette.Dense").hasFocus()
    designer.key(Qt.Key.Key_Up)
    designer.key(Qt.Key.Key_Up)
    assert designer.widget("design.palette.Input").hasFocus()


def test_an_empty_network_starts_with_one_press(make_designer: MakeDesigner) -> None:
    designer = make_designer(Project(DataPlan(FashionMNIST())))
    designer.click("design.start")
    assert designer.network.layers == (Input((28, 28, 1)), Flatten(), Dense(10, "softmax"))
    assert designer.steps() == ["Add three layers"]
    assert designer.studio.document.problems == ()


def test_a_layer_can_be_dropped_on_an_empty_network(make_designer: MakeDesigner) -> None:
    designer = make_designer(Project())
    assert _drop(designer, b'{"kind": "Input", "shape": [8, 8, 1]}', QPoint(300, 200))
    assert designer.network.layers == (Input((8, 8, 1)),)


# Moving, removing, duplicating ---------------------------------------------------------------------------------


def test_a_card_is_dragged_to_another_place(designer: Designer) -> None:
    CardDrag(designer, "n2").to(designer.card("n3"), 20).let_go()
    assert designer.kinds == ["Input", "Dense", "Flatten", "Dense"]
    assert designer.page.selected == "n2"
    assert designer.steps() == ["Move Flatten"]


def test_a_card_dropped_where_it_was_changes_nothing(designer: Designer, plain: Project) -> None:
    CardDrag(designer, "n2").to(designer.card("n2"), 10).let_go()
    assert designer.studio.document.project == plain
    assert designer.steps() == []


def test_escape_gives_up_a_drag(designer: Designer, plain: Project) -> None:
    drag = CardDrag(designer, "n2").to(designer.card("n4"), 20)
    designer.key(Qt.Key.Key_Escape)
    drag.let_go()
    assert designer.studio.document.project == plain
    assert designer.page.selected == "n2"


def test_a_drag_at_the_edge_scrolls(make_designer: MakeDesigner) -> None:
    designer = make_designer(_tall(16))
    area = designer.page.canvas.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    drag = CardDrag(designer, "n2").to(designer.page.totals, -30)
    designer.bot.waitUntil(lambda: bar.value() == bar.maximum())
    drag.let_go()
    assert designer.network.chain[-2].id == "n2" or designer.network.chain[-1].id == "n2"


def test_keys_choose_move_duplicate_and_remove(designer: Designer) -> None:
    designer.click("design.card.n2")
    designer.key(Qt.Key.Key_Down)
    assert designer.page.selected == "n3"
    assert designer.card("n3").hasFocus()
    designer.key(Qt.Key.Key_Up, ALT)
    assert [node.id for node in designer.network.chain] == ["n1", "n3", "n2", "n4"]
    designer.key(Qt.Key.Key_Down, ALT)
    designer.key(Qt.Key.Key_D, CONTROL)
    assert designer.network.layers[2:4] == (Dense(128), Dense(128))
    designer.key(Qt.Key.Key_Delete)
    designer.key(Qt.Key.Key_Delete)
    assert designer.kinds == ["Input", "Flatten", "Dense"]
    designer.key(Qt.Key.Key_Home)
    assert designer.page.selected == "n1"
    designer.key(Qt.Key.Key_End)
    assert designer.page.selected == designer.network.chain[-1].id
    designer.key(Qt.Key.Key_Escape)
    assert designer.page.selected == ""


def test_delete_in_a_text_field_removes_no_layer(designer: Designer) -> None:
    designer.click("design.card.n3")
    designer.type("units", "55")
    designer.key(Qt.Key.Key_Backspace)
    designer.key(Qt.Key.Key_Delete)
    assert len(designer.kinds) == 4
    assert designer.network.layers[2] == Dense(5)


@pytest.mark.parametrize(
    ("button", "kinds"),
    [
        ("up", ["Input", "Dense", "Flatten", "Dense"]),
        ("down", ["Input", "Flatten", "Dense", "Dense"]),
        ("duplicate", ["Input", "Flatten", "Dense", "Dense", "Dense"]),
        ("remove", ["Input", "Flatten", "Dense"]),
    ],
)
def test_the_same_is_done_with_buttons(designer: Designer, button: str, kinds: list[str]) -> None:
    designer.click("design.card.n3")
    designer.click(f"design.{button}")
    assert designer.kinds == kinds
    assert len(designer.steps()) == 1


def test_a_layer_is_copied_cut_and_pasted_as_text(designer: Designer) -> None:
    designer.click("design.card.n3")
    designer.key(Qt.Key.Key_C, CONTROL)
    assert '"units": 128' in QGuiApplication.clipboard().text()
    designer.key(Qt.Key.Key_V, CONTROL)
    assert designer.network.layers[2:4] == (Dense(128), Dense(128))
    designer.key(Qt.Key.Key_X, CONTROL)
    assert designer.kinds == ["Input", "Flatten", "Dense", "Dense"]
    assert designer.steps() == ["Cut Dense 2", "Paste Dense"]


def test_pasting_what_is_no_layer_says_so(designer: Designer, plain: Project) -> None:
    notices: list[str] = []
    designer.studio.notices.told.connect(lambda notice: notices.append(notice.message))
    QGuiApplication.clipboard().setText("__import__('os')")
    designer.click("design.card.n3")
    designer.key(Qt.Key.Key_V, CONTROL)
    assert len(notices) == 1
    assert notices[0].startswith("The clipboard holds no layer")
    assert designer.studio.document.project == plain


def test_a_press_beside_the_cards_lets_go_of_the_one_in_hand(designer: Designer) -> None:
    designer.click("design.card.n3")
    QTest.mouseClick(designer.page.canvas.stack, LEFT, pos=QPoint(4, 4))
    assert designer.page.selected == ""


# Undo ----------------------------------------------------------------------------------------------------------


def test_undo_of_a_removal_takes_the_layer_in_hand_again(designer: Designer) -> None:
    designer.click("design.card.n3")
    designer.key(Qt.Key.Key_Delete)
    assert designer.page.selected == "n4"
    designer.studio.document.undo()
    assert designer.page.selected == "n3"
    assert designer.card("n3").hasFocus()


def test_undo_of_an_addition_leaves_a_neighbour_in_hand(designer: Designer) -> None:
    designer.click("design.card.n3")
    designer.key(Qt.Key.Key_D, CONTROL)
    added = designer.page.selected
    designer.studio.document.undo()
    assert designer.page.selected == "n4"
    designer.studio.document.redo()
    assert designer.page.selected == added


def test_typing_in_a_field_is_one_step(designer: Designer) -> None:
    designer.click("design.card.n3")
    designer.type("units", "300")
    assert designer.network.layers[2] == Dense(300)
    designer.key(Qt.Key.Key_Return)
    designer.type("units", "40")
    assert designer.steps() == ["Change Dense 1", "Change Dense 1"]
    designer.studio.document.undo()
    assert designer.network.layers[2] == Dense(300)
    assert designer.find(QSpinBox, "design.form.units").value() == 300


def test_settings_of_two_layers_are_two_steps(designer: Designer) -> None:
    designer.click("design.card.n3")
    designer.type("units", "30")
    designer.click("design.card.n4")
    designer.type("units", "11")
    assert designer.steps() == ["Change Dense 2", "Change Dense 1"]


# Settings and problems -----------------------------------------------------------------------------------------


def test_the_form_shows_how_a_layer_comes_to_its_parameters(designer: Designer) -> None:
    designer.click("design.card.n3")
    assert designer.find(QLabel, "design.title").text() == "Dense 1"
    assert designer.find(QLabel, "design.figure.parameters").text() == "(784 + 1) × 128 =\u00a0100,480"
    assert designer.find(QLabel, "design.figure.input").text() == "784"
    designer.type("units", "10")
    assert designer.find(QLabel, "design.figure.parameters").text() == "(784 + 1) × 10 =\u00a07,850"


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_key_on_a_card_leads_to_its_settings(designer: Designer, key: Qt.Key) -> None:
    designer.click("design.card.n3")
    designer.key(key)
    assert designer.widget("design.form.units").hasFocus()


def test_a_double_click_on_a_card_leads_to_its_settings(designer: Designer) -> None:
    QTest.mouseDClick(designer.card("n3"), LEFT)
    assert designer.widget("design.form.units").hasFocus()


EDITS = [(kind, setting) for kind in LAYERS for setting in settings_of(kind)]


@pytest.mark.parametrize(("kind", "setting"), EDITS, ids=[f"{k.__name__}.{s.name}" for k, s in EDITS])
def test_every_setting_of_every_layer_reaches_the_project(
    make_designer: MakeDesigner, kind: type[Layer], setting: Setting
) -> None:
    designer = make_designer(Project(DataPlan(MNIST()), chain_network(kind())))
    designer.click("design.card.n1")
    before = getattr(designer.network.layers[0], setting.name)
    wanted = _change(designer, setting, before)
    assert getattr(designer.network.layers[0], setting.name) == wanted != before
    assert designer.steps() == [f"Change {kind.__name__}"]


def _change(designer: Designer, setting: Setting, before: object) -> object:
    """Edits a setting by hand; what it should have become."""
    name = f"design.form.{setting.name}"
    match setting.kind:
        case "int":
            designer.type(setting.name, "17")
            return 17
        case "float":
            designer.type(setting.name, "2e-1")
            return 0.2
        case "shape":
            designer.type(setting.name, "7 x 9 x 3")
            return (7, 9, 3)
        case "text":
            designer.type(setting.name, "words")
            return "words"
        case "size":
            designer.type(f"{setting.name}.rows", "5")
            return (5, 5)
        case "optional_size":
            QTest.keyClick(designer.widget(f"{name}.on"), Qt.Key.Key_Space)
            return getattr(designer.network.layers[0], setting.instead)  # what counted before, to begin with
        case "bool":
            QTest.keyClick(designer.widget(name), Qt.Key.Key_Space)
            return not before
        case "choice" | "name":
            down = setting.choices.index(str(before)) + 1 < len(setting.choices)
            QTest.keyClick(designer.widget(name), Qt.Key.Key_Down if down else Qt.Key.Key_Up)
            return setting.choices[setting.choices.index(str(before)) + (1 if down else -1)]


@pytest.mark.parametrize(("kind", "setting"), [(k, s) for k, s in EDITS if s.kind in ("int", "float", "shape")])
def test_a_value_that_can_not_be_is_explained_and_keeps_out(
    make_designer: MakeDesigner, kind: type[Layer], setting: Setting
) -> None:
    project = Project(DataPlan(MNIST()), chain_network(kind()))
    designer = make_designer(project)
    designer.click("design.card.n1")
    designer.type(setting.name, "-7")
    label = designer.find(QLabel, f"design.form.{setting.name}.error")
    assert label.isVisible()
    assert label.text()
    assert designer.studio.document.project == project


def test_a_problem_stands_on_its_card_and_its_field_and_one_press_mends_it(designer: Designer) -> None:
    designer.click("design.card.n4")
    designer.type("units", "5")
    assert designer.find(QLabel, "design.form.units.error").text() == "Gives 5, but there are 10 classes to tell apart."
    assert "10 classes" in designer.card("n4").accessibleName()
    fix = designer.find(QPushButton, "design.fix.n4")
    assert fix.text() == "Set its units to 10"
    designer.bot.waitUntil(lambda: fix.height() > 0 and designer.card("n4").height() > 90)
    QTest.mouseClick(fix, LEFT)
    assert designer.network.layers[3] == Dense(10, "softmax")
    assert not fix.isVisible()
    assert designer.find(QSpinBox, "design.form.units").value() == 10
    assert designer.steps()[0] == "Fix Dense 2"


def test_a_missing_input_is_mended_too(make_designer: MakeDesigner) -> None:
    designer = make_designer(Project(DataPlan(MNIST()), chain_network(Flatten(), Dense(10, "softmax"))))
    designer.click("design.fix.n1")
    assert designer.kinds == ["Input", "Flatten", "Dense"]
    assert designer.studio.document.problems == ()


def test_a_warning_of_the_whole_network_stands_below(make_designer: MakeDesigner) -> None:
    designer = make_designer(
        Project(
            DataPlan(Digits()),
            chain_network(Input((10,)), Activation("softmax")),
        )
    )
    assert "Input" in designer.card("n1").accessibleName()
    designer.studio.document.apply(
        "x", Project(DataPlan(Digits()), chain_network(Input((8, 8, 1)), Flatten(), Dense(9_000_000)))
    )
    assert "outside" in designer.card("n3").accessibleName()


def test_a_network_with_branches_is_told_calmly(make_designer: MakeDesigner) -> None:
    nodes = (Node("n1", Input()), Node("n2", Flatten()), Node("n3", Flatten()))
    project = Project(DataPlan(MNIST()), Network(nodes, (("n1", "n2"), ("n1", "n3"))))
    designer = make_designer(project)
    message = designer.find(QLabel, "design.message")
    assert message.isVisible()
    assert message.text() == "The layers are not one chain. Join them one after the other, without branches."
    assert not designer.widget("design.palette.Dense").isEnabled()
    assert not _drop(designer, b'{"kind": "Dense"}', QPoint(200, 200))
    designer.studio.document.apply("Mend", Project(DataPlan(MNIST()), chain_network(Input())))
    assert not message.isVisible()
    assert designer.widget("design.palette.Dense").isEnabled()


def test_the_summary_is_shown_and_copied(designer: Designer) -> None:
    designer.click("design.summary.open")
    table = designer.find(QTableWidget, "design.summary.table")
    assert table.rowCount() == 4
    designer.click("design.summary.copy")
    assert "Total parameters: 101,770" in QGuiApplication.clipboard().text()
    QTest.keyClick(designer.widget("design.summary"), Qt.Key.Key_Escape)


# Many layers, and a hidden page --------------------------------------------------------------------------------


def _tall(count: int) -> Project:
    hidden: list[Layer] = [Dense(16) for _ in range(count)]
    network = chain_network(Input((28, 28, 1)), Flatten(), *hidden, Dense(10, "softmax"))
    return Project(DataPlan(MNIST()), network)


def test_with_two_hundred_layers_an_edit_keeps_the_cards_that_stay(make_designer: MakeDesigner) -> None:
    designer = make_designer(_tall(200))
    cards = {card.view.node: card for card in designer.page.canvas.stack.cards}
    assert len(cards) == 203
    designer.click("design.card.n3")
    designer.key(Qt.Key.Key_Delete)
    kept = designer.page.canvas.stack.cards
    assert len(kept) == 202
    assert all(cards[card.view.node] is card for card in kept)
    designer.key(Qt.Key.Key_End)
    last = designer.card(designer.page.selected)
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_only_one_card_is_a_stop_for_tab(designer: Designer) -> None:
    designer.click("design.card.n3")
    tabbed = [
        card.view.node
        for card in designer.page.canvas.stack.cards
        if card.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    ]
    assert tabbed == ["n3"]


def test_a_hidden_page_shows_the_network_of_now_when_it_is_shown(designer: Designer) -> None:
    designer.page.hide()
    designer.studio.document.apply("x", Project(DataPlan(MNIST()), chain_network(Input((28, 28, 1)))))
    assert designer.page.findChild(QWidget, "design.card.n4") is not None
    designer.page.show()
    assert designer.page.findChild(QWidget, "design.card.n4") is None


def test_every_control_has_a_name_a_tooltip_and_a_way_by_keyboard(designer: Designer) -> None:
    designer.click("design.card.n3")
    for name in ("palette.search", "palette.Dense", "up", "down", "duplicate", "remove", "summary.open", "form.units"):
        widget = designer.widget(f"design.{name}")
        assert widget.toolTip(), name
        assert widget.accessibleName() or isinstance(widget, QPushButton), name
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus, name
    assert designer.kinds[2] == "Dense"


def test_the_page_fits_beside_the_runs(each_language: str, designer: Designer) -> None:
    assert designer.page.minimumSizeHint().width() <= 1056


def test_figures_that_find_no_room_give_way(designer: Designer) -> None:
    figure = designer.page.findChild(QLabel, "design.total.fixed")
    assert figure is not None
    designer.page.resize(1600, 700)
    assert figure.isVisible()
    designer.page.resize(1000, 700)
    assert not figure.isVisible()


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
def test_no_layers_form_is_wider_than_its_panel(each_language: str, designer: Designer, kind: type[Layer]) -> None:
    project = designer.studio.document.project
    network = chain_network(Input((28, 28, 1)), *(() if kind is Input else (kind(),)))
    designer.studio.document.apply("x", replace(project, network=network))
    designer.page.select(network.chain[-1].id)
    form = designer.page.inspector.form
    assert form is not None
    bar = designer.page.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
    assert form.minimumSizeHint().width() <= designer.page.inspector.width() - 2 * theme.WIDE - bar


def test_a_network_whose_size_is_not_known_has_no_totals(designer: Designer) -> None:
    """Without Input it had 0 parameters; with a problem, those of the layers before that."""
    project = designer.studio.document.project
    figures = [designer.find(QLabel, f"design.total.{name}") for name in ("parameters", "memory", "sums")]
    for network in (
        remove(project.network, project.network.chain[0].id),
        insert(project.network, Conv2D(), len(project.network.nodes) - 1),
        Network(),
    ):
        designer.studio.document.apply("Set", replace(project, network=network))
        assert [figure.text() for figure in figures] == ["–"] * 3
    designer.studio.document.apply("Set", project)
    assert figures[0].text() == "101,770"
