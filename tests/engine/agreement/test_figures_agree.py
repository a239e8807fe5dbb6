"""Metrics over all samples are scikit-learn's, and losses Keras's, on both backends."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn.metrics

from nnstudio.core.training import LOSSES

ROOT = Path(__file__).resolve().parents[3]
CLASS_FIGURES = {"precision": "precision_score", "recall": "recall_score", "f1_score": "f1_score"}


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def found(request: pytest.FixtureRequest) -> Any:
    """What `figures` tells, on that backend, in a process of its own."""
    environment = {**os.environ, "KERAS_BACKEND": request.param, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "tests.engine.agreement.figures"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def of_classes(found: Any, name: str) -> list[tuple[dict[str, float], Any, Any, Any]]:
    """(figures, settings, labels, scores) of each evaluation with those targets."""
    runs = [run for key, run in found["figures"].items() if key.startswith(name)]
    assert runs
    return [(run["told"], run["settings"], np.array(run["wanted"]), np.array(run["given"])) for run in runs]


@pytest.mark.parametrize("name", ["three classes", "two classes", "a class too few"])
def test_what_is_counted_of_classes_is_what_scikit_learn_counts(found: Any, name: str) -> None:
    averages = set()
    for told, settings, labels, scores in of_classes(found, name):
        answers = scores.argmax(1)
        assert told["accuracy"] == pytest.approx(sklearn.metrics.accuracy_score(labels, answers))
        for figure, function in CLASS_FIGURES.items():
            average = settings[figure]["average"]
            averages.add(average)
            real = getattr(sklearn.metrics, function)(labels, answers, average=average, zero_division=0)
            assert told[figure] == pytest.approx(real, abs=1e-9), (figure, average)
    assert averages == {"macro", "weighted", "micro"} | ({"binary"} if name == "two classes" else set())


def test_the_area_under_the_curve_is_that_of_all_samples(found: Any) -> None:
    for told, _, labels, scores in of_classes(found, "three classes"):
        real = sklearn.metrics.roc_auc_score(labels, scores, multi_class="ovr")
        assert told["roc_auc"] == pytest.approx(real, abs=1e-4)
    for told, _, labels, scores in of_classes(found, "two classes"):
        assert told["roc_auc"] == pytest.approx(sklearn.metrics.roc_auc_score(labels, scores[:, 1]), abs=1e-4)
    for told, _, labels, scores in of_classes(found, "a class too few"):
        each = [sklearn.metrics.roc_auc_score(labels == label, scores[:, label]) for label in (0, 1)]
        assert told["roc_auc"] == pytest.approx(np.mean(each), abs=1e-4)


def test_the_figures_of_numbers_are_those_of_scikit_learn(found: Any) -> None:
    for told, _, wanted, given in of_classes(found, "numbers"):
        assert told["root_mean_squared_error"] == pytest.approx(
            sklearn.metrics.root_mean_squared_error(wanted, given), rel=1e-5
        )
        assert told["r2_score"] == pytest.approx(sklearn.metrics.r2_score(wanted, given), rel=1e-4)
        assert told["mean_absolute_error"] == pytest.approx(sklearn.metrics.mean_absolute_error(wanted, given), 1e-5)
        assert not math.isnan(told["loss"])


def test_each_loss_is_that_of_keras(found: Any) -> None:
    assert {text.partition("(")[0] for text in found["losses"]} == set(LOSSES.names)
    for text, loss in found["losses"].items():
        assert loss["ours"] == pytest.approx(loss["theirs"], rel=1e-4, abs=1e-6), text
        assert len(set(loss["ours"])) > 1, text
