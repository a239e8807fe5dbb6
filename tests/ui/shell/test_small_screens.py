"""Every page in windows as small as a person's screen may be, with letters as large as they may need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.app.asking import Asked
from nnstudio.app.notices import Notice
from nnstudio.app.run_state import Idle, Progress, Training
from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.engine.messages import BatchesDone
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui import theme
from nnstudio.ui.kit.elided import ElidedButton, ElidedLabel
from nnstudio.ui.shell.main_window import MainWindow
from nnstudio.ui.shell.notices import NoticeStack
from nnstudio.ui.shell.preferences_dialog import PreferencesDialog
from tests.support.fake_studio import FakeStudio
from tests.ui.shell.conftest import some_pictures, some_run

W = TypeVar("W", bound=QWidget)
USUAL, LARGE = theme.SMALLEST_TYPE, 20  # pixels of the type: usual, and one and a half times as large
SCREENS = [
    pytest.param(720, 450, USUAL, id="1440 x 900 at twice the scale"),
    pytest.param(960, 600, USUAL, id="960 x 600, or 1440 x 900 at one and a half times"),
    pytest.param(1024, 700, USUAL, id="1024 x 700"),
    pytest.param(1280, 800, USUAL, id="1280 x 800"),
    pytest.param(960, 600, LARGE, id="960 x 600 with large letters"),
    pytest.param(1024, 700, LARGE, id="1024 x 700 with large letters"),
    pytest.param(1280, 800, LARGE, id="1280 x 800 with large letters"),
]
PAGES = ("data", "design", "train", "weights", "classify", "compare")
LEAST_CHART = QRect(0, 0, 240, 110)
# What Qt builds and lays out itself, and what is drawn over others on purpose.
OWN_INSIDE = (QAbstractSpinBox, QComboBox, QAbstractScrollArea, QTabBar)


MakeWindow = Callable[..., MainWindow]


class BusyStudio(FakeStudio):
    """In the middle of a run, with earlier runs, data and a model that answers."""

    def __init__(self) -> None:
        super().__init__(dense_project("fashion-mnist"))
        self.data.dataset = some_pictures()
        self.engine.title = "Auto: TensorFlow 2.21.0 on CPU"
        self.keep(some_run(2, "training"), some_run(1), shown=2)
        self.give_model(2)
        self.runs.curves.batches_per_epoch = 4
        self.runs.curves.record(
            BatchesDone(1, 0, {"loss": (2.0, 1.5, 1.2, 1.0), "accuracy": (0.2, 0.4, 0.5, 0.6)}, 128, 1.0)
        )
        figures = {"loss": 1.0, "accuracy": 0.6, "val_loss": 0.9, "val_accuracy": 0.65}
        self.runs.curves.epochs.append(EpochPoint(1, figures, 1.23, 41_234.0))
        self.show(Training(Progress(10, 1688, 7, 844, 41_234.0, 95.0)))

    def show_weights(
        self, node: str, done: Callable[[Any], None], failed: Callable[[str], None], **_: Any
    ) -> Asked[Any]:
        asked = Asked(done, lambda error: failed(str(error)))
        kernel = np.linspace(-1, 1, 784 * 128, dtype=np.float32).reshape(784, 128)
        QTimer.singleShot(0, lambda: asked.answer(kernel))
        return asked

    def predict(self, pixels: Any, done: Callable[[Any], None], failed: Callable[[str], None], **_: Any) -> Asked[Any]:
        asked = Asked(done, lambda error: failed(str(error)))
        asked.answer(np.full((len(pixels), 10), 0.1))
        return asked


@pytest.fixture
def set_type(qapp: QApplication) -> Iterator[Callable[[int], None]]:
    """Sets the size of the application's type, as the preferences do, until the test ends."""

    def use(pixels: int) -> None:
        theme.apply(qapp, "light", round(100 * pixels / USUAL))
        assert QFontInfo(qapp.font()).pixelSize() == pixels

    yield use
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # a window that is closed need not be dressed anew
    theme.apply(qapp, "light")


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path) -> MakeWindow:
    def make(studio: FakeStudio | None = None) -> MainWindow:
        studio = studio or BusyStudio()
        window = MainWindow(studio, tmp_path)
        qtbot.addWidget(window, before_close_func=lambda _: setattr(studio, "run_state", Idle()))
        window.show()
        return window

    return make


@pytest.mark.parametrize(("width", "height", "pixels"), SCREENS)
def test_everything_is_in_reach_and_nothing_is_cut_off_on_a_small_screen(
    width: int,
    height: int,
    pixels: int,
    set_type: Callable[[int], None],
    make_window: MakeWindow,
    qtbot: QtBot,
) -> None:
    set_type(pixels)
    look_at_every_page(make_window(), width, height, qtbot)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(("width", "height", "pixels"), [(720, 450, USUAL), (960, 600, LARGE)])
def test_longer_words_find_their_room_too(
    width: int,
    height: int,
    pixels: int,
    set_type: Callable[[int], None],
    make_window: MakeWindow,
    qtbot: QtBot,
) -> None:
    set_type(pixels)
    look_at_every_page(make_window(), width, height, qtbot)


@pytest.mark.parametrize(("width", "height", "pixels"), [(720, 450, USUAL), (960, 600, LARGE)])
def test_pages_without_content_fit_beside_the_runs_and_below_a_notice(
    width: int,
    height: int,
    pixels: int,
    set_type: Callable[[int], None],
    make_window: MakeWindow,
    qtbot: QtBot,
) -> None:
    set_type(pixels)
    studio = FakeStudio(dense_project("fashion-mnist"))
    studio.have(
        None, StudioError("is not on this computer.", where="Fashion-MNIST", fix="Download it."), downloadable=True
    )
    studio.blocker = "The data is not on this computer: download it on the Data page, or choose the folder it is in."
    window = make_window(studio)
    window.resize(width, height)
    found(window, QToolButton, "shell.runs.toggle").click()
    studio.notices.tell(Notice("error", "The disk is full, so this run is not kept.", "Make room.", "Details"))
    for page in PAGES:
        window.show_page(page)
        qtbot.waitUntil(partial(assert_nothing_to_complain, window), timeout=10_000)


def test_the_preferences_fit_a_low_screen(set_type: Callable[[int], None], qtbot: QtBot) -> None:
    set_type(LARGE)
    dialog = PreferencesDialog(BusyStudio())
    qtbot.addWidget(dialog)
    assert dialog.minimumSizeHint().height() <= 400


@pytest.mark.parametrize("pixels", [USUAL, LARGE])
def test_the_first_window_fits_the_screen(
    pixels: int, set_type: Callable[[int], None], make_window: MakeWindow
) -> None:
    set_type(pixels)
    window = make_window()
    assert window.screen().availableGeometry().size().expandedTo(window.size()) == window.screen().availableSize()


def test_the_runs_give_way_to_the_page_and_come_back(make_window: MakeWindow) -> None:
    window = make_window()
    runs = found(window, QWidget, "shell.runs.panel")
    shown = []
    for width in (1280, 1140, 1160):
        window.resize(width, 700)
        shown.append(runs.isVisible())
    assert shown == [True, False, True]


def test_runs_opened_in_a_narrow_window_stay_open_there_and_closed_ones_stay_closed_in_a_wide_one(
    make_window: MakeWindow,
) -> None:
    window = make_window()
    runs, toggle = found(window, QWidget, "shell.runs.panel"), found(window, QToolButton, "shell.runs.toggle")
    window.resize(960, 600)
    toggle.click()
    window.resize(1280, 800)
    toggle.click()
    wide = runs.isVisible()
    window.resize(960, 600)
    assert (wide, runs.isVisible()) == (False, True)


def test_pages_open_at_their_top_however_often_they_were_left(
    set_type: Callable[[int], None], make_window: MakeWindow, qtbot: QtBot
) -> None:
    set_type(LARGE)
    window = make_window()
    window.resize(1024, 700)
    for page in ("design", "data", "design", "data"):
        window.show_page(page)
        frame = next(each for each in window.findChildren(QScrollArea) if each.widget() is window.area.page(page))
        qtbot.waitUntil(partial(scrolls, frame))
        assert frame.verticalScrollBar().value() == 0, page


@pytest.mark.parametrize("pixels", [USUAL, LARGE])
@pytest.mark.parametrize("running", [True, False])
def test_the_buttons_of_a_step_say_what_they_are_or_neither_does(
    running: bool, pixels: int, set_type: Callable[[int], None], make_window: MakeWindow
) -> None:
    set_type(pixels)
    window = make_window(BusyStudio() if running else FakeStudio(dense_project("fashion-mnist")))
    batch, epoch = (found(window, QToolButton, f"shell.step_{each}.button") for each in ("batch", "epoch"))
    styles = []
    for width in range(720, 1600, 40):
        window.resize(width, 700)
        assert batch.toolButtonStyle() == epoch.toolButtonStyle(), width
        styles.append(batch.toolButtonStyle())
    assert styles == sorted(styles, key=lambda style: style == Qt.ToolButtonStyle.ToolButtonTextBesideIcon)


def test_without_a_run_the_buttons_take_the_room_of_its_progress(make_window: MakeWindow) -> None:
    window = make_window(FakeStudio(dense_project("fashion-mnist")))
    window.resize(960, 600)
    for each in ("batch", "epoch"):
        button = found(window, QToolButton, f"shell.step_{each}.button")
        assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_fields_boxes_and_icons_grow_with_the_letters(
    set_type: Callable[[int], None], make_window: MakeWindow, qtbot: QtBot
) -> None:
    heights = []
    for pixels in (USUAL, LARGE):
        set_type(pixels)
        window = make_window()
        heights.append([height_of(window, *each) for each in GROWING])
        window.close()
    for (_page, name), usual, large in zip(GROWING, *heights, strict=True):
        assert large >= 1.3 * usual, name


def scrolls(frame: QScrollArea) -> bool:
    return frame.verticalScrollBar().maximum() > 0


GROWING = (
    ("design", "design.palette.search"),
    ("weights", "weights.layer"),
    ("weights", "weights.save"),
    ("data", "data.choose"),
)


def height_of(window: MainWindow, page: str, name: str) -> int:
    window.show_page(page)
    return found(window, QWidget, name).sizeHint().height()


# What is looked at -----------------------------------------------------------------------------------------------


def look_at_every_page(window: MainWindow, width: int, height: int, qtbot: QtBot) -> None:
    window.resize(width, height)
    assert (window.width(), window.height()) == (width, height)
    for page in PAGES:
        window.show_page(page)
        bring_to_life(window, page, qtbot)
        qtbot.waitUntil(partial(assert_nothing_to_complain, window), timeout=10_000)  # scroll areas settle step by step


def bring_to_life(window: MainWindow, page: str, qtbot: QtBot) -> None:
    """Chooses a layer, waits for the weights: what a page shows only then."""
    if page == "design":
        found(window, QWidget, "design.card.n3").setFocus()
    if page == "weights":
        qtbot.waitUntil(found(window, QWidget, "weights.histogram").isVisible)


def found(window: QWidget, kind: type[W], name: str) -> W:
    widget = window.findChild(kind, name)
    assert isinstance(widget, kind), name
    return widget


def assert_nothing_to_complain(window: MainWindow) -> None:
    assert complaints(window) == []


def complaints(window: MainWindow) -> list[str]:
    """What a critic of the window would say."""
    widgets = [each for each in window.findChildren(QWidget) if each.isVisible() and not is_qts_own(each)]
    return [
        *(f"{named(area)} scrolls sideways" for area in widgets if scrolls_sideways(area)),
        *(f"{named(each)} is cut off by {named(each.parentWidget())}" for each in widgets if is_cut_off(each)),
        *(f"{named(each)} can't show all of its text" for each in widgets if is_text_cut(each)),
        *(f"{named(one)} lies on {named(other)}" for one, other in overlapping(widgets)),
        *(f"{named(each)} is a strip: {each.size()}" for each in widgets if is_strip(each)),
        *(f"{named(bar)} hides some of what it holds" for bar in widgets if is_bar_too_full(bar)),
    ]


def named(widget: QWidget | None) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    if widget is None:
        return "nothing"
    return f"{type(widget).__name__} {widget.objectName()!r} {text!r}".strip()


def is_qts_own(widget: QWidget) -> bool:
    inside = isinstance(widget.parentWidget(), OWN_INSIDE)
    return inside or widget.objectName().startswith("qt_") or isinstance(widget, QSplitterHandle) or widget.isWindow()


def is_viewport(widget: QWidget) -> bool:
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget


def scrolls_sideways(widget: QWidget) -> bool:
    """Whether an area of controls does; pictures and tables may."""
    content = widget.widget() if isinstance(widget, QScrollArea) else None
    if not isinstance(widget, QScrollArea) or content is None:
        return False
    return widget.horizontalScrollBar().maximum() > 0 or content.width() > widget.viewport().width()


def is_cut_off(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and not is_viewport(parent) and not parent.rect().contains(widget.geometry())


def is_text_cut(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel | ElidedButton):
        return False  # it says all in its tooltip
    if isinstance(widget, QLabel):
        wanted = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        return widget.height() < wanted or (not widget.wordWrap() and widget.width() < widget.sizeHint().width())
    if isinstance(widget, QAbstractButton) and widget.text() and widget.maximumWidth() != widget.minimumWidth():
        return widget.width() < widget.minimumSizeHint().width() or widget.height() < widget.fontMetrics().height()
    return False


def overlapping(widgets: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    siblings: dict[QWidget | None, list[QWidget]] = {}
    for each in widgets:
        siblings.setdefault(each.parentWidget(), []).append(each)
    for group in siblings.values():
        fixed = [each for each in group if not isinstance(each, NoticeStack)]  # it lies over the page, moving nothing
        yield from ((a, b) for a, b in combinations(fixed, 2) if a.geometry().intersects(b.geometry()))


def is_strip(widget: QWidget) -> bool:
    """Whether it is a chart too small to read."""
    size = widget.size()
    return type(widget).__name__ == "PlotWidget" and size.expandedTo(LEAST_CHART.size()) != size


def is_bar_too_full(widget: QWidget) -> bool:
    if isinstance(widget, QTabBar):
        return widget.width() < widget.sizeHint().width()
    if not isinstance(widget, QToolBar):
        return False
    rest = widget.findChild(QWidget, "qt_toolbar_ext_button")
    return rest is not None and rest.isVisible()
