"""The charts of a run: what they read out, how far their axes reach, what is saved of them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.engine.messages import BatchesDone, EpochDone, RunEnded
from nnstudio.ui import palettes, theme
from nnstudio.ui.charts.axis import log_text
from nnstudio.ui.charts.pictures import image_of
from nnstudio.ui.charts.ranges import LEAST_SHARES, share_range
from nnstudio.ui.charts.ticks import log_ticks
from nnstudio.ui.train.page import TrainPage
from tests.support.figures import batch_figures, figures
from tests.support.file_dialogs import answer
from tests.support.run_studio import RunStudio, chart, drawn, part, text_of

LEFT = Qt.MouseButton.LeftButton


def trained(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    """One epoch of two batches."""
    studio.start(batches=2)
    studio.feed(
        BatchesDone(1, 0, batch_figures((2.0, 1.0), (0.25, 0.5)), 64, 0.1),
        EpochDone(1, figures(1.5, 0.375, 1.25, 0.75), 1.0, 64.0),
    )
    drawn(qtbot, page, studio)


def values(page: TrainPage, figure: str = "loss") -> dict[str, str]:
    """What the legend tells of the curves."""
    return {key: button.value for key, button in chart(page, figure).legend.items()}


# Reading out ------------------------------------------------------------------------------------------------------


def test_the_cross_hair_reads_the_values_of_both_charts(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    trained(qtbot, page, studio)
    chart(page).plot.setFocus()
    QTest.keyClick(chart(page).plot, Qt.Key.Key_Right)
    assert text_of(page, "train.loss.readout") == "Epoch 1, batch 2 · best epoch"
    assert values(page) == {
        "batches": "1",
        "smoothed": values(page)["smoothed"],
        "training": "1.5",
        "validation": "1.25",
    }
    percent = "\u00a0%"
    accuracy = values(page, "accuracy")
    assert (accuracy["batches"], accuracy["training"]) == (f"50.00{percent}", f"37.50{percent}")
    assert accuracy["validation"] == f"75.00{percent}"
    assert part(page, QWidget, "train.accuracy.cross").isVisible()
    QTest.keyClick(chart(page).plot, Qt.Key.Key_Escape)
    assert text_of(page, "train.loss.readout") == ""
    assert not part(page, QWidget, "train.loss.cross").isVisible()


def test_the_epoch_that_is_looked_at_is_marked_and_told(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    trained(qtbot, page, studio)
    studio.feed(
        BatchesDone(2, 0, batch_figures((0.5, 0.25), (0.75, 1.0)), 64, 0.1),
        EpochDone(2, figures(0.5, 0.875, 0.75, 0.9), 1.0, 64.0),
    )
    drawn(qtbot, page, studio, lambda: values(page)["training"] == "0.5")
    studio.runs.epoch = 1
    drawn(qtbot, page, studio, lambda: values(page)["training"] == "1.5")
    assert values(page)["batches"] == "1"
    assert text_of(page, "train.loss.readout") == "Epoch 1"
    assert part(page, QWidget, "train.accuracy.moment").isVisible()
    assert not part(page, QWidget, "train.accuracy.cross").isVisible()
    studio.runs.epoch = 0
    drawn(qtbot, page, studio, lambda: text_of(page, "train.loss.readout") == "Before training")
    assert set(values(page).values()) == {""}, "no figure is known of the weights that it began with"
    studio.runs.epoch = None
    drawn(qtbot, page, studio, lambda: values(page)["training"] == "0.5")
    assert not part(page, QWidget, "train.loss.moment").isVisible()


def test_without_a_cross_hair_the_legend_tells_the_newest_values(
    qtbot: QtBot, page: TrainPage, studio: RunStudio
) -> None:
    trained(qtbot, page, studio)
    studio.feed(BatchesDone(2, 0, batch_figures((0.5,), (0.75,)), 32, 0.1))
    drawn(qtbot, page, studio, lambda: values(page)["batches"] == "0.5")
    assert values(page)["validation"] == "1.25"


def test_what_is_read_out_covers_no_curve(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    trained(qtbot, page, studio)
    plot = chart(page).plot
    QTest.mouseMove(plot.viewport(), plot.ground.center().toPoint())
    qtbot.waitUntil(lambda: text_of(page, "train.loss.readout") != "")
    over = [child for child in plot.findChildren(QWidget) if child.isVisible() and child is not plot.viewport()]
    assert [child.objectName() for child in over if child.width() > 1] == []


def test_a_cross_hair_that_moved_away_leaves_nothing_behind(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    """Dashed lines stayed on charts whose axis ends at 1."""
    trained(qtbot, page, studio)
    chart(page).draw_visible()
    QApplication.processEvents()
    plot = chart(page, "accuracy").plot
    before = pixels(page, plot)
    for share in (0.2, 0.4, 0.6, 0.8):
        at = QPoint(round(plot.ground.left() + share * plot.ground.width()), round(plot.ground.center().y()))
        QTest.mouseMove(plot.viewport(), at)
        qtbot.waitUntil(lambda: part(page, QWidget, "train.accuracy.cross").isVisible())
        QApplication.processEvents()
        assert (pixels(page, plot) != before).any()
    QTest.mouseMove(page, QPoint(5, 5))
    qtbot.waitUntil(lambda: not part(page, QWidget, "train.accuracy.cross").isVisible())
    qtbot.waitUntil(lambda: bool((pixels(page, plot) == before).all()))


def pixels(page: TrainPage, plot: QWidget) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The plot as it is on the screen: not drawn anew, which would hide what an update forgets."""
    QApplication.processEvents()
    at = plot.mapTo(page, QPoint(0, 0))
    image = page.screen().grabWindow(page.winId(), at.x(), at.y(), plot.width(), plot.height()).toImage()
    return np.frombuffer(image.constBits(), np.uint8).copy()


def test_the_two_curves_by_batch_have_two_colours_in_the_legend(
    qtbot: QtBot, page: TrainPage, studio: RunStudio
) -> None:
    trained(qtbot, page, studio)
    full = theme.current().series[0]
    assert full in colours_of(part(page, QToolButton, "train.loss.smoothed"))
    assert full not in colours_of(part(page, QToolButton, "train.loss.batches"))


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_the_best_epoch_has_a_star(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=1, epochs=3)
    for epoch, accuracy in enumerate((0.5, 0.9, 0.7), 1):
        studio.feed(BatchesDone(epoch, 0, batch_figures((1.0,), (0.5,)), 32, 0.1))
        studio.feed(EpochDone(epoch, figures(1.0, 0.5, 2.0 / epoch, accuracy), 1.0, 32.0))
    drawn(qtbot, page, studio)
    assert chart(page).plot.star == (2.0, 1.0)
    assert chart(page, "accuracy").plot.star == (2.0, 0.9)
    studio.feed(EpochDone(4, figures(1.0, 0.5, 0.1, 0.95), 1.0, 32.0), RunEnded("finished"))
    drawn(qtbot, page, studio, lambda: chart(page).plot.star == (4.0, 0.1))
    plot = chart(page).plot
    right = plot.getPlotItem().getViewBox().mapViewToScene(QPointF(4.0, 0.1)).x()
    assert plot.ground.right() - right > 8, "all of the star is seen"
    studio.start()
    drawn(qtbot, page, studio, lambda: chart(page).plot.star is None)


def test_the_speed_is_a_chart_too(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.start(batches=3, epochs=2)
    for batch, seconds in enumerate((8.0, 0.5, 0.25)):
        studio.feed(BatchesDone(1, batch, batch_figures((1.0,), (0.5,)), 32, seconds))
    studio.feed(EpochDone(1, figures(1.0, 0.5, 1.0, 0.5), 8.75, 96 / 8.75))
    drawn(qtbot, page, studio)
    box = part(page, QComboBox, "train.metric")
    box.setCurrentIndex(box.findText("Samples/s"))
    speed = chart(page, "samples_per_second")
    qtbot.waitUntil(lambda: speed.plot.points("batches")[0].size == 3)
    shown = speed.plot.points("batches")[1].tolist()
    assert np.isnan(shown[0]), "what the engine prepares for the first batch says nothing of the speed"
    assert shown[1:] == [64.0, 128.0]
    assert speed.plot.points("training")[1].tolist() == [pytest.approx(96 / 8.75)]
    studio.feed(EpochDone(2, figures(1.0, 0.5, 1.0, 0.5), 1.0, 38_783.2))
    qtbot.waitUntil(lambda: values(page, "samples_per_second")["training"] == "38,783")


# Axes -------------------------------------------------------------------------------------------------------------


def test_an_accuracy_is_shown_as_large_as_it_can_be(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    """The axis went from 0 to 100 %, whatever there was to see between."""
    studio.start(batches=100, epochs=2)
    accuracies = (*np.linspace(0.1, 0.9, 4), *np.full(96, 0.92))
    for epoch in (1, 2):
        studio.feed(BatchesDone(epoch, 0, batch_figures((1.0,) * 100, accuracies), 3200, 0.1))
        studio.feed(EpochDone(epoch, figures(1.0, 0.9, 1.0, 0.93), 1.0, 3200.0))
        accuracies = (0.92,) * 100
    studio.feed(RunEnded("finished"))
    drawn(qtbot, page, studio)
    bottom, top = chart(page, "accuracy").plot.visible_range[1]
    assert 0.7 <= bottom <= 0.9
    assert 0.93 <= top <= 1.0


@given(st.floats(0, 1), st.floats(0, 1), st.none() | st.sampled_from([(0.0, 1.0), (0.8, 1.0), (0.4, 0.5)]))
def test_an_axis_of_shares_shows_all_and_is_no_narrower_than_it_may_be(
    one: float, other: float, before: tuple[float, float] | None
) -> None:
    low, high = min(one, other), max(one, other)
    bottom, top = share_range(low, high, before)
    assert 0.0 <= bottom <= low + 1e-6
    assert high - 1e-6 <= top <= 1.0
    assert top - bottom >= LEAST_SHARES - 1e-9
    assert share_range(low, high, (bottom, top)) == (bottom, top) or high - low < LEAST_SHARES


@given(st.floats(-12, 12), st.floats(0.01, 20), st.floats(0.005, 0.5))
def test_marks_of_a_logarithmic_axis_never_lie_over_each_other(low: float, wide: float, share: float) -> None:
    room = share * wide
    ticks = log_ticks(low, low + wide, room)
    places = np.log10(ticks)
    assert (np.diff(places) >= room - 1e-6).all()
    assert ((places >= low - 1e-6) & (places <= low + wide + 1e-6)).all()


@pytest.mark.parametrize(("low", "high"), [(-8, 3), (-1, 1), (-0.2, 0.3), (-0.42, -0.36), (2, 2.5)])
def test_a_logarithmic_axis_has_enough_marks_to_read_it(low: float, high: float) -> None:
    assert 3 <= len(log_ticks(low, high, (high - low) / 8)) <= 9


def test_the_labels_of_a_logarithmic_axis_fit(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    trained(qtbot, page, studio)
    QTest.mouseClick(part(page, QToolButton, "train.loss.log"), LEFT)
    plot = chart(page).plot
    axis, box = plot.getPlotItem().getAxis("left"), plot.getPlotItem().getViewBox()
    for low, high in ((-12.0, 3.0), (-0.5, 0.5), (-0.3, -0.2)):
        box.setRange(yRange=(low, high), padding=0)
        height = plot.ground.height()
        [(_, places)] = axis.tickValues(low, high, height)
        labels = axis.tickStrings(places, 1.0, 1.0)
        assert len(set(labels)) == len(labels) >= 3
        distance = np.diff(places).min() * height / (high - low)
        assert distance >= QFontMetrics(axis.font()).height()


@pytest.mark.parametrize(
    ("exponent", "text"), [(0, "1"), (-3, "0.001"), (-6, "10⁻⁶"), (5.30103, "2·10⁵"), (0.30103, "2")]
)
def test_a_logarithmic_mark_is_written_shortly(exponent: float, text: str) -> None:
    assert log_text(exponent) == text


# Saving -----------------------------------------------------------------------------------------------------------


def test_a_saved_chart_is_the_chart_alone_on_white(
    qtbot: QtBot, page: TrainPage, studio: RunStudio, qapp: QApplication
) -> None:
    """Its buttons were on it, and in the dark theme it was black."""
    theme.apply(qapp, "dark")
    try:
        trained(qtbot, page, studio)
        dark = image_of(chart(page).picture())
        assert chart(page).plot.backgroundBrush().color().name() == palettes.DARK.card
    finally:
        theme.apply(qapp, "light")
    light = image_of(chart(page).picture())
    assert dark == light
    assert light.pixelColor(2, 2).name() == "#ffffff"
    high = round(2 * 12 + light.devicePixelRatio() * QFontMetrics(chart(page).font()).height())
    right = light.copy(light.width() // 2, 0, light.width() // 2, high)
    colours = {right.pixelColor(x, y).name() for x in range(right.width()) for y in range(right.height())}
    assert colours == {"#ffffff"}, "beside the title nothing is to be pressed"


def test_a_curve_that_is_hidden_is_not_in_the_saved_legend(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    trained(qtbot, page, studio)
    whole = image_of(chart(page).picture())
    QTest.mouseClick(part(page, QToolButton, "train.loss.validation"), LEFT)
    assert image_of(chart(page).picture()) != whole


def test_a_chart_is_saved_as_a_drawing(qtbot: QtBot, page: TrainPage, studio: RunStudio, tmp_path: Path) -> None:
    trained(qtbot, page, studio)
    action = page.findChild(QAction, "train.loss.save_drawing")
    assert action is not None
    action.trigger()
    answer(page, tmp_path / "loss")
    root = ET.fromstring((tmp_path / "loss.svg").read_bytes())
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"svg", "text"} <= kinds
    assert kinds & {"polyline", "path"}
    texts = {"".join(element.itertext()).strip() for element in root.iter() if element.tag.endswith("text")}
    assert {"Loss", "Batches", "Smoothed", "Training", "Validation", "Epoch"} <= texts


def test_a_saved_picture_can_be_read(qtbot: QtBot, page: TrainPage, studio: RunStudio, tmp_path: Path) -> None:
    trained(qtbot, page, studio)
    action = page.findChild(QAction, "train.loss.save_picture")
    assert action is not None
    action.trigger()
    answer(page, tmp_path / "loss.png")
    with Image.open(tmp_path / "loss.png") as picture:
        assert picture.getpixel((0, 0)) == (255, 255, 255)
