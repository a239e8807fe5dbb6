"""Closing, preferences, the status bar, drops, and what the window remembers."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QStyle,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.app.preferences import Preferences
from nnstudio.app.run_state import Paused, Progress, Training
from nnstudio.app.tasks import Task
from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.layers import Conv2D
from nnstudio.core.network import insert
from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import ArrayFiles, FolderSource, PictureFiles, TableFile
from nnstudio.core.training import TrainingPlan
from nnstudio.ui import theme
from nnstudio.ui.page import Page

if TYPE_CHECKING:
    from tests.support.fake_studio import FakeStudio
    from tests.ui.shell.conftest import Shell

# Qt 6.12 deprecates the only constructor that Qt 6.11 has.
pytestmark = pytest.mark.filterwarnings("ignore:Function.*QDragEnterEvent:DeprecationWarning")

CONTROL = Qt.KeyboardModifier.ControlModifier
RUNNING = Progress(10, 100, 3, 50)


def press(button: QWidget) -> None:
    """Clicks with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# Closing ---------------------------------------------------------------------------------------------------------


def test_without_a_run_the_window_just_closes(shell: Shell) -> None:
    shell.key(Qt.Key.Key_Q, CONTROL)
    shell.until(lambda: not shell.window.isVisible())
    assert shell.studio.calls == []


@pytest.mark.parametrize("state", [Training(RUNNING), Paused(RUNNING)], ids=["training", "paused"])
def test_closing_under_a_run_asks_and_keeps_training(shell: Shell, state: Training | Paused) -> None:
    shell.studio.show(state)
    shell.window.close()
    question = shell.find(QMessageBox, "shell.question")
    labels = {button.text() for button in question.buttons()}
    assert labels == {"Stop training and close", "Keep training"}
    press(shell.find(QPushButton, "shell.question.no"))
    assert shell.window.isVisible()
    assert shell.studio.calls == []


def test_closing_under_a_run_can_stop_it(shell: Shell) -> None:
    shell.studio.show(Training(RUNNING))
    shell.window.close()
    press(shell.find(QPushButton, "shell.question.yes"))
    shell.until(lambda: not shell.window.isVisible())
    assert shell.studio.calls == ["stop"]


def test_escape_keeps_training(shell: Shell) -> None:
    shell.studio.show(Training(RUNNING))
    shell.window.close()
    QTest.keyClick(shell.find(QMessageBox, "shell.question"), Qt.Key.Key_Escape)
    assert shell.window.isVisible()
    assert shell.studio.calls == []


def test_the_window_comes_back_where_it_was(shell: Shell, qtbot: QtBot, studio: FakeStudio, tmp_path: Path) -> None:
    assert not shell.find(QWidget, "shell.runs.panel").isVisible()
    shell.window.resize(790, 640)
    shell.key(Qt.Key.Key_F9)
    shell.window.close()
    again = type(shell)(qtbot, studio, tmp_path)
    assert (again.window.width(), again.window.height()) == (790, 640)
    assert again.find(QWidget, "shell.runs.panel").isVisible()


def test_a_damaged_file_of_window_state_does_no_harm(
    shell: Shell, qtbot: QtBot, studio: FakeStudio, tmp_path: Path
) -> None:
    shell.window.close()
    (tmp_path / "window.ini").write_text("[window]\ngeometry=@ByteArray(nonsense)\nruns=\x00\n")
    again = type(shell)(qtbot, studio, tmp_path)
    title = again.window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    assert again.window.size() == QSize(1280, 800).boundedTo(again.window.screen().availableSize() - QSize(0, title))


def test_the_window_fits_a_small_screen(shell: Shell) -> None:
    assert shell.window.minimumSizeHint().width() <= 1024
    assert shell.window.minimumSizeHint().height() <= 640


# Preferences -----------------------------------------------------------------------------------------------------


def test_preferences_hold_at_once(shell: Shell) -> None:
    shell.key(Qt.Key.Key_Comma, CONTROL)
    press(shell.find(QRadioButton, "shell.preferences.scheme.dark"))
    assert shell.studio.preferences.now.scheme == "dark"
    press(shell.find(QRadioButton, "shell.preferences.backend.jax"))
    assert shell.studio.preferences.now.backend == "jax"
    slider = shell.find(QSlider, "shell.preferences.smoothing")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert shell.studio.preferences.now.smoothing == 0
    assert shell.find(QLabel, "shell.preferences.smoothing.text").text() == "0.00"
    shell.find(QDialog, "shell.preferences").reject()


def test_preferences_show_what_was_chosen_elsewhere(shell: Shell) -> None:
    shell.action("preferences").trigger()
    shell.action("scheme.light").trigger()
    assert shell.find(QRadioButton, "shell.preferences.scheme.light").isChecked()
    shell.find(QDialog, "shell.preferences").reject()


def test_language_and_size_of_letters_are_chosen(shell: Shell) -> None:
    shell.action("preferences").trigger()
    for name, keys in (("letters", 4), ("language", 3)):
        box = shell.find(QComboBox, f"shell.preferences.{name}")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(keys):
            QTest.keyClick(box, Qt.Key.Key_Down)
    assert (shell.studio.preferences.now.font_size, shell.studio.preferences.now.language) == (125, "zh_CN")
    titles = [box.itemText(row) for row in range(box.count())]
    assert titles == ["As the system", "English", "Deutsch", "简体中文"]
    shell.find(QDialog, "shell.preferences").reject()


def test_a_size_that_is_not_offered_shows_as_the_nearest_and_is_kept(shell: Shell) -> None:
    shell.studio.preferences.now = Preferences(font_size=137)
    shell.action("preferences").trigger()
    assert shell.find(QComboBox, "shell.preferences.letters").currentData() == 125
    assert shell.find(QComboBox, "shell.preferences.language").currentData() == "system"
    assert shell.studio.preferences.now.font_size == 137
    shell.find(QDialog, "shell.preferences").reject()


def test_preferences_show_whole_with_large_letters(shell: Shell, qapp: QApplication) -> None:
    shell.action("preferences").trigger()
    dialog = shell.find(QDialog, "shell.preferences")
    small = dialog.width()
    theme.apply(qapp, "light", 150)
    try:
        shell.until(lambda: dialog.width() > small)
        area = dialog.findChild(QScrollArea)
        assert area is not None
        shell.until(lambda: area.horizontalScrollBar().maximum() == 0)
        for label in dialog.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    finally:
        theme.apply(qapp, "light")
    dialog.reject()


def test_each_backend_is_explained(shell: Shell) -> None:
    shell.action("preferences").trigger()
    for name in ("tensorflow", "jax"):
        assert len(shell.find(QRadioButton, f"shell.preferences.backend.{name}").accessibleDescription()) > 20
    shell.find(QDialog, "shell.preferences").reject()


# Status bar ------------------------------------------------------------------------------------------------------


def broken(project: Project) -> Project:
    """With a convolution after Flatten."""
    return Project(project.data, insert(project.network, Conv2D(), 2), project.training)


def test_problems_are_counted_and_lead_to_the_design(shell: Shell) -> None:
    button = shell.find(QToolButton, "shell.status.problems")
    assert button.text() == "No problems"
    shell.studio.document.apply("Add Conv2D", broken(shell.studio.document.project))
    assert button.text() == "1 problem"
    assert "Conv2D" in button.toolTip()
    press(button)
    assert shell.find(Page, "design").isVisible()


def test_a_problem_of_the_training_settings_leads_to_the_train_page(shell: Shell) -> None:
    project = shell.studio.document.project
    plan = TrainingPlan(learning_rate=-1, epochs=0)
    shell.studio.document.apply("Set", Project(project.data, project.network, plan))
    assert shell.find(QToolButton, "shell.status.problems").text() == "2 problems"
    press(shell.find(QToolButton, "shell.status.problems"))
    assert shell.find(Page, "train").isVisible()


def test_parameters_are_counted_as_far_as_the_network_can_be_built(shell: Shell) -> None:
    size = shell.find(QLabel, "shell.status.size")
    assert size.text() == "101,770 parameters"
    shell.studio.document.apply("Set", dense_project("fashion-mnist", (64,)))
    assert size.text() == "50,890 parameters"
    shell.studio.document.apply("Add Conv2D", broken(shell.studio.document.project))
    assert size.text() == "– parameters"


def test_the_data_is_named_with_its_counts(shell: Shell) -> None:
    data = shell.find(QToolButton, "shell.status.data")
    assert data.text() == "Fashion-MNIST: 60,000 + 10,000"
    shell.studio.data.dataset = None
    shell.studio.data.changed.emit()
    assert data.text() == "Fashion-MNIST: reading…"
    shell.studio.data.problem = StudioError("isn't on this machine.")
    shell.studio.data.changed.emit()
    assert data.text() == "Fashion-MNIST: no data"
    shell.key(Qt.Key.Key_2, CONTROL)
    press(data)
    assert shell.find(Page, "data").isVisible()


def test_the_engines_state_is_told(shell: Shell) -> None:
    text = shell.find(QLabel, "shell.status.engine")
    assert text.text() == "Engine ready"
    shell.studio.engine.status = "ended"
    shell.studio.engine.changed.emit()
    assert text.text() == "Engine ended"


def test_work_under_way_shows_progress_and_can_be_cancelled(shell: Shell) -> None:
    tasks = shell.studio.tasks
    outcome: list[str] = []
    go_on = threading.Event()

    def work(task: Task[object]) -> None:
        tasks.report(task, 0.25, "3 of 12 MB")
        go_on.wait(10)
        if task.cancelled():
            raise Cancelled

    view = shell.find(QWidget, "shell.tasks")
    assert not view.isVisible()
    tasks.start("Download MNIST", work, lambda _: None, lambda _: None, lambda: outcome.append("cancelled"))
    shell.until(lambda: shell.find(QLabel, "shell.tasks.text").text() == "Download MNIST: 3 of 12 MB")
    assert shell.find(QProgressBar, "shell.tasks.bar").value() == 250
    press(shell.find(QToolButton, "shell.tasks.cancel"))
    assert not shell.find(QToolButton, "shell.tasks.cancel").isEnabled()
    go_on.set()
    shell.until(lambda: outcome == ["cancelled"])
    assert not view.isVisible()


# Drops -----------------------------------------------------------------------------------------------------------


def drop(shell: Shell, *paths: Path) -> bool:
    """Drags these files onto the window and lets go if it takes them; whether it does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 400), actions, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(shell.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(shell.window, QDropEvent(QPointF(600, 400), actions, mime, left, none))
    return enter.isAccepted()


def test_a_dropped_project_is_opened(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "a.nnstudio"
    folder.mkdir()
    assert drop(shell, folder)
    assert shell.studio.calls == [f"open_project {folder}"]


def test_the_file_in_a_project_opens_its_folder(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "project.json"
    file.touch()
    assert drop(shell, file)
    assert shell.studio.calls == [f"open_project {tmp_path}"]


def test_dropped_weights_are_loaded(shell: Shell, tmp_path: Path) -> None:
    assert drop(shell, tmp_path / "a.weights.h5")
    assert shell.studio.calls == [f"load_weights {tmp_path / 'a.weights.h5'}"]


def test_dropped_pictures_go_to_classify(shell: Shell, tmp_path: Path) -> None:
    pictures = [tmp_path / "shoe.png", tmp_path / "bag.JPG"]
    assert drop(shell, *pictures, tmp_path / "notes.txt")
    page = shell.find(Page, "classify")
    assert page.isVisible()
    assert page.property("opened") == [str(picture) for picture in pictures]


def test_what_the_window_cannot_take_is_refused(shell: Shell, tmp_path: Path) -> None:
    assert not drop(shell, tmp_path / "notes.txt")
    assert shell.studio.calls == []


@pytest.mark.parametrize("name", ["photos", "photos.zip", "photos.tar.gz"])
def test_a_dropped_folder_or_archive_is_data(shell: Shell, tmp_path: Path, name: str) -> None:
    if name == "photos":
        (tmp_path / name).mkdir()
    assert drop(shell, tmp_path / name)
    assert shell.find(Page, "data").isVisible()
    assert shell.studio.document.project.data.source == PictureFiles(str(tmp_path / name))
    shell.studio.document.undo()
    assert shell.studio.document.project.data.source != PictureFiles(str(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("mine.csv", b"a,b\n1,2\n", TableFile),
        ("list.csv", b"file,label\na.png,x\nb.png,y\n", PictureFiles),
        ("mine.npz", b"", ArrayFiles),
        ("letters-images-idx3-ubyte.gz", b"", ArrayFiles),
    ],
)
def test_a_dropped_file_of_data_is_opened_by_its_kind(
    shell: Shell, tmp_path: Path, name: str, content: bytes, kind: type[FolderSource]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert drop(shell, tmp_path / name)
    assert shell.find(Page, "data").isVisible()
    assert shell.studio.document.project.data.source == kind(str(tmp_path / name))


def test_nothing_is_opened_under_a_run(shell: Shell, tmp_path: Path) -> None:
    shell.studio.show(Training(RUNNING))
    drop(shell, tmp_path / "a.nnstudio")
    assert shell.studio.calls == []
    assert [notice.message for notice in shell.window.area.notices.notices] == ["A run is under way."]
