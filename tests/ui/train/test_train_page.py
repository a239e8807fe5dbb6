"""The Train page, through its controls."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.app.curves import Curves
from nnstudio.app.notices import Notice
from nnstudio.app.run_state import Starting
from nnstudio.core.project import dense_project
from nnstudio.core.training import SGD, Huber, RMSprop
from nnstudio.engine.messages import (
    BatchesDone,
    EndStatus,
    EpochDone,
    RunEnded,
    Validating,
)
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import EpochPoint, EpochRecord, RunStatus
from nnstudio.ui import palettes, theme
from nnstudio.ui.charts.pictures import image_of
from nnstudio.ui.train.epoch_table import EpochTable
from nnstudio.ui.train.log_pane import MOST_LINES
from nnstudio.ui.train.page import TrainPage
from nnstudio.ui.train.run_chart import RunChart
from tests.support.figures import batch_figures, figures
from tests.support.file_dialogs import answer
from tests.support.run_studio import RunStudio, chart, drawn, part, text_of
from tests.support.train_page import train_page

T = TypeVar("T", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton


def click(page: TrainPage, name: str) -> None:
    QTest.mouseClick(part(page, QPushButton, name), LEFT)


def type_into(box: QWidget, text: str) -> None:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, text)


# Settings ---------------------------------------------------------------------------------------------------------


def test_the_settings_are_the_projects(page: TrainPage, studio: RunStudio) -> None:
    assert part(page, QComboBox, "train.settings.optimizer").currentText() == "Adam"
    assert part(page, QDoubleSpinBox, "train.settings.learning_rate").value() == 0.001
    assert part(page, QSpinBox, "train.run.epochs").value() == studio.document.project.training.epochs
    loss = part(page, QComboBox, "train.settings.loss")
    assert loss.currentText() == "Cross-entropy (labels)"
    assert loss.toolTip().endswith("Keras: SparseCategoricalCrossentropy")


def test_a_loss_is_chosen_by_its_readable_name(page: TrainPage, studio: RunStudio) -> None:
    loss = part(page, QComboBox, "train.settings.loss")
    loss.setCurrentText("Huber loss")
    assert studio.document.project.training.loss == Huber()
    assert loss.toolTip().endswith("Keras: Huber")


def test_typing_a_learning_rate_is_one_undo_step(page: TrainPage, studio: RunStudio) -> None:
    box = part(page, QDoubleSpinBox, "train.settings.learning_rate")
    type_into(box, "5e-4")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert studio.document.project.training.learning_rate == 0.0005
    assert studio.document.undo_label == "Change learning rate"
    studio.document.undo()
    assert studio.document.project.training.learning_rate == 0.001
    assert box.value() == 0.001
    assert studio.document.undo_label == ""


def test_two_numbers_typed_apart_are_two_steps(page: TrainPage, studio: RunStudio) -> None:
    box = part(page, QSpinBox, "train.run.epochs")
    for text in ("7", "8"):
        type_into(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
    studio.document.undo()
    assert studio.document.project.training.epochs == 7


def test_each_optimiser_shows_its_own_fields(page: TrainPage, studio: RunStudio) -> None:
    box = part(page, QComboBox, "train.settings.optimizer")
    box.setFocus()
    QTest.keyClicks(box, "RMS")
    assert isinstance(studio.document.project.training.optimizer, RMSprop)
    assert part(page, QDoubleSpinBox, "train.rmsprop.rho").isVisible()
    assert not part(page, QDoubleSpinBox, "train.adam.beta_1").isVisible()
    studio.document.undo()
    assert studio.document.project.training == dense_project("digits").training
    assert box.currentText() == "Adam"
    assert part(page, QDoubleSpinBox, "train.adam.beta_1").isVisible()


def test_a_problem_is_shown_at_its_field_and_keeps_train_from_starting(
    qtbot: QtBot, page: TrainPage, studio: RunStudio
) -> None:
    project = studio.document.project
    wrong = replace(project.training, optimizer=SGD(momentum=0, nesterov=True))
    studio.document.apply("Nesterov", replace(project, training=wrong))
    note = part(page, QLabel, "train.sgd.nesterov.error")
    assert note.isVisible()
    assert "momentum above 0" in note.text()
    train = part(page, QPushButton, "train.empty.train")
    qtbot.waitUntil(lambda: not train.isEnabled())
    assert "momentum above 0" in text_of(page, "train.empty.train_reason")
    studio.document.undo()
    qtbot.waitUntil(train.isEnabled)
    assert not note.isVisible()


def test_while_a_run_is_on_a_note_says_when_settings_take_effect(
    qtbot: QtBot, page: TrainPage, studio: RunStudio
) -> None:
    note = part(page, QLabel, "train.next_run_note")
    assert not note.isVisible()
    studio.start()
    drawn(qtbot, page, studio, note.isVisible)
    assert part(page, QSpinBox, "train.run.epochs").isEnabled()
    studio.feed(RunEnded("finished"))
    drawn(qtbot, page, studio, lambda: not note.isVisible())


# Commands ---------------------------------------------------------------------------------------------------------


def test_the_empty_page_invites_to_train(page: TrainPage, studio: RunStudio) -> None:
    assert page.findChild(RunChart) is None
    click(page, "train.empty.train")
    assert studio.calls == ["train"]


def test_while_the_engine_prepares_the_page_says_so(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.training.state = Starting()
    drawn(qtbot, page, studio)
    assert "preparing" in text_of(page, "train.status")


# Charts -----------------------------------------------------------------------------------------------------------


def test_the_charts_follow_the_events(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=4)
    studio.feed(BatchesDone(1, 0, batch_figures((2.0, 1.5, 1.0, 0.5), (0.1, 0.2, 0.3, 0.4)), 128, 0.1))
    studio.feed(EpochDone(1, figures(1.25, 0.25, 0.75, 0.5), 0.2, 640.0))
    drawn(qtbot, page, studio)
    x, y = chart(page).plot.points("batches")
    assert x.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert y.tolist() == [2.0, 1.5, 1.0, 0.5]
    assert [values.tolist() for values in chart(page).plot.points("training")] == [[1.0], [1.25]]
    assert [values.tolist() for values in chart(page).plot.points("validation")] == [[1.0], [0.75]]
    assert chart(page, "accuracy").plot.points("batches")[1].tolist() == [0.1, 0.2, 0.3, 0.4]
    assert chart(page, "accuracy").plot.points("validation")[1].tolist() == [0.5]
    bottom, top = chart(page, "accuracy").plot.visible_range[1]
    assert 0.0 <= bottom <= 0.2
    assert 0.5 <= top < 0.7, "no higher than the figures are"


def headers(page: TrainPage) -> list[str]:
    model = part(page, QTableView, "train.epochs").model()
    return [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]


def cells(page: TrainPage, row: int) -> list[str]:
    model = part(page, QTableView, "train.epochs").model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def offered(page: TrainPage) -> list[str]:
    """What can be shown beside the loss."""
    box = part(page, QComboBox, "train.metric")
    return [box.itemText(index) for index in range(box.count())]


def test_a_run_on_numbers_shows_its_mean_absolute_error(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=2)
    studio.feed(BatchesDone(1, 0, {"loss": (900.0, 400.0), "mean_absolute_error": (30.0, 20.0)}, 64, 0.1))
    names = ("loss", "mean_absolute_error", "val_loss", "val_mean_absolute_error")
    for epoch, values in enumerate(((650.0, 25.0, 500.0, 12.5), (400.0, 20.0, 500.0, 17.5)), 1):
        studio.feed(EpochDone(epoch, dict(zip(names, values, strict=True)), 1.0, 64.0))
    qtbot.waitUntil(lambda: page.findChild(RunChart, "train.mean_absolute_error") is not None)
    error = chart(page, "mean_absolute_error")
    assert error.title.text() == "Mean absolute error"
    qtbot.waitUntil(lambda: error.plot.points("batches")[1].size == 2)
    assert error.plot.points("batches")[1].tolist() == [30.0, 20.0]
    assert error.plot.visible_range[1][1] >= 25.0
    assert error.log.isVisible()
    qtbot.waitUntil(lambda: page.findChild(RunChart, "train.accuracy") is None)
    assert offered(page) == ["Mean absolute error", "Samples/s"]
    assert headers(page)[1:5] == ["Loss", "Mean absolute error", "Val. loss", "Val. mean absolute error"]
    assert cells(page, 0)[1:5] == ["650.0000", "25.0000", "500.0000", "12.5000"]
    assert text_of(page, "train.best") == "12.5 in epoch 1", "the lower the better"


def test_a_run_without_a_metric_is_judged_by_its_loss(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=1)
    for epoch, loss in enumerate((2.0, 1.0, 1.5), 1):
        studio.feed(BatchesDone(epoch, 0, {"loss": (loss,)}, 32, 0.1))
        studio.feed(EpochDone(epoch, {"loss": loss, "val_loss": loss}, 1.0, 32.0))
    qtbot.waitUntil(lambda: text_of(page, "train.best") == "1 in epoch 2")
    assert headers(page)[1:-2] == ["Loss", "Val. loss"]
    assert offered(page) == ["Samples/s"]
    qtbot.waitUntil(lambda: page.findChild(RunChart, "train.accuracy") is None)


def test_ten_thousand_events_are_few_repaints(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=10_000)
    drawn(qtbot, page, studio)
    before, charted = page.drawn, chart(page).drawn
    for number in range(10_000):
        studio.batch(number)
        if number % 1000 == 0:
            QApplication.processEvents()
    drawn(qtbot, page, studio, lambda: text_of(page, "train.batch") == "10,000 / 10,000")
    assert page.drawn - before < 100
    assert chart(page).drawn - charted == page.drawn - before
    assert chart(page).plot.points("batches")[0].size < 4 * chart(page).plot.columns + 4


def test_nothing_is_drawn_while_the_page_is_hidden(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start()
    drawn(qtbot, page, studio)
    studio.batch(0)
    page.hide()
    before = page.drawn
    studio.batch(1)
    QApplication.processEvents()
    assert page.drawn == before
    page.show()
    assert chart(page).plot.points("batches")[0].size == 2


def test_smoothing_is_a_preference(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=100)
    for number in range(50):
        studio.batch(number, float(number % 2))
    drawn(qtbot, page, studio)
    slider = part(page, QSlider, "train.smoothing")
    assert slider.value() == 90
    assert np.ptp(chart(page).plot.points("smoothed")[1][10:]) < 0.3
    slider.setValue(0)
    assert studio.preferred[-1].smoothing == 0
    assert chart(page).plot.points("smoothed")[1].tolist() == [float(number % 2) for number in range(50)]
    studio.preferences.change(replace(studio.preferences.now, smoothing=0.5))
    assert slider.value() == 50


def test_dragging_the_smoothing_keeps_it_once(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start()
    drawn(qtbot, page, studio)
    slider = part(page, QSlider, "train.smoothing")
    slider.setSliderDown(True)
    for value in (80, 60, 40):
        slider.setSliderPosition(value)
    assert studio.preferred == []
    slider.setSliderDown(False)
    assert [kept.smoothing for kept in studio.preferred] == [0.4]


def test_a_loss_that_is_no_number_is_a_gap_and_is_named(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=8)
    losses = (1.0, 0.9, math.inf, math.nan, math.nan)
    studio.feed(
        BatchesDone(1, 0, batch_figures(losses, (0.5,) * 5), 160, 0.1),
        EpochDone(1, figures(math.nan, 0.5, math.nan, 0.5), 1.0, 1.0),
    )
    drawn(qtbot, page, studio)
    assert np.isnan(chart(page).plot.points("batches")[1]).tolist() == [False, False, True, True, True]
    assert np.isnan(chart(page).plot.points("smoothed")[1]).tolist() == [False, False, True, True, True]
    assert chart(page).plot.points("training")[0].size == 0
    warning = part(page, QLabel, "train.warning_text")
    assert warning.isVisible()
    assert warning.text() == "The loss is not a number since epoch 1, batch 3."
    assert part(page, EpochTable, "train.epochs").epochs.index(0, 1).data() == "NaN"
    assert part(page, EpochTable, "train.epochs").epochs.index(0, 2).data() == "–"
    studio.start()
    drawn(qtbot, page, studio, lambda: not warning.isVisible())


@pytest.mark.parametrize("log", [False, True])
def test_both_charts_say_where_the_loss_stopped_being_a_number(
    qtbot: QtBot, page: TrainPage, studio: RunStudio, log: bool
) -> None:
    studio.start(batches=8, epochs=2)
    if log:
        drawn(qtbot, page, studio)
        QTest.mouseClick(part(page, QToolButton, "train.loss.log"), LEFT)
    studio.feed(BatchesDone(1, 0, batch_figures((1.0,) * 8, (0.5,) * 8), 256, 0.1))
    studio.feed(BatchesDone(2, 0, batch_figures((0.9, math.nan, math.inf), (0.5,) * 3), 96, 0.1))
    drawn(qtbot, page, studio)
    for name in ("train.loss", "train.accuracy"):
        shown = part(page, RunChart, name)
        label = part(page, QLabel, f"{name}.mark")
        assert label.isVisible()
        assert label.text() == "Loss not a number\nsince epoch 2, batch 2"
        assert shown.plot.mark.x == 1.25
        assert shown.plot.rect().contains(label.geometry())
    studio.start()
    drawn(qtbot, page, studio, lambda: not part(page, QLabel, "train.loss.mark").isVisible())


def test_the_mark_goes_with_the_view(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=8, epochs=2)
    studio.feed(BatchesDone(1, 0, batch_figures((1.0, 0.9, math.nan, 0.8), (0.5,) * 4), 128, 0.1))
    drawn(qtbot, page, studio)
    label, box = part(page, QLabel, "train.loss.mark"), chart(page).plot.getPlotItem().getViewBox()
    assert label.text() == "Loss not a number\nin epoch 1, batch 3"
    box.setRange(xRange=(0.5, 1.0), padding=0)
    assert not label.isVisible()
    studio.feed(BatchesDone(1, 4, batch_figures((math.nan,), (0.5,)), 32, 0.1))
    drawn(qtbot, page, studio)
    box.setRange(xRange=(0.7, 1.0), padding=0)
    assert label.isVisible()
    assert label.text() == "Loss not a number\nsince epoch 1, batch 5"
    box.setRange(xRange=(0.0, 0.5), padding=0)
    assert not label.isVisible()


def test_a_loss_that_is_a_number_again_is_told_as_past(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=8)
    studio.feed(BatchesDone(1, 0, batch_figures((1.0, math.inf, 0.8), (0.5,) * 3), 96, 0.1))
    drawn(qtbot, page, studio)
    text = "The loss was not a number in epoch 1, batch 2; now it is one again."
    assert part(page, QLabel, "train.warning_text").text() == text


DIVERGED = "The loss is not a number since epoch 1. A lower learning rate usually helps."


@pytest.mark.parametrize(("status", "says"), [("diverged", "Diverged"), ("stopped", "Stopped")])
def test_a_run_that_ended_without_numbers_says_what_to_do(
    qtbot: QtBot, page: TrainPage, studio: RunStudio, status: EndStatus, says: str
) -> None:
    studio.start(batches=2)
    studio.feed(BatchesDone(1, 0, batch_figures((1.0, math.nan), (0.5,) * 2), 64, 0.1), RunEnded(status, DIVERGED, 1))
    drawn(qtbot, page, studio)
    assert part(page, QLabel, "train.warning_text").text() == "Training diverged."
    assert DIVERGED in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert not part(page, QLabel, "train.failure_text").isVisible()
    assert part(page, QLabel, "train.status").text() == says


def test_a_kept_run_that_diverged_says_so_when_it_is_shown(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.runs.curves.epochs.append(EpochPoint(1, figures(math.nan, 0.1, math.nan, 0.1)))
    studio.runs.all = (summary(2, "finished"), replace(summary(1, "finished"), status="diverged", message=DIVERGED))
    studio.runs.shown = 1
    drawn(qtbot, page, studio)
    assert part(page, QLabel, "train.warning_text").text() == "Training diverged."
    assert DIVERGED in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_validation_that_takes_its_time_says_how_far_it_is(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=8)
    studio.batch(0)
    studio.feed(Validating(1, 1500, 30_000))
    drawn(qtbot, page, studio)
    assert part(page, QLabel, "train.status").text() == "Looking at the validation samples: 1,500 of 30,000"


def test_the_legend_hides_and_shows_curves(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start()
    studio.batch(0)
    drawn(qtbot, page, studio)
    button, curve = part(page, QToolButton, "train.loss.batches"), chart(page).plot.curves["batches"]
    QTest.mouseClick(button, LEFT)
    assert not curve.isVisible()
    QTest.mouseClick(button, LEFT)
    assert curve.isVisible()


def test_a_logarithmic_axis_leaves_zero_out(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=4)
    studio.feed(BatchesDone(1, 0, batch_figures((10.0, 1.0, 0.0, 0.1), (0.5,) * 4), 128, 0.1))
    drawn(qtbot, page, studio)
    QTest.mouseClick(part(page, QToolButton, "train.loss.log"), LEFT)
    assert np.isnan(chart(page).plot.points("batches")[1]).tolist() == [False, False, True, False]
    _, (low, high) = chart(page).plot.visible_range
    assert 0 < low <= 0.1
    assert high >= 9
    QTest.mouseClick(part(page, QToolButton, "train.loss.log"), LEFT)
    assert chart(page).plot.points("batches")[1].tolist() == [10.0, 1.0, 0.0, 0.1]


def test_pointing_at_the_chart_moves_the_cross_hair(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=2)
    studio.feed(BatchesDone(1, 0, batch_figures((2.0, 1.0), (0.25, 0.5)), 64, 0.1))
    drawn(qtbot, page, studio)
    viewport = chart(page).plot.viewport()
    for offset in (0, 3):
        QTest.mouseMove(viewport, QPoint(viewport.width() // 2 + offset, viewport.height() // 2))
    qtbot.waitUntil(lambda: "batch 1" in text_of(page, "train.loss.readout"))


def test_zooming_by_hand_stays_until_fit(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=10)
    for number in range(10):
        studio.batch(number)
    drawn(qtbot, page, studio)
    whole = chart(page).plot.visible_range
    box = chart(page).plot.getPlotItem().getViewBox()
    box.scaleBy((0.5, 0.5))
    box.sigRangeChangedManually.emit([True, True])
    zoomed = chart(page).plot.visible_range
    assert zoomed != whole
    drawn(qtbot, page, studio)
    assert chart(page).plot.visible_range == zoomed
    QTest.mouseClick(part(page, QToolButton, "train.loss.fit"), LEFT)
    assert chart(page).plot.visible_range == whole


def test_the_charts_take_the_colours_of_another_palette(
    qtbot: QtBot, page: TrainPage, studio: RunStudio, qapp: QApplication
) -> None:
    studio.start()
    drawn(qtbot, page, studio)
    grounds = []
    theme.apply(qapp, "dark")
    grounds.append(chart(page).plot.backgroundBrush().color().name() == palettes.DARK.card)
    theme.apply(qapp, "light")
    grounds.append(chart(page).plot.backgroundBrush().color().name() == palettes.LIGHT.card)
    assert grounds == [True, True]


def test_another_runs_curves_replace_those_shown(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=2)
    studio.feed(
        BatchesDone(1, 0, batch_figures((2.0, 1.0), (0.25, 0.5)), 64, 0.1),
        EpochDone(1, figures(1.5, 0.4, 1.2, 0.7), 1.0, 64.0),
    )
    drawn(qtbot, page, studio)
    studio.runs.curves = Curves()
    studio.runs.curves.epochs.append(EpochPoint(1, figures(9.0, 0.1, 8.0, 0.2), 3.0, 5.0))
    studio.runs.all = (summary(2, "finished"), summary(1, "finished"))
    studio.runs.shown = 1
    drawn(qtbot, page, studio, lambda: text_of(page, "train.best") == "20.00\u00a0% in epoch 1")
    assert chart(page).plot.points("batches")[0].size == 0
    assert chart(page).plot.points("training")[1].tolist() == [9.0]
    assert text_of(page, "train.used") == "3.0 s"


# Figures, table, log ----------------------------------------------------------------------------------------------


def test_the_figures_tell_how_far_the_run_is(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=10, epochs=4)
    studio.feed(EpochDone(1, figures(1.0, 0.5, 1.0, 0.875), 1.0, 320.0))
    studio.feed(BatchesDone(2, 0, batch_figures((1.0,) * 5, (0.5,) * 5), 160, 0.5))
    drawn(qtbot, page, studio)
    assert text_of(page, "train.epoch") == "2 / 4"
    assert text_of(page, "train.batch") == "5 / 10"
    assert text_of(page, "train.speed") == "320"
    assert text_of(page, "train.best") == "87.50\u00a0% in epoch 1"
    assert part(page, QLabel, "train.best").accessibleName() == "Best validation accuracy"


def test_the_table_grows_with_the_epochs_and_marks_the_best(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(epochs=50)
    table = part(page, EpochTable, "train.epochs")
    for epoch in range(1, 41):
        studio.feed(EpochDone(epoch, figures(1 / epoch, 0.5, None, 0.9 if epoch == 3 else 0.5), 2.0, 100.0))
    drawn(qtbot, page, studio, lambda: table.epochs.rowCount() == 40)
    assert [table.epochs.index(0, column).data() for column in range(5)] == [
        "1",
        "1.0000",
        "50.00\u00a0%",
        "–",
        "50.00\u00a0%",
    ]
    assert table.epochs.index(2, 0).data(Qt.ItemDataRole.FontRole).bold()
    assert table.epochs.index(1, 0).data(Qt.ItemDataRole.FontRole) is None
    assert table.verticalScrollBar().value() == table.verticalScrollBar().maximum()
    table.verticalScrollBar().setValue(0)
    studio.feed(EpochDone(41, figures(0.1, 0.5, None, 0.5), 2.0, 100.0))
    drawn(qtbot, page, studio, lambda: table.epochs.rowCount() == 41)
    assert table.verticalScrollBar().value() == 0


def test_chosen_rows_are_copied_as_a_table(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start()
    studio.feed(EpochDone(1, figures(1.0, 0.5, 2.0, 0.25), 2.0, 100.0))
    drawn(qtbot, page, studio)
    table = part(page, EpochTable, "train.epochs")
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Epoch", "Loss"]
    assert lines[1].split("\t") == ["1", "1.0000", "50.00\u00a0%", "2.0000", "25.00\u00a0%", "2.00", "100"]


def show_what_the_engine_wrote(page: TrainPage) -> None:
    part(page, QTabWidget, "train.tabs").setCurrentIndex(1)
    part(page, QComboBox, "train.log_filter").setCurrentIndex(1)


def test_the_log_keeps_its_last_lines_and_follows_the_end(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start()
    drawn(qtbot, page, studio)
    show_what_the_engine_wrote(page)
    log = part(page, QPlainTextEdit, "train.log")
    for number in range(MOST_LINES + 500):
        studio.engine.output.emit(f"line {number}\n")
    qtbot.waitUntil(lambda: f"line {MOST_LINES + 499}" in log.toPlainText())
    assert log.blockCount() <= MOST_LINES
    assert "line 400\n" not in log.toPlainText()
    bar = log.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(10)
    studio.engine.output.emit("half a ")
    studio.engine.output.emit("line\n")
    qtbot.waitUntil(lambda: "half a line" in log.toPlainText())
    assert bar.value() == 10


def test_the_log_can_be_read_before_the_first_run(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    way = part(page, QPushButton, "train.empty.log")
    assert not way.isVisible()
    studio.engine.output.emit("ImportError: no such library\n")
    qtbot.waitUntil(way.isVisible)
    QTest.mouseClick(way, LEFT)
    log = part(page, QPlainTextEdit, "train.log")
    assert log.isVisible()
    qtbot.waitUntil(lambda: "ImportError" in log.toPlainText())


def test_the_log_begins_with_what_was_written_before_the_page_was_shown(qtbot: QtBot, studio: RunStudio) -> None:
    studio.engine.log = "the engine starts\n"
    page = train_page(studio)
    qtbot.addWidget(page)
    studio.engine.output.emit("and goes on\n")
    log = part(page, QPlainTextEdit, "train.log")
    qtbot.waitUntil(lambda: log.toPlainText() == "the engine starts\nand goes on\n")


def test_the_page_fits_beside_the_runs(qtbot: QtBot, studio: RunStudio, each_language: str) -> None:
    page = train_page(studio)
    qtbot.addWidget(page)
    page.show()
    studio.feed(EpochDone(1, figures(1.0, 0.5, 2.0, 0.25), 2.0, 100.0))
    drawn(qtbot, page, studio)
    assert page.minimumSizeHint().width() <= 1056


def test_the_log_is_copied_and_cleared(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start()
    drawn(qtbot, page, studio)
    show_what_the_engine_wrote(page)
    log = part(page, QPlainTextEdit, "train.log")
    studio.engine.output.emit("one\ntwo")
    qtbot.waitUntil(lambda: log.toPlainText() == "one\ntwo")
    click(page, "train.log_copy")
    assert QGuiApplication.clipboard().text() == "one\ntwo"
    click(page, "train.log_clear")
    assert log.toPlainText() == ""


@pytest.mark.parametrize(("status", "says"), [("failed", "The run failed."), ("crashed", "The run crashed.")])
def test_a_run_that_broke_off_says_why_and_leads_to_the_log(
    qtbot: QtBot, page: TrainPage, studio: RunStudio, status: str, says: str
) -> None:
    studio.start()
    studio.feed(RunEnded("failed" if status == "failed" else "crashed", "Memory ran out."))
    text = part(page, QLabel, "train.failure_text")
    drawn(qtbot, page, studio, text.isVisible)
    assert text.text().startswith(says)
    assert text.text().endswith("Memory ran out.")
    assert not part(page, QPushButton, "train.failure_log").isVisible(), "the log has nothing to say"
    studio.engine.output.emit("Killed")
    drawn(qtbot, page, studio, part(page, QPushButton, "train.failure_log").isVisible)
    click(page, "train.failure_log")
    assert part(page, QPlainTextEdit, "train.log").isVisible()
    studio.start()
    drawn(qtbot, page, studio, lambda: not text.isVisible())


def test_a_kept_run_that_broke_off_says_why(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.runs.curves.epochs.append(EpochPoint(1, figures(1.0, 0.5)))
    studio.runs.all = (summary(2, "finished"), summary(1, "crashed"))
    studio.runs.shown = 1
    drawn(qtbot, page, studio)
    text = part(page, QLabel, "train.failure_text")
    assert text.isVisible()
    assert text.text() == "The run crashed. It was killed."


def kept(number: int, status: RunStatus, message: str = "", epochs: int = 1) -> RunSummary:
    """A run as the list has it."""
    return replace(summary(number, "finished"), status=status, message=message, epochs_done=epochs)


def kept_curves(epochs: int, first_loss: float = 2.0) -> Curves:
    """Whole epochs of 10 batches, the loss falling to 1."""
    losses = np.concatenate(([first_loss], np.full(10 * epochs - 1, 1.0))).reshape(epochs, 10)
    points = (EpochPoint(each + 1, figures(1.0, 0.5, 1.0, 0.5), 2.0, 100.0) for each in range(epochs))
    batches = losses.astype(np.float32)
    return Curves.of(
        EpochRecord(point, {"loss": each, "accuracy": each}) for point, each in zip(points, batches, strict=True)
    )


def choose(studio: RunStudio, number: int, curves: Curves) -> None:
    """Shows a run that is over."""
    studio.runs.curves = curves
    studio.runs.shown = number
    studio.runs.changed.emit()


def test_each_run_tells_its_own_ending_and_how_far_it_came(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    """The newest run's ending stood under the older ones, and a run that was stopped early had a full bar."""
    studio.keep(kept(3, "stopped"), kept(2, "stopped", epochs=1), kept(1, "finished", epochs=5), shown=3)
    studio.start(epochs=5)
    studio.feed(BatchesDone(1, 0, batch_figures((1.0,), (0.5,)), 32, 0.5), RunEnded("stopped"))
    drawn(qtbot, page, studio, lambda: text_of(page, "train.status").startswith("Stopped;"))
    edited = replace(studio.document.project.training, epochs=5)
    studio.document.apply("Epochs", replace(studio.document.project, training=edited))
    choose(studio, 1, kept_curves(5))
    drawn(qtbot, page, studio, lambda: text_of(page, "train.status") == "Finished")
    bar = part(page, QProgressBar, "train.progress")
    assert (text_of(page, "train.epoch"), text_of(page, "train.batch"), bar.value()) == ("5 / 5", "10 / 10", 1000)
    choose(studio, 2, kept_curves(1))
    drawn(qtbot, page, studio, lambda: text_of(page, "train.status").startswith("Stopped;"))
    assert (text_of(page, "train.epoch"), text_of(page, "train.batch"), bar.value()) == ("1 / 5", "10 / 10", 200)
    assert text_of(page, "train.used") == "2.0 s"


def test_a_loaded_run_says_where_its_weights_are_from(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.keep(kept(3, "loaded", "w1.weights.h5", 0), kept(1, "finished"), shown=3)
    drawn(qtbot, page, studio)
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("Run 3 holds weights from w1.weights.h5" in text for text in said)
    assert "No run yet" not in said


def test_a_single_batch_is_seen(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    """A line through one point is nothing: after one batch the charts were empty."""
    studio.start(batches=10, epochs=300)
    drawn(qtbot, page, studio)
    empty = image_of(chart(page).picture())
    studio.batch(0, loss=1.0)
    drawn(qtbot, page, studio, lambda: chart(page).plot.points("smoothed")[0].size == 1)
    line = QColor(theme.current().series[0]).rgb()
    dot = image_of(chart(page).picture())
    assert pixels_of(dot, line) > pixels_of(empty, line) + 20
    studio.batch(1, loss=1.0)
    drawn(qtbot, page, studio, lambda: chart(page).plot.points("smoothed")[0].size == 2)


def pixels_of(picture: QImage, colour: int) -> int:
    """How many pixels have exactly that colour."""
    pixels = np.frombuffer(picture.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
    return int(np.count_nonzero(pixels == colour))


def test_a_run_has_one_scale_and_its_start_is_on_it(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    """Chosen later, the curve came in through the top."""
    studio.keep(kept(2, "finished", epochs=9), kept(1, "finished", epochs=9), shown=2)
    studio.start(batches=10, epochs=9)
    studio.batch(0, loss=2.7)
    drawn(qtbot, page, studio)
    for epoch in range(1, 10):
        first = 1 if epoch == 1 else 0
        loss = batch_figures((1.0,) * (10 - first), (0.5,) * (10 - first))
        studio.feed(BatchesDone(epoch, first, loss, 320, 0.1), EpochDone(epoch, figures(1.0, 0.5, 1.0, 0.5), 1.0, 320))
    studio.feed(RunEnded("finished"))
    drawn(qtbot, page, studio)
    live = chart(page).plot.visible_range
    assert live[1][1] >= chart(page).plot.points("smoothed")[1].max()
    choose(studio, 1, kept_curves(2))
    drawn(qtbot, page, studio)
    choose(studio, 2, kept_curves(9, 2.7))
    drawn(qtbot, page, studio)
    assert chart(page).plot.visible_range == live


def test_an_empty_log_has_nothing_to_copy_or_clear(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start()
    drawn(qtbot, page, studio)
    show_what_the_engine_wrote(page)
    buttons = [part(page, QPushButton, f"train.log_{name}") for name in ("copy", "clear")]
    assert [button.isEnabled() for button in buttons] == [False, False]
    assert not any("The last" in label.text() for label in page.findChildren(QLabel) if label.isVisible())
    studio.engine.output.emit("one")
    qtbot.waitUntil(buttons[0].isEnabled)
    click(page, "train.log_clear")
    assert [button.isEnabled() for button in buttons] == [False, False]


def test_the_table_shows_five_epochs_and_cuts_no_row(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(epochs=50)
    for epoch in range(1, 6):
        studio.feed(EpochDone(epoch, figures(1.0, 0.5, 1.0, 0.5), 2.0, 100.0))
    table = part(page, EpochTable, "train.epochs")
    drawn(qtbot, page, studio, lambda: table.epochs.rowCount() == 5)
    qtbot.waitUntil(lambda: table.rowAt(1) == 0)
    assert table.verticalScrollBar().maximum() == 0
    for height in range(600, 660, 7):
        page.resize(page.width(), height)
        table.scrollToBottom()
        top = table.rowViewportPosition(table.rowAt(1))
        assert top == 0, f"cut at {height}"
        assert table.viewport().height() % table.rowHeight(0) == 0


def test_the_learning_rate_stands_by_its_optimiser(page: TrainPage) -> None:
    names = ("settings.optimizer", "settings.learning_rate", "adam.beta_1", "settings.schedule", "settings.loss")
    places = [part(page, QWidget, f"train.{name}").mapTo(page, QPoint(0, 0)).y() for name in names]
    assert places == sorted(places)


# Saving -----------------------------------------------------------------------------------------------------------


def save(page: TrainPage, what: str, path: Path) -> None:
    action = page.findChild(QAction, f"train.loss.save_{what}")
    assert action is not None
    action.trigger()
    answer(page, path)


def test_a_chart_is_saved_as_a_picture_and_its_figures_as_tables(
    qtbot: QtBot, page: TrainPage, studio: RunStudio, tmp_path: Path
) -> None:
    studio.start(batches=2)
    studio.feed(
        BatchesDone(1, 0, batch_figures((2.0, 1.0), (0.25, 0.5)), 64, 0.1),
        EpochDone(1, figures(1.5, 0.4, 1.2, 0.7), 1.0, 64.0),
    )
    drawn(qtbot, page, studio)
    save(page, "picture", tmp_path / "loss")
    save(page, "epochs", tmp_path / "epochs.csv")
    save(page, "batches", tmp_path / "batches.csv")
    with Image.open(tmp_path / "loss.png") as picture:
        assert picture.size[0] >= 2 * chart(page).plot.width()
        assert len(np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0)) > 10
    assert (tmp_path / "epochs.csv").read_text().splitlines()[1] == "1,1.5,0.4,1.2,0.7,1.0,64.0"
    assert (tmp_path / "batches.csv").read_text().splitlines()[2] == "2,1,1.0,0.5"


def test_a_file_that_cannot_be_written_becomes_a_notice(
    qtbot: QtBot, page: TrainPage, studio: RunStudio, tmp_path: Path
) -> None:
    studio.start()
    drawn(qtbot, page, studio)
    notices: list[Notice] = []
    studio.notices.told.connect(notices.append)
    withdrawn: list[str] = []
    studio.notices.withdrawn.connect(withdrawn.append)
    save(page, "epochs", tmp_path / "none" / "epochs.csv")
    assert [notice.severity for notice in notices] == ["error"]
    save(page, "epochs", tmp_path / "epochs.csv")
    assert withdrawn == [notices[0].key], "what was told holds no more"


def summary(number: int, status: str) -> RunSummary:
    crashed = status == "crashed"
    return RunSummary(
        number,
        "crashed" if crashed else "finished",
        "2026-01-01T00:00:00+00:00",
        "",
        "jax",
        "",
        "It was killed." if crashed else "",
        1,
    )
