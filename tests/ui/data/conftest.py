"""The Data page in a window, on a studio with data of our making."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import Facts, Reading, Source, source_of_word
from nnstudio.data.store import Dataset
from nnstudio.ui import theme
from nnstudio.ui.data.page import DataPage
from tests.support.fake_studio import FakeStudio

W = TypeVar("W", bound=QObject)


def small_dataset(word: str, training: int = 300, test: int = 60, *, place: str = "") -> Dataset:
    """Pictures of a data set's form whose every pixel is their row number, within what can be stored.

    They are the published set, or if `place` is given, files of the person's own from there.
    """
    source = source_of_word(word)
    facts = replace(source.facts, training=training, test=test)
    if place:
        source = source.as_read(Reading(facts, "0" * 64, place))
    return dataset_of(source, facts)


def dataset_of(source: Source, facts: Facts) -> Dataset:
    """Samples of that form whose every value is their row number, with each class in turn or the number 0.5."""

    def samples(count: int) -> np.ndarray[tuple[int, ...], np.dtype[Any]]:
        rows = (np.arange(count) % (facts.high + 1)).reshape(-1, *(1 for _ in facts.shape))
        return np.broadcast_to(rows, (count, *facts.shape)).astype(facts.dtype)

    def targets(count: int) -> np.ndarray[tuple[int, ...], np.dtype[Any]]:
        if not facts.class_names:
            return np.full((count, facts.outputs), 0.5, np.float32)
        return (np.arange(count) % facts.outputs).astype(np.uint16 if facts.outputs > 256 else np.uint8)

    training, test = facts.training, facts.test
    arrays = samples(training), targets(training), samples(test), targets(test)
    return Dataset(source, facts, Path("/cache"), "0" * 64, *arrays)


class DataDesk:
    """The page, driven by named widgets, mouse and keys."""

    def __init__(self, qtbot: QtBot, project: Project, dataset: Dataset | None) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light")
        self.bot = qtbot
        self.studio = FakeStudio(project)
        self.studio.data.dataset = dataset
        self.page = DataPage(self.studio.document, self.studio.data, self.studio.tasks)
        self.page.resize(1240, 640)
        qtbot.addWidget(self.page, before_close_func=self._end_work)
        self.page.show()
        qtbot.waitActive(self.page)

    def _end_work(self, _: QWidget) -> None:
        """What is found out in the background is told to nobody once the page is gone."""
        self.studio.tasks.close()
        QApplication.processEvents()

    @property
    def project(self) -> Project:
        return self.studio.document.project

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


MakeDesk = Callable[[str, Dataset | None], DataDesk]


@pytest.fixture
def make_desk(qtbot: QtBot) -> MakeDesk:
    return lambda word, dataset: DataDesk(qtbot, dense_project(word), dataset)


@pytest.fixture
def make_dataset() -> Callable[..., Dataset]:
    return small_dataset


@pytest.fixture
def desk(qtbot: QtBot) -> DataDesk:
    """The page on a small MNIST: 300 training and 60 test pictures, 10 % of the training pictures kept aside."""
    return DataDesk(qtbot, dense_project("mnist"), small_dataset("mnist"))
