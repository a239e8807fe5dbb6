"""The map, the statistics and the report on the Data page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget

from nnstudio.core.sources.edits import Edits
from nnstudio.data.findings import Matter
from nnstudio.data.store import Dataset
from nnstudio.ui.data.enlarged import EnlargedSample
from nnstudio.ui.data.gallery import Gallery
from nnstudio.ui.data.matters import DONE, TITLES

if TYPE_CHECKING:
    from tests.ui.data.conftest import DataDesk, MakeDesk

PATIENCE = 30_000


def with_copies(dataset: Dataset) -> Dataset:
    """Noise in place of what is all of one value, with rows 4 and 9 the same as row 1."""
    random = np.random.default_rng(0)
    x_train = random.integers(0, 255, dataset.x_train.shape).astype(np.uint8)
    x_test = random.integers(0, 255, dataset.x_test.shape).astype(np.uint8)
    x_train[4] = x_train[9] = x_train[1]
    return replace(dataset, x_train=x_train, x_test=x_test)


@pytest.fixture
def noisy(make_desk: MakeDesk, make_dataset: Callable[..., Dataset]) -> DataDesk:
    return make_desk("mnist", with_copies(make_dataset("mnist", 80, 20)))


def titles(tree: QTreeWidget) -> list[str]:
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [item.text(0) for item in items if item is not None]


def opened_report(desk: DataDesk) -> QTreeWidget:
    desk.click("data.view.report")
    tree = desk.find(QTreeWidget, "data.report")
    done = "The same sample with different classes: 1"
    desk.bot.waitUntil(lambda: done in titles(tree), timeout=PATIENCE)
    return tree


def choose(tree: QTreeWidget, start: str) -> None:
    tree.clearSelection()
    place = next(place for place, title in enumerate(titles(tree)) if title.startswith(start))
    item = tree.topLevelItem(place)
    assert item is not None
    item.setSelected(True)


def test_the_report_tells_each_matter_and_shows_its_samples(noisy: DataDesk) -> None:
    tree = opened_report(noisy)
    choose(tree, "The same sample with different classes")
    assert "relabel or exclude" in noisy.find(QLabel, "data.report.done").text()
    noisy.click("data.report.show")
    gallery = noisy.find(Gallery, "data.gallery")
    assert gallery.isVisible()
    assert gallery.samples is not None
    assert gallery.samples.rows.tolist() == [1, 4, 9]
    assert noisy.find(QLabel, "data.given").isVisible()
    noisy.click("data.show_all")
    assert len(gallery.samples) == 72
    assert not noisy.find(QLabel, "data.given").isVisible()


def test_all_but_the_first_are_left_out_and_taken_back_from_the_report(noisy: DataDesk) -> None:
    tree = opened_report(noisy)
    choose(tree, "The same sample with different classes")
    noisy.click("data.report.keep_first")
    assert set(noisy.project.data.edits.changes) == {"train/4", "train/9"}
    assert not any(title.startswith("The same sample") for title in titles(tree))
    choose(tree, "2 samples are changed")
    noisy.click("data.report.own")
    assert noisy.project.data.edits == Edits()
    assert "The same sample with different classes: 1" in titles(tree)
    assert noisy.undo_labels() == ["Take changes of 2 samples back", "Exclude 2 samples"]


def test_what_the_report_can_do_is_in_the_menu_while_it_is_shown(noisy: DataDesk) -> None:
    def names() -> set[str]:
        return {action.objectName() for action in noisy.page.own_actions()}

    assert "data.report.exclude" not in names()
    tree = opened_report(noisy)
    buttons = {each.objectName() for each in noisy.page.findChildren(QPushButton) if each.isVisible()}
    assert {name for name in buttons if name.startswith("data.report.")} <= names()
    assert tree.accessibleName()


def test_every_matter_has_a_title_and_what_was_done() -> None:
    assert set(TITLES) == set(DONE) == set(get_args(Matter))


def test_the_statistics_follow_the_split(noisy: DataDesk) -> None:
    noisy.click("data.view.statistics")
    words = noisy.find(QLabel, "data.statistics.words")
    noisy.bot.waitUntil(lambda: words.text() == "Of the 72 training samples.", timeout=PATIENCE)
    assert noisy.find(QLabel, "data.statistics.channels").text().startswith("Grey: mean 12")
    noisy.type("data.split.percent", "0")
    noisy.bot.waitUntil(lambda: words.text() == "Of the 80 training samples.", timeout=PATIENCE)


def test_the_statistics_of_a_table_are_of_its_columns(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset]
) -> None:
    from nnstudio.ui.data.column_table import ColumnTable

    desk = make_desk("iris", make_dataset("iris", 60, 12))
    desk.click("data.view.statistics")
    desk.bot.waitUntil(lambda: bool(desk.page.findChildren(ColumnTable)), timeout=PATIENCE)
    table = desk.find(ColumnTable, "data.columns")
    desk.bot.waitUntil(lambda: table.columns.rowCount() == 4, timeout=PATIENCE)
    assert [table.columns.index(0, column).data() for column in (0, 1, 2)] == ["sepal length", "0", "59"]


def test_the_map_is_walked_by_keys_and_opens_its_points(noisy: DataDesk) -> None:
    from nnstudio.ui.data.map_plot import MapPlot

    noisy.click("data.view.map")
    plot = noisy.find(MapPlot, "data.map")
    words = noisy.find(QLabel, "data.map.words")
    noisy.bot.waitUntil(lambda: "directions" in noisy.find(QLabel, "data.map.note").text(), timeout=PATIENCE)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    first = plot.current
    assert words.text()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.current >= 0
    plot.go(first)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    large = noisy.find(EnlargedSample, "data.enlarged")
    assert large.isVisible()
    assert large.facts.text_of("Name") == f"train/{first}"
    large.close()


def test_a_map_by_neighbours_can_be_cancelled_and_begun_again(noisy: DataDesk) -> None:
    noisy.click("data.view.map")
    note = noisy.find(QLabel, "data.map.note")
    noisy.bot.waitUntil(lambda: bool(note.text()), timeout=PATIENCE)
    noisy.click("data.map.tsne")
    button = noisy.find(QPushButton, "data.map.tsne.waiting.button")
    assert (button.isVisible(), button.text()) == (True, "Cancel")
    noisy.click("data.map.tsne.waiting.button")
    noisy.bot.waitUntil(lambda: button.text() == "Begin again", timeout=PATIENCE)
    assert noisy.find(QLabel, "data.map.tsne.waiting").text() == "This was cancelled."
    noisy.click("data.map.tsne.waiting.button")
    noisy.bot.waitUntil(lambda: note.text().startswith("Neighbours"), timeout=2 * PATIENCE)


def test_other_views_are_made_when_they_are_first_wanted(desk: DataDesk) -> None:
    assert desk.page.findChildren(QTreeWidget, "data.report") == []
    desk.click("data.view.report")
    assert len(desk.page.findChildren(QTreeWidget, "data.report")) == 1
