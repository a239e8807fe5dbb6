"""Drawing: strokes become pictures, pictures become questions, and the tools do what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputDevice, QKeyEvent, QKeySequence, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.data.forms import bring_to_form
from nnstudio.ui.classify.page import ClassifyPage
from nnstudio.ui.classify.picture_view import PictureView
from nnstudio.ui.drawing.canvas import Canvas
from nnstudio.ui.drawing.sketch import SIDE, USUAL_BRUSH

if TYPE_CHECKING:
    from tests.ui.classify.conftest import AskedStudio

LEFT = Qt.MouseButton.LeftButton
Widget = TypeVar("Widget", bound=QWidget)
Place = tuple[float, float]
SEVEN: list[Place] = [(0.25, 0.25), (0.5, 0.25), (0.72, 0.25), (0.6, 0.5), (0.5, 0.8)]


def find(page: ClassifyPage, kind: type[Widget], name: str) -> Widget:
    """The page's widget of that name."""
    found = page.findChild(kind, f"classify.{name}")
    assert found is not None, name
    return found


def canvas_of(page: ClassifyPage) -> Canvas:
    return find(page, Canvas, "canvas")


def at(canvas: Canvas, place: Place) -> QPoint:
    """A place in shares of the picture, on the widget."""
    square = canvas.square()
    return QPoint(round(square.x() + place[0] * square.width()), round(square.y() + place[1] * square.height()))


def stroke(canvas: Canvas, places: list[Place]) -> None:
    """Draws with the mouse through these places."""
    QTest.mousePress(canvas, LEFT, pos=at(canvas, places[0]))
    for place in places[1:]:
        QTest.mouseMove(canvas, at(canvas, place))
    QTest.mouseRelease(canvas, LEFT, pos=at(canvas, places[-1]))


def ink(canvas: Canvas, place: Place) -> int:
    """How much ink there is at a place, 0 to 255."""
    pixels = canvas.sketch.pixels()
    return int(pixels[int(place[1] * SIDE), int(place[0] * SIDE)])


def is_seen(page: ClassifyPage, studio: AskedStudio) -> bool:
    """Whether the drawing as it is now has come through to the pixels on show."""
    seen = find(page, PictureView, "seen")
    final = bring_to_form(canvas_of(page).sketch.pixels(), studio.document.project.facts).pixels
    return seen.picture is not None and np.array_equal(seen.picture, final[:, :, 0])


def button(page: ClassifyPage, name: str) -> QToolButton:
    return find(page, QToolButton, name)


def text_of(page: ClassifyPage, name: str) -> str:
    found = find(page, QLabel, name)
    return found.text() if found.isVisible() else ""


def test_a_stroke_asks_about_pixels_in_the_datas_form(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    stroke(canvas, SEVEN)
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    asked = studio.canvas_questions[-1].pixels
    assert asked.shape == (1, 28, 28, 1)
    assert asked.dtype == np.uint8
    assert np.array_equal(asked[0], bring_to_form(canvas.sketch.pixels(), studio.document.project.facts).pixels)
    assert asked.max() > 200


def test_the_answer_is_shown_in_words_and_bars(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    stroke(canvas_of(page), SEVEN)
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    studio.canvas_questions[-1].answer(7)
    assert text_of(page, "winner") == "7"
    assert text_of(page, "value") == "98\u00a0%"
    assert canvas_of(page).accessibleDescription() == "7, 98\u00a0%"


def test_a_thousand_moves_in_a_burst_ask_once_and_about_the_final_drawing(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    canvas = canvas_of(page)
    turns = np.linspace(0, 6 * np.pi, 1000)
    stroke(canvas, [(0.5 + 0.3 * float(np.cos(t)), 0.5 + 0.3 * float(np.sin(t))) for t in turns])
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    studio.canvas_questions[0].answer(0)  # what waited for it would be asked now
    final = bring_to_form(canvas.sketch.pixels(), studio.document.project.facts).pixels
    assert len(studio.canvas_questions) == 1
    assert np.array_equal(studio.canvas_questions[-1].pixels[0], final)


def test_while_drawing_answers_follow_and_the_last_is_of_the_whole_drawing(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    """How often: tests/ui/kit/test_pacing.py."""
    studio.answers_itself = lambda pixels: np.full((len(pixels), 10), 0.1)
    canvas = canvas_of(page)
    QTest.mousePress(canvas, LEFT, pos=at(canvas, (0.2, 0.2)))
    for step in range(60):
        QTest.mouseMove(canvas, at(canvas, (0.2 + step * 0.01, 0.2 + (step % 7) * 0.05)))
        if step == 30:
            qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    QTest.mouseRelease(canvas, LEFT, pos=at(canvas, (0.8, 0.8)))
    final = bring_to_form(canvas.sketch.pixels(), studio.document.project.facts).pixels
    qtbot.waitUntil(lambda: is_seen(page, studio))
    assert np.array_equal(studio.canvas_questions[-1].pixels[0], final)


def test_an_empty_canvas_asks_nothing_and_says_what_to_do(page: ClassifyPage, studio: AskedStudio) -> None:
    assert studio.questions == []
    assert "Draw something" in text_of(page, "message")


def test_clearing_takes_the_answer_away(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    stroke(canvas, SEVEN)
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    studio.canvas_questions[-1].answer(7)
    QTest.mouseClick(button(page, "clear"), LEFT)
    qtbot.waitUntil(lambda: "Draw something" in text_of(page, "message"))
    assert canvas.sketch.is_blank
    assert text_of(page, "winner") == ""


def test_a_late_answer_about_a_cleared_drawing_is_not_shown(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    canvas = canvas_of(page)
    stroke(canvas, SEVEN)
    qtbot.waitUntil(lambda: len(studio.canvas_questions) == 1)
    studio.canvas_questions[0].answer(7)
    stroke(canvas, SEVEN[1:3])
    qtbot.waitUntil(lambda: len(studio.canvas_questions) == 2)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Draw something" in text_of(page, "message"))
    studio.canvas_questions[1].answer(7)
    assert text_of(page, "winner") == ""


def test_while_an_answer_is_awaited_only_the_newest_drawing_waits(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    canvas = canvas_of(page)
    for place in SEVEN:
        stroke(canvas, [place, (place[0] + 0.05, place[1])])
        qtbot.waitUntil(lambda: is_seen(page, studio))
    assert len(studio.canvas_questions) == 1
    studio.canvas_questions[0].answer(1)
    assert len(studio.canvas_questions) == 2
    final = bring_to_form(canvas.sketch.pixels(), studio.document.project.facts).pixels
    assert np.array_equal(studio.canvas_questions[1].pixels[0], final)


def test_an_answer_given_twice_or_late_is_not_shown(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    stroke(canvas, SEVEN[:3])
    qtbot.waitUntil(lambda: len(studio.canvas_questions) == 1)
    older = studio.canvas_questions[0]
    older.answer(1)
    stroke(canvas, SEVEN[2:])
    qtbot.waitUntil(lambda: len(studio.canvas_questions) == 2)
    studio.canvas_questions[1].answer(7)
    older.answer(1)
    assert text_of(page, "winner") == "7"


def test_a_failure_is_told_in_place_of_the_answer(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    stroke(canvas_of(page), SEVEN)
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    studio.canvas_questions[-1].failed("The engine ended.")
    assert text_of(page, "message") == "The engine ended."


def test_undo_and_redo_take_whole_strokes(page: ClassifyPage, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    stroke(canvas, [(0.2, 0.2), (0.4, 0.2)])
    stroke(canvas, [(0.2, 0.8), (0.5, 0.8), (0.4, 0.8)])
    QTest.mouseClick(button(page, "undo"), LEFT)
    assert ink(canvas, (0.3, 0.2)) == 255
    assert ink(canvas, (0.3, 0.8)) == 0
    QTest.mouseClick(button(page, "redo"), LEFT)
    assert ink(canvas, (0.3, 0.8)) == 255
    QTest.keySequence(canvas, QKeySequence(QKeySequence.StandardKey.Undo))
    QTest.keySequence(canvas, QKeySequence(QKeySequence.StandardKey.Undo))
    assert canvas.sketch.is_blank
    assert not button(page, "undo").isEnabled()
    QTest.keySequence(canvas, QKeySequence(QKeySequence.StandardKey.Redo))
    assert ink(canvas, (0.3, 0.2)) == 255


def test_clear_can_be_undone(page: ClassifyPage, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    stroke(canvas, SEVEN)
    before = canvas.sketch.pixels()
    QTest.mouseClick(button(page, "clear"), LEFT)
    QTest.mouseClick(button(page, "undo"), LEFT)
    assert np.array_equal(canvas.sketch.pixels(), before)


def test_on_the_canvas_ctrl_z_takes_back_a_stroke_and_not_the_windows_last_edit(
    studio: AskedStudio, qtbot: QtBot
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = ClassifyPage(
        studio.document,
        studio.files,
        studio.data,
        studio.training,
        studio.runs,
        studio.model,
        studio.engine,
        studio.tasks,
        studio.notices,
        window,
    )
    window.setCentralWidget(page)
    edits: list[str] = []
    action = QAction("Undo", window)
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: edits.append("undone"))
    window.addAction(action)
    window.resize(1240, 640)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    canvas = canvas_of(page)
    stroke(canvas, SEVEN)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert canvas.sketch.is_blank
    assert edits == []
    slider = find(page, QSlider, "brush")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edits == ["undone"]


def test_the_eraser_takes_ink_away(page: ClassifyPage, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    stroke(canvas, [(0.2, 0.5), (0.8, 0.5)])
    QTest.mouseClick(button(page, "eraser"), LEFT)
    stroke(canvas, [(0.5, 0.4), (0.5, 0.6)])
    assert ink(canvas, (0.5, 0.5)) == 0
    assert ink(canvas, (0.3, 0.5)) == 255
    QTest.mouseClick(button(page, "pen"), LEFT)
    stroke(canvas, [(0.5, 0.4), (0.5, 0.6)])
    assert ink(canvas, (0.5, 0.5)) == 255


def test_keys_change_the_brush_and_switch_the_eraser(page: ClassifyPage) -> None:
    canvas = canvas_of(page)
    slider = find(page, QSlider, "brush")
    assert slider.value() == USUAL_BRUSH
    QTest.keyClicks(canvas, "]]")
    assert slider.value() == USUAL_BRUSH + 8
    QTest.keyClicks(canvas, "[[[")
    assert slider.value() == USUAL_BRUSH - 4
    QTest.keyClicks(canvas, "e")
    assert button(page, "eraser").isChecked()
    assert not button(page, "pen").isChecked()


def test_a_wider_brush_leaves_more_ink(page: ClassifyPage, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    stroke(canvas, [(0.2, 0.2), (0.8, 0.2)])
    thin = int(np.count_nonzero(canvas.sketch.pixels()[:, SIDE // 2]))
    canvas.clear()
    slider = find(page, QSlider, "brush")
    slider.setValue(3 * USUAL_BRUSH)
    stroke(canvas, [(0.2, 0.2), (0.8, 0.2)])
    thick = int(np.count_nonzero(canvas.sketch.pixels()[:, SIDE // 2]))
    assert abs(thin - USUAL_BRUSH) <= 2
    assert abs(thick - 3 * USUAL_BRUSH) <= 2


def test_shift_joins_with_a_straight_line(page: ClassifyPage, qtbot: QtBot) -> None:
    canvas = canvas_of(page)
    QTest.mouseClick(canvas, LEFT, pos=at(canvas, (0.2, 0.2)))
    assert ink(canvas, (0.5, 0.5)) == 0
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, at(canvas, (0.8, 0.8)))
    assert ink(canvas, (0.5, 0.5)) == 255


def test_a_pen_draws_and_its_other_end_erases(page: ClassifyPage) -> None:
    canvas = canvas_of(page)
    for kind, left in ((QPointingDevice.PointerType.Pen, 255), (QPointingDevice.PointerType.Eraser, 0)):
        device = QPointingDevice(
            "pen",
            1,
            QInputDevice.DeviceType.Stylus,
            kind,
            QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
            1,
            1,
        )
        for what, place in (
            (QEvent.Type.TabletPress, (0.3, 0.5)),
            (QEvent.Type.TabletMove, (0.7, 0.5)),
            (QEvent.Type.TabletRelease, (0.7, 0.5)),
        ):
            spot = QPointF(at(canvas, place))
            none = Qt.KeyboardModifier.NoModifier
            event = QTabletEvent(what, device, spot, spot, 0.9, 0, 0, 0, 0, 0, none, LEFT, LEFT)
            QApplication.sendEvent(canvas, event)
        assert ink(canvas, (0.5, 0.5)) == left


def test_the_stages_follow_the_drawing(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    assert find(page, PictureView, "seen").picture is None
    assert text_of(page, "caption") == "28 × 28 pixels: so your drawing will arrive"
    stroke(canvas_of(page), SEVEN)
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    seen = find(page, PictureView, "seen").picture
    assert seen is not None
    assert np.array_equal(seen, studio.canvas_questions[-1].pixels[0, :, :, 0])
    assert text_of(page, "caption").startswith("28 × 28 pixels")


def test_pointing_at_a_pixel_tells_its_value(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    stroke(canvas_of(page), SEVEN)
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    seen = find(page, PictureView, "seen")
    middle = QPointF(seen.width() / 2 + 2, seen.height() / 2 + 2)
    assert seen.picture is not None
    assert seen.value_text(middle) == f"Row 15, column 15: {seen.picture[14, 14]}"
    assert seen.value_text(QPointF(0, 0)) == ""


def test_the_canvas_stays_square_and_draws_where_the_pointer_is_after_a_resize(
    page: ClassifyPage, qtbot: QtBot
) -> None:
    page.resize(1700, 900)
    canvas = canvas_of(page)
    qtbot.waitUntil(lambda: canvas.square().width() > 500)
    assert canvas.square().width() == canvas.square().height()
    stroke(canvas, [(0.25, 0.25), (0.75, 0.25)])
    assert ink(canvas, (0.5, 0.25)) == 255
    assert ink(canvas, (0.5, 0.75)) == 0


def test_without_a_network_drawing_works_and_train_is_offered(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    studio.lose_model()
    page.refresh()
    stroke(canvas_of(page), SEVEN)
    seen = find(page, PictureView, "seen")
    qtbot.waitUntil(lambda: seen.picture is not None and bool(seen.picture.any()))
    assert text_of(page, "invitation") == "Train a network first"
    assert studio.questions == []
    train = find(page, QPushButton, "train")
    QTest.mouseClick(train, LEFT)
    assert studio.calls == ["train"]
    studio.blocker = "Dense 2 has no units."
    page.refresh()
    assert not train.isEnabled()
    assert text_of(page, "train_reason") == "Dense 2 has no units."


def test_ctrl_z_is_the_windows_where_there_is_no_stroke_to_take_back(page: ClassifyPage, studio: AskedStudio) -> None:
    canvas = canvas_of(page)
    stroke(canvas, SEVEN)
    keys = {action.text(): action.shortcut().toString() for action in page.edit_actions()}
    assert (keys["Undo stroke"], keys["Paste"]) == ("Ctrl+Z", "Ctrl+V")
    QTest.keySequence(canvas, QKeySequence(QKeySequence.StandardKey.Undo))
    assert not claims(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert claims(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keySequence(canvas, QKeySequence(QKeySequence.StandardKey.Redo))
    assert claims(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not claims(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)


def claims(canvas: Canvas, key: Qt.Key, modifier: Qt.KeyboardModifier) -> bool:
    """Whether the canvas keeps that key from the window's shortcuts."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
    event.ignore()
    QApplication.sendEvent(canvas, event)
    return event.isAccepted()
