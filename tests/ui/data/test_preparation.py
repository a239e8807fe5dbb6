"""How data is prepared, on the Data page: split, inversion, scaling, augmentation and what becomes of a sample."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QRadioButton, QSlider, QWidget

from nnstudio.core.augmentation import Flip, Rotation, Shift
from nnstudio.core.sources import Classes, Digits, Facts, Iris
from nnstudio.core.sources.split import Split
from nnstudio.core.training import CategoricalCrossentropy
from nnstudio.ui.data.targets_line import one_hot
from nnstudio.ui.data.variants import COLUMNS, ROWS, Variants
from tests.ui.data.conftest import dataset_of

if TYPE_CHECKING:
    from tests.ui.data.conftest import DataDesk, MakeDesk

LEFT = Qt.MouseButton.LeftButton


def press(desk: DataDesk, name: str) -> None:
    box = desk.find(QCheckBox, name)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


def choose(desk: DataDesk, name: str, text: str) -> None:
    box = desk.find(QComboBox, name)
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


# Split ---------------------------------------------------------------------------------------------------------


def test_folds_are_chosen_with_the_one_that_validates(desk: DataDesk) -> None:
    assert not desk.find(QWidget, "data.way.folds").isVisible()
    choose(desk, "data.way.way", "One of several folds")
    assert desk.project.data.split == Split("folds")
    assert desk.find(QWidget, "data.way.folds").isVisible()
    assert not desk.find(QSlider, "data.split").isEnabled()
    assert desk.find(QLabel, "data.split.counts").text() == "240 train · 60 validate · 60 test"
    desk.type("data.way.folds", "3")
    desk.type("data.way.fold", "2")
    assert desk.project.data.split == Split("folds", 3, 2)
    desk.type("data.way.fold", "9")
    assert desk.find(QLabel, "data.way.fold.error").isVisible()


def test_a_share_for_the_test_counts_of_all_samples(desk: DataDesk) -> None:
    field = desk.type("data.parts.test_share", "50")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.project.data.split.test_share == 0.5
    assert desk.find(QLabel, "data.split.counts").text() == "162 train · 18 validate · 180 test"
    assert "After: 0 – 1" in desk.find(QWidget, "data.scaling.figure").accessibleName()
    assert desk.undo_labels() == ["Change Test"]


def test_samples_kept_by_the_data_itself_leave_nothing_to_share_out(make_desk: MakeDesk) -> None:
    facts = Facts((8, 8, 1), Classes(("a", "b")), 40, 0, validation=10)
    desk = make_desk("digits", dataset_of(Digits(), facts))
    assert not desk.find(QSlider, "data.split").isEnabled()
    choose(desk, "data.way.way", "Always a share")
    assert desk.find(QSlider, "data.split").isEnabled()


# Scaling -------------------------------------------------------------------------------------------------------


def test_pictures_are_inverted_and_the_figure_shows_it(desk: DataDesk) -> None:
    press(desk, "data.plan.inverted")
    assert desk.project.data.inverted
    assert "After: 0 – 1" in desk.find(QWidget, "data.scaling.figure").accessibleName()
    assert desk.undo_labels() == ["Change Inverted"]


def test_only_colour_pictures_are_offered_imagenet_s_scaling(make_desk: MakeDesk, desk: DataDesk) -> None:
    assert not desk.find(QRadioButton, "data.scaling.imagenet").isVisible()
    facts = Facts((8, 8, 3), Classes(("a", "b")), 40, 10)
    coloured = make_desk("digits", dataset_of(Digits(), facts))
    button = coloured.find(QRadioButton, "data.scaling.imagenet")
    assert button.isVisible()


def test_tables_can_t_be_inverted_or_changed_at_random(make_desk: MakeDesk) -> None:
    facts = replace(Iris().facts, training=40, test=10, low=0.0, high=40.0)
    desk = make_desk("iris", dataset_of(Iris(), facts))
    assert not desk.find(QCheckBox, "data.plan.inverted").isVisible()
    assert desk.find(QLabel, "data.augment.why").text() == "Only pictures can be changed at random."
    assert not desk.find(QCheckBox, "data.augment.flip").isVisible()


def test_the_target_is_told_as_the_loss_wants_it(desk: DataDesk) -> None:
    words = desk.find(QLabel, "data.target")
    assert words.text().endswith(", as Cross-entropy (labels) wants it")
    project = desk.project
    training = replace(project.training, loss=CategoricalCrossentropy())
    desk.studio.document.apply("Loss", replace(project, training=training))
    assert "= [1, 0, 0, 0, 0, 0, 0, 0, 0, 0], as Cross-entropy (one-hot)" in words.text()


@pytest.mark.parametrize(
    ("label", "count", "text"),
    [(1, 3, "[0, 1, 0]"), (0, 200, "[1, …, 0]"), (1, 200, "[0, 1, …, 0]"), (9, 200, "[0, …, 1, …, 0]")],
)
def test_a_one_hot_row_in_words(label: int, count: int, text: str) -> None:
    assert one_hot(label, count) == text


@pytest.mark.parametrize(("label", "text"), [(199, "[0, …, 1]"), (198, "[0, …, 1, 0]")])
def test_the_end_of_a_long_one_hot_row(label: int, text: str) -> None:
    assert one_hot(label, 200) == text


# Augmentation --------------------------------------------------------------------------------------------------


def variants(desk: DataDesk) -> list[QImage]:
    """The pictures once they are there."""
    shown = desk.find(Variants, "data.variants")
    desk.page.preparation.area.ensureWidgetVisible(shown)
    desk.bot.waitUntil(lambda: len(shown.images) == COLUMNS * ROWS)
    return list(shown.images)


def test_a_kind_is_switched_on_with_its_sliders_and_off_again(desk: DataDesk) -> None:
    assert not desk.find(Variants, "data.variants").isVisible()
    assert not desk.find(QCheckBox, "data.augment.tint").isVisible()
    press(desk, "data.augment.shift")
    press(desk, "data.augment.flip")
    assert desk.project.data.augmentation == (Flip(), Shift())
    assert desk.find(QSlider, "data.augment.shift.across.slider").isVisible()
    assert len(variants(desk)) == 8
    press(desk, "data.augment.flip")
    assert desk.project.data.augmentation == (Shift(),)
    assert not desk.find(QWidget, "data.augment.flip.horizontal").isVisible()
    desk.click("data.augment.reset")
    assert desk.project.data.augmentation == ()
    labels = desk.undo_labels()
    assert labels == ["No augmentation", "Change Flip", "Change Flip", "Change Shift"]


def test_a_slider_s_way_is_one_step_and_the_variants_follow(desk: DataDesk) -> None:
    press(desk, "data.augment.brightness")
    before = variants(desk)
    slider = desk.find(QSlider, "data.augment.brightness.share.slider")
    slider.setSliderDown(True)
    for value in (30, 50, 80):
        slider.setValue(value)
    slider.setSliderDown(False)
    slider.sliderReleased.emit()
    [brightness] = desk.project.data.augmentation
    assert brightness.settings["share"] == 0.8
    shown = desk.find(Variants, "data.variants")
    desk.bot.waitUntil(lambda: shown.images[1:] != before[1:])
    assert shown.images[0] == before[0]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert desk.project.data.augmentation[0].settings["share"] == 0.79
    assert desk.undo_labels() == ["Change Brightness"] * 3


def test_another_sample_is_shown_by_the_button_and_by_arrows(desk: DataDesk) -> None:
    desk.studio.document.replace(replace(desk.project, data=replace(desk.project.data, augmentation=(Rotation(),))))
    first = variants(desk)
    shown = desk.find(Variants, "data.variants")
    desk.click("data.variants.next")
    desk.bot.waitUntil(lambda: shown.images[0] != first[0])
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Left)
    desk.bot.waitUntil(lambda: shown.images == first)
