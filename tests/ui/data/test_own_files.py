"""Files of one's own on the window: dropped, shown with what was guessed, corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import ArrayFiles, Classes, Numbers, Source, TableFile
from nnstudio.core.usual import usual_project, with_source
from nnstudio.data.places import NotChosenError
from nnstudio.data.prepare import prepare
from nnstudio.ui.data.page import DataPage
from nnstudio.ui.forms.boxes import ChoiceBox
from nnstudio.ui.shell.drops import read_drop
from tests.support.fake_studio import FakeStudio
from tests.support.own_files import Here, read_as, write

PEOPLE = "age,sex,height,bought\n" + "".join(
    f"{20 + row % 40},{('male', 'female')[row % 3 == 0]},{150 + row * 7 % 50}.5,{('yes', 'no')[row % 2]}\n"
    for row in range(60)
)
Show = Callable[[Source], tuple[DataPage, FakeStudio]]


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process."""
    monkeypatch.setattr("nnstudio.data.prepare.shared_reader", Here)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """The Data page of a project with that data, which is there."""

    def make(source: Source) -> tuple[DataPage, FakeStudio]:
        dataset = prepare(source, progress=lambda *_: None, cancelled=lambda: False)
        studio = FakeStudio(usual_project(dataset.source))
        studio.data.dataset = dataset
        page = DataPage(studio.document, studio.data, studio.tasks)
        page.resize(1240, 640)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        return page, studio

    return make


def box(page: DataPage, name: str) -> ChoiceBox:
    found = page.findChild(ChoiceBox, name)
    assert isinstance(found, ChoiceBox), name
    return found


def items(box: ChoiceBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


def test_a_guess_is_shown_and_corrected(show: Show, tmp_path: Path) -> None:
    page, studio = show(TableFile(str(write(tmp_path / "people.csv", PEOPLE))))
    target = box(page, "data.source.target")
    assert items(target) == ["Guessed: bought", "age", "sex", "height", "bought"]
    assert target.currentText() == "Guessed: bought"
    assert box(page, "data.source.separator").currentText() == "Guessed: Comma"
    assert box(page, "data.source.missing").currentText() == "Fill in"
    target.setFocus()
    target.setCurrentIndex(target.findData("height"))
    source = studio.document.project.data.source
    assert isinstance(source, TableFile)
    assert source.target == "height"
    dataset = read_as(source)
    project = with_source(studio.document.project, dataset.source)
    assert project.facts.targets == Numbers(("height",))
    studio.data.dataset = dataset
    studio.document.amend(project)
    page.refresh()
    assert box(page, "data.source.target").currentText() == "height"
    assert box(page, "data.source.task").currentText() == "Guessed: Numbers"
    assert page.focusWidget() is box(page, "data.source.target")
    studio.document.undo()
    assert studio.document.project.facts.targets == Classes(("no", "yes"))


def test_a_wrong_setting_can_be_mended_where_it_is_told(show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    np.savez(tmp_path / "mine.npz", x=np.zeros((6, 8, 8), np.uint8), y=np.arange(6) % 2, z=np.zeros((5, 3)))
    page, studio = show(ArrayFiles(str(tmp_path / "mine.npz")))
    labels = box(page, "data.source.labels")
    assert items(labels) == ["Guessed: y", "x", "y", "z"]
    labels.setCurrentIndex(labels.findData("z"))
    with pytest.raises(StudioError, match="as many rows") as caught:
        read_as(studio.document.project.data.source)
    studio.data.dataset, studio.data.problem = None, caught.value
    page.refresh()
    mended = box(page, "data.absent.source.labels")
    qtbot.waitUntil(mended.isVisible)
    assert mended.currentText() == "z"
    mended.setCurrentIndex(mended.findData("y"))
    source = studio.document.project.data.source
    assert isinstance(source, ArrayFiles)
    assert source.labels == "y"


@pytest.mark.parametrize("kind", [ArrayFiles, TableFile])
def test_without_a_file_the_page_asks_for_one(qtbot: QtBot, kind: type[Source], tmp_path: Path) -> None:
    studio = FakeStudio(usual_project(kind()))
    studio.data.problem = NotChosenError("Nothing is chosen yet.", fix="Choose one.")
    page = DataPage(studio.document, studio.data, studio.tasks)
    qtbot.addWidget(page)
    page.show()
    title = page.findChild(QLabel, "data.absent.title")
    assert isinstance(title, QLabel)
    assert title.text() == "Choose a file or a folder"
    button = page.findChild(QPushButton, "data.file")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    filters = [text.split(" (")[0] for text in dialog.nameFilters()]
    assert filters == ["All data files", "Tables", "Array files", "Archives"]
    dialog.fileSelected.emit(str(write(tmp_path / "people.csv", PEOPLE)))
    dialog.close()
    assert studio.document.project.data.source == TableFile(str(tmp_path / "people.csv"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", True),
        ("a.TSV", True),
        ("a.npz", True),
        ("a.npy", True),
        ("train-images-idx3-ubyte.gz", True),
        ("a.zip", True),
        ("a.png", False),
    ],
)
def test_what_is_dropped_is_data_or_a_picture(tmp_path: Path, name: str, data: bool) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    drop = read_drop(mime)
    assert (drop.data is not None, bool(drop.pictures)) == (data, not data)


def test_columns_with_any_name_are_shown(show: Show, tmp_path: Path) -> None:
    rows = "".join(f"{row % 7},{row % 5 + 0.5},{row % 2}\n" for row in range(30))
    page, _ = show(TableFile(str(write(tmp_path / "mine.csv", f"{{a}},<b>x</b>,%s\n{rows}"))))
    assert items(box(page, "data.source.target"))[1:] == ["{a}", "<b>x</b>", "%s"]
