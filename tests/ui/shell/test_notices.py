"""Notices: calm, readable, closed by hand or by themselves, never modal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QToolButton

from nnstudio.app.notices import Notice
from nnstudio.ui import theme
from nnstudio.ui.shell import notice_banner, notices

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell

LOST = Notice("error", "The engine was lost.", "Train again.", "signal 9\nlog")
SAVED = Notice("info", "Saved a.keras.")


def shown(shell: Shell) -> list[Notice]:
    """What is shown, from the top."""
    return list(shell.window.area.notices.notices)


def texts(shell: Shell) -> list[str]:
    """The words of the notices that can be seen."""
    return [label.text() for label in shell.window.area.notices.findChildren(QLabel) if label.isVisible()]


def fold_button(shell: Shell) -> QToolButton:
    """What folds and unfolds the notices, on the newest."""
    found = [each for each in shell.window.findChildren(QToolButton, "shell.notice.fold") if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_notice_shows_what_happened_and_what_to_do(shell: Shell) -> None:
    assert not shell.window.area.notices.isVisible()
    shell.studio.notices.tell(LOST)
    assert texts(shell) == ["The engine was lost.", "Train again."]
    assert QApplication.activeModalWidget() is None


def test_an_error_stays_until_it_is_closed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_banner, "INFO_MILLISECONDS", 1)
    monkeypatch.setattr(notice_banner, "FADE_MILLISECONDS", 1)
    shell.studio.notices.tell(LOST)
    shell.studio.notices.tell(SAVED)
    shell.until(lambda: shown(shell) == [LOST])
    close = shell.find(QToolButton, "shell.notice.close")
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert shown(shell) == []
    assert not shell.window.area.notices.isVisible()


def test_a_notice_that_has_the_focus_does_not_go(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_banner, "INFO_MILLISECONDS", 5)
    monkeypatch.setattr(notice_banner, "FADE_MILLISECONDS", 1)
    shell.studio.notices.tell(SAVED)
    shell.find(QToolButton, "shell.notice.close").setFocus()
    other = Notice("info", "Another.")
    shell.studio.notices.tell(other)
    shell.until(lambda: shown(shell) == [SAVED])


def test_the_same_notice_is_not_stacked(shell: Shell) -> None:
    shell.studio.notices.tell(LOST)
    shell.studio.notices.tell(SAVED)
    shell.studio.notices.tell(LOST)
    assert shown(shell) == [LOST, SAVED]


def test_a_flood_of_notices_leaves_room_for_the_page_and_the_newest_are_kept(shell: Shell) -> None:
    for number in range(30):
        shell.studio.notices.tell(Notice("error", f"Problem {number}."))
    assert [notice.message for notice in shown(shell)] == [f"Problem {number}." for number in range(29, 9, -1)]
    assert texts(shell) == ["Problem 29."]
    fold = fold_button(shell)
    assert (fold.text(), fold.accessibleName()) == ("19 more", "19 more notices: show all")
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert len(texts(shell)) == 20
    assert shell.window.area.notices.height() <= round(notices.HIGHEST * shell.window.area.height())


def test_the_notices_behind_the_newest_unfold_and_fold_by_key(shell: Shell) -> None:
    shell.window.resize(1280, 800)
    shell.studio.notices.tell(LOST)
    shell.studio.notices.tell(SAVED)
    assert texts(shell) == ["Saved a.keras."]
    shell.key(Qt.Key.Key_F4)
    assert sorted(texts(shell)) == ["Saved a.keras.", "The engine was lost.", "Train again."]
    assert QApplication.focusWidget() is fold_button(shell)
    QTest.keyClick(fold_button(shell), Qt.Key.Key_Escape)
    assert texts(shell) == ["Saved a.keras."]
    assert fold_button(shell).hasFocus()


def test_a_notice_that_covers_the_page_shrinks_to_a_line_and_stays(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "WHOLE_MILLISECONDS", 1)
    long = Notice("error", "The weights of epoch 3 of run 1 are damaged. " * 3, "The last good ones can be used.")
    shell.window.resize(1280, 800)
    shell.studio.notices.tell(long)
    stack, area = shell.window.area.notices, shell.window.area
    top = area.page("data").mapTo(area, area.page("data").rect().topLeft()).y()
    shell.until(lambda: stack.geometry().bottom() < top + theme.WIDE)
    assert shown(shell) == [long]
    assert not stack.geometry().intersects(area.tabs.geometry())
    assert fold_button(shell).accessibleName() == "Show the whole notice"
    QTest.mouseClick(fold_button(shell), Qt.MouseButton.LeftButton)
    assert long.message in texts(shell)


@pytest.mark.parametrize("width", [720, 960, 1280])
def test_folded_notices_cover_neither_tabs_nor_page(shell: Shell, width: int) -> None:
    shell.window.resize(width, 600)
    for number in range(3):
        shell.studio.notices.tell(Notice("error", f"The weights of epoch {number} are damaged. " * 3, "Train again."))
    shell.window.area.notices.toggle()
    shell.window.area.notices.toggle()
    QApplication.processEvents()
    stack, area = shell.window.area.notices, shell.window.area
    top = area.page("data").mapTo(area, area.page("data").rect().topLeft()).y()
    assert not stack.geometry().intersects(area.tabs.geometry())
    assert stack.geometry().bottom() < top + theme.WIDE


def test_one_closed_by_key_leaves_the_keyboard_at_the_next(shell: Shell) -> None:
    shell.studio.notices.tell(SAVED)
    shell.studio.notices.tell(LOST)
    shell.key(Qt.Key.Key_F4)
    closes = shell.window.findChildren(QToolButton, "shell.notice.close")
    close = next(each for each in closes if each.isVisible())
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert len(shown(shell)) == 1
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "shell.notice.close"


def test_all_notices_are_closed_from_the_menu(shell: Shell) -> None:
    assert not shell.action("notices.close").isEnabled()
    shell.studio.notices.tell(LOST)
    shell.studio.notices.tell(SAVED)
    shell.action("notices.close").trigger()
    assert shown(shell) == []
    assert "There are no notices." in shell.action("notices.show").toolTip()


def test_details_open_and_can_be_read(shell: Shell) -> None:
    shell.studio.notices.tell(LOST)
    details = shell.find(QPushButton, "shell.notice.details")
    QTest.mouseClick(details, Qt.MouseButton.LeftButton)
    assert shell.find(QPlainTextEdit, "shell.details.text").toPlainText() == "signal 9\nlog"
    shell.find(QDialog, "shell.details").reject()


def test_markup_in_a_notice_is_shown_as_it_is(shell: Shell) -> None:
    """File names and engine logs come from outside."""
    shell.studio.notices.tell(Notice("error", "<img src='file:///x'><b>bold</b>"))
    label = next(label for label in shell.window.area.notices.findChildren(QLabel) if "bold" in label.text())
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_notice_takes_the_place_of_an_older_one_with_its_key(shell: Shell) -> None:
    first = Notice("warning", "Run 3 can't be written.", key="run")
    shell.studio.notices.tell(first)
    shell.studio.notices.tell(LOST)
    second = Notice("info", "Run 3 is written.", key="run")
    shell.studio.notices.tell(second)
    assert shown(shell) == [second, LOST]


def test_a_notice_goes_with_its_cause(shell: Shell) -> None:
    shell.studio.notices.tell(Notice("error", "The weights are damaged.", key="weights"))
    shell.studio.notices.tell(LOST)
    shell.studio.notices.withdraw("weights")
    shell.studio.notices.withdraw("another")
    assert shown(shell) == [LOST]


def test_a_notice_offers_what_can_be_done_and_stays_until_that_is_chosen(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_banner, "INFO_MILLISECONDS", 1)
    monkeypatch.setattr(notice_banner, "FADE_MILLISECONDS", 1)
    done: list[str] = []
    offer = Notice("info", "It is free.", action="Edit it here", act=lambda: done.append("edited"))
    shell.studio.notices.tell(offer)
    shell.studio.notices.tell(SAVED)
    shell.until(lambda: shown(shell) == [offer])
    button = shell.find(QPushButton, "shell.notice.action")
    assert button.text() == "Edit it here"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert (done, shown(shell)) == (["edited"], [])


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (960, 600), (720, 450)])
def test_a_notice_moves_nothing(shell: Shell, width: int, height: int) -> None:
    shell.window.resize(width, height)
    QApplication.processEvents()
    page = shell.window.area.page("data")
    before = (page.geometry(), page.mapTo(shell.window, page.rect().topLeft()))
    for notice in (LOST, SAVED):
        shell.studio.notices.tell(notice)
    QApplication.processEvents()
    stack = shell.window.area.notices
    assert (page.geometry(), page.mapTo(shell.window, page.rect().topLeft())) == before
    assert shell.window.area.rect().contains(stack.geometry())
    assert stack.height() >= stack.heightForWidth(stack.width()) > 0


def test_a_short_notice_lies_beside_the_tabs_and_covers_neither_them_nor_the_page(shell: Shell) -> None:
    shell.window.resize(1280, 800)
    shell.studio.notices.tell(SAVED)
    QApplication.processEvents()
    stack, area = shell.window.area.notices.geometry(), shell.window.area
    assert not stack.intersects(area.tabs.geometry())
    top = area.page("data").mapTo(area, area.page("data").rect().topLeft()).y()
    assert stack.bottom() < top + theme.WIDE, "it reaches no further than the page's margin"


def test_what_a_page_told_of_one_project_goes_with_it(shell: Shell) -> None:
    shell.studio.notices.tell(Notice("error", "The file could not be saved.", key="train: file not saved"))
    shell.studio.notices.tell(LOST)
    shell.studio.files.changed.emit()
    assert shown(shell) == [LOST]
