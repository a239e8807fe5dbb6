"""A metric is one class and its line: Keras computes it, the history keeps it, and the page shows it by its title."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox, QTableView
from pytestqt.qtbot import QtBot

from nnstudio.app.curves import Curves
from nnstudio.app.run_state import Ended, Progress
from nnstudio.cli import main
from nnstudio.core.problems import check
from nnstudio.core.project import Project, dense_project, project_from_json, project_to_json
from nnstudio.core.training.metrics import Accuracy
from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.ui import theme
from nnstudio.ui.shell.words import run_figure
from nnstudio.ui.train.page import TrainPage
from nnstudio.ui.train.run_chart import RunChart
from nnstudio.ui.train.settings import Settings
from tests.extending.kinds import SparseTopTwo, Surprise
from tests.support.adding import added
from tests.support.fake_studio import FakeStudio
from tests.support.train_page import train_page

NAMES = ("loss", "surprise", "sparse_top_two", "accuracy")


def project() -> Project:
    plain = dense_project("digits", (16,))
    return replace(plain, training=replace(plain.training, metrics=(Surprise(), SparseTopTwo(3), Accuracy())))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> ProjectFolder:
    """Two epochs on real Keras, by the command line."""
    path = tmp_path_factory.mktemp("metric")
    with pytest.MonkeyPatch.context() as patch, added(Surprise, SparseTopTwo):
        patch.setenv("NNSTUDIO_CACHE", str(path / "cache"))
        folder = ProjectFolder.create(path / "p.nnstudio", dense_project("digits", (16,)))
        words = ("--metric", "surprise", "--metric", "sparse-top-two:k=3", "--metric", "Accuracy")
        assert main(["train", str(folder.path), *words, "--epochs", "2", "--backend", "jax"]) == 0
        assert folder.run(1).read_project().training.metrics == project().training.metrics
    return folder


def summary(folder: ProjectFolder) -> RunSummary:
    found = folder.history.run(1)
    assert found is not None
    return found


def test_it_is_checked_and_kept_in_the_projects_file() -> None:
    with added(Surprise, SparseTopTwo):
        assert check(project()) == ()
        assert project_from_json(project_to_json(project())) == project()


def test_a_person_chooses_it_and_edits_its_settings(qtbot: QtBot) -> None:
    with added(Surprise, SparseTopTwo):
        studio = FakeStudio(dense_project("digits", (16,)))
        form = Settings(studio.document, studio.data, studio.training)
        qtbot.addWidget(form)
        for name in ("sparsetoptwo", "surprise"):
            box = form.findChild(QCheckBox, f"train.metrics.{name}")
            assert isinstance(box, QCheckBox)
            box.click()
        first = form.findChild(QSpinBox, "train.metrics.sparsetoptwo.k")
        assert isinstance(first, QSpinBox)
        first.setValue(3)
        assert studio.document.project.training.metrics == (Accuracy(), Surprise(), SparseTopTwo(3))


def test_keras_computes_it_for_batches_epochs_and_validation(trained: ProjectFolder) -> None:
    assert tuple(summary(trained).figures) == (*NAMES, *(f"val_{name}" for name in NAMES))
    for record in trained.history.epochs(1):
        figures = record.point.figures
        assert figures["surprise"] == pytest.approx(figures["loss"], rel=1e-5)
        assert figures["val_surprise"] == pytest.approx(figures["val_loss"], rel=1e-5)
        assert figures["accuracy"] < figures["sparse_top_two"] < 1
        assert tuple(record.batches) == NAMES
        assert {len(values) for values in record.batches.values()} == {41}


def test_the_command_line_tells_it_by_its_title(trained: ProjectFolder, capsys: pytest.CaptureFixture[str]) -> None:
    with added(Surprise, SparseTopTwo):
        assert main(["evaluate", str(trained.path), "--backend", "jax"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Loss ")
    assert ", surprise " in text
    assert ", among the first " in text
    assert "%, accuracy " in text


def shown(qtbot: QtBot, folder: ProjectFolder) -> TrainPage:
    """The Train page with that run."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    studio = FakeStudio(project())
    studio.runs.curves = Curves.of(folder.history.epochs(1))
    studio.keep(summary(folder), shown=1)
    studio.training.state = Ended("finished", "", Progress(2, 41, 2, 41))
    page = train_page(studio)
    qtbot.addWidget(page)
    page.resize(1240, 640)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.findChild(RunChart, "train.surprise") is not None)
    return page


def test_the_train_page_shows_it_in_chart_and_table(qtbot: QtBot, trained: ProjectFolder) -> None:
    with added(Surprise, SparseTopTwo):
        page = shown(qtbot, trained)
        chooser = page.findChild(QComboBox, "train.metric")
        assert isinstance(chooser, QComboBox)
        assert [chooser.itemText(i) for i in range(3)] == ["Surprise", "Among the first", "Accuracy"]
        assert chooser.isVisible()
        chooser.setCurrentIndex(1)
        chart = page.findChild(RunChart, "train.sparse_top_two")
        assert isinstance(chart, RunChart)
        qtbot.waitUntil(chart.isVisible)
        qtbot.waitUntil(lambda: chart.plot.points("batches")[1].size == 82)
        bottom, top = chart.plot.visible_range[1]
        assert 0.0 <= bottom < top <= 1.0
        table = page.findChild(QTableView, "train.epochs")
        assert isinstance(table, QTableView)
        titles = [table.model().headerData(i, Qt.Orientation.Horizontal) for i in range(table.model().columnCount())]
        assert titles[1:9] == [
            "Loss",
            "Surprise",
            "Among the first",
            "Accuracy",
            "Val. loss",
            "Val. surprise",
            "Val. among the first",
            "Val. accuracy",
        ]
        assert table.model().index(0, 3).data().endswith("%")
        assert not table.model().index(0, 2).data().endswith("%")


def test_a_run_keeps_its_figures_when_the_metric_is_gone(qtbot: QtBot, trained: ProjectFolder) -> None:
    assert summary(ProjectFolder(trained.path)).figures == summary(trained).figures
    assert run_figure(summary(trained)) == f"{summary(trained).figures['val_surprise']:.4g}"
    page = shown(qtbot, trained)
    chart = page.findChild(RunChart, "train.surprise")
    assert isinstance(chart, RunChart)
    assert chart.title.text() == "surprise"
