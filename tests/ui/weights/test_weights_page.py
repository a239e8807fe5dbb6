"""The Weights page, through its controls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.app.asking import Asked
from nnstudio.app.notices import Notice
from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Conv2D, Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import DataPlan, Digits
from nnstudio.engine.messages import ModelRef
from nnstudio.ui import theme
from nnstudio.ui.weights.grid import compose, levels_of, scale_ends
from nnstudio.ui.weights.grid_view import GridView
from nnstudio.ui.weights.images import table_of
from nnstudio.ui.weights.page import WeightsPage
from nnstudio.ui.weights.saving import SaveDialog
from tests.support.fake_studio import FakeStudio
from tests.support.file_dialogs import answer

Weights = npt.NDArray[np.float32]
T = TypeVar("T", bound=QWidget)


class KernelStudio(FakeStudio):
    """A studio with a trained model whose kernels are at hand; answers are given when the test says so."""

    def __init__(self, project: Project, kernels: dict[str, Weights]) -> None:
        super().__init__(project)
        self.kernels = kernels
        self.model.ref, self.model.project = ModelRef("run 1"), project
        self.asked: list[str] = []
        self.answers: list[Callable[[], None]] = []
        self.at_once = True

    def show_weights(
        self,
        node: str,
        done: Callable[[Weights], None],
        failed: Callable[[str], None],
        *,
        dropped: Callable[[str], None] | None = None,
    ) -> Asked[Any]:
        self.asked.append(node)
        kernel = self.kernels.get(node)
        asked = Asked(done, lambda error: failed(str(error)), lambda error: (dropped or failed)(str(error)))

        def answer() -> None:
            if kernel is None:
                asked.fail(StudioError("The disk is full."))
            else:
                asked.answer(kernel)

        if self.at_once:
            QTimer.singleShot(0, answer)
        else:
            self.answers.append(answer)
        return asked


@pytest.fixture
def studio() -> KernelStudio:
    rng = np.random.default_rng(1)
    first = rng.normal(0, 0.1, (64, 12)).astype(np.float32)
    second = rng.normal(0, 0.3, (12, 10)).astype(np.float32)
    return KernelStudio(dense_project("digits", (12,)), {"n3": first, "n4": second})


def shown(qtbot: QtBot, studio: KernelStudio) -> WeightsPage:
    page = WeightsPage(studio.document, studio.data, studio.training, studio.model, studio.engine, studio.notices)
    qtbot.addWidget(page)
    page.resize(1240, 640)
    with qtbot.waitExposed(page):
        page.show()
    return page


def with_kernel(qtbot: QtBot, studio: KernelStudio) -> WeightsPage:
    page = shown(qtbot, studio)
    qtbot.waitUntil(lambda: grid_of(page).scene is not None)
    return page


def part(parent: QWidget, kind: type[T], name: str) -> T:
    """The control of that name."""
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def grid_of(page: WeightsPage) -> GridView:
    return part(page, GridView, "weights.grid")


def text_of(page: WeightsPage, name: str) -> str:
    return part(page, QLabel, name).text()


def point_at(page: WeightsPage, point: QPoint) -> None:
    """Moves the pointer there, whatever the platform's own pointer does."""
    viewport = grid_of(page).viewport()
    where = viewport.mapToGlobal(point)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, point.toPointF(), where.toPointF(), none, none, Qt.KeyboardModifier(0))
    QApplication.sendEvent(viewport, event)


def choose_layer(page: WeightsPage, index: int) -> None:
    box = part(page, QComboBox, "weights.layer")
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_before_anything_is_trained_the_page_says_so_and_trains(qtbot: QtBot, studio: KernelStudio) -> None:
    studio.lose_model()
    page = shown(qtbot, studio)
    assert not grid_of(page).isVisible()
    QTest.mouseClick(part(page, QPushButton, "weights.train"), Qt.MouseButton.LeftButton)
    assert studio.calls == ["train"]
    assert studio.asked == []


def test_the_empty_page_says_why_train_cannot_start(qtbot: QtBot, studio: KernelStudio) -> None:
    studio.lose_model()
    studio.blocker = "MNIST is being read."
    page = shown(qtbot, studio)
    assert not part(page, QPushButton, "weights.train").isEnabled()
    assert text_of(page, "weights.train_reason") == "MNIST is being read."
    studio.blocker = ""
    studio.data.changed.emit()
    assert part(page, QPushButton, "weights.train").isEnabled()


def test_the_first_layer_is_shown_as_one_picture_a_unit(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    box = part(page, QComboBox, "weights.layer")
    assert [box.itemText(i) for i in range(box.count())] == ["Dense 1  ·  64 → 12", "Dense 2  ·  12 → 10"]
    scene = grid_of(page).scene
    assert scene is not None
    assert scene.tiles.values.shape == (12, 8, 8)
    assert text_of(page, "weights.layer_title") == "Dense 1"


def test_the_readout_is_the_weight_under_the_pointer(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    layout = grid.layout_now
    assert layout is not None
    centre = grid.centre_of(5)
    place = grid.place_at(centre.toPointF())
    assert place is not None
    point_at(page, centre)
    value = studio.kernels["n3"][place.row * 8 + place.column, 5]
    expected = f"Unit 5  ·  row {place.row}, column {place.column}  ·  {value:.5g}".replace("-", "−")
    assert text_of(page, "weights.readout") == expected
    point_at(page, QPoint(1, 1))
    assert text_of(page, "weights.readout") == ""


def test_the_output_layer_is_a_heat_map_whose_units_are_the_classes(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    choose_layer(page, 1)
    qtbot.waitUntil(lambda: page.kernel is studio.kernels["n4"])
    grid = grid_of(page)
    centre = grid.centre_of(3)
    point_at(page, centre)
    place = grid.place_at(centre.toPointF())
    assert place is not None
    value = f"{studio.kernels['n4'][place.column, 3]:.5g}".replace("-", "−")
    assert text_of(page, "weights.readout") == f"Unit 3 (3)  ·  input {place.column}  ·  {value}"


def test_a_click_enlarges_a_tile_and_arrow_keys_walk_on(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    assert text_of(page, "weights.tile_title") == "No picture chosen"
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grid.centre_of(2))
    assert text_of(page, "weights.tile_title") == "Unit 2"
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert text_of(page, "weights.tile_title") == "Unit 3"
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert text_of(page, "weights.tile_title") == "Unit 11"
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert text_of(page, "weights.tile_title") == "Unit 0"
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert text_of(page, "weights.tile_title") == "No picture chosen"


def test_strongest_first_orders_the_tiles_by_norm(qtbot: QtBot, studio: KernelStudio) -> None:
    studio.kernels["n3"][:, 7] *= 10
    page = with_kernel(qtbot, studio)
    sort = part(page, QCheckBox, "weights.sort")
    QTest.mouseClick(sort, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(10, sort.height() // 2))
    grid = grid_of(page)
    assert grid.scene is not None
    assert grid.scene.tile_at(0) == 7
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert text_of(page, "weights.tile_title") == "Unit 7"


def test_the_scale_is_one_for_all_or_one_each(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    assert grid.scene is not None
    values = grid.scene.tiles.values
    assert grid.scene.limits.tolist() == scale_ends(values, each=False).tolist()
    scale = part(page, QCheckBox, "weights.scale")
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(10, scale.height() // 2))
    assert grid.scene.limits.tolist() == np.abs(values).max(axis=(1, 2)).tolist()


def test_the_zoom_slider_and_keys_change_the_size_of_a_weight(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    part(page, QSlider, "weights.zoom").setValue(5)
    assert grid.layout_now is not None
    ratio = grid.devicePixelRatioF()
    assert grid.layout_now.scale == round(5 * ratio)
    QTest.keyClick(grid, Qt.Key.Key_Plus)
    assert grid.layout_now.scale == round(6 * ratio)
    QTest.keyClick(grid, Qt.Key.Key_Minus)
    assert part(page, QSlider, "weights.zoom").value() == 5


def test_fit_brings_the_largest_zoom_back_at_which_all_is_in_view(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    fit, slider = part(page, QToolButton, "weights.fit"), part(page, QSlider, "weights.zoom")
    fitting = slider.value()
    assert fit.isChecked()
    slider.setValue(2)
    assert not fit.isChecked()
    QTest.mouseClick(fit, Qt.MouseButton.LeftButton)
    assert fit.isChecked()
    assert slider.value() == fitting > 2
    assert not grid_of(page).verticalScrollBar().maximum()


def test_tiles_that_leave_room_stand_in_the_middle(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    part(page, QSlider, "weights.zoom").setValue(2)
    layout = grid.layout_now
    assert layout is not None
    first, last = grid.centre_of(0), grid.centre_of(layout.count - 1)
    middle = (first + last) / 2
    assert abs(middle.y() - grid.viewport().height() / 2) <= 1
    assert abs(middle.x() - grid.viewport().width() / 2) <= 1


def test_the_page_fits_beside_the_runs(qtbot: QtBot, studio: KernelStudio, each_language: str) -> None:
    assert with_kernel(qtbot, studio).minimumSizeHint().width() <= 1056


def test_what_is_drawn_is_the_composed_image_in_the_themes_colours(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    centre = grid.centre_of(4)
    place = grid.place_at(centre.toPointF())
    assert place is not None
    assert grid.scene is not None
    level = levels_of(grid.scene.tiles.values[4], grid.scene.limits)[place.row, place.column]
    ratio = grid.devicePixelRatioF()
    colour = grid.viewport().grab().toImage().pixelColor(int(centre.x() * ratio), int(centre.y() * ratio))
    assert (colour.red(), colour.green(), colour.blue()) == tuple(table_of(theme.current())[level])


def test_weights_are_fetched_again_after_the_run_changed(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    studio.kernels["n3"] = studio.kernels["n3"] + 1
    studio.training.changed.emit()
    qtbot.waitUntil(lambda: page.kernel is studio.kernels["n3"])


def test_nothing_is_fetched_while_the_page_is_hidden(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    page.hide()
    before = len(studio.asked)
    studio.training.changed.emit()
    QApplication.processEvents()
    assert len(studio.asked) == before
    page.show()
    qtbot.waitUntil(lambda: len(studio.asked) == before + 1)


def test_an_answer_for_the_layer_before_is_not_shown(qtbot: QtBot, studio: KernelStudio) -> None:
    studio.at_once = False
    page = shown(qtbot, studio)
    qtbot.waitUntil(lambda: len(studio.answers) == 1)
    choose_layer(page, 1)
    qtbot.waitUntil(lambda: len(studio.answers) == 2)
    studio.answers[1]()
    studio.answers[0]()
    assert page.kernel is studio.kernels["n4"]


def test_another_run_of_the_same_network_is_fetched_at_once(qtbot: QtBot, studio: KernelStudio) -> None:
    page = with_kernel(qtbot, studio)
    studio.at_once = False
    studio.training.changed.emit()
    qtbot.waitUntil(lambda: len(studio.answers) == 1)
    studio.model.ref = ModelRef("run 2")
    studio.training.changed.emit()
    qtbot.waitUntil(lambda: len(studio.answers) == 2)
    studio.answers[1]()
    assert page.kernel is studio.kernels["n3"]


def test_another_epoch_of_the_run_is_fetched_at_once_and_the_picture_stays_till_then(
    qtbot: QtBot, studio: KernelStudio
) -> None:
    studio.model.ref = ModelRef("run 1")
    page = with_kernel(qtbot, studio)
    slider = part(page, QSlider, "weights.zoom")
    slider.setValue(5)
    studio.at_once = False
    studio.kernels["n3"] = np.ones((64, 12), np.float32)
    studio.model.ref = ModelRef("run 1", 3)
    studio.training.changed.emit()
    qtbot.waitUntil(lambda: len(studio.answers) == 1)
    assert grid_of(page).scene is not None
    studio.answers[0]()
    assert page.kernel is studio.kernels["n3"]
    assert slider.value() == 5


def test_the_page_says_when_the_weights_cannot_be_had(qtbot: QtBot, studio: KernelStudio) -> None:
    del studio.kernels["n3"]
    page = shown(qtbot, studio)
    qtbot.waitUntil(lambda: "The disk is full." in text_of(page, "weights.readout"))


def test_until_the_first_answer_the_page_says_that_it_fetches(qtbot: QtBot, studio: KernelStudio) -> None:
    studio.at_once = False
    page = shown(qtbot, studio)
    qtbot.waitUntil(lambda: len(studio.answers) == 1)
    assert text_of(page, "weights.readout") == "The weights are being fetched…"
    studio.answers[0]()
    assert text_of(page, "weights.readout") == ""
    assert "Each picture is a unit" in text_of(page, "weights.note")


def test_an_answer_after_the_page_is_gone_goes_nowhere(qtbot: QtBot, studio: KernelStudio) -> None:
    studio.at_once = False
    page = WeightsPage(studio.document, studio.data, studio.training, studio.model, studio.engine, studio.notices)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: len(studio.answers) == 1)
    with qtbot.waitSignal(page.destroyed):
        page.close()
        page.deleteLater()
    studio.answers[0]()
    assert studio.asked == ["n3"]


def test_conv_layers_show_kernels_by_channel(qtbot: QtBot) -> None:
    network = chain_network(Input((8, 8, 1)), Conv2D(6, (3, 3)), Conv2D(4, (3, 3)), Flatten(), Dense(10, "softmax"))
    rng = np.random.default_rng(2)
    kernels = {
        "n2": rng.normal(size=(3, 3, 1, 6)).astype(np.float32),
        "n3": rng.normal(size=(3, 3, 6, 4)).astype(np.float32),
    }
    studio = KernelStudio(Project(DataPlan(Digits()), network), kernels)
    page = with_kernel(qtbot, studio)
    choose_layer(page, 1)
    qtbot.waitUntil(lambda: page.kernel is kernels["n3"])
    grid = grid_of(page)
    assert grid.scene is not None
    assert grid.scene.tiles.values.shape == (24, 3, 3)
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert text_of(page, "weights.tile_title") == "Filter 3, channel 5"
    view = part(page, QComboBox, "weights.view")
    view.setCurrentIndex(view.findData("channel"))
    view.activated.emit(view.currentIndex())
    part(page, QSpinBox, "weights.channel").setValue(2)
    np.testing.assert_array_equal(grid.scene.tiles.values[1], kernels["n3"][:, :, 2, 1])


def test_the_saved_picture_is_the_composed_image(qtbot: QtBot, studio: KernelStudio, tmp_path: Path) -> None:
    page = with_kernel(qtbot, studio)
    scene = grid_of(page).scene
    assert scene is not None
    path = tmp_path / "grid.png"
    layouts = []

    def accept() -> None:
        dialog = part(page, SaveDialog, "weights.save_dialog")
        part(dialog, QSpinBox, "weights.save_zoom").setValue(3)
        layouts.append(dialog.layout_chosen)
        dialog.accept()

    QTest.mouseClick(part(page, QToolButton, "weights.save"), Qt.MouseButton.LeftButton)
    accept()
    answer(page, path)
    (layout,) = layouts
    levels = compose(layout, (0, 0, layout.width, layout.height), scene.levels_at)
    with Image.open(path) as picture:
        np.testing.assert_array_equal(np.asarray(picture.convert("RGB")), table_of(theme.current())[levels])


def test_a_picture_that_cannot_be_written_becomes_a_notice_until_one_is(
    qtbot: QtBot, studio: KernelStudio, tmp_path: Path
) -> None:
    page = with_kernel(qtbot, studio)
    notices: list[Notice] = []
    withdrawn: list[str] = []
    studio.notices.told.connect(notices.append)
    studio.notices.withdrawn.connect(withdrawn.append)
    for path in (tmp_path / "none" / "grid.png", tmp_path / "grid.png"):
        QTest.mouseClick(part(page, QToolButton, "weights.save"), Qt.MouseButton.LeftButton)
        part(page, SaveDialog, "weights.save_dialog").accept()
        answer(page, path)
        qtbot.waitUntil(lambda: page.findChild(SaveDialog) is None)
    assert [notice.severity for notice in notices] == ["error"]
    assert withdrawn == [notices[0].key]


def test_a_grid_of_many_thousand_tiles_composes_only_what_is_visible(qtbot: QtBot) -> None:
    network = chain_network(Input((8, 8, 1)), Conv2D(256, (3, 3), padding="same"), Conv2D(256, (3, 3)), Flatten())
    kernel = np.random.default_rng(3).normal(size=(3, 3, 256, 256)).astype(np.float32)
    studio = KernelStudio(Project(DataPlan(Digits()), network), {"n2": kernel[:, :, :1], "n3": kernel})
    page = with_kernel(qtbot, studio)
    choose_layer(page, 1)
    qtbot.waitUntil(lambda: page.kernel is kernel)
    grid = grid_of(page)
    assert grid.layout_now is not None
    assert grid.layout_now.count == 65_536
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    place = grid.place_at(grid.centre_of(65_535).toPointF())
    assert place is not None
    assert place.position == 65_535


def test_another_palette_recolours_the_grid(qtbot: QtBot, studio: KernelStudio, qapp: QApplication) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    centre = grid.centre_of(4)
    place = grid.place_at(centre.toPointF())
    assert place is not None
    assert grid.scene is not None
    level = levels_of(grid.scene.tiles.values[4], grid.scene.limits)[place.row, place.column]
    seen = []
    for choice in ("dark", "light"):
        theme.apply(qapp, "dark" if choice == "dark" else "light")
        centre = grid.centre_of(4)
        colour = grid.viewport().grab().toImage().pixelColor(centre)
        seen.append((colour.red(), colour.green(), colour.blue()) == tuple(table_of(theme.current())[level]))
    assert seen == [True, True]


def test_train_on_the_empty_page_is_as_it_is_now_whenever_the_page_is_shown(qtbot: QtBot, studio: KernelStudio) -> None:
    studio.lose_model()
    page = shown(qtbot, studio)
    page.hide()
    studio.blocker = "The network has no layers yet."
    studio.training.changed.emit()
    page.show()
    assert not part(page, QPushButton, "weights.train").isEnabled()
    assert text_of(page, "weights.train_reason") == "The network has no layers yet."


def test_what_fits_is_found_anew_where_the_window_was_resized_meanwhile(qtbot: QtBot, studio: KernelStudio) -> None:
    frame = QStackedWidget()
    qtbot.addWidget(frame)
    page = WeightsPage(studio.document, studio.data, studio.training, studio.model, studio.engine, studio.notices)
    frame.addWidget(page)
    frame.addWidget(QWidget())
    frame.resize(1240, 800)
    frame.show()
    qtbot.waitUntil(lambda: grid_of(page).scene is not None)
    large = part(page, QSlider, "weights.zoom").value()
    frame.setCurrentIndex(1)
    frame.resize(760, 420)
    frame.setCurrentIndex(0)
    grid = grid_of(page)
    qtbot.waitUntil(lambda: part(page, QSlider, "weights.zoom").value() < large)
    assert part(page, QToolButton, "weights.fit").isChecked()
    scene = grid.scene
    assert scene is not None
    assert part(page, QSlider, "weights.zoom").value() == grid.fitting_scale(scene)


def test_the_grid_shows_that_the_keyboard_is_there_before_a_picture_is_chosen(
    qtbot: QtBot, studio: KernelStudio
) -> None:
    page = with_kernel(qtbot, studio)
    grid = grid_of(page)
    before = grid.viewport().grab().toImage()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    part(page, QToolButton, "weights.save").setFocus()
    QTest.keyClick(part(page, QToolButton, "weights.save"), Qt.Key.Key_Tab)
    assert grid.hasFocus()
    assert grid.viewport().grab().toImage() != before
