"""Files, pastes and drops: read in the background, classified in groups, told one by one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.project import dense_project
from nnstudio.ui.classify.asking import GROUP
from nnstudio.ui.classify.entries import ENTRY_ROLE, Entry
from nnstudio.ui.classify.page import ClassifyPage
from nnstudio.ui.drawing.canvas import Canvas
from tests.support.file_dialogs import answer

if TYPE_CHECKING:
    from tests.ui.classify.conftest import AskedStudio

LEFT = Qt.MouseButton.LeftButton
Widget = TypeVar("Widget", bound=QWidget)


def find(page: ClassifyPage, kind: type[Widget], name: str) -> Widget:
    """The page's widget of that name."""
    found = page.findChild(kind, f"classify.{name}")
    assert found is not None, name
    return found


def digit_file(folder: Path, name: str, slant: int = 0) -> Path:
    """A small picture of a stroke, dark on bright."""
    image = Image.new("L", (60, 60), 240)
    ImageDraw.Draw(image).line([(30 + slant, 8), (30 - slant, 52)], fill=20, width=6)
    path = folder / name
    image.save(path)
    return path


def broken_file(folder: Path) -> Path:
    path = folder / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
    return path


def list_of(page: ClassifyPage) -> QListView:
    return find(page, QListView, "files")


def entries_of(page: ClassifyPage) -> list[Entry]:
    model = list_of(page).model()
    return [model.index(row, 0).data(ENTRY_ROLE) for row in range(model.rowCount())]


def all_read(page: ClassifyPage, count: int) -> bool:
    entries = entries_of(page)
    return len(entries) == count and all(entry.is_read for entry in entries)


def spoken(page: ClassifyPage) -> list[str]:
    """What assistive tools read of each row."""
    model = list_of(page).model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def text_of(page: ClassifyPage, name: str) -> str:
    found = find(page, QLabel, name)
    return found.text() if found.isVisible() else ""


def always(winner: int) -> Callable[[npt.NDArray[np.uint8]], npt.NDArray[np.float64]]:
    """Answers that class, whatever the pixels."""

    def answer(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
        values = np.full((len(pixels), 10), 0.01)
        values[:, winner] = 0.91
        return values

    return answer


def click_row(page: ClassifyPage, row: int) -> None:
    view = list_of(page)
    view.scrollTo(view.model().index(row, 0))
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def drop(page: QWidget, mime: QMimeData) -> None:
    """Drags over the page and lets go."""
    middle, copy = page.rect().center(), Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(middle, copy, mime, LEFT, none))
    QApplication.sendEvent(page, QDropEvent(QPointF(middle), copy, mime, LEFT, none))


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_several_dropped_files_are_each_classified_and_a_broken_one_stops_none(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    studio.answers_itself = always(1)
    good = [digit_file(tmp_path, f"{name}.png", slant) for slant, name in enumerate("abc")]
    drop(page, mime_of(good[0], broken_file(tmp_path), *good[1:]))
    qtbot.waitUntil(lambda: all_read(page, 4) and not any("Not classified" in text for text in spoken(page)))
    first, broken, *others = spoken(page)
    assert [first, *others] == ["a.png: 1, 91\u00a0%", "b.png: 1, 91\u00a0%", "c.png: 1, 91\u00a0%"]
    assert broken.startswith("broken.png: ")
    assert "PNG" in broken.removeprefix("broken.png: ")
    assert text_of(page, "winner") == "1"
    assert text_of(page, "subject") == "a.png"


def test_choosing_a_broken_file_tells_the_error_and_its_fix(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    studio.answers_itself = always(1)
    page.open_files([digit_file(tmp_path, "a.png"), broken_file(tmp_path)])
    qtbot.waitUntil(lambda: all_read(page, 2))
    click_row(page, 1)
    error = entries_of(page)[1].error
    assert error is not None
    assert error.fix
    assert text_of(page, "message") == f"broken.png {error.message} {error.fix}"
    assert text_of(page, "winner") == ""
    click_row(page, 0)
    qtbot.waitUntil(lambda: text_of(page, "winner") == "1")


def test_a_missing_file_is_an_error_beside_its_name(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_files([tmp_path / "gone.png"])
    qtbot.waitUntil(lambda: all_read(page, 1))
    assert entries_of(page)[0].error is not None


def test_many_files_are_asked_about_in_groups_one_after_another(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    count = GROUP + 8
    page.open_files([digit_file(tmp_path, f"{number:02}.png", number % 9) for number in range(count)])
    qtbot.waitUntil(lambda: all_read(page, count))
    assert len(studio.group_questions) == 1
    while any(entry.wants_scores for entry in entries_of(page)):
        assert len(studio.group_questions[-1].pixels) <= GROUP
        studio.group_questions[-1].answer(*([3] * len(studio.group_questions[-1].pixels)))
    assert sum(len(question.pixels) for question in studio.group_questions) == count
    assert all(entry.scores is not None and entry.scores.winner_name == "3" for entry in entries_of(page))


def test_a_folder_stands_for_the_pictures_in_it(
    page: ClassifyPage, qtbot: QtBot, studio: AskedStudio, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name in ("b.png", "a.PNG"):
        digit_file(folder, name)
    (folder / "notes.txt").write_text("not a picture")
    page.open_files([folder])
    qtbot.waitUntil(lambda: all_read(page, 2))
    assert [entry.source.name for entry in entries_of(page)] == ["a.PNG", "b.png"]


def test_a_drag_over_the_page_is_answered_with_a_highlight(page: ClassifyPage, tmp_path: Path) -> None:
    hint = find(page, QWidget, "drop_hint")
    mime = mime_of(tmp_path / "a.png")
    middle, none = page.rect().center(), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, mime, LEFT, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert hint.isVisible()
    assert hint.geometry() == page.rect()
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not hint.isVisible()


def test_a_drag_of_text_is_refused(page: ClassifyPage) -> None:
    mime = QMimeData()
    mime.setText("seven")
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_a_picture_on_the_clipboard_is_pasted_with_ctrl_v(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for row in range(8, 32):
        for column in range(18, 23):
            image.setPixel(column, row, 0xFF101010)
    QGuiApplication.clipboard().setImage(image)
    canvas = find(page, Canvas, "canvas")
    QTest.keyClick(canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: all_read(page, 1))
    assert entries_of(page)[0].error is None
    assert text_of(page, "subject") == "Pasted picture"
    assert studio.canvas_questions[-1].pixels.any()


def test_copied_files_are_pasted_with_ctrl_v(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setMimeData(mime_of(digit_file(tmp_path, "a.png"), digit_file(tmp_path, "b.png")))
    QTest.keyClick(list_of(page), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: all_read(page, 2))


def test_damaged_bytes_on_the_clipboard_are_an_error_not_a_crash(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setData("image/png", b"\x89PNG\r\n\x1a\nrubbish")
    QGuiApplication.clipboard().setMimeData(mime)
    page.paste()
    qtbot.waitUntil(lambda: all_read(page, 1))
    assert entries_of(page)[0].error is not None


def test_pasting_without_a_picture_says_so(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("seven")
    QTest.mouseClick(find(page, QToolButton, "paste"), LEFT)
    assert [notice.message for notice in studio.told] == ["There is no picture on the clipboard."]


def test_open_takes_several_files_from_the_dialogue(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    QTest.mouseClick(find(page, QPushButton, "open"), LEFT)
    answer(page, *(digit_file(tmp_path, name) for name in ("a.png", "b.png")))
    qtbot.waitUntil(lambda: all_read(page, 2))


def test_the_results_are_exported_as_csv(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path) -> None:
    studio.answers_itself = always(4)
    good, bad, table = digit_file(tmp_path, "a, b.png"), broken_file(tmp_path), tmp_path / "out.csv"
    page.open_files([good, bad])
    qtbot.waitUntil(lambda: all_read(page, 2))
    QTest.mouseClick(find(page, QToolButton, "export"), LEFT)
    answer(page, table)
    head, first, second = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    assert head == ["file", "class", "probability", "error", *(str(digit) for digit in range(10))]
    assert first[:4] == [str(good), "4", "0.91", ""]
    assert first[4:] == ["0.91" if digit == 4 else "0.01" for digit in range(10)]
    assert second[:3] == [str(bad), "", ""]
    assert second[3]
    assert studio.told[-1].severity == "info"


def test_an_export_that_cant_be_written_is_told(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    page.export_csv(tmp_path / "no such folder" / "out.csv")
    assert studio.told[-1].severity == "error"


def test_drawing_takes_over_from_a_file_and_the_files_late_answer_is_not_shown_for_it(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_files([digit_file(tmp_path, "a.png")])
    qtbot.waitUntil(lambda: bool(studio.canvas_questions))
    about_file = studio.canvas_questions[-1]
    canvas = find(page, Canvas, "canvas")
    QTest.mousePress(canvas, LEFT, pos=QPoint(150, 150))
    QTest.mouseMove(canvas, QPoint(200, 260))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(200, 260))
    about_file.answer(3)
    assert text_of(page, "winner") == ""
    qtbot.waitUntil(lambda: studio.canvas_questions[-1] is not about_file)
    studio.canvas_questions[-1].answer(8)
    assert text_of(page, "winner") == "8"
    assert list_of(page).selectedIndexes() == []


def test_the_way_back_to_the_drawing(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path) -> None:
    page.open_files([digit_file(tmp_path, "a.png")])
    qtbot.waitUntil(lambda: all_read(page, 1))
    back = find(page, QPushButton, "back")
    assert back.isVisible()
    QTest.mouseClick(back, LEFT)
    assert not back.isVisible()
    assert "Draw something" in text_of(page, "message")


def test_delete_removes_the_selected_pictures_and_clear_all(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [digit_file(tmp_path, f"{name}.png") for name in "abc"]
    page.open_files(files)
    qtbot.waitUntil(lambda: all_read(page, 3))
    click_row(page, 1)
    QTest.keyClick(list_of(page), Qt.Key.Key_Delete)
    assert [entry.source.name for entry in entries_of(page)] == ["a.png", "c.png"]
    QTest.mouseClick(find(page, QToolButton, "clear_files"), LEFT)
    assert entries_of(page) == []
    assert "Draw something" in text_of(page, "message")
    assert all(path.exists() for path in files)


def test_cancel_leaves_what_was_read_and_drops_the_rest(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    count = 300
    page.open_files([digit_file(tmp_path, f"{number}.png") for number in range(count)])
    qtbot.waitUntil(lambda: any(entry.is_read for entry in entries_of(page)))
    cancel = find(page, QToolButton, "cancel")
    assert cancel.isVisible()
    QTest.mouseClick(cancel, LEFT)
    assert 1 <= len(entries_of(page)) < count
    assert all(entry.is_read for entry in entries_of(page))
    qtbot.waitUntil(lambda: not studio.tasks.running)
    assert not cancel.isVisible()


def test_another_network_answers_for_the_opened_pictures_too(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    studio.answers_itself = always(1)
    page.open_files([digit_file(tmp_path, "a.png"), digit_file(tmp_path, "b.png")])
    qtbot.waitUntil(lambda: all_read(page, 2))
    studio.answers_itself = always(6)
    studio.give_model(2)
    qtbot.waitUntil(lambda: spoken(page) == ["a.png: 6, 91\u00a0%", "b.png: 6, 91\u00a0%"])


def test_an_older_networks_late_answer_about_a_group_is_dropped(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_files([digit_file(tmp_path, "a.png")])
    qtbot.waitUntil(lambda: bool(studio.group_questions))
    old = studio.group_questions[-1]
    studio.give_model(2)
    qtbot.waitUntil(lambda: studio.group_questions[-1] is not old)
    old.answer(3)
    assert entries_of(page)[0].scores is None
    studio.group_questions[-1].answer(5)
    assert spoken(page) == ["a.png: 5, 98\u00a0%"]


def test_a_model_of_other_data_sees_the_pictures_in_its_own_form(
    page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open_files([digit_file(tmp_path, "a.png")])
    qtbot.waitUntil(lambda: all_read(page, 1))
    studio.give_model(2, dense_project("digits"))
    qtbot.waitUntil(lambda: studio.questions[-1].pixels.shape == (1, 8, 8, 1))
    pixels = entries_of(page)[0].pixels
    assert pixels is not None
    assert pixels.max() <= 16


def test_a_blank_file_is_not_asked_about(page: ClassifyPage, studio: AskedStudio, qtbot: QtBot, tmp_path: Path) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "white.png")
    page.open_files([tmp_path / "white.png"])
    qtbot.waitUntil(lambda: all_read(page, 1))
    assert studio.questions == []
    assert spoken(page) == ["white.png: Nothing on it"]
    assert "nothing to recognise" in text_of(page, "message")
