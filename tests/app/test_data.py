"""The project's data is read in the background; the newest choice wins."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.app.data import Data
from nnstudio.app.document import Document
from nnstudio.app.tasks import Tasks
from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST, DataPlan, Digits, Source
from nnstudio.data.places import keras_datasets_folder


class Desk:
    """A document, its data, and the window's thread."""

    def __init__(self) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.tasks = Tasks(self._posted.put)
        self.document = Document(dense_project("digits"))
        self.data = Data(self.document, self.tasks)

    def choose(self, source: Source) -> None:
        self.document.apply("Use", replace(self.document.project, data=DataPlan(source)))

    def wait(self) -> None:
        while self.data.is_reading:
            self._posted.get(timeout=60)()


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.tasks.close()


def test_the_digits_are_read(desk: Desk) -> None:
    desk.data.read()
    assert desk.data.is_reading
    desk.wait()
    assert desk.data.dataset is not None
    assert len(desk.data.dataset.x_train) == 1437


def test_the_newest_choice_is_read_by_itself(desk: Desk, tmp_path: Path) -> None:
    desk.choose(MNIST(str(tmp_path)))
    desk.choose(Digits())
    desk.wait()
    assert desk.data.dataset is not None
    assert desk.data.problem is None


def test_data_that_is_missing_can_be_downloaded(desk: Desk) -> None:
    desk.choose(MNIST())
    desk.wait()
    assert desk.data.dataset is None
    assert str(keras_datasets_folder()) in str(desk.data.problem)
    assert desk.data.can_download


@pytest.mark.parametrize("download", [False, True])
def test_a_chosen_folder_without_the_data_is_a_problem_that_no_download_mends(
    desk: Desk, tmp_path: Path, download: bool
) -> None:
    desk.choose(MNIST(str(tmp_path)))
    desk.data.read(download=download)
    desk.wait()
    assert desk.data.dataset is None
    assert str(tmp_path) in str(desk.data.problem)
    assert not desk.data.can_download


@pytest.mark.parametrize("folder", ["x" * 5000, "~nosuchuser/data", "a\0b"])
def test_an_impossible_folder_is_a_problem_and_no_more(desk: Desk, folder: str) -> None:
    desk.choose(MNIST(folder))
    desk.wait()
    assert desk.data.dataset is None
    assert desk.data.problem is not None
