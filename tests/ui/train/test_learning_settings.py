"""The Train page's settings: how the learning rate changes is drawn as it is set; what every optimiser can have."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.project import dense_project
from nnstudio.core.training import ClipGlobalNorm, Muon, NoClipping, OneCycle, TrainingPlan, drawn_rates
from nnstudio.ui import theme
from nnstudio.ui.train.schedule_chart import ScheduleChart
from nnstudio.ui.train.settings import Settings
from tests.extending.sources import Tones
from tests.support.fake_studio import FakeStudio

T = TypeVar("T", bound=QWidget)


class Shown:
    """The settings of a project, in a window of their own."""

    def __init__(self, qtbot: QtBot, plan: TrainingPlan, *, known: bool = True) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light")
        self.studio = FakeStudio(replace(dense_project("digits" if known else Tones(), (16,)), training=plan))
        self.form = Settings(self.studio.document, self.studio.data, self.studio.training)
        qtbot.addWidget(self.form)
        self.form.resize(280, 1600)
        with qtbot.waitExposed(self.form):
            self.form.show()

    def part(self, kind: type[T], name: str) -> T:
        found = self.form.findChild(kind, f"train.{name}")
        assert found is not None, name
        return found

    @property
    def plan(self) -> TrainingPlan:
        return self.studio.document.project.training

    @property
    def chart(self) -> ScheduleChart:
        return self.part(ScheduleChart, "learning_rates")

    def choose(self, name: str, text: str) -> None:
        self.part(QComboBox, f"settings.{name}").setCurrentText(text)


def test_the_rates_of_the_whole_run_are_drawn_and_follow_the_settings(qtbot: QtBot) -> None:
    shown = Shown(qtbot, TrainingPlan(epochs=10, learning_rate=0.1))
    assert not shown.chart.isVisible()
    shown.choose("schedule", "One cycle")
    assert shown.chart.isVisible()
    batches = round(1437 * 0.9 / 32 + 0.5)
    assert shown.chart.drawn.rates == tuple(drawn_rates(shown.plan, batches)[1])
    assert shown.chart.reading.endswith(" to 0.1")
    shown.part(QSpinBox, "run.epochs").setValue(3)
    assert shown.chart.drawn.last == 3
    assert sum(1 for _ in shown.chart.drawn.rates) == 3 * batches
    shown.part(QSpinBox, "run.batch_size").setValue(0)
    assert shown.plan.batch_size == 0
    assert shown.part(QSpinBox, "run.batch_size").text() == "full batch"
    assert list(shown.chart.drawn.epochs) == [0, 1, 2]
    shown.part(QDoubleSpinBox, "onecycle.rising").setValue(0.6)
    assert shown.plan.schedule == OneCycle(rising=0.6)
    shown.choose("schedule", "Constant")
    assert not shown.chart.isVisible()
    shown.part(QDoubleSpinBox, "warm_up.warmup_epochs").setValue(1)
    assert shown.chart.isVisible()


def test_an_undone_edit_is_drawn_too(qtbot: QtBot) -> None:
    shown = Shown(qtbot, TrainingPlan(schedule=OneCycle()))
    shown.choose("schedule", "Constant")
    shown.studio.document.undo()
    assert shown.chart.isVisible()


def test_the_rate_is_read_out_by_pointer_and_keys(qtbot: QtBot) -> None:
    shown = Shown(qtbot, TrainingPlan(epochs=4, learning_rate=1.0))
    shown.choose("schedule", "Steps")
    shown.part(QSpinBox, "stepdecay.decay_epochs").setValue(2)
    whole = shown.chart.reading
    assert whole == "Learning rate from 0.5 to 1"
    assert shown.chart.accessibleDescription() == whole
    for key, reading in (("Right", "Epoch 0: 1"), ("Right", "Epoch 1: 1"), ("Right", "Epoch 2: 0.5")):
        QTest.keyClick(shown.chart, getattr(Qt.Key, f"Key_{key}"))
        assert (shown.chart.reading, shown.chart.accessibleDescription()) == (reading, reading)
    QTest.keyClick(shown.chart, Qt.Key.Key_Left)
    assert shown.chart.reading == "Epoch 1: 1"
    QTest.keyClick(shown.chart, Qt.Key.Key_Escape)
    assert shown.chart.reading == whole
    QTest.mouseMove(shown.chart, QPoint(shown.chart.width() - 2, 40))
    qtbot.waitUntil(lambda: shown.chart.reading.endswith(": 0.5"))


def test_rates_that_cannot_be_are_not_drawn(qtbot: QtBot) -> None:
    shown = Shown(qtbot, TrainingPlan(epochs=3, warmup_epochs=5.0))
    assert not shown.chart.isVisible()
    assert "as many as the run has" in shown.part(QLabel, "warm_up.warmup_epochs.error").text()
    assert not Shown(qtbot, TrainingPlan(schedule=OneCycle()), known=False).chart.isVisible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_line_is_drawn_in_the_themes_accent(qtbot: QtBot, scheme: str) -> None:
    shown = Shown(qtbot, TrainingPlan(schedule=OneCycle()))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark" if scheme == "dark" else "light")
    image = shown.chart.grab().toImage()
    accent = theme.colour("accent").rgb()
    assert any(image.pixel(x, y) == accent for x in range(image.width()) for y in range(image.height()))


def test_clipping_averages_and_accumulation_are_chosen_for_any_optimiser(qtbot: QtBot) -> None:
    shown = Shown(qtbot, TrainingPlan())
    shown.choose("optimizer", "Muon")
    shown.choose("clipping", "Norm of all")
    shown.part(QDoubleSpinBox, "clipglobalnorm.limit").setValue(0.5)
    assert shown.part(QDoubleSpinBox, "averages.ema_momentum").text() == "off"
    shown.part(QDoubleSpinBox, "averages.ema_momentum").setValue(0.99)
    shown.part(QSpinBox, "run.gradient_accumulation_steps").setValue(4)
    plan = shown.plan
    assert (plan.optimizer, plan.clipping) == (Muon(), ClipGlobalNorm(0.5))
    assert (plan.ema_momentum, plan.gradient_accumulation_steps) == (0.99, 4)
    shown.choose("clipping", "None")
    assert shown.plan.clipping == NoClipping()


def test_what_is_usual_for_the_data_says_why(qtbot: QtBot) -> None:
    text = Shown(qtbot, TrainingPlan()).part(QLabel, "usual").text()
    assert "Classes are learned by cross-entropy" in text
    assert "steps an epoch" in text
    assert not Shown(qtbot, TrainingPlan(), known=False).part(QLabel, "usual").isVisible()
