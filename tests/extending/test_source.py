"""A source of data is its plan value, its reader and two lines: everything else finds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.asking import Asked
from nnstudio.cli import main
from nnstudio.core.family import Family
from nnstudio.core.layers import Dense, Input
from nnstudio.core.network import chain_network
from nnstudio.core.problems import check
from nnstudio.core.project import Project, dense_project, project_from_json, project_to_json, with_dataset
from nnstudio.core.sources import SOURCES, DataPlan, Digits, Source
from nnstudio.core.training import MeanSquaredError, TrainingPlan
from nnstudio.core.usual import with_source
from nnstudio.data.forms import bring_to_form
from nnstudio.data.order import split_rows
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import shared_reader
from nnstudio.data.scaling import scale_of
from nnstudio.data.sources import READERS
from nnstudio.data.store import Dataset, open_dataset
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import newest_snapshot, read_tensors
from nnstudio.ui import theme
from nnstudio.ui.classify.page import ClassifyPage
from nnstudio.ui.data.browser import Browser
from nnstudio.ui.data.page import DataPage
from nnstudio.ui.data.sample_table import SampleTable
from nnstudio.ui.shell.data_commands import DataCommands
from tests.extending.sources import SHADES, Shades, ShadesReader, Sums, SumsReader, Tones, TonesReader
from tests.support.adding import added
from tests.support.cached_data import cached
from tests.support.fake_studio import FakeStudio

T = TypeVar("T")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with added(Shades, ShadesReader, Sums, SumsReader, Tones, TonesReader):
        yield


@pytest.fixture(autouse=True)
def light_window(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def read(source: Source) -> Dataset:
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False)


@contextmanager
def removed(family: Family[T], kind: type[T]) -> Iterator[None]:
    family.remove(kind)
    yield
    family.add(kind)


def show(qtbot: QtBot, page: QWidget) -> None:
    page.resize(1240, 640)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)


def text_of(page: QWidget, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert isinstance(label, QLabel), name
    return label.text() if label.isVisible() else ""


# Choosing -------------------------------------------------------------------------------------------------------


def test_a_card_and_the_menu_offer_it_and_its_data_is_shown(qtbot: QtBot) -> None:
    studio = FakeStudio(dense_project("digits"))
    page = DataPage(studio.document, studio.data, studio.tasks)
    show(qtbot, page)
    page.choose_data()
    qtbot.waitUntil(page.chooser.isVisible)
    card = page.findChild(QAbstractButton, "data.choose.shades")
    assert isinstance(card, QAbstractButton)
    assert card.accessibleName() == "Shades"
    assert "1,200 to train, 300 to test, 300 classes" in card.accessibleDescription()
    assert "Made by arithmetic." in card.toolTip()
    QTest.mouseClick(card, LEFT)
    assert studio.document.project.data.source == Shades()
    assert check(studio.document.project) == ()
    studio.have(read(Shades()))
    assert len(page.classes.words(299)) > 0
    assert page.browser.gallery.words(0) == "Training picture 1: shade 0 (0)"
    page.browser.gallery.viewport().grab()
    menu = DataCommands(studio, page)
    assert menu.choices[Shades].isChecked()
    assert not menu.folder.isEnabled()


def test_vectors_and_numbers_are_shown_as_points_and_as_a_table(qtbot: QtBot) -> None:
    studio = FakeStudio(dense_project(Sums()))
    studio.data.dataset = read(Sums())
    page = DataPage(studio.document, studio.data, studio.tasks)
    show(qtbot, page)
    as_table = page.findChild(QAction, "data.as.table")
    assert as_table is not None
    as_table.trigger()
    table = page.findChild(SampleTable)
    assert isinstance(table, SampleTable)
    titles = [table.samples.headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert titles == ["Row", "x1", "x2", "x3", "x4", "sum"]
    assert table.samples.rowCount() == 360
    assert text_of(page, "data.balance") == "Its targets are numbers: there are no classes to count."
    browser = page.findChild(Browser)
    assert isinstance(browser, Browser)
    assert not browser.gallery.isVisible()


class Adding(FakeStudio):
    """Its model answers at once, with the sum of the values."""

    def predict(self, *given: Any, **named: Any) -> Asked[Any]:
        samples, done, failed = given
        done(np.array([[samples.sum()]], np.float32))
        return Asked(done, failed)


def test_classify_takes_a_row_of_numbers_and_tells_the_number(qtbot: QtBot) -> None:
    studio = Adding(dense_project(Sums()))
    studio.give_model()
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
    )
    show(qtbot, page)
    field = page.findChild(QAbstractSpinBox, "classify.value.0")
    assert isinstance(field, QAbstractSpinBox)
    for place in range(4):
        field = page.findChild(QAbstractSpinBox, f"classify.value.{place}")
        assert isinstance(field, QAbstractSpinBox)
        field.selectAll()
        QTest.keyClicks(field, "2.5")
    assert text_of(page, "classify.message") == "sum = 10"
    studio.tasks.close()


# Reading --------------------------------------------------------------------------------------------------------


def test_it_is_read_in_the_reader_process_and_cached_with_its_facts() -> None:
    dataset = read(Shades())
    assert shared_reader().process_id is not None
    assert dataset.y_train.dtype == np.uint16
    assert (dataset.source, dataset.facts) == (Shades(), Shades.expected)
    again = cached(Shades())
    assert again is not None
    assert again.folder == dataset.folder
    assert open_dataset(dataset.folder).facts == Shades.expected


def test_a_reader_that_was_started_before_the_kind_was_known_is_started_anew() -> None:
    with removed(SOURCES, Sums), removed(READERS, SumsReader):
        shared_reader().start()
        before = shared_reader().process_id
    assert read(Sums()).facts == Sums.expected
    assert shared_reader().process_id != before


def test_wide_labels_are_split_with_the_same_share_of_every_class() -> None:
    labels = read(Shades()).y_train
    training, validation = split_rows(labels, validation_share=0.25)
    assert np.bincount(labels[validation], minlength=SHADES).tolist() == [1] * SHADES
    assert np.array_equal(np.sort(np.concatenate([training, validation])), np.arange(len(labels)))


def test_samples_with_numbers_are_split_by_a_shuffle_and_scaled_from_their_own_range() -> None:
    dataset = read(Sums())
    training, validation = split_rows(dataset.y_train, validation_share=0.1)
    assert (len(training), len(validation)) == (360, 40)
    assert not np.array_equal(validation, np.arange(360, 400))
    scaled = scale_of(dataset, "unit", training).apply(dataset.x_train[training])
    assert scaled.min(axis=0) == pytest.approx(0, abs=1e-6)
    assert scaled.max(axis=0) == pytest.approx(1, abs=1e-6)
    standard = scale_of(dataset, "standard", training).apply(dataset.x_train[training])
    assert (float(standard.mean()), float(standard.std())) == pytest.approx((0, 1), abs=1e-6)


# Checks and files -----------------------------------------------------------------------------------------------


def test_its_facts_reach_the_checks() -> None:
    wrong = Project(DataPlan(Shades()), chain_network(Input((12, 10, 1)), Dense(7, "softmax")))
    assert "Shades gives 12 × 10 × 3" in str(check(wrong)[0])
    flat = check(Project(DataPlan(Sums()), chain_network(Input((4,)), Dense(3)), TrainingPlan(loss=MeanSquaredError())))
    assert "gives 3, but there are 1 numbers to learn" in str(flat[0])
    moved = with_dataset(dense_project("digits"), DataPlan(Sums()))
    assert check(moved) == ()
    assert check(with_dataset(moved, DataPlan(Digits()))) == ()
    many = dense_project(Sums())
    found = check(replace(many, training=replace(many.training, batch_size=401)))
    assert [problem.setting for problem in found] == ["batch_size"]


def test_files_hold_it() -> None:
    for source in (Shades(), Sums(), Tones("/x")):
        project = Project(DataPlan(source))
        assert project_from_json(project_to_json(project)) == project


def test_what_only_reading_tells_is_in_the_project_from_then_on(tmp_path: Path) -> None:
    for name in ("high", "low"):
        (tmp_path / f"{name}.tone").write_bytes(bytes(range(0, 100, 10)))
    source = Tones(str(tmp_path))
    assert source.facts.shape == ()
    before = Project(DataPlan(source), dense_project("digits").network)
    dataset = read(source)
    after = with_source(before, dataset.source)
    assert after.facts == dataset.facts
    assert after.facts.class_names == ("high", "low")
    assert after.data.source.said_title == f"Tones in {tmp_path}"
    assert project_from_json(project_to_json(after)) == after
    (tmp_path / "low.tone").rename(tmp_path / "deep.tone")
    assert read(source).facts.class_names == ("deep", "high")


# Use ------------------------------------------------------------------------------------------------------------


def test_the_command_line_makes_trains_and_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["new", "--help"])
    assert "shades: Shades" in " ".join(capsys.readouterr().out.split())
    assert main(["new", "p", "--data", "shades", "--units", "16"]) == 0
    assert main(["train", "p", "--epochs", "1", "--backend", "jax"]) == 0
    run = ProjectFolder(tmp_path / "p.nnstudio").run(1)
    newest = newest_snapshot(run.snapshots)
    assert newest is not None
    bias = read_tensors(run.snapshots, newest, "weights/")["weights/n4/bias"]
    assert bias.shape == (SHADES,)
    Image.fromarray(np.full((24, 20, 3), (36, 72, 0), np.uint8)).save("a.png")
    capsys.readouterr()
    assert main(["predict", "p", "a.png", "--json", "--backend", "jax"]) == 0
    assert len(json.loads(capsys.readouterr().out)[0]["probabilities"]) == SHADES


def test_a_run_on_a_folder_knows_its_classes_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "tones"
    data.mkdir()
    for name in ("high", "low"):
        (data / f"{name}.tone").write_bytes(bytes(range(0, 250)))
    network = chain_network(Input((4, 4, 1)), *dense_project("digits", (8,)).network.layers[1:-1], Dense(2, "softmax"))
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", Project(DataPlan(Tones(str(data))), network))
    assert main(["train", "p", "--epochs", "1", "--backend", "jax"]) == 0
    for file in data.iterdir():
        file.unlink()
    trained = folder.run(1).read_project()
    assert trained.facts.class_names == ("high", "low")
    assert trained.data.source.said_title == f"Tones in {data}"
    Image.fromarray(np.full((8, 8), 90, np.uint8)).save("a.png")
    capsys.readouterr()
    assert main(["predict", "p", "a.png", "--backend", "jax"]) == 0
    assert capsys.readouterr().out.split(": ")[1].split()[0] in ("high", "low")


def test_any_picture_becomes_such_a_sample() -> None:
    picture = np.zeros((30, 50, 3), np.uint8)
    picture[..., 0] = 200
    seen = bring_to_form(picture, Shades.expected)
    assert seen.pixels.shape == (12, 10, 3)
    assert seen.pixels[5, 5].tolist() == [200, 0, 0]
    assert bring_to_form(np.full((12, 10), 9, np.uint8), Shades.expected).pixels[0, 0].tolist() == [9, 9, 9]


@pytest.mark.parametrize("backend", ["jax", "tensorflow"])
def test_numbers_are_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], backend: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "p", "--data", "sums", "--units", "16"]) == 0
    assert main(["train", "p", "--epochs", "12", "--learning-rate", "0.01", "--backend", backend]) == 0
    summary = ProjectFolder(tmp_path / "p.nnstudio").history.run(1)
    assert summary is not None
    assert summary.status == "finished"
    assert summary.figures["loss"] < 1  # at first about 4.75, the variance of the sums
    assert main(["evaluate", "p", "--json", "--backend", backend]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["samples"] == 100
