"""Choosing among many kinds of data, and looking at points and tables."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.sources import SOURCES, XOR, Diabetes, Digits, Iris, Line, Moons, Source
from nnstudio.core.usual import usual_project
from nnstudio.data.prepare import prepare
from nnstudio.ui import theme
from nnstudio.ui.data.page import DataPage
from nnstudio.ui.data.points_plot import MOST_POINTS, PointsPlot
from nnstudio.ui.data.sample_table import SampleTable
from tests.support.fake_studio import FakeStudio

LEFT = Qt.MouseButton.LeftButton
Show = Callable[[Source], tuple[DataPage, FakeStudio]]


@pytest.fixture(autouse=True)
def light_window(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """The Data page of a project with that data, which is there."""

    def make(source: Source) -> tuple[DataPage, FakeStudio]:
        studio = FakeStudio(usual_project(source))
        studio.data.dataset = prepare(source, progress=lambda *_: None, cancelled=lambda: False)
        page = DataPage(studio.document, studio.data, studio.tasks)
        page.resize(1240, 640)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        return page, studio

    return make


def button(page: QWidget, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def texts(table: SampleTable, row: int) -> list[str]:
    return [table.samples.index(row, column).data() for column in range(table.samples.columnCount())]


# Choosing -------------------------------------------------------------------------------------------------------


def test_all_kinds_are_offered_in_groups_and_one_is_chosen(show: Show) -> None:
    page, studio = show(Iris())
    assert not page.chooser.isVisible()
    QTest.mouseClick(button(page, "data.choose"), LEFT)
    assert page.chooser.isVisible()
    assert not button(page, "data.choose").isVisible()
    assert all(button(page, f"data.choose.{kind.word}").isVisible() for kind in SOURCES)
    assert page.focusWidget() is button(page, "data.choose.iris")
    QTest.mouseClick(button(page, "data.choose.xor"), LEFT)
    assert not page.chooser.isVisible()
    assert studio.document.project == usual_project(XOR())
    studio.document.undo()
    assert studio.document.project == usual_project(Iris())


def test_escape_keeps_the_data(show: Show) -> None:
    page, studio = show(Iris())
    button(page, "data.choose").click()
    QTest.keyClick(button(page, "data.choose.iris"), Qt.Key.Key_Escape)
    assert not page.chooser.isVisible()
    assert page.focusWidget() is button(page, "data.choose")
    assert studio.document.undo_label == ""


def test_the_usual_network_is_explained_and_can_be_had_again(show: Show) -> None:
    page, studio = show(Moons())
    why = page.findChild(QLabel, "data.why")
    assert isinstance(why, QLabel)
    assert "each hidden neuron draws one line" in why.text()
    again = button(page, "data.usual_network")
    assert not again.isVisible()
    from nnstudio.core.project import dense_project

    studio.document.apply("Design", dense_project(Moons(), (3,)))
    page.mark_stale()
    assert again.isVisible()
    QTest.mouseClick(again, LEFT)
    assert studio.document.project.network == usual_project(Moons()).network
    assert not again.isVisible()


def test_settings_of_points_change_them_as_one_step(show: Show) -> None:
    page, studio = show(Moons())
    noise = page.findChild(QAbstractSpinBox, "data.source.noise")
    assert isinstance(noise, QAbstractSpinBox)
    noise.selectAll()
    QTest.keyClicks(noise, "0.35")
    QTest.keyClick(noise, Qt.Key.Key_Return)
    assert studio.document.project.data.source == Moons(noise=0.35)
    studio.document.undo()
    assert studio.document.project.data.source == Moons()


def test_data_without_settings_shows_none(show: Show) -> None:
    page, _ = show(Digits())
    assert not page.preparation.settings.isVisible()


def test_a_class_and_columns_of_a_table_are_chosen_on_the_page(show: Show) -> None:
    page, studio = show(Iris())
    box = page.findChild(QComboBox, "data.source.against")
    line = page.findChild(QLineEdit, "data.source.columns")
    assert isinstance(box, QComboBox)
    assert isinstance(line, QLineEdit)
    assert [box.itemText(place) for place in range(box.count())] == [
        "Each by itself",
        "setosa",
        "versicolor",
        "virginica",
    ]
    box.setCurrentIndex(1)
    QTest.keyClicks(line, "petal length, petal width")
    QTest.keyClick(line, Qt.Key.Key_Return)
    project = studio.document.project
    assert project.data.source == Iris("petal length, petal width", "setosa")
    assert project == usual_project(project.data.source)
    studio.document.undo()
    studio.document.undo()
    assert studio.document.project == usual_project(Iris())


# Looking --------------------------------------------------------------------------------------------------------


def test_a_table_shows_rows_and_sorts_by_any_column(show: Show) -> None:
    page, studio = show(Iris())
    QTest.mouseClick(button(page, "data.as.table"), LEFT)
    table = page.findChild(SampleTable)
    assert isinstance(table, SampleTable)
    assert table.isVisible()
    dataset = studio.data.dataset
    assert dataset is not None
    assert table.samples.rowCount() == 108  # of 120, a tenth validates
    header = table.horizontalHeader()
    header.setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    values = [float(texts(table, row)[3]) for row in range(108)]
    assert values == sorted(values, reverse=True)
    header.setSortIndicator(5, Qt.SortOrder.AscendingOrder)
    assert [texts(table, row)[5] for row in (0, 50, 107)] == ["setosa", "versicolor", "virginica"]
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    first = texts(table, 0)
    assert first[1:5] == [f"{float(value):.6g}" for value in dataset.x_train[int(first[0]) - 1]]


def test_only_the_rows_of_a_chosen_class_are_shown(show: Show) -> None:
    page, _ = show(Iris())
    button(page, "data.as.table").click()
    table = page.findChild(SampleTable)
    assert isinstance(table, SampleTable)
    page.classes.chosen.emit(1)
    assert table.samples.rowCount() > 0
    assert {texts(table, row)[5] for row in range(table.samples.rowCount())} == {"versicolor"}


def test_rows_are_copied_with_their_titles(show: Show) -> None:
    page, _ = show(Diabetes())
    button(page, "data.as.table").click()
    table = page.findChild(SampleTable)
    assert isinstance(table, SampleTable)
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[-1] == "progression"
    assert lines[1].split("\t") == texts(table, 2)


def test_points_lie_where_their_columns_say(show: Show) -> None:
    page, studio = show(Iris())
    plot = page.findChild(PointsPlot)
    assert isinstance(plot, PointsPlot)
    dataset = studio.data.dataset
    assert dataset is not None
    for box, column in ((plot.across, 2), (plot.up, 3)):
        box.setCurrentIndex(column)
    x, y = plot._points.getData()
    shown = {tuple(point) for point in np.stack([x, y], axis=1).astype(np.float32).tolist()}
    assert shown <= {tuple(row) for row in dataset.x_train[:, 2:4].tolist()}
    assert len(x) == 108
    note = page.findChild(QLabel, "data.plot.note")
    assert isinstance(note, QLabel)
    assert all(name in note.text() for name in ("setosa", "versicolor", "virginica"))


def test_a_function_is_its_number_over_x_with_nothing_to_choose(show: Show) -> None:
    page, _ = show(Line())
    plot = page.findChild(PointsPlot)
    assert isinstance(plot, PointsPlot)
    x, y = plot._points.getData()
    assert (2 * x - 1).tolist() == y.tolist()
    assert not plot.across.isVisible()


def test_a_number_to_learn_is_shown_over_a_column_of_numbers_at_first(show: Show) -> None:
    page, _ = show(Diabetes())
    plot = page.findChild(PointsPlot)
    assert isinstance(plot, PointsPlot)
    assert (plot.across.currentText(), plot.up.currentText()) == ("age", "progression")


def test_of_many_points_some_are_shown_and_that_is_said(show: Show) -> None:
    page, _ = show(Moons(count=50_000))
    plot = page.findChild(PointsPlot)
    assert isinstance(plot, PointsPlot)
    assert len(plot._points.getData()[0]) <= MOST_POINTS
    note = page.findChild(QLabel, "data.plot.note")
    assert isinstance(note, QLabel)
    assert "of 36,000 points are shown" in note.text()


def test_axes_stay_when_only_the_part_changes(show: Show) -> None:
    page, _ = show(Iris())
    across = page.findChild(QComboBox, "data.plot.x")
    assert isinstance(across, QComboBox)
    across.setCurrentIndex(3)
    button(page, "data.part.test").click()
    assert across.currentIndex() == 3
