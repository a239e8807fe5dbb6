"""The page follows training, runs, the design and the data; test pictures can be tried."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.run_state import Progress, Training
from nnstudio.core.project import dense_project
from nnstudio.core.sources import Classes, Digits, PictureFiles, Reading
from nnstudio.core.usual import usual_project
from nnstudio.data.store import Dataset
from nnstudio.engine.messages import ModelRef
from nnstudio.ui import theme
from nnstudio.ui.classify.bars import ClassBars
from nnstudio.ui.classify.page import ClassifyPage
from nnstudio.ui.classify.scores import Scores, percent
from nnstudio.ui.drawing.canvas import Canvas

if TYPE_CHECKING:
    from tests.ui.classify.conftest import AskedStudio, Question

LEFT = Qt.MouseButton.LeftButton
Widget = TypeVar("Widget", bound=QWidget)


def find(page: ClassifyPage, kind: type[Widget], name: str) -> Widget:
    """The page's widget of that name."""
    found = page.findChild(kind, f"classify.{name}")
    assert found is not None, name
    return found


def ask(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> Question:
    """Draws a stroke; the page's one question about it."""
    canvas = find(page, Canvas, "canvas")
    QTest.mousePress(canvas, LEFT, pos=QPoint(120, 80))
    QTest.mouseMove(canvas, QPoint(220, 280))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(220, 280))
    qtbot.waitUntil(lambda: len(studio.canvas_questions) >= 1)
    return studio.canvas_questions[0]


def learn_digits(page: ClassifyPage, studio: AskedStudio, digits: Dataset) -> None:
    """Has the embedded digits and a model that learned from them."""
    studio.document.replace(dense_project("digits"))
    studio.data.dataset = digits
    studio.give_model(1, studio.document.project)
    page.refresh()


def text_of(page: ClassifyPage, name: str) -> str:
    found = find(page, QLabel, name)
    return found.text() if found.isVisible() else ""


def bars_of(page: ClassifyPage) -> ClassBars:
    return find(page, ClassBars, "bars")


def sample_button(page: ClassifyPage, number: int) -> QToolButton:
    return find(page, QToolButton, f"sample{number}")


def test_another_run_is_asked_again_and_the_older_runs_late_answer_is_dropped(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    old = ask(page, studio, qtbot)
    studio.give_model(2)
    qtbot.waitUntil(lambda: len(studio.canvas_questions) == 2)
    old.answer(3)
    assert text_of(page, "winner") == ""
    studio.canvas_questions[1].answer(5)
    assert text_of(page, "winner") == "5"
    assert text_of(page, "run").startswith("Run 2 answers")


def test_while_training_the_picture_is_asked_about_again(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    """How often: tests/ui/kit/test_pacing.py."""
    studio.answers_itself = lambda pixels: np.full((len(pixels), 10), 0.1)
    ask(page, studio, qtbot)
    studio.model.ref = ModelRef("/runs/1")
    for batch in (1, 2):
        before = len(studio.canvas_questions)
        studio.show(Training(Progress(10, 1000, 1, batch)))
        qtbot.waitUntil(lambda before=before: len(studio.canvas_questions) > before)  # type: ignore[misc]
    assert "training now, epoch 1" in text_of(page, "run")


def test_an_epoch_that_is_looked_at_is_asked_once_whatever_is_trained_meanwhile(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    ask(page, studio, qtbot).answer(7)
    studio.model.ref = ModelRef("/runs/1", 3)
    studio.show(Training(Progress(10, 1000, 5, 1)))
    qtbot.waitUntil(lambda: "after epoch 3" in text_of(page, "run"))
    qtbot.waitUntil(lambda: len(studio.canvas_questions) == 2)
    studio.canvas_questions[1].answer(4)
    studio.show(Training(Progress(10, 1000, 6, 2)))
    studio.runs.shown = 8
    studio.training.changed.emit()
    qtbot.waitUntil(lambda: "Run 8" in text_of(page, "run"))
    assert len(studio.canvas_questions) == 2


def test_a_run_that_stands_still_is_not_asked_again(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    ask(page, studio, qtbot).answer(7)
    studio.training.changed.emit()
    # Another run's name shows that the page looked; its weights are asked once, the unchanged ones were not.
    qtbot.waitUntil(lambda: text_of(page, "winner") == "7")
    studio.give_model(2)
    qtbot.waitUntil(lambda: text_of(page, "run").startswith("Run 2 answers"))
    assert len(studio.canvas_questions) == 2


def test_a_hidden_page_asks_nothing_until_it_is_shown(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    ask(page, studio, qtbot)
    page.hide()
    for number in range(2, 30):
        studio.give_model(number)
    assert len(studio.canvas_questions) == 1
    page.show()
    assert len(studio.canvas_questions) == 2
    assert text_of(page, "run").startswith("Run 29 answers")


def test_a_design_that_differs_from_the_trained_network_is_told(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    assert text_of(page, "run") == "Run 1 answers, after epoch 10."
    studio.document.apply("Wider", dense_project("mnist", (300, 100)))
    assert text_of(page, "run").endswith("Its network differs from the design: train to use that one.")
    studio.document.undo()
    assert text_of(page, "run") == "Run 1 answers, after epoch 10."


def test_a_test_picture_is_tried_with_its_stored_pixels_and_its_label_told(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, digits: Dataset
) -> None:
    learn_digits(page, studio, digits)
    button = sample_button(page, 0)
    QTest.mouseClick(button, LEFT)
    truth = button.text()
    asked = studio.canvas_questions[-1]
    same = (digits.x_test == asked.pixels[0]).all(axis=(1, 2, 3))
    assert truth in {str(label) for label in digits.y_test[same]}
    asked.answer(int(truth))
    assert text_of(page, "winner") == truth
    assert text_of(page, "note") == f"Right: its label is {truth}"
    asked = studio.canvas_questions[-1]
    QTest.mouseClick(sample_button(page, 1), LEFT)
    truth = sample_button(page, 1).text()
    studio.canvas_questions[-1].answer((int(truth) + 1) % 10)
    assert text_of(page, "note") == f"Wrong: its label is {truth}"


def test_a_late_answer_about_the_test_picture_before_is_not_shown(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, digits: Dataset
) -> None:
    learn_digits(page, studio, digits)
    QTest.mouseClick(sample_button(page, 0), LEFT)
    first = studio.canvas_questions[-1]
    QTest.mouseClick(sample_button(page, 1), LEFT)
    first.answer(3)
    assert text_of(page, "winner") == ""


def test_test_pictures_can_be_tried_with_the_keyboard_alone(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, digits: Dataset
) -> None:
    learn_digits(page, studio, digits)
    sample_button(page, 2).setFocus()
    QTest.keyClick(sample_button(page, 2), Qt.Key.Key_Space)
    assert len(studio.canvas_questions) == 1
    assert text_of(page, "subject").startswith("Test picture ")


def test_test_pictures_of_other_data_than_the_runs_are_not_offered(
    page: ClassifyPage, studio: AskedStudio, digits: Dataset
) -> None:
    studio.data.dataset = digits  # the run learned from MNIST
    studio.data.changed.emit()
    assert not sample_button(page, 0).isVisible()
    assert "MNIST" in text_of(page, "samples_hint")


def test_rows_stay_by_class_and_move_by_probability_when_asked(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    ask(page, studio, qtbot).answer(7)
    assert bars_of(page).shown_order == tuple(range(10))
    sort = find(page, QComboBox, "sort")
    sort.setFocus()
    QTest.keyClick(sort, Qt.Key.Key_Down)
    assert bars_of(page).shown_order[0] == 7
    assert bars_of(page).accessibleDescription().startswith("7, 98\u00a0%; ")


def test_the_winners_bar_is_long_and_in_the_accent_colour(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    ask(page, studio, qtbot).answer(7)
    bars = bars_of(page)
    image = bars.grab().toImage()
    height = min(40.0, bars.height() / 10)
    accent = QColor(theme.current().accent).rgb()
    lengths = []
    for row in range(10):
        y = round((row + 0.5) * height)
        lengths.append(sum(image.pixel(x, y) == accent for x in range(image.width())))
    assert lengths[7] > bars.width() / 3
    assert max(lengths[:7] + lengths[8:]) == 0


def test_a_network_that_diverged_is_told_instead_of_a_winner(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    ask(page, studio, qtbot).done(np.full((1, 10), np.nan))
    assert "NaN" in text_of(page, "message")
    assert text_of(page, "winner") == ""
    assert not bars_of(page).isVisible()


NO_NUMBERS = "These weights give no numbers. " * 6


def test_why_there_is_no_answer_is_shown_whole_and_without_bars(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    ask(page, studio, qtbot).failed(NO_NUMBERS)
    message = find(page, QLabel, "message")
    assert message.text() == NO_NUMBERS
    assert message.isVisible()
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()))
    assert not bars_of(page).isVisible()


def test_a_failure_stays_in_view_while_the_drawing_goes_on_and_goes_with_the_first_answer(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    ask(page, studio, qtbot).failed(NO_NUMBERS)
    ask(page, studio, qtbot)
    qtbot.waitUntil(lambda: len(studio.canvas_questions) == 2)
    assert text_of(page, "message") == NO_NUMBERS
    studio.canvas_questions[1].answer(7)
    assert text_of(page, "winner") == "7"
    assert bars_of(page).isVisible()


def test_outputs_that_are_no_probabilities_are_shown_as_numbers(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    ask(page, studio, qtbot).done(np.arange(10.0)[np.newaxis])
    assert text_of(page, "winner") == "9"
    assert text_of(page, "value") == "9"
    assert "softmax" in text_of(page, "note")


def test_shares_are_worded_without_false_certainty() -> None:
    assert [percent(share) for share in (0.0, 0.001, 0.5, 0.987, 0.997, 1.0)] == [
        "0\u00a0%",
        "< 1\u00a0%",
        "50\u00a0%",
        "99\u00a0%",
        "> 99\u00a0%",
        "100\u00a0%",
    ]


def test_bars_of_raw_outputs_are_as_long_as_their_part_of_the_largest() -> None:
    scores = Scores(("a", "b", "c"), (4.0, 2.0, -1.0))
    assert [scores.share(index) for index in range(3)] == [1.0, 0.5, 0.0]
    assert not scores.are_probabilities


def test_no_control_is_without_a_name_a_tooltip_and_a_way_to_reach_it(page: ClassifyPage) -> None:
    controls: list[QWidget] = [
        *page.findChildren(QToolButton),
        *page.findChildren(QComboBox),
        find(page, Canvas, "canvas"),
    ]
    named = [control for control in controls if control.objectName().startswith("classify.")]
    assert len(named) >= 18
    for control in named:
        if control.objectName().startswith("classify.sample"):
            continue  # named when there are pictures
        assert control.accessibleName(), control.objectName()
        assert control.toolTip(), control.objectName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.objectName()


def test_tab_goes_through_the_page_as_the_eye_does(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, digits: Dataset
) -> None:
    learn_digits(page, studio, digits)
    QTest.mouseClick(sample_button(page, 0), LEFT)  # brings the way back to the drawing into view
    canvas = find(page, Canvas, "canvas")
    order: list[str] = []
    widget: QWidget | None = canvas
    while widget is not None and (widget is not canvas or not order):
        if widget.objectName().startswith("classify.") and widget.isVisibleTo(page):
            reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            order += [widget.objectName().removeprefix("classify.")] if reachable else []
        widget = widget.nextInFocusChain()
    drawing = ["canvas", "pen", "eraser", "brush", "undo", "redo", "clear"]
    # Of the test pictures the chosen one; arrow keys go on to the others.
    assert order == [*drawing, "back", "sort", "shuffle", "sample0", "export", "clear_files", "paste", "open"]
    qtbot.waitUntil(lambda: sample_button(page, 1).x() > sample_button(page, 0).x())
    sample_button(page, 0).setFocus()
    QTest.keyClick(sample_button(page, 0), Qt.Key.Key_Right)
    assert sample_button(page, 1).isChecked()
    assert len(studio.canvas_questions) == 2


def test_the_page_fits_a_small_window(page: ClassifyPage) -> None:
    page.resize(1240, 640)
    assert page.minimumSizeHint().width() <= 1240
    assert page.minimumSizeHint().height() <= 640
    assert page.heightForWidth(1200) <= 600
    canvas = find(page, Canvas, "canvas")
    assert QRect(QPoint(0, 0), page.size()).contains(QRect(canvas.mapTo(page, QPoint(0, 0)), canvas.size()))
    assert canvas.square().width() >= 320


def test_the_answer_is_beside_the_drawing_where_only_two_fit_in_a_row(page: ClassifyPage, qtbot: QtBot) -> None:
    page.resize(700, 800)

    def top_of(name: str) -> int:
        widget = page.findChild(QWidget, f"classify.{name}")
        assert widget is not None
        return widget.mapTo(page, QPoint(0, 0)).y()

    qtbot.waitUntil(lambda: top_of("canvas") < top_of("seen"))
    assert top_of("result") < top_of("seen")


def test_no_room_is_kept_for_stages_of_a_picture_that_is_not_there(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    seen = page.findChild(QWidget, "classify.seen")
    assert seen is not None
    empty = seen.height()
    ask(page, studio, qtbot)
    qtbot.waitUntil(lambda: seen.height() < empty)


def test_data_without_test_samples_offers_none_and_says_so(
    page: ClassifyPage, studio: AskedStudio, digits: Dataset
) -> None:
    none = replace(digits, facts=replace(digits.facts, test=0), x_test=digits.x_test[:0], y_test=digits.y_test[:0])
    learn_digits(page, studio, digits)
    assert sample_button(page, 0).isVisible()
    learn_digits(page, studio, none)
    assert not sample_button(page, 0).isVisible()
    assert text_of(page, "samples_hint").startswith("There are no test pictures to try.")
    assert not command(page, "try").isEnabled()
    learn_digits(page, studio, replace(digits, x_test=digits.x_test[:3], y_test=digits.y_test[:3]))
    assert [sample_button(page, place).isVisible() for place in (0, 2, 3)] == [True, True, False]
    assert text_of(page, "samples_hint") == ""


def command(page: ClassifyPage, name: str) -> QAction:
    found = page.findChild(QAction, f"classify.{name}")
    assert found is not None
    return found


def test_pictures_are_not_taken_where_rows_of_numbers_are_asked_about(page: ClassifyPage, studio: AskedStudio) -> None:
    told: list[str] = []
    studio.notices.told.connect(lambda notice: told.append(notice.message))
    studio.document.replace(dense_project("iris"))
    studio.give_model(1, studio.document.project)
    page.refresh()
    assert not command(page, "open").isEnabled()
    assert "rows of numbers" in command(page, "open").toolTip()
    assert not command(page, "pen").isEnabled()
    page.open_files([Path("cat.png")])
    assert told == ["This network looks at rows of numbers: there are no pictures to draw or to open."]
    studio.document.replace(dense_project("digits"))
    studio.give_model(2, studio.document.project)
    page.refresh()
    assert command(page, "open").isEnabled()
    assert command(page, "pen").isEnabled()


def test_a_network_of_a_single_class_names_it(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    facts = replace(Digits.expected, targets=Classes(("cat",)))
    source = PictureFiles("/cats").as_read(Reading(replace(facts, dtype="uint8"), "0" * 64, "cats"))
    studio.document.replace(usual_project(source))
    studio.give_model(1, studio.document.project)
    page.refresh()
    ask(page, studio, qtbot).done(np.ones((1, 1)))
    assert (text_of(page, "winner"), text_of(page, "note")) == ("cat", "")
