"""Which metrics a run measures, chosen in the training form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from nnstudio.core.project import Project, dense_project, with_dataset
from nnstudio.core.sources import DataPlan
from nnstudio.core.training import METRICS, Accuracy, Metric, SparseCategoricalCrossentropy
from nnstudio.core.training.metrics import MeanAbsoluteError, MeanSquaredError, SparseTopKCategoricalAccuracy
from nnstudio.ui import theme
from nnstudio.ui.train.settings import Settings
from tests.extending.sources import Sums, Tones
from tests.support.fake_studio import FakeStudio

TOP = "sparsetopkcategoricalaccuracy"


def with_metrics(project: Project, *metrics: Metric) -> Project:
    return replace(project, training=replace(project.training, metrics=metrics))


class Shown:
    """The form on a project."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light")
        self.studio = FakeStudio(project)
        self.document = self.studio.document
        self.form = Settings(self.document, self.studio.data, self.studio.training)
        qtbot.addWidget(self.form)
        self.form.show()

    def box(self, name: str) -> QCheckBox:
        found = self.form.findChild(QCheckBox, f"train.metrics.{name}")
        assert found is not None
        return found

    def press(self, name: str) -> None:
        self.box(name).click()

    def text(self, name: str) -> str:
        """What is said there; empty while nothing is."""
        found = self.form.findChild(QLabel, f"train.{name}")
        assert found is not None
        return found.text() if found.isVisible() else ""

    @property
    def offered(self) -> list[str]:
        return [kind.__name__ for kind in METRICS if self.box(kind.__name__.lower()).isVisible()]

    @property
    def on(self) -> list[str]:
        return [kind.__name__ for kind in METRICS if self.box(kind.__name__.lower()).isChecked()]

    def metrics(self) -> tuple[Metric, ...]:
        return self.document.project.training.metrics


def test_a_metric_is_switched_on_beside_the_usual_one_and_off_again(qtbot: QtBot) -> None:
    shown = Shown(qtbot, dense_project("digits"))
    assert shown.on == ["Accuracy"], "what a run measures where nothing was chosen"
    shown.press(TOP)
    assert shown.metrics() == (Accuracy(), SparseTopKCategoricalAccuracy())
    assert shown.document.undo_label == "Change top-k accuracy"
    shown.press("accuracy")
    assert shown.metrics() == (SparseTopKCategoricalAccuracy(),)
    shown.press("accuracy")
    assert shown.metrics() == (Accuracy(), SparseTopKCategoricalAccuracy()), "in the order in which they are shown"
    for _ in range(3):
        shown.document.undo()
    assert shown.metrics() == ()
    assert shown.on == ["Accuracy"]


def test_a_metrics_settings_are_edited_as_one_step(qtbot: QtBot) -> None:
    shown = Shown(qtbot, with_metrics(dense_project("digits"), Accuracy(), SparseTopKCategoricalAccuracy()))
    k = shown.form.findChild(QSpinBox, f"train.metrics.{TOP}.k")
    assert k is not None
    k.stepBy(-1)
    k.stepBy(-1)
    assert shown.metrics() == (Accuracy(), SparseTopKCategoricalAccuracy(3))
    k.setValue(10)
    assert "every answer counts as right" in shown.text(f"metrics.{TOP}.k.error")
    shown.document.undo()
    assert shown.metrics() == (Accuracy(), SparseTopKCategoricalAccuracy())
    assert k.value() == 5
    assert not shown.text(f"metrics.{TOP}.k.error")


def test_the_last_metric_stays_on_and_says_why(qtbot: QtBot) -> None:
    shown = Shown(qtbot, with_metrics(dense_project("digits"), SparseTopKCategoricalAccuracy()))
    assert shown.on == ["SparseTopKCategoricalAccuracy"]
    assert not shown.box(TOP).isEnabled()
    assert shown.box(TOP).toolTip() == "At least one stays on."
    shown.press("accuracy")
    assert shown.box(TOP).isEnabled()
    assert "among the k most probable" in shown.box(TOP).toolTip()


OF_CLASSES = ["Accuracy", "SparseTopKCategoricalAccuracy", "Precision", "Recall", "F1Score", "RocAuc"]
OF_NUMBERS = ["MeanAbsoluteError", "MeanSquaredError", "RootMeanSquaredError", "R2Score"]


@pytest.mark.parametrize(
    ("project", "offered"),
    [
        (dense_project("digits"), OF_CLASSES),
        (dense_project(Sums()), OF_NUMBERS),
        (dense_project(Tones()), [kind.__name__ for kind in METRICS]),
    ],
    ids=["classes", "numbers", "not read yet"],
)
def test_only_metrics_that_suit_the_data_are_offered(qtbot: QtBot, project: Project, offered: list[str]) -> None:
    assert Shown(qtbot, project).offered == offered


def test_what_no_longer_suits_the_data_stays_until_it_is_switched_off(qtbot: QtBot) -> None:
    shown = Shown(qtbot, with_metrics(dense_project("digits"), SparseTopKCategoricalAccuracy(3)))
    shown.document.apply("Other data", with_dataset(shown.document.project, DataPlan(Sums())))
    assert shown.on == ["SparseTopKCategoricalAccuracy", "MeanAbsoluteError"]
    assert "does not suit Sums, and is not measured" in shown.text(f"metrics.{TOP}.error")
    shown.press("meansquarederror")
    assert shown.metrics() == (SparseTopKCategoricalAccuracy(3), MeanAbsoluteError(), MeanSquaredError())
    shown.press(TOP)
    assert shown.metrics() == (MeanAbsoluteError(), MeanSquaredError())
    assert shown.offered == OF_NUMBERS


def test_each_metric_says_what_it_is_to_readers_and_pointers(qtbot: QtBot) -> None:
    shown = Shown(qtbot, dense_project(Tones()))
    for kind in METRICS:
        box = shown.box(kind.__name__.lower())
        assert box.accessibleName() == box.text() == kind.said_title()
        assert box.accessibleDescription() == box.toolTip() == kind.about


def test_a_loss_that_does_not_fit_is_marked_at_its_choice(qtbot: QtBot) -> None:
    plain = dense_project(Sums())
    shown = Shown(qtbot, replace(plain, training=replace(plain.training, loss=SparseCategoricalCrossentropy())))
    assert "compares classes, but Sums gives numbers" in shown.text("settings.loss.error")
    choice = shown.form.findChild(QComboBox, "train.settings.loss")
    assert choice is not None
    choice.setCurrentText("Mean squared error")
    assert not shown.text("settings.loss.error")
