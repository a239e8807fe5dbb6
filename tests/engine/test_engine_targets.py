"""Targets of other kinds than a byte's labels: many classes, and numbers, with what is measured of each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from nnstudio.core.layers import Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.sources import Classes, Digits, Facts, Numbers
from nnstudio.core.training import CategoricalCrossentropy, MeanSquaredError
from nnstudio.core.training import SparseCategoricalCrossentropy, TrainingPlan
from nnstudio.data.parts import parts_of
from nnstudio.data.store import Dataset
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.feeds import ResidentFeed, StreamedFeed, Work

def trained(kind, targets, loss, *layers):
    pictures = np.random.default_rng(1).integers(0, 17, (len(targets), 8, 8, 1)).astype(np.uint8)
    network = chain_network(Input((8, 8, 1)), Flatten(), *layers)
    project = Project(network=network, training=TrainingPlan(loss=loss))
    facts = Facts((8, 8, 1), kind, len(targets), 5, 0.0, 16.0)
    dataset = Dataset(Digits(), facts, Path("."), "", pictures, targets, pictures[:5], targets[:5])
    learner = learner_of(project, Scale((0.0,), (1 / 16,)))
    learner.learn(kind)
    parts = parts_of(dataset, replace(project, training=replace(project.training, validation_share=0.0)))
    rows = parts.rows["training"]
    assert len(rows) == len(targets)
    feed = ResidentFeed(parts, rows, learner.place)

    def evaluated(rows, feed):
        return learner.joined([part for part in learner.evaluate_in_parts(feed, rows) if part is not None])

    given = np.concatenate(tuple(learner.predict_in_parts(pictures)))
    before = evaluated(rows, feed)
    with feed.blocks([Work(np.stack([rows[:30], rows[30:60]])), Work(rows[60:].reshape(1, -1))]) as blocks:
        learner.take(next(blocks))
        steps = learner.train(0, 2)
        learner.take(next(blocks))
        learner.train(0, 1)
    test = evaluated(parts.rows["test"], StreamedFeed(parts, learner.place))
    return {
        "given": given.astype(float).tolist(),
        "before": {name: values.astype(float).tolist() for name, values in before.items()},
        "first": {name: float(values[0]) for name, values in steps.items()},
        "test": {name: len(values) for name, values in test.items()},
    }

random = np.random.default_rng(0)
labels = random.integers(0, 1000, 70)
names = Classes(tuple(map(str, range(1000))))
numbers = random.normal(size=(70, 3)).astype(np.float32)
print(json.dumps({
    "labels": labels.tolist(),
    "numbers": numbers.astype(float).tolist(),
    **{
        f"{dtype} {type(loss).__name__}": trained(names, labels.astype(dtype), loss, Dense(1000, "softmax"))
        for dtype, loss in (("uint16", SparseCategoricalCrossentropy()), ("int64", CategoricalCrossentropy()))
    },
    "numbers of three": trained(Numbers(tuple("abc")), numbers, MeanSquaredError(), Dense(3, "linear")),
    "numbers of one": trained(Numbers(("a",)), numbers[:, :1], MeanSquaredError(), Dense(1, "linear")),
}))
"""


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def found(request: pytest.FixtureRequest) -> Any:
    """What a learner gave, on that backend, in a process of its own."""
    environment = {**os.environ, "KERAS_BACKEND": request.param, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("kind", ["uint16 SparseCategoricalCrossentropy", "int64 CategoricalCrossentropy"])
def test_labels_may_be_wider_than_a_byte(found: Any, kind: str) -> None:
    run, labels = found[kind], np.array(found["labels"])
    given = np.array(run["given"])
    losses = -np.log(given[np.arange(70), labels])
    np.testing.assert_allclose(run["before"]["loss"], losses, rtol=1e-3)
    assert run["before"]["accuracy"] == (given.argmax(1) == labels).astype(float).tolist()
    assert run["first"]["loss"] == pytest.approx(losses[:30].mean(), rel=1e-3)
    assert run["test"] == {"loss": 5, "accuracy": 5}


@pytest.mark.parametrize(("kind", "columns"), [("numbers of three", 3), ("numbers of one", 1)])
def test_numbers_are_compared_as_they_are(found: Any, kind: str, columns: int) -> None:
    run, wanted = found[kind], np.array(found["numbers"])[:, :columns]
    away = np.array(run["given"]) - wanted
    np.testing.assert_allclose(run["before"]["loss"], (away**2).mean(1), rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(run["before"]["mean_absolute_error"], abs(away).mean(1), rtol=1e-4, atol=1e-6)
    assert run["first"]["mean_absolute_error"] == pytest.approx(abs(away[:30]).mean(), rel=1e-4)
    assert run["test"] == {"loss": 5, "mean_absolute_error": 5}
