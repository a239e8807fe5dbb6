"""The doctor on runs of a real engine: what it finds where one goes wrong, trying a remedy, and what it says then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnstudio.app.curves import Curves
from nnstudio.app.doctor import course_of, verdict
from nnstudio.app.notice_keys import REMEDY
from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.core.doctor import Finding
from nnstudio.core.doctor.rate_too_high import RateTooHigh
from nnstudio.core.doctor.rate_too_low import RateTooLow
from nnstudio.core.project import Project, dense_project
from nnstudio.engine.messages import BatchesDone, EpochDone, RunStarted
from nnstudio.runs.history import RunSummary
from tests.app.windowless import Window, digits, folders_in


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    write_preferences(folders_in(tmp_path).preferences, Preferences(backend="jax"))
    opened = Window(tmp_path)
    opened.ready()
    yield opened
    opened.close()


def at_rate(rate: float) -> Project:
    project = digits(6)
    return replace(project, training=replace(project.training, learning_rate=rate))


def found(window: Window) -> dict[type, Finding]:
    return {type(each.symptom): each for each in window.studio.doctor.findings}


def test_a_run_that_goes_wrong_is_found_out_and_a_remedy_is_tried_and_judged(window: Window) -> None:
    studio = window.studio
    window.train(at_rate(0.001))
    assert found(window) == {}
    window.train(at_rate(1.0))
    assert RateTooHigh in found(window)
    window.train(at_rate(1e-6))
    assert set(found(window)) == {RateTooLow}
    sign = found(window)[RateTooLow].sign
    assert [remedy.title for remedy in sign.remedies] == ["Learning rate 0.0001", "Learning rate 1e-05"]
    studio.doctor.attempt(sign.remedies[0])
    window.ended()
    assert studio.document.project.training.learning_rate == 1e-4
    [told] = [notice for notice in window.notices if notice.key == REMEDY]
    assert told.message.startswith("Learning rate 0.0001 helped: ")
    assert told.message.endswith("in run 3.")
    studio.runs.show(1)
    assert found(window) == {}
    studio.runs.show(2)
    assert RateTooHigh in found(window)
    studio.document.undo()
    assert studio.document.project.training.learning_rate == 1e-6


# In figures ------------------------------------------------------------------------------------------------------

PROJECT = dense_project("digits", (8,))


def test_of_very_many_batches_the_means_are_looked_at_and_the_lost_one_is_named() -> None:
    curves = Curves()
    curves.record(RunStarted(100_000, 0, 5000, 2, 10))
    losses = np.linspace(2, 1, 10_000)
    losses[5003:] = np.nan
    curves.record(BatchesDone(1, 0, {"loss": tuple(losses)}, 1, 1.0))
    curves.record(EpochDone(1, {"loss": 1.5}, 1.0, 1.0))
    course = course_of(curves, PROJECT)
    assert len(course.batches) <= 4000
    assert course.lost_at == (2, 4)
    assert course.epoch_of_batch(len(course.batches) - 1) == 2
    np.testing.assert_allclose(course.batches[0], losses[:3].mean())


def test_a_run_without_batches_has_a_course_too() -> None:
    course = course_of(Curves(), PROJECT)
    assert (list(course.batches), course.lost_at, course.epoch_of_batch(0)) == ([], None, 1)


def summary(number: int, **figures: float) -> RunSummary:
    return RunSummary(number, "finished", "", "", "jax", "", "", 1, figures)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"val_accuracy": 0.9}, {"val_accuracy": 0.95}, "X helped: Accuracy 95.0 % in run 2, 90.0 % in run 1."),
        ({"val_accuracy": 0.9}, {"val_accuracy": 0.8}, "X didn't help: Accuracy 80.0 % in run 2, 90.0 % in run 1."),
        (
            {"val_accuracy": 0.9, "val_loss": 2.0},
            {"val_accuracy": 0.9, "val_loss": 1.0},
            "X helped: Loss 1 in run 2, 2 in run 1.",
        ),
        ({"loss": 0.5}, {"loss": 0.25}, "X helped: Loss 0.25 in run 2, 0.5 in run 1."),
        ({"loss": float("nan")}, {"loss": 0.25}, "X helped: Loss 0.25 in run 2, nan in run 1."),
        ({"loss": 0.5}, {"val_accuracy": 1.0}, "X: run 2 gives nothing to compare."),
        ({}, {}, "X: run 2 gives nothing to compare."),
    ],
)
def test_the_verdict_names_the_figure_and_both_runs(
    before: dict[str, float], after: dict[str, float], said: str
) -> None:
    assert verdict("X", summary(1, **before), summary(2, **after)).replace("\u202f", " ").replace("\xa0", " ") == said
