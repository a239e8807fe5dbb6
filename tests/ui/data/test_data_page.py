"""The Data page, driven by mouse and keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.app.data import ReadingCancelledError
from nnstudio.app.tasks import Task
from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import Dense, Input
from nnstudio.core.network import with_layer
from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST, Digits, FashionMNIST, Glyphs, Scaling
from nnstudio.core.sources.split import PARTS
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts, parts_of
from nnstudio.data.places import NotInFolderError
from nnstudio.data.sources import reader_of
from nnstudio.data.store import Dataset
from nnstudio.ui.data.class_bars import ALL, ClassBars
from nnstudio.ui.data.enlarged import EnlargedSample
from nnstudio.ui.data.gallery import Gallery, image_of
from nnstudio.ui.data.part_samples import samples_of
from nnstudio.ui.data.point_looks import legend_of
from nnstudio.ui.data.scaling_chooser import values_before_and_after
from nnstudio.ui.data_choice import use_folder
from tests.support.file_dialogs import answer

if TYPE_CHECKING:
    from tests.ui.data.conftest import DataDesk, MakeDesk

LEFT = Qt.MouseButton.LeftButton
NO_ROWS = np.empty(0, np.int32)
MISSING = StudioError("its files are not on this machine.", where="MNIST", fix="Download it, or choose the folder.")


# Choosing ------------------------------------------------------------------------------------------------------


def test_choosing_data_takes_input_and_output_along_as_one_step(desk: DataDesk) -> None:
    before = desk.project
    desk.click("data.choose.digits")
    assert desk.project.data.source == Digits()
    assert desk.project.network.layers[0] == Input((8, 8, 1))
    desk.click("data.choose")
    assert desk.find(QAbstractButton, "data.choose.digits").isChecked()
    assert not desk.find(QAbstractButton, "data.choose.mnist").isChecked()
    assert desk.undo_labels() == ["Use Digits 8 × 8"]
    assert desk.project == before


def test_choosing_the_same_data_again_changes_nothing(desk: DataDesk) -> None:
    desk.click("data.choose.mnist")
    assert desk.undo_labels() == []


def test_data_is_chosen_by_keyboard_too(desk: DataDesk) -> None:
    card = desk.find(QAbstractButton, "data.choose.fashion-mnist")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert desk.project.data.source == FashionMNIST()


def test_a_card_tells_where_its_files_are(desk: DataDesk) -> None:
    desk.click("data.choose")
    digits = desk.find(QAbstractButton, "data.choose.digits")
    assert "Comes with the program." in digits.toolTip()
    assert "1,437 to train" in digits.accessibleDescription()
    assert "Not on this computer yet" in desk.find(QAbstractButton, "data.choose.fashion-mnist").toolTip()


# Absent data ---------------------------------------------------------------------------------------------------


def test_where_all_data_is_is_looked_for_when_it_can_be_chosen(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    reader = type(reader_of(Glyphs()))
    locate = reader.locate

    def counted(self: Any) -> Any:
        asked.append(self)
        return locate(self)

    monkeypatch.setattr(reader, "locate", counted)
    desk = make_desk("mnist", make_dataset("mnist", 200, 40))
    desk.type("data.split.percent", "25\r")
    assert desk.project.training.validation_share == 0.25
    assert asked == []
    desk.click("data.choose")
    assert asked


def test_a_legend_of_long_names_stays_short() -> None:
    assert len(legend_of(["a name that is far too long for any legend " * 9])) < 200


def test_data_that_is_not_here_can_be_downloaded(make_desk: MakeDesk, make_dataset: Callable[..., Dataset]) -> None:
    desk = make_desk("mnist", None)
    desk.studio.have(problem=MISSING, downloadable=True)
    assert desk.find(QLabel, "data.absent.title").text() == "MNIST is not on this computer yet"
    button = desk.find(QPushButton, "data.download")
    assert button.text() == "Download 11 MB"
    QTest.mouseClick(button, LEFT)
    assert desk.studio.calls == ["download_dataset"]
    assert not button.isVisible()
    desk.studio.have(make_dataset("mnist"))
    assert desk.find(Gallery, "data.gallery").isVisible()


def test_reading_shows_how_far_it_is_and_can_be_cancelled(make_desk: MakeDesk) -> None:
    desk = make_desk("mnist", None)
    task: Task[object] = Task("Reading MNIST")
    desk.studio.tasks.running.append(task)
    desk.studio.tasks.report(task, 0.42, "Downloading MNIST: 4.8 of 11.5 MB")
    bar = desk.find(QProgressBar, "data.progress")
    desk.bot.waitUntil(lambda: bar.value() == 420)
    assert desk.find(QLabel, "data.absent.text").text() == "Downloading MNIST: 4.8 of 11.5 MB"
    desk.click("data.cancel")
    assert task.cancelled()
    assert not desk.find(QPushButton, "data.cancel").isEnabled()


def test_reading_that_was_cancelled_is_no_error(make_desk: MakeDesk) -> None:
    desk = make_desk("mnist", None)
    desk.studio.have(problem=ReadingCancelledError("reading was cancelled.", where="MNIST"))
    assert desk.find(QLabel, "data.absent.title").text() == "MNIST was not read"
    assert desk.find(QLabel, "data.absent.text").text() == "Reading was cancelled."
    assert desk.find(QPushButton, "data.retry").isVisible()


def test_a_folder_is_chosen_as_a_step_that_can_be_undone(
    make_desk: MakeDesk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("mnist")
    desk = make_desk("mnist", None)
    desk.studio.have(problem=MISSING, downloadable=True)
    desk.click("data.folder")
    answer(desk.page, folder)
    assert desk.project.data.source == MNIST(str(folder))
    assert desk.undo_labels() == ["Choose data folder"]
    assert desk.project.data.source == MNIST()


def test_files_that_can_not_be_read_say_why_and_can_be_tried_again(make_desk: MakeDesk) -> None:
    desk = make_desk("mnist", None)
    desk.studio.have(problem=FormatError("is cut short.", where="/data/train.gz", fix="Copy it again."))
    assert desk.find(QLabel, "data.absent.title").text() == "MNIST can't be read"
    assert desk.find(QLabel, "data.absent.text").text() == "/data/train.gz: is cut short. Copy it again."
    assert not desk.find(QPushButton, "data.download").isVisible()
    desk.click("data.retry")
    assert desk.studio.calls == ["read_dataset"]


LACKING = NotInFolderError(
    "holds no files of MNIST. MNIST is four files such as a, or b.",
    where="/pictures/mnist",
    fix="Choose another folder, or clear the choice, so that the usual places are searched.",
)


def test_a_chosen_folder_without_the_data_can_be_changed_or_forgotten(make_desk: MakeDesk) -> None:
    desk = make_desk("mnist", None)
    use_folder(desk.studio.document, "/pictures/mnist", None)
    desk.studio.have(problem=LACKING)
    assert desk.find(QLabel, "data.absent.title").text() == "MNIST is not in the chosen folder"
    assert desk.find(QLabel, "data.absent.text").text() == str(LACKING)
    shown = {button.objectName() for button in desk.page.absent.findChildren(QPushButton) if button.isVisible()}
    assert shown == {"data.folder", "data.usual", "data.retry"}
    desk.click("data.choose")
    assert "Not in /pictures/mnist" in desk.find(QAbstractButton, "data.choose.mnist").toolTip()
    desk.click("data.usual")
    assert desk.project.data.source == MNIST()
    assert desk.studio.calls == []  # nothing is downloaded; the studio reads anew as the choice changed
    assert desk.undo_labels() == ["Search the usual places", "Choose data folder"]


def test_only_a_folder_that_was_chosen_can_be_forgotten(make_desk: MakeDesk) -> None:
    desk = make_desk("mnist", None)
    desk.studio.have(problem=FormatError("is cut short.", where="/data/train.gz"))
    assert not desk.find(QPushButton, "data.usual").isVisible()
    use_folder(desk.studio.document, "/data", None)
    desk.studio.have(problem=FormatError("is cut short.", where="/data/train.gz"))
    assert desk.find(QPushButton, "data.usual").isVisible()


@pytest.mark.parametrize("folder", ["/" + "deep/" * 900, "x" * 5000, "/<b>bold</b>\n\x1b[2J"])
def test_a_folder_of_any_name_fits_the_page_and_is_shown_as_it_is(make_desk: MakeDesk, folder: str) -> None:
    desk = make_desk("mnist", None)
    use_folder(desk.studio.document, folder, None)
    desk.studio.have(problem=NotInFolderError("does not exist.", where=folder, fix="Choose another folder."))
    label = desk.find(QLabel, "data.absent.text")
    assert len(label.text()) < 1000
    assert label.text().replace("\N{ZERO WIDTH SPACE}", "").isprintable()
    assert label.minimumSizeHint().width() <= label.width()
    assert label.textFormat() == Qt.TextFormat.PlainText
    desk.bot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert desk.page.minimumSizeHint().width() <= 1056


# What it is called ---------------------------------------------------------------------------------------------


def test_pictures_of_a_folder_are_named_by_it_with_their_own_counts(
    make_desk: MakeDesk, make_dataset: Callable[..., Dataset]
) -> None:
    desk = make_desk("mnist", make_dataset("mnist", 200, 40, place="~/pictures/mnist"))
    desk.click("data.choose")
    card = desk.find(QAbstractButton, "data.choose.mnist")
    assert card.accessibleName() == "MNIST in ~/pictures/mnist"
    assert card.accessibleDescription() == (
        "Pictures of 28 × 28 pixels from files of your own, not the published set. 200 to train, 40 to test, 10 classes"
    )
    assert card.toolTip().startswith("MNIST in ~/pictures/mnist\n")
    assert desk.find(QLabel, "data.limit.all").text() == "of 200"
    desk.click("data.choose.digits")
    desk.click("data.choose")
    assert card.accessibleName() == "MNIST"
    assert "60,000 to train" in card.accessibleDescription()


def test_the_published_pictures_keep_their_name(make_desk: MakeDesk, make_dataset: Callable[..., Dataset]) -> None:
    desk = make_desk("mnist", make_dataset("mnist"))
    card = desk.find(QAbstractButton, "data.choose.mnist")
    assert card.accessibleName() == "MNIST"
    assert card.accessibleDescription().startswith("70,000 handwritten digits")


def test_data_of_another_choice_is_not_shown_as_this_one(desk: DataDesk, make_dataset: Callable[..., Dataset]) -> None:
    desk.click("data.choose.digits")
    assert not desk.find(Gallery, "data.gallery").isVisible()
    desk.studio.have(make_dataset("digits"))
    assert desk.find(Gallery, "data.gallery").isVisible()


# Gallery -------------------------------------------------------------------------------------------------------


def test_the_gallery_shows_each_part(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    sizes = {}
    for part in ("training", "validation", "test"):
        desk.click(f"data.part.{part}")
        assert gallery.samples is not None
        sizes[part] = len(gallery.samples)
    assert sizes == {"training": 270, "validation": 30, "test": 60}
    assert desk.find(QPushButton, "data.part.validation").text() == "Validation 30"


def test_pictures_are_drawn_as_squares_of_their_grey(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    assert gallery.samples is not None
    drawn = gallery.viewport().grab().toImage()
    for place in (0, 7, 11):
        spot = gallery.rect_of(place).center() - QPoint(0, 10)
        row = int(gallery.samples.rows[place])
        assert drawn.pixelColor(spot).red() == row


def test_a_class_is_chosen_by_its_bar(desk: DataDesk) -> None:
    bars, gallery = desk.find(ClassBars, "data.classes"), desk.find(Gallery, "data.gallery")
    QTest.mouseClick(bars, LEFT, pos=bars.rect_of(4).center())
    assert gallery.samples is not None
    assert len(gallery.samples) == 27
    assert {gallery.samples.label(place) for place in range(27)} == {4}
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert gallery.samples.label(0) == 5
    QTest.mouseClick(bars, LEFT, pos=bars.rect_of(ALL).center())
    assert len(gallery.samples) == 270
    assert bars.words(3) == "3: 27 training, 3 validation, 6 test samples"


def test_shuffle_shows_the_same_pictures_in_another_order(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    assert gallery.samples is not None
    before = gallery.samples.rows.copy()
    desk.click("data.shuffle")
    assert not np.array_equal(gallery.samples.rows, before)
    assert np.array_equal(np.sort(gallery.samples.rows), before)


def test_pages_are_turned(desk: DataDesk) -> None:
    gallery, words = desk.find(Gallery, "data.gallery"), desk.find(QLabel, "data.range")
    first = words.text()
    assert first.startswith("1 to ")
    desk.click("data.next")
    assert words.text() != first
    desk.click("data.previous")
    assert words.text() == first
    assert not desk.find(QWidget, "data.previous").isEnabled()
    gallery.setFocus()
    for _ in range(40):
        QTest.keyClick(gallery, Qt.Key.Key_PageDown)
    assert words.text().endswith("270 of 270")
    assert not desk.find(QWidget, "data.next").isEnabled()


def test_hovering_tells_which_picture_it_is(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    spot = gallery.rect_of(2).center()
    port = gallery.viewport()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, spot, port.mapToGlobal(spot)))
    assert gallery.samples is not None
    row = int(gallery.samples.rows[2])
    assert QToolTip.text() == f"Training picture {row + 1}: {row % 10} ({row % 10})"
    QToolTip.hideText()


def test_a_double_click_opens_a_picture_with_its_values_and_it_stays_open(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    spot = gallery.rect_of(1).center()
    QTest.mouseClick(gallery.viewport(), LEFT, pos=spot)
    QTest.mouseDClick(gallery.viewport(), LEFT, pos=spot)
    large = desk.find(EnlargedSample, "data.enlarged")
    assert large.isVisible()
    assert large.accessibleName() == gallery.words(1)
    QTest.mouseClick(gallery.viewport(), LEFT, pos=gallery.rect_of(2).center())
    assert large.isVisible()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_arrows_and_enter_open_a_picture(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    gallery.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(gallery, key)
    assert gallery.current == 1 + gallery.columns
    large = desk.find(EnlargedSample, "data.enlarged")
    assert large.isVisible()
    large.close()


def test_the_keyboard_scrolls_to_the_picture_it_is_on(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    gallery.setFocus()
    for _ in range(12):
        QTest.keyClick(gallery, Qt.Key.Key_Down)
    assert gallery.viewport().rect().contains(gallery.rect_of(gallery.current))


def test_only_pictures_in_sight_are_read(desk: DataDesk, make_dataset: Callable[..., Dataset]) -> None:
    dataset = make_dataset("mnist", 60_000, 100)
    read: list[int] = []
    samples = samples_of(parts_of(dataset, desk.project), "training", None, 0)

    class Counted(type(samples)):  # type: ignore[misc]  # the class is only known as a value here
        def picture(self, place: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
            read.append(place)
            return super().picture(place)  # type: ignore[no-any-return]

    gallery = desk.find(Gallery, "data.gallery")
    gallery.show_samples(Counted(samples.parts, samples.part, samples.rows))
    gallery.verticalScrollBar().setValue(gallery.verticalScrollBar().maximum() // 2)
    read.clear()
    gallery.viewport().grab()
    assert 0 < len(set(read)) < 100
    assert min(read) > 20_000


def test_a_part_without_pictures_says_so(desk: DataDesk) -> None:
    training = replace(desk.project.training, validation_share=0.0)
    desk.studio.document.apply("x", replace(desk.project, training=training))
    desk.click("data.part.validation")
    assert desk.find(QLabel, "data.range").text() == "No pictures here."


def test_grey_and_colour_become_images() -> None:
    grey = image_of(np.array([[0, 128], [255, 7]], np.uint8))
    assert (grey.width(), grey.height(), grey.pixelColor(1, 0).red()) == (2, 2, 128)
    colour = image_of(np.array([[[255, 0, 9]]], np.uint8))
    shade = colour.pixelColor(0, 0)
    assert (shade.red(), shade.green(), shade.blue()) == (255, 0, 9)


# Split and limit -----------------------------------------------------------------------------------------------


def test_the_share_is_typed_as_one_step_and_the_counts_follow(desk: DataDesk) -> None:
    desk.type("data.split.percent", "20")
    assert desk.project.training.validation_share == 0.2
    assert desk.find(QLabel, "data.split.counts").text() == "240 train · 60 validate · 60 test"
    assert desk.find(QSlider, "data.split").value() == 20
    assert desk.undo_labels() == ["Change validation share"]
    assert desk.find(QSlider, "data.split").value() == 10


def test_a_drag_of_the_slider_is_one_step(desk: DataDesk) -> None:
    slider = desk.find(QSlider, "data.split")
    for drag in ((20, 35), (40, 15)):
        slider.setSliderDown(True)
        for value in drag:
            slider.setSliderPosition(value)
        slider.setSliderDown(False)
    assert desk.project.training.validation_share == 0.15
    assert desk.undo_labels() == ["Change validation share", "Change validation share"]


def test_a_share_that_can_not_be_is_explained(desk: DataDesk) -> None:
    desk.type("data.split.percent", "80")
    label = desk.find(QLabel, "data.split.error")
    assert label.isVisible()
    assert label.text() == "Choose a value from 0 to 50."
    assert desk.project.training.validation_share == 0.08


def test_fewer_training_pictures_can_be_used(desk: DataDesk) -> None:
    desk.type("data.limit", "100")
    assert desk.project.data.training_limit == 100
    assert desk.find(QLabel, "data.split.counts").text() == "90 train · 10 validate · 60 test"
    assert desk.undo_labels() == ["Change number of training samples"]


def test_the_balance_of_the_classes_is_told(desk: DataDesk) -> None:
    words = desk.find(QLabel, "data.balance")
    assert words.text() == "Balanced: every class has 27 training samples."
    desk.type("data.limit", "12")
    assert not words.text().startswith("Balanced")


# Scaling -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scaling", ["standard", "none"])
def test_a_scaling_is_chosen_as_one_step(desk: DataDesk, scaling: Scaling) -> None:
    button = desk.find(QRadioButton, f"data.scaling.{scaling}")
    QTest.mouseClick(button, LEFT, pos=QPoint(10, button.height() // 2))
    assert desk.project.data.scaling == scaling
    assert desk.undo_labels() == ["Change scaling"]
    assert desk.find(QRadioButton, "data.scaling.unit").isChecked()


def test_the_figure_tells_values_before_and_after(desk: DataDesk) -> None:
    figure = desk.find(QWidget, "data.scaling.figure")
    assert figure.accessibleName().startswith("Before: 0 – 255")
    assert "After: 0 – 1" in figure.accessibleName()


def test_scaled_values_are_those_the_network_gets(make_dataset: Callable[..., Dataset]) -> None:
    dataset = make_dataset("mnist")
    project = dense_project("mnist")
    parts = parts_of(dataset, replace(project, training=replace(project.training, validation_share=0.0)))
    before, after = values_before_and_after(parts, "standard")
    assert (before.low, before.high) == (0.0, 255.0)
    assert before.mean == pytest.approx(float(dataset.x_train.mean()))
    assert after.mean == pytest.approx(0.0, abs=1e-9)
    assert after.deviation == pytest.approx(1.0)
    assert sum(before.bins) == pytest.approx(1.0)
    same, unit = values_before_and_after(parts, "unit")
    assert (unit.low, unit.high) == (0.0, 1.0)
    assert unit.mean == pytest.approx(same.mean / 255)


def test_of_large_pictures_few_are_measured(make_dataset: Callable[..., Dataset]) -> None:
    read: list[int] = []

    class Counting(Parts):
        """Samples of which it is told how many are read."""

        def samples(self, rows: Rows) -> NDArray[Any]:
            read.append(len(rows))
            return np.zeros((len(rows), 200, 200, 3), np.uint8)

    dataset = make_dataset("mnist", 1_500, 0)
    dataset = replace(dataset, facts=replace(dataset.facts, shape=(200, 200, 3)))
    parts = parts_of(dataset, dense_project("mnist"))
    values_before_and_after(Counting(dataset, parts.rows, parts.targets, parts.excluded), "unit")
    assert 1 <= sum(read) <= 20


def test_ten_times_the_classes_take_about_ten_times_as_long_to_paint(qtbot: QtBot) -> None:
    """Each row once asked for the widest name of all: a hundred times as long."""
    bars = ClassBars()
    qtbot.addWidget(bars)
    took = []
    for count in (100, 1_000):
        names = tuple(f"a class with the number {number}" for number in range(count))
        bars.show_counts(names, {part: tuple(range(count)) for part in PARTS}, 3)
        bars.resize(240, bars.sizeHint().height())
        took.append(min(_seconds_to_paint(bars) for _ in range(3)))
    assert took[1] < 40 * took[0]


def _seconds_to_paint(widget: QWidget) -> float:
    start = time.process_time()
    widget.grab()
    return time.process_time() - start


def test_no_training_pictures_have_values_that_can_be_shown(make_dataset: Callable[..., Dataset]) -> None:
    parts = replace(parts_of(make_dataset("digits"), dense_project("digits")), rows=dict.fromkeys(PARTS, NO_ROWS))
    before, after = values_before_and_after(parts, "standard")
    assert before == after
    assert before.mean == 0.0


# Hidden, and irrelevant changes --------------------------------------------------------------------------------


def test_a_hidden_page_shows_the_data_of_now_when_it_is_shown(
    desk: DataDesk, make_dataset: Callable[..., Dataset]
) -> None:
    desk.page.hide()
    desk.studio.have(make_dataset("mnist", 200, 20))
    assert desk.find(QPushButton, "data.part.test").text() == "Test 60"
    desk.page.show()
    assert desk.find(QPushButton, "data.part.test").text() == "Test 20"


def test_an_edit_of_the_network_leaves_the_gallery_where_it_is(desk: DataDesk) -> None:
    gallery = desk.find(Gallery, "data.gallery")
    desk.click("data.next")
    place = gallery.verticalScrollBar().value()
    network = with_layer(desk.project.network, "n3", Dense(7))
    desk.studio.document.apply("x", replace(desk.project, network=network))
    assert gallery.verticalScrollBar().value() == place > 0


def test_every_control_has_a_name_a_tooltip_and_a_way_by_keyboard(desk: DataDesk) -> None:
    names = ("choose.mnist", "gallery", "classes", "split", "split.percent", "limit", "shuffle", "part.test")
    for name in (*names, "scaling.unit", "scaling.standard", "scaling.none", "next"):
        widget = desk.find(QWidget, f"data.{name}")
        assert widget.accessibleName() or isinstance(widget, QPushButton), name
        assert widget.toolTip() or name == "gallery", name
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus, name


def test_the_page_fits_beside_the_runs(each_language: str, desk: DataDesk) -> None:
    assert desk.page.minimumSizeHint().width() <= 1056


def test_nothing_is_cut_off_at_the_right_of_the_settings(each_language: str, desk: DataDesk) -> None:
    for name in ("data.scaling.figure", "data.classes"):
        widget = desk.find(QWidget, name)
        desk.page.preparation.area.ensureWidgetVisible(widget)
        seen = widget.visibleRegion().boundingRect()
        assert seen.width() == widget.width()


def test_all_pictures_are_used_where_no_limit_is_set(desk: DataDesk) -> None:
    limit = desk.find(QSpinBox, "data.limit")
    assert limit.text() == "all"
    desk.type("data.limit", "120")
    assert desk.project.data.training_limit == 120
