"""Classes of one's own, drawn on the Data page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import Drawn
from nnstudio.data.prepare import prepare
from nnstudio.ui.drawing.canvas import Canvas

if TYPE_CHECKING:
    from tests.ui.data.conftest import DataDesk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def drawing(desk: DataDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataDesk:
    """The page on drawings, without any yet."""
    monkeypatch.setenv("NNSTUDIO_CACHE", str(tmp_path))
    desk.click("data.choose")
    desk.click("data.choose.drawn")
    return desk


def source_of(desk: DataDesk) -> Drawn:
    source = desk.project.data.source
    assert isinstance(source, Drawn)
    return source


def counts(desk: DataDesk) -> dict[str, int]:
    return {each.name: len(each.drawings) for each in source_of(desk).classes}


def draw(desk: DataDesk, *points: tuple[int, int]) -> Canvas:
    """Points are on a square of 200."""
    canvas = desk.find(Canvas, "data.draw.canvas")
    square = canvas.square()
    places = [(square.topLeft() + QPointF(x, y) * square.width() / 200).toPoint() for x, y in points]
    QTest.mousePress(canvas, LEFT, pos=places[0])
    for place in places:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, pos=places[-1])
    return canvas


def item_of(tree: QTreeWidget, place: int) -> QTreeWidgetItem:
    item = tree.topLevelItem(place)
    assert item is not None
    return item


def add(desk: DataDesk, place: int, *, upright: bool, by_key: bool = False) -> None:
    """Draws a bar and adds it to the class at that place."""
    tree = desk.find(QTreeWidget, "data.draw.classes")
    tree.setCurrentItem(item_of(tree, place))
    at = 60 + 7 * source_of(desk).count
    canvas = draw(desk, (at, 30), (at, 160)) if upright else draw(desk, (30, at), (160, at))
    if by_key:
        canvas.setFocus()
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    else:
        desk.click("data.draw.add")


def test_choosing_drawings_shows_the_canvas_and_what_is_drawn_joins_its_class(drawing: DataDesk) -> None:
    assert drawing.find(Canvas, "data.draw.canvas").isVisible()
    assert not drawing.find(QPushButton, "data.draw.add").isEnabled()
    add(drawing, 0, upright=True)
    add(drawing, 1, upright=False, by_key=True)
    assert counts(drawing) == {"A": 1, "B": 1}
    assert drawing.find(Canvas, "data.draw.canvas").sketch.is_blank
    assert drawing.find(QLabel, "data.draw.message").text().startswith("Draw at least five")
    assert drawing.project.network.layers[0].__class__.__name__ == "Input"
    assert drawing.project.facts.outputs == 2
    drawing.studio.document.undo()
    assert counts(drawing) == {"A": 1, "B": 0}


def test_the_samples_are_looked_at_and_one_can_go_back_to_drawing(drawing: DataDesk) -> None:
    add(drawing, 0, upright=True)
    add(drawing, 1, upright=False)
    drawing.studio.have(prepare(source_of(drawing), progress=lambda share, text: None, cancelled=lambda: False))
    drawing.click("data.draw.done")
    assert not drawing.find(Canvas, "data.draw.canvas").isVisible()
    assert drawing.find(QPushButton, "data.part.training").text() == "Training 2"
    drawing.click("data.draw.show")
    assert drawing.find(Canvas, "data.draw.canvas").isVisible()


def test_classes_are_added_renamed_merged_and_removed_and_all_of_it_is_undone(drawing: DataDesk) -> None:
    add(drawing, 0, upright=True)
    add(drawing, 1, upright=False)
    before = drawing.project
    drawing.click("data.draw.add_class")
    field = drawing.find(QTreeWidget, "data.draw.classes").findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "cross")
    QTest.keyClick(field, Qt.Key.Key_Return)
    drawing.bot.waitUntil(lambda: list(counts(drawing)) == ["A", "B", "cross"])
    assert drawing.project.facts.outputs == 3
    tree = drawing.find(QTreeWidget, "data.draw.classes")
    item_of(tree, 0).setText(0, "B")
    assert drawing.find(QLabel, "data.draw.message").text() == "There is a class B already."
    item_of(tree, 0).setText(0, "ring")
    assert list(counts(drawing)) == ["ring", "B", "cross"]
    add(drawing, 2, upright=True)
    for place in (0, 2):
        item_of(tree, place).setSelected(True)
    item_of(tree, 1).setSelected(False)
    drawing.click("data.draw.merge")
    assert counts(drawing) == {"ring": 2, "B": 1}
    tree.setCurrentItem(item_of(tree, 1))
    drawing.click("data.draw.remove_class")
    assert counts(drawing) == {"ring": 2}
    assert not drawing.find(QPushButton, "data.draw.merge").isEnabled()
    for _ in range(6):
        drawing.studio.document.undo()
    assert drawing.project == before


def test_drawings_are_removed(drawing: DataDesk) -> None:
    for _ in range(3):
        add(drawing, 0, upright=True)
    kept = source_of(drawing).classes[0].drawings
    samples = drawing.find(QListWidget, "data.draw.samples")
    assert samples.count() == 3
    samples.item(1).setSelected(True)
    samples.setFocus()
    QTest.keyClick(samples, Qt.Key.Key_Delete)
    assert source_of(drawing).classes[0].drawings == (kept[0], kept[2])
    assert samples.count() == 2


def test_a_person_s_own_network_follows_the_classes_and_the_batch_grows_with_the_samples(
    qtbot: QtBot, drawing: DataDesk
) -> None:
    own: Project = dense_project("digits")
    own = Project(drawing.project.data, own.network, own.training)
    drawing.studio.document.replace(own)
    for number in range(6):
        add(drawing, number % 2, upright=number % 2 == 0)
    assert drawing.project.training.batch_size == 6
    last = drawing.project.network.layers[-1]
    assert getattr(last, "units", 0) == 2
