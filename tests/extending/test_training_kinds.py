"""An optimiser, a loss, a schedule, a callback is one class and its line: people choose it, and Keras uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox
from pytestqt.qtbot import QtBot

from nnstudio.cli import main
from nnstudio.core.problems import check
from nnstudio.core.project import Project, dense_project, project_from_json, project_to_json
from nnstudio.core.training import TrainingPlan
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.ui import theme
from nnstudio.ui.train.settings import Settings
from tests.extending.kinds import GoodEnough, MeanSquaredLogarithmicError, Sawtooth, ScheduleFreeAdamW
from tests.support.adding import added
from tests.support.fake_studio import FakeStudio

PLAN = TrainingPlan(
    ScheduleFreeAdamW(0.8),
    0.003,
    loss=MeanSquaredLogarithmicError(),
    schedule=Sawtooth(50),
    callbacks=(GoodEnough(50),),
)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with added(ScheduleFreeAdamW, MeanSquaredLogarithmicError, Sawtooth, GoodEnough):
        yield


def project(plan: TrainingPlan = PLAN) -> Project:
    return replace(dense_project("digits", (16,)), training=plan)


def test_a_person_chooses_them_and_edits_their_settings(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    studio = FakeStudio(project(TrainingPlan()))
    form = Settings(studio.document, studio.data, studio.training)
    qtbot.addWidget(form)
    form.show()
    for name, text in (
        ("optimizer", "ScheduleFreeAdamW"),
        ("loss", "Squared logarithmic error"),
        ("schedule", "Sawtooth"),
    ):
        box = form.findChild(QComboBox, f"train.settings.{name}")
        assert isinstance(box, QComboBox)
        box.setCurrentText(text)
    plan = studio.document.project.training
    assert (plan.optimizer, plan.learning_rate, plan.loss) == (
        ScheduleFreeAdamW(),
        0.0003,
        MeanSquaredLogarithmicError(),
    )
    assert plan.schedule == Sawtooth()
    check_box = form.findChild(QCheckBox, "train.goodenough")
    assert isinstance(check_box, QCheckBox)
    check_box.click()
    for name, value in (("schedulefreeadamw.beta_1", 0.7), ("sawtooth.alpha", 0.01), ("goodenough.loss", 0.25)):
        number = form.findChild(QDoubleSpinBox, f"train.{name}")
        assert isinstance(number, QDoubleSpinBox), name
        number.setValue(value)
    plan = studio.document.project.training
    assert (plan.optimizer, plan.schedule) == (ScheduleFreeAdamW(0.7), Sawtooth(alpha=0.01))
    assert plan.callbacks == (GoodEnough(0.25),)


def test_the_command_line_tells_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    for words in (
        "ScheduleFreeAdamW (beta_1)",
        "MeanSquaredLogarithmicError",
        "Sawtooth (decay_steps, alpha)",
        "GoodEnough (loss)",
    ):
        assert words in told


def test_they_are_checked_and_kept_in_files() -> None:
    assert project_from_json(project_to_json(project())) == project()
    wrong = replace(PLAN, optimizer=ScheduleFreeAdamW(1.0), schedule=Sawtooth(0), callbacks=(GoodEnough(-1),))
    assert [problem.setting for problem in check(project(wrong))] == [
        "optimizer.beta_1",
        "schedule.decay_steps",
        "callbacks.GoodEnough.loss",
    ]


def test_the_command_line_names_them_and_keras_trains_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", project(TrainingPlan(epochs=5)))
    words = (
        *("--optimizer", "schedule-free-adamw:beta-1=0.8", "--learning-rate", "0.003"),
        *("--loss", "mean-squared-logarithmic-error"),
        *("--schedule", "sawtooth:decay_steps=50", "--callback", "GoodEnough:loss=50"),
    )
    assert main(["train", "p", *words, "--backend", "jax"]) == 0
    assert folder.run(1).read_project().training == replace(PLAN, epochs=5)
    summary = folder.history.run(1)
    assert summary is not None
    assert (summary.status, summary.epochs_done) == ("finished", 1)
    assert "good enough" in summary.message
