"""Samples are chosen, found, sorted, changed and looked at large on the Data page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget

from nnstudio.core.sources import FashionMNIST
from nnstudio.core.sources.edits import MOST_EDITED, Edits
from nnstudio.data.store import Dataset
from nnstudio.ui.data.enlarged import EnlargedSample
from nnstudio.ui.data.gallery import Gallery
from nnstudio.ui.data.points_plot import PointsPlot
from nnstudio.ui.data.sample_edits import SampleEdits
from nnstudio.ui.data.sample_table import SampleTable
from nnstudio.ui.data.value_table import laid_out
from nnstudio.ui.data_choice import choose_source

if TYPE_CHECKING:
    from tests.ui.data.conftest import DataDesk, MakeDesk

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def gallery_of(desk: DataDesk) -> Gallery:
    return desk.find(Gallery, "data.gallery")


def click(gallery: Gallery, place: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(gallery.viewport(), LEFT, keys, gallery.rect_of(place).center())


def command(desk: DataDesk, name: str) -> None:
    action = next(each for each in desk.page.own_actions() if each.objectName() == name)
    assert action.isEnabled(), name
    action.trigger()


def edits_of(desk: DataDesk) -> Edits:
    return desk.project.data.edits


# Choosing ---------------------------------------------------------------------------------------------------------


def test_clicks_choose_one_one_more_and_a_stretch(desk: DataDesk) -> None:
    gallery = gallery_of(desk)
    click(gallery, 1)
    assert gallery.chosen.places.tolist() == [1]
    click(gallery, 3, CONTROL)
    assert gallery.chosen.places.tolist() == [1, 3]
    click(gallery, 5, SHIFT)
    assert gallery.chosen.places.tolist() == [3, 4, 5]
    click(gallery, 4, CONTROL)
    assert gallery.chosen.places.tolist() == [3, 5]
    assert desk.find(QLabel, "data.range").text() == "2 of 270 chosen"


def test_keys_choose_too(desk: DataDesk) -> None:
    gallery = gallery_of(desk)
    click(gallery, 0)
    QTest.keyClick(gallery, Qt.Key.Key_Right, SHIFT)
    assert gallery.chosen.places.tolist() == [0, 1]
    QTest.keyClick(gallery, Qt.Key.Key_Right, CONTROL)
    QTest.keyClick(gallery, Qt.Key.Key_Space, CONTROL)
    assert gallery.chosen.places.tolist() == [0, 1, 2]
    QTest.keyClick(gallery, Qt.Key.Key_A, CONTROL)
    assert len(gallery.chosen) == 270
    assert gallery.accessibleDescription() == "270 pictures are chosen"
    QTest.keyClick(gallery, Qt.Key.Key_Escape)
    assert len(gallery.chosen) == 0


# Changing ---------------------------------------------------------------------------------------------------------


def test_delete_leaves_chosen_samples_out_and_undo_brings_them_back(desk: DataDesk) -> None:
    gallery = gallery_of(desk)
    assert gallery.samples is not None
    names = [gallery.samples.name(place) for place in (1, 2)]
    click(gallery, 1)
    click(gallery, 2, SHIFT)
    QTest.keyClick(gallery, Qt.Key.Key_Delete)
    assert edits_of(desk).changes.keys() == set(names)
    assert len(gallery.samples) == 268
    assert desk.find(QLabel, "data.edits").text() == "2 samples are changed."
    excluded = desk.find(QWidget, "data.part.excluded")
    assert excluded.isVisible()
    desk.click("data.part.excluded")
    assert [gallery.samples.name(place) for place in range(len(gallery.samples))] == names
    assert gallery.words(0).startswith("Excluded picture")
    assert desk.undo_labels() == ["Exclude 2 samples"]
    assert edits_of(desk) == Edits()
    assert not desk.find(QWidget, "data.edits").isVisible()


def test_chosen_samples_move_between_the_parts_and_stay_chosen_where_they_are(desk: DataDesk) -> None:
    gallery = gallery_of(desk)
    click(gallery, 0)
    edits = desk.page.findChild(SampleEdits)
    assert edits is not None
    edits.place("validation")
    assert gallery.samples is not None
    assert len(gallery.samples) == 269
    desk.click("data.part.validation")
    assert len(gallery.samples) == 31
    moved = [place for place in range(31) if gallery.samples.is_changed(place)]
    assert len(moved) == 1
    assert gallery.words(moved[0]).endswith(", changed")
    click(gallery, moved[0])
    command(desk, "data.own")
    assert len(gallery.samples) == 30
    assert edits_of(desk) == Edits()


def test_relabelling_shows_at_once_and_the_own_class_is_no_change(desk: DataDesk) -> None:
    gallery = gallery_of(desk)
    click(gallery, 3)
    edits = desk.page.findChild(SampleEdits)
    assert edits is not None
    assert gallery.samples is not None
    own = gallery.samples.target_text(3)
    edits.relabel.aboutToShow.emit()
    edits.relabel.actions()[7].trigger()
    assert gallery.samples.target_text(3) == "7"
    assert gallery.chosen.places.tolist() == [3]
    edits.relabel_as(own)
    assert edits_of(desk) == Edits()
    assert desk.undo_labels() == ["Relabel 1 sample", "Relabel 1 sample"]


def test_changes_can_be_shown_alone_and_all_be_taken_back(desk: DataDesk) -> None:
    gallery = gallery_of(desk)
    click(gallery, 2)
    edits = desk.page.findChild(SampleEdits)
    assert edits is not None
    edits.relabel_as("9")
    desk.click("data.only_changed")
    assert gallery.samples is not None
    assert len(gallery.samples) == 1
    desk.click("data.take_back")
    assert edits_of(desk) == Edits()
    assert desk.find(QLabel, "data.range").text() == "No samples like that here."


def test_changes_of_samples_that_are_gone_are_told(desk: DataDesk) -> None:
    plan = replace(desk.project.data, edits=Edits().placed(["train/5", "train/99999"], "excluded"))
    desk.studio.document.apply("x", replace(desk.project, data=plan))
    assert desk.find(QLabel, "data.edits").text() == (
        "2 samples are changed. 1 change is of a sample or class that is gone from the data."
    )


def test_ten_thousand_samples_are_one_step_and_too_many_are_refused_with_words(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset]
) -> None:
    desk = make_desk("mnist", make_dataset("mnist", MOST_EDITED + 15_000, 100))
    gallery = gallery_of(desk)
    gallery.choose_all()
    assert len(gallery.chosen) > MOST_EDITED
    command(desk, "data.exclude")
    assert edits_of(desk) == Edits()
    error = desk.find(QLabel, "data.edits.error")
    assert error.isVisible()
    assert error.text().startswith("No more than 50,000 samples can be changed")
    click(gallery, 0)
    gallery.chosen.stretch(9_999)
    gallery.walked.emit()
    command(desk, "data.exclude")
    assert len(edits_of(desk)) == 10_000
    assert not error.isVisible()
    assert desk.undo_labels() == ["Exclude 10,000 samples"]


def test_rows_of_a_table_are_chosen_and_changed_too(make_desk: MakeDesk, make_dataset: Callable[..., Dataset]) -> None:
    desk = make_desk("iris", make_dataset("iris", 60, 12))
    desk.click("data.as.table")
    table = desk.find(SampleTable, "data.table")
    table.selectRow(4)
    command(desk, "data.exclude")
    assert list(edits_of(desk).changes) == ["train/4"]
    assert table.samples.rowCount() == 53


def shown_table(desk: DataDesk) -> SampleTable:
    desk.click("data.as.table")
    return desk.find(SampleTable, "data.table")


def test_a_chosen_row_stays_the_chosen_sample_when_the_table_is_sorted(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset]
) -> None:
    desk = make_desk("iris", make_dataset("iris", 60, 12))
    table = shown_table(desk)
    table.selectRow(4)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.chosen_rows.tolist() == [4]
    assert [index.row() for index in table.selectionModel().selectedRows()] == [table.samples.rowCount() - 5]
    command(desk, "data.exclude")
    assert list(edits_of(desk).changes) == ["train/4"]


def test_the_points_are_up_to_date_when_they_are_shown_again(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset]
) -> None:
    desk = make_desk("iris", make_dataset("iris", 60, 12))
    shown_table(desk).selectRow(4)
    command(desk, "data.exclude")
    desk.click("data.as.points")
    points = desk.find(PointsPlot, "data.plot").plot.getPlotItem().items[-1]
    assert len(points.getData()[0]) == 53


def test_chosen_rows_of_a_table_stay_chosen_after_an_edit_of_them(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset]
) -> None:
    desk = make_desk("iris", make_dataset("iris", 60, 12))
    table = shown_table(desk)
    table.selectRow(4)
    desk.find(QAction, "data.move.training").trigger()
    assert table.chosen_rows.tolist() == [4]
    command(desk, "data.own")
    assert edits_of(desk) == Edits()


# Finding and sorting ----------------------------------------------------------------------------------------------


def test_a_text_narrows_to_names_and_classes(desk: DataDesk) -> None:
    gallery, search = gallery_of(desk), desk.find(QLineEdit, "data.search")
    QTest.keyClicks(search, "train/29")
    desk.bot.waitUntil(lambda: gallery.samples is not None and len(gallery.samples) < 20)
    assert gallery.samples is not None
    assert all("train/29" in gallery.samples.name(place) for place in range(len(gallery.samples)))
    search.setText("no such")
    desk.bot.waitUntil(lambda: desk.find(QLabel, "data.range").text() == "No samples like that here.")
    search.clear()
    desk.bot.waitUntil(lambda: gallery.samples is not None and len(gallery.samples) == 270)


def test_samples_are_sorted_by_brightness_once_they_were_looked_at(desk: DataDesk) -> None:
    gallery, orders = gallery_of(desk), desk.find(QComboBox, "data.sort")
    orders.setCurrentIndex(orders.findData("brightness"))
    orders.activated.emit(orders.currentIndex())
    waiting = desk.find(QLabel, "data.waiting")

    def brightness() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        assert gallery.samples is not None
        return np.array([gallery.samples.stored(place).mean() for place in range(len(gallery.samples))])

    desk.bot.waitUntil(lambda: not waiting.isVisible(), timeout=30_000)
    assert (np.diff(brightness()) >= 0).all()
    desk.click("data.sort.reverse")
    assert (np.diff(brightness()) <= 0).all()


def test_only_orders_that_say_something_are_offered(make_desk: MakeDesk, make_dataset: Callable[..., Dataset]) -> None:
    desk = make_desk("iris", make_dataset("iris", 60, 12))
    orders = desk.find(QComboBox, "data.sort")
    assert [orders.itemData(place) for place in range(orders.count())] == ["data", "shuffled", "name", "doubt"]


# Large ------------------------------------------------------------------------------------------------------------


def place_of_row(desk: DataDesk, row: int) -> int:
    samples = gallery_of(desk).samples
    assert samples is not None
    return int(np.flatnonzero(samples.rows == row)[0])


def open_large(desk: DataDesk, place: int) -> EnlargedSample:
    gallery = gallery_of(desk)
    click(gallery, place)
    QTest.keyClick(gallery, Qt.Key.Key_Return)
    return desk.find(EnlargedSample, "data.enlarged")


def test_the_large_sample_tells_all_of_it_and_goes_on_by_arrow_keys(desk: DataDesk) -> None:
    large = open_large(desk, 2)
    assert large.facts.text_of("Name") == "train/2"
    assert large.facts.text_of("Part") == "Training"
    assert large.facts.text_of("Shape") == "28 × 28 × 1"
    assert large.facts.text_of("Mean") == "2"
    QTest.keyClick(large, Qt.Key.Key_Right)
    assert large.facts.text_of("Name") == "train/3"
    assert gallery_of(desk).chosen.places.tolist() == [3]
    QTest.keyClick(large, Qt.Key.Key_Left)
    assert large.place == 2
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_the_values_under_the_mouse_are_told_as_stored_and_as_the_network_gets_them(desk: DataDesk) -> None:
    large = open_large(desk, place_of_row(desk, 51))
    area = large.grid.area()
    inside = area.topLeft() + QPoint(area.width() * 3 // 28 + 2, area.height() // 28 + 2)
    there = large.grid.mapToGlobal(inside).toPointF()
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, inside.toPointF(), there, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(large.grid, move)
    assert desk.find(QLabel, "data.enlarged.pointed").text() == "Row 1, column 3: 51 → 0.2"
    large.close()


@pytest.mark.parametrize(
    ("layout", "shape", "lines", "first"),
    [
        ("NHWC", "1 × 2 × 3 × 2", (2, 6), [0, 1, 2, 3, 4, 5]),
        ("NCHW", "1 × 2 × 2 × 3", (4, 3), [0, 2, 4]),
        ("row", "1 × 12", (2, 8), [0, 1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_values_are_laid_out_as_they_follow_each_other(
    layout: str, shape: str, lines: tuple[int, int], first: list[int]
) -> None:
    sample = np.arange(12, dtype=np.uint8).reshape(2, 3, 2)
    values, words = laid_out(sample, layout)  # type: ignore[arg-type]
    assert (words, values.shape, values[0].tolist()) == (shape, lines, first)


def test_the_values_can_be_seen_scaled(desk: DataDesk) -> None:
    large = open_large(desk, place_of_row(desk, 51))
    model = large.values.values
    assert model.index(0, 0).data() == "51"
    desk.find(QComboBox, "data.enlarged.stage").setCurrentIndex(1)
    assert model.index(0, 0).data() == "0.2"
    large.close()


def test_what_is_shown_large_follows_an_edit_of_it(desk: DataDesk) -> None:
    large = open_large(desk, 2)
    command(desk, "data.exclude")
    assert large.isVisible()
    assert (large.facts.text_of("Name"), large.facts.text_of("Part")) == ("train/2", "Excluded")
    desk.studio.document.undo()
    assert large.facts.text_of("Part") == "Training"
    large.close()


def test_values_to_the_network_follow_the_scaling_while_a_sample_is_large(desk: DataDesk) -> None:
    large = open_large(desk, place_of_row(desk, 51))
    desk.find(QComboBox, "data.enlarged.stage").setCurrentIndex(1)
    desk.find(QRadioButton, "data.scaling.none").click()
    assert large.values.values.index(0, 0).data() == "51"
    large.close()


def test_a_large_sample_is_not_shown_any_more_once_there_is_other_data(
    desk: DataDesk, make_dataset: Callable[..., Dataset]
) -> None:
    large = open_large(desk, 2)
    desk.studio.have(make_dataset("mnist", 100, 10))
    assert not large.isVisible()


# What can be done --------------------------------------------------------------------------------------------------


def can(desk: DataDesk, name: str) -> bool:
    return next(each for each in desk.page.own_actions() if each.objectName() == name).isEnabled()


def test_only_what_would_change_something_can_be_done_with_the_chosen(desk: DataDesk) -> None:
    click(gallery_of(desk), 1)
    assert (can(desk, "data.exclude"), can(desk, "data.own")) == (True, False)
    command(desk, "data.exclude")
    desk.click("data.part.excluded")
    click(gallery_of(desk), 0)
    assert (can(desk, "data.exclude"), can(desk, "data.own")) == (False, True)
    command(desk, "data.own")
    assert edits_of(desk) == Edits()


def test_samples_stay_chosen_when_all_samples_have_been_looked_at_for_another_view(desk: DataDesk) -> None:
    desk.click("data.view.report")
    desk.click("data.view.gallery")
    click(gallery_of(desk), 3)
    looking = desk.page.browser.looking.looked
    desk.bot.waitUntil(lambda: not looking.is_running, timeout=30_000)
    assert looking.value is not None
    assert gallery_of(desk).chosen.places.tolist() == [3]


def test_a_cancelled_look_at_all_samples_can_be_begun_again_where_they_are_sorted(desk: DataDesk) -> None:
    looking = desk.page.browser.looking.looked
    desk.page.browser.filters.choose_order("brightness")
    looking.cancel()
    button = desk.find(QPushButton, "data.waiting.button")
    desk.bot.waitUntil(lambda: not looking.is_running, timeout=30_000)
    if looking.value is None:  # else it was done sooner
        assert button.isVisible()
        assert desk.find(QLabel, "data.waiting").text() == "This was cancelled."
        button.click()
    desk.bot.waitUntil(lambda: looking.value is not None, timeout=30_000)
    assert not button.isVisible()


def test_nothing_can_be_done_with_samples_while_other_data_is_chosen(desk: DataDesk) -> None:
    click(gallery_of(desk), 1)
    desk.click("data.choose")
    assert not can(desk, "data.exclude")
    QTest.keyClick(desk.page.chooser, Qt.Key.Key_Escape)
    assert can(desk, "data.exclude")


def test_data_that_is_chosen_elsewhere_takes_the_place_of_the_choice(desk: DataDesk) -> None:
    desk.click("data.choose")
    choose_source(desk.studio.document, FashionMNIST, None)
    assert not desk.page.chooser.isVisible()


def test_a_table_without_samples_of_a_part_does_not_speak_of_pictures(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset]
) -> None:
    desk = make_desk("iris", make_dataset("iris", 60, 0))
    desk.click("data.part.test")
    assert desk.find(QLabel, "data.range").text() == "No samples here."
