"""The Data page in a window, on a studio with data of our making."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.dataset import KNOWN_DATASETS, DatasetName
from nnstudio.core.project import Project, dense_project
from nnstudio.data.store import Dataset
from nnstudio.ui import theme
from nnstudio.ui.data.page import DataPage
from tests.support.fake_studio import FakeStudio

W = TypeVar("W", bound=QWidget)


def small_dataset(name: DatasetName, training: int = 300, test: int = 60) -> Dataset:
    """Pictures of a data set's form whose every pixel is their row number, within what can be stored."""
    known = replace(KNOWN_DATASETS[name], training=training, test=test)
    most = known.pixel_maximum + 1

    def pictures(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        rows = (np.arange(count) % most).astype(np.uint8).reshape(-1, 1, 1, 1)
        return np.broadcast_to(rows, (count, *known.shape)).copy()

    def labels(count: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        return (np.arange(count) % known.classes).astype(np.uint8)

    return Dataset(known, Path("/cache"), "0" * 64, pictures(training), labels(training), pictures(test), labels(test))


class DataDesk:
    """The page, driven by named widgets, mouse and keys."""

    def __init__(self, qtbot: QtBot, project: Project, dataset: Dataset | None) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light")
        self.bot = qtbot
        self.studio = FakeStudio(project)
        self.studio.dataset = dataset
        self.page = DataPage(self.studio)
        self.page.resize(1240, 640)
        qtbot.addWidget(self.page)
        self.page.show()
        qtbot.waitActive(self.page)

    @property
    def project(self) -> Project:
        return self.studio.project

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChildren(kind, name)
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(QWidget, name), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> QWidget:
        field = self.find(QWidget, name)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        return field

    def undo_labels(self) -> list[str]:
        """The labels of the steps that can be undone, the newest first; they stay undone."""
        labels = []
        while self.studio.document.undo_label:
            labels.append(self.studio.document.undo_label)
            self.studio.document.undo()
        return labels


MakeDesk = Callable[[DatasetName, Dataset | None], DataDesk]


@pytest.fixture
def make_desk(qtbot: QtBot) -> MakeDesk:
    return lambda name, dataset: DataDesk(qtbot, dense_project(name), dataset)


@pytest.fixture
def make_dataset() -> Callable[..., Dataset]:
    return small_dataset


@pytest.fixture
def desk(qtbot: QtBot) -> DataDesk:
    """The page on a small MNIST: 300 training and 60 test pictures, 10 % of the training pictures kept aside."""
    return DataDesk(qtbot, dense_project("mnist"), small_dataset("mnist"))
