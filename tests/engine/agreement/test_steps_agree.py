"""Optimisers, schedules, clipping, averages and accumulation do what Keras's own do, on both backends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
BACKENDS = ("tensorflow", "jax")
MIXED = "mixed precision"
SAMPLE = ("all of these", MIXED)
ALL = (
    *("SGD", "SGD decay", "RMSprop", "Adam", "AdamW", "Nadam", "Adamax", "Adagrad", "Adadelta", "Lion", "Ftrl"),
    *("Lamb", "Muon", "each value", "norm of each", "norm of all", "averages", "accumulation", "all of these"),
    *("exponential", "inverse time", "polynomial", "piecewise", "cosine", "restarts", MIXED),
)


def told_by(backend: str, names: tuple[str, ...]) -> Any:
    """What `steps` tells of those plans, on that backend, in a process of its own."""
    environment = {**os.environ, "KERAS_BACKEND": backend, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "tests.engine.agreement.steps", *names]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module", params=BACKENDS)
def told(request: pytest.FixtureRequest) -> Any:
    """Of the plans of the sample."""
    return told_by(request.param, SAMPLE)


def assert_agree(trained: Any) -> None:
    """Weights and figures are those of `model.fit` and `evaluate`, but for the order of sums."""
    for name, found in trained.items():
        figures, told = found["figures"], found["told"]
        assert found["moved"] > 0.02, name
        if name == MIXED:  # half the digits: the order of sums is seen sooner
            assert found["apart"] < 0.02
            assert figures["loss"] == pytest.approx(told["loss"], abs=0.02)
        else:
            assert found["apart"] < 2e-6, name
            assert figures == pytest.approx(told, abs=1e-5), name


def test_training_ends_with_the_weights_and_figures_of_keras(told: Any) -> None:
    assert set(told["trained"]) == set(SAMPLE)
    assert_agree(told["trained"])


@pytest.mark.parametrize("name", ALL)
def test_each_kind_of_plan_makes_the_optimiser_that_a_person_would_write(name: str, told: Any) -> None:
    ours, theirs = told["settings"][name]["ours"], told["settings"][name]["theirs"]
    assert ours["config"] == theirs["config"]
    assert ours["rates"] == pytest.approx(theirs["rates"], rel=1e-5, abs=1e-8)


def test_no_plan_is_left_out(told: Any) -> None:
    assert set(told["settings"]) == set(ALL)


@pytest.mark.sweep
@pytest.mark.parametrize("backend", BACKENDS)
def test_every_kind_of_plan_trains_as_keras_does(backend: str) -> None:
    assert_agree(told_by(backend, ALL)["trained"])
