"""Evaluates small networks as the program does, and says what it was given; prints both as JSON.

A process of its own, with the backend in KERAS_BACKEND.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np

from nnstudio.core.layers import Dense, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project, output_layer, usual_loss
from nnstudio.core.sources import Classes, Digits, Facts, Numbers, Targets
from nnstudio.core.training import (
    LOSSES,
    METRICS,
    BinaryCrossentropy,
    BinaryFocalCrossentropy,
    CategoricalCrossentropy,
    CategoricalFocalCrossentropy,
    Loss,
    Metric,
    TrainingPlan,
)
from nnstudio.core.training.metrics import ClassFigure, SparseTopKCategoricalAccuracy
from nnstudio.data.parts import parts_of
from nnstudio.data.scaling import Scale
from nnstudio.data.store import Dataset
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.feeds import Block, ResidentFeed

SAMPLES = 1100  # several evaluation batches, the last of which is not full
RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(SAMPLES, 4)).astype(np.float32)
TARGETS: dict[str, tuple[Targets, Any]] = {
    "three classes": (Classes(("a", "b", "c")), (np.abs(X).argmax(1) % 3).astype(np.uint8)),
    "two classes": (Classes(("no", "yes")), (X[:, 0] > 0.3).astype(np.uint8)),
    "a class too few": (Classes(("a", "b", "c")), (X[:, 0] > 0.3).astype(np.uint8)),
    "numbers": (Numbers(("u", "v")), (X[:, :2] * 2 + RANDOM.normal(size=(SAMPLES, 2))).astype(np.float32)),
}
AVERAGES = ("macro", "weighted", "micro")


def figures(name: str, chosen: tuple[Metric, ...]) -> dict[str, Any]:
    """What is told of all samples, and the network's outputs."""
    targets, wanted = TARGETS[name]
    network = chain_network(Input((4,)), Dense(6, "tanh"), output_layer(targets))
    project = Project(
        network=network, training=TrainingPlan(loss=usual_loss(targets), metrics=chosen, validation_share=0.0)
    )
    facts = Facts((4,), targets, SAMPLES, 0, -9.0, 9.0, "float32")
    dataset = Dataset(Digits(), facts, Path(), "", X, wanted, X[:0], wanted[:0])
    learner = learner_of(project, Scale((0.0,), (1.0,)))
    learner.learn(targets)
    parts = parts_of(dataset, project)
    rows = parts.rows["training"]
    feed = ResidentFeed(parts, rows, learner.place)
    found = [part for part in learner.evaluate_in_parts(feed, rows) if part is not None]
    given = np.concatenate(list(learner.predict_in_parts(X[rows])))
    return {"told": learner.over_all(found), "wanted": wanted[rows].tolist(), "given": given.astype(float).tolist()}


def chosen_of(kind: type[Metric], targets: Targets) -> list[Metric]:
    """The kind with each of its settings that suits the targets."""
    if issubclass(kind, SparseTopKCategoricalAccuracy):
        return [kind(2)]
    if not issubclass(kind, ClassFigure):
        return [kind()]
    binary = [kind("binary")] if len(targets.names) == 2 else []
    return [*map(kind, AVERAGES), *binary]


def losses(loss: Loss) -> dict[str, Any]:
    """The loss of each of some samples, as the program and as Keras tells it."""
    targets, wanted = TARGETS["three classes"]
    network = chain_network(Input((4,)), Dense(3, loss.activations[0] if loss.activations else "softmax"))  # type: ignore[arg-type]
    learner = learner_of(Project(network=network, training=TrainingPlan(loss=loss)), Scale((0.0,), (1.0,)))
    learner.learn(targets)
    rows = np.arange(20, dtype=np.int32)
    block = Block(learner.place(X), learner.place(wanted.astype(np.int32)), rows.reshape(1, -1), 1)
    given = np.concatenate(list(learner.predict_in_parts(X[:20])))
    real = getattr(keras.losses, type(loss).__name__)(**vars(loss), reduction=None)
    truth = wanted[:20] if loss.compares == "labels" else np.eye(3, dtype=np.float32)[wanted[:20]]
    return {
        "ours": learner.figures_of(block, rows)["loss"].astype(float).tolist(),
        "theirs": keras.ops.convert_to_numpy(real(truth, given)).astype(float).tolist(),
    }


SMOOTH = (
    CategoricalCrossentropy(0.2),
    BinaryCrossentropy(0.2),
    CategoricalFocalCrossentropy(0.5, 1.0, 0.1),
    BinaryFocalCrossentropy(True, 0.3, 1.0, 0.1),
)

if __name__ == "__main__":
    told = {}
    for name, (targets, _) in TARGETS.items():
        kinds = [kind for kind in METRICS if isinstance(targets, kind.suits)]
        rounds = max(len(chosen_of(kind, targets)) for kind in kinds)
        for turn in range(rounds):
            metrics = tuple(chosen_of(kind, targets)[turn % len(chosen_of(kind, targets))] for kind in kinds)
            settings = {each.name(): vars(each) for each in metrics}
            told[f"{name} {turn}"] = {**figures(name, metrics), "settings": settings}
    found = {repr(loss): losses(loss) for loss in (*(kind() for kind in LOSSES), *SMOOTH)}
    print(json.dumps({"figures": told, "losses": found}))
