"""A project that another window holds, one that is only looked at, and one that can't be saved, in the window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from nnstudio.app.files import HeldProject
from nnstudio.disk.hold import Holder

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell

THEIRS = Path("/projects/theirs.nnstudio")


def ask(shell: Shell, holder: Holder) -> QMessageBox:
    shell.studio.files.held.emit(HeldProject(THEIRS, holder))
    return shell.find(QMessageBox, "shell.held")


def somebody() -> Holder:
    since = datetime.now(UTC) - timedelta(minutes=5, seconds=1)
    return Holder("window", 4711, "desk", since.isoformat())


def test_who_holds_a_project_is_told(shell: Shell) -> None:
    box = ask(shell, somebody())
    assert box.text() == "theirs is open in another window"
    assert "It was opened 5 min ago, on desk (process 4711)." in box.informativeText()
    box.reject()


def test_a_holder_that_can_not_be_read_is_told_as_such(shell: Shell) -> None:
    box = ask(shell, Holder())
    assert "Who holds it can't be read." in box.informativeText()
    box.reject()


@pytest.mark.parametrize(
    ("button", "calls"),
    [("look", [f"open_project {THEIRS} read-only"]), ("copy", [f"open_project {THEIRS} copy"]), ("leave", [])],
)
def test_it_is_looked_at_or_copied_or_left(shell: Shell, button: str, calls: list[str]) -> None:
    ask(shell, somebody())
    QTest.mouseClick(shell.find(QPushButton, f"shell.held.{button}"), Qt.MouseButton.LeftButton)
    assert shell.studio.calls == calls


def test_escape_leaves_it(shell: Shell) -> None:
    QTest.keyClick(ask(shell, somebody()), Qt.Key.Key_Escape)
    assert shell.studio.calls == []


def test_a_project_that_is_only_looked_at_says_so_in_the_title_and_is_saved_elsewhere(shell: Shell) -> None:
    shell.studio.files.is_read_only = True
    shell.studio.files.changed.emit()
    assert shell.window.windowTitle() == "clothes (to look at only)[*] — NN Studio"
    shell.action("save").trigger()
    assert shell.studio.calls == []
    shell.find(QFileDialog, "shell.files").reject()


def test_a_window_is_not_closed_over_what_the_disk_refuses(shell: Shell) -> None:
    shell.studio.files.unsaved = "The disk doesn't take the last run."
    shell.window.close()
    assert shell.window.isVisible()
    box = shell.find(QMessageBox, "shell.question")
    assert box.informativeText() == "The disk doesn't take the last run."
    QTest.mouseClick(shell.find(QPushButton, "shell.question.yes"), Qt.MouseButton.LeftButton)
    shell.until(lambda: not shell.window.isVisible())


def test_what_others_do_to_the_project_is_looked_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bool] = []
    monkeypatch.setattr(shell.studio, "look_again", lambda: looked.append(True))
    shell.until(lambda: len(looked) >= 1)
