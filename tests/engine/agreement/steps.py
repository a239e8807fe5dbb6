"""Trains small networks as the program does and as `model.fit` does; prints how far apart they end, as JSON.

A process of its own, with the backend in KERAS_BACKEND; the arguments name the plans to train with. Of all plans it
prints what their optimisers are made of.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from nnstudio.core.layers import BatchNormalization, Dense, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.sources import Classes
from nnstudio.core.training import (
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    ClipGlobalNorm,
    ClipNorm,
    ClipValue,
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    Ftrl,
    InverseTimeDecay,
    Lamb,
    Lion,
    Muon,
    Nadam,
    PiecewiseConstantDecay,
    PolynomialDecay,
    RMSprop,
    TrainingPlan,
)
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.build import build_optimizer
from nnstudio.engine.keras_backend.feeds import Block
from nnstudio.engine.keras_backend.learner import Learner, means_of
from nnstudio.engine.keras_backend.planned_rate import PlannedRate

SAMPLES, SIZE, EPOCHS = 24, 8, 4
BATCHES = 3
Plan = tuple[TrainingPlan, Callable[[], Any]]
of = keras.optimizers
rates = keras.optimizers.schedules

PLANS: dict[str, Plan] = {
    "SGD": (TrainingPlan(SGD(0.9, nesterov=True), 0.05), lambda: of.SGD(0.05, 0.9, nesterov=True)),
    "SGD decay": (TrainingPlan(SGD(weight_decay=0.1), 0.05), lambda: of.SGD(0.05, weight_decay=0.1)),
    "RMSprop": (
        TrainingPlan(RMSprop(0.8, 0.5, 0.001, centered=True), 0.01),
        lambda: of.RMSprop(0.01, 0.8, 0.5, 0.001, centered=True),
    ),
    "Adam": (TrainingPlan(Adam(0.8, 0.9, 0.01, amsgrad=True), 0.02), lambda: of.Adam(0.02, 0.8, 0.9, 0.01, True)),
    "AdamW": (TrainingPlan(AdamW(0.3, 0.8), 0.02), lambda: of.AdamW(0.02, 0.3, 0.8)),
    "Nadam": (TrainingPlan(Nadam(0.8, 0.9), 0.02), lambda: of.Nadam(0.02, 0.8, 0.9)),
    "Adamax": (TrainingPlan(Adamax(0.8, 0.9), 0.02), lambda: of.Adamax(0.02, 0.8, 0.9)),
    "Adagrad": (TrainingPlan(Adagrad(0.2, 0.01), 0.1), lambda: of.Adagrad(0.1, 0.2, 0.01)),
    "Adadelta": (TrainingPlan(Adadelta(0.9), 1.0), lambda: of.Adadelta(1.0, 0.9)),
    "Lion": (TrainingPlan(Lion(0.8, 0.9), 0.003), lambda: of.Lion(0.003, 0.8, 0.9)),
    "Ftrl": (
        TrainingPlan(Ftrl(-0.6, 0.2, 0.001, 0.002, 0.003, 0.1), 0.1),
        lambda: of.Ftrl(0.1, -0.6, 0.2, 0.001, 0.002, 0.003, 0.1),
    ),
    "Lamb": (TrainingPlan(Lamb(0.8, 0.9), 0.02), lambda: of.Lamb(0.02, 0.8, 0.9)),
    "Muon": (
        TrainingPlan(Muon(0.9, ns_steps=4, adam_weight_decay=0.01), 0.02),
        lambda: of.Muon(0.02, momentum=0.9, ns_steps=4, adam_weight_decay=0.01, exclude_layers=["^n5/"]),
    ),
    "each value": (TrainingPlan(SGD(), 0.1, clipping=ClipValue(0.01)), lambda: of.SGD(0.1, clipvalue=0.01)),
    "norm of each": (TrainingPlan(SGD(), 0.1, clipping=ClipNorm(0.1)), lambda: of.SGD(0.1, clipnorm=0.1)),
    "norm of all": (TrainingPlan(SGD(), 0.1, clipping=ClipGlobalNorm(0.1)), lambda: of.SGD(0.1, global_clipnorm=0.1)),
    "averages": (TrainingPlan(Adam(), 0.02, ema_momentum=0.8), lambda: of.Adam(0.02, use_ema=True, ema_momentum=0.8)),
    "accumulation": (
        TrainingPlan(Adam(), 0.02, gradient_accumulation_steps=2),
        lambda: of.Adam(0.02, gradient_accumulation_steps=2),
    ),
    "all of these": (
        TrainingPlan(
            Muon(),
            0.02,
            clipping=ClipNorm(1.0),
            ema_momentum=0.5,
            gradient_accumulation_steps=3,
            schedule=ExponentialDecay(2, 0.8),
        ),
        lambda: of.Muon(
            rates.ExponentialDecay(0.02, 2, 0.8),
            clipnorm=1.0,
            use_ema=True,
            ema_momentum=0.5,
            gradient_accumulation_steps=3,
            exclude_layers=["^n5/"],
        ),
    ),
    "exponential": (
        TrainingPlan(SGD(), 0.5, schedule=ExponentialDecay(4, 0.7)),
        lambda: of.SGD(rates.ExponentialDecay(0.5, 4, 0.7)),
    ),
    "inverse time": (
        TrainingPlan(SGD(), 0.5, schedule=InverseTimeDecay(0.7)),
        lambda: of.SGD(rates.InverseTimeDecay(0.5, BATCHES, 0.7, staircase=True)),
    ),
    "polynomial": (
        TrainingPlan(SGD(), 0.5, schedule=PolynomialDecay(3, 2.0, 0.1)),
        lambda: of.SGD(rates.PolynomialDecay(0.5, 3 * BATCHES, 0.05, 2.0)),
    ),
    "piecewise": (
        TrainingPlan(SGD(), 0.5, schedule=PiecewiseConstantDecay("1: 0.5, 3: 0.1")),
        lambda: of.SGD(rates.PiecewiseConstantDecay([BATCHES - 1, 3 * BATCHES - 1], [0.5, 0.25, 0.05])),
    ),
    "mixed precision": (
        TrainingPlan(SGD(), 0.5, precision="mixed_bfloat16"),
        lambda: of.SGD(0.5),
    ),
    "cosine": (
        TrainingPlan(SGD(), 0.5, schedule=CosineDecay(9, 0.1)),
        lambda: of.SGD(rates.CosineDecay(0.5, 9, 0.1)),
    ),
    "restarts": (
        TrainingPlan(SGD(), 0.5, schedule=CosineDecayRestarts(1, 2.0, 0.5, 0.1)),
        lambda: of.SGD(rates.CosineDecayRestarts(0.5, BATCHES, 2.0, 0.5, 0.1)),
    ),
}


def project_of(plan: TrainingPlan) -> Project:
    """A network with two matrices between other layers, and something that isn't trained."""
    layers = Dense(6, "tanh"), BatchNormalization(), Dense(5, "tanh"), Dense(3, "softmax")
    return Project(network=chain_network(Input((4,)), *layers), training=plan)


def data() -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """(samples, 4) and their classes."""
    random = np.random.default_rng(3)
    x = random.normal(size=(SAMPLES, 4)).astype(np.float32)
    return x, (np.abs(x).argmax(1) % 3).astype(np.int32)


def ours(plan: TrainingPlan) -> tuple[Learner, dict[str, float]]:
    """The learner after EPOCHS, and its figures over all samples."""
    learner = learner_of(project_of(plan), Scale((0.0,), (1.0,)))
    learner.learn(Classes(("a", "b", "c")), batches=BATCHES)
    samples, targets = map(learner.place, data())
    rows = np.arange(SAMPLES, dtype=np.int32)
    learner.take(Block(samples, targets, rows.reshape(BATCHES, SIZE), BATCHES))
    for _ in range(EPOCHS):
        learner.train(0, BATCHES)
    block = Block(samples, targets, rows.reshape(1, -1), 1)
    return learner, means_of(learner.figures_of(block, rows))


def theirs(plan: TrainingPlan, optimizer: Any) -> tuple[Any, dict[str, float]]:
    """The model after `fit`, and what `evaluate` says."""
    model = learner_of(project_of(replace(plan, precision="float32")), Scale((0.0,), (1.0,))).model
    if plan.precision != "float32":
        model = _mixed(model)
    # One operation after the other is quicker to compile under TensorFlow, and slower under JAX.
    one_by_one = keras.backend.backend() == "tensorflow"
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"], run_eagerly=one_by_one)
    x, y = data()
    model.fit(x, y, SIZE, EPOCHS, verbose=0, shuffle=False)
    return model, model.evaluate(x, y, SAMPLES, verbose=0, return_dict=True)


def _mixed(model: Any) -> Any:
    """The same with the same weights, as Keras makes it where mixed precision is set for all layers."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    layers = keras.layers
    hidden = [layers.Dense(6, "tanh"), layers.BatchNormalization(), layers.Dense(5, "tanh")]
    mixed = keras.Sequential([keras.Input((4,)), *hidden, layers.Dense(3, "softmax")])
    keras.config.set_dtype_policy(before)
    mixed.set_weights(model.get_weights())
    return mixed


def trained(plan: TrainingPlan, make: Callable[[], Any]) -> dict[str, Any]:
    """How far apart both are, and how far training went."""
    learner, figures = ours(plan)
    model, told = theirs(plan, make())
    first = learner_of(project_of(plan), Scale((0.0,), (1.0,))).model.get_weights()
    learner.sync()
    pairs = list(zip(learner.model.get_weights(), model.get_weights(), strict=True))
    return {
        "apart": max(float(np.abs(one - other).max()) for one, other in pairs),
        "moved": max(float(np.abs(one - other).max()) for one, other in zip(first, model.get_weights(), strict=True)),
        "figures": figures,
        "told": told,
    }


def settings(plan: TrainingPlan, make: Callable[[], Any]) -> dict[str, Any]:
    """What both optimisers are made of, and their learning rates at the steps of all epochs."""
    rate = PlannedRate(plan)
    rate.tell_batches(BATCHES)
    found = []
    for optimizer in (build_optimizer(project_of(plan), rate), make()):
        config = optimizer.get_config()
        config = {name: value for name, value in config.items() if name not in ("name", "learning_rate")}
        found.append({"config": config, "rates": [_rate(optimizer, step) for step in range(EPOCHS * BATCHES)]})
    return {"ours": found[0], "theirs": found[1]}


def _rate(optimizer: Any, step: int) -> float:
    optimizer.variables[0].assign(step)  # how many steps were taken
    return float(optimizer.learning_rate)


if __name__ == "__main__":
    print(
        json.dumps(
            {
                "settings": {name: settings(*plan) for name, plan in PLANS.items()},
                "trained": {name: trained(*PLANS[name]) for name in sys.argv[1:]},
            }
        )
    )
