"""A project's network, optimiser and loss as Keras objects. Layers are named by their node's id."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import keras
import numpy as np

from nnstudio.core.layers import Input, Layer
from nnstudio.core.network import Network
from nnstudio.core.training import TrainingPlan
from nnstudio.core.training.metrics import Metric

FRAMES_A_LAYER = 4


def set_seed(seed: int) -> None:
    """Fixes every random number that Keras and the backend draw from now on.

    Under JAX all of Keras's randomness starts from Python's and NumPy's; keras.utils.set_random_seed would also load
    TensorFlow, which would take the GPU's memory.
    """
    if keras.backend.backend() == "tensorflow":
        keras.utils.set_random_seed(seed)
    else:
        random.seed(seed)
        np.random.seed(seed)


def build_model(network: Network) -> Any:
    """The network as a keras.Model, with fresh weights."""
    first, *others = network.chain
    if not isinstance(first.layer, Input):
        raise TypeError("the first layer is not an Input; the project was not checked")
    entrance = keras.Input(first.layer.shape, name=first.id)
    values = entrance
    for node in others:
        values = keras_layer(node.layer, node.id)(values)
    with _room_for_calls(FRAMES_A_LAYER * len(others)):
        return keras.Model(entrance, values, name="network")


@contextmanager
def _room_for_calls(frames: int) -> Iterator[None]:
    """Keras walks from output to input with a function that calls itself: 1,000 layers pass Python's own limit."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def keras_layer(layer: Layer, name: str) -> Any:
    """The layer as Keras's own; field names are those of Keras's signatures."""
    kind = getattr(keras.layers, type(layer).__name__)
    return kind(**vars(layer), name=name)


def build_optimizer(plan: TrainingPlan) -> Any:
    """The plan's optimiser as Keras's own."""
    kind = getattr(keras.optimizers, type(plan.optimizer).__name__)
    return kind(learning_rate=plan.learning_rate, **vars(plan.optimizer))


LOSSES = {
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "mean_squared_error": "MeanSquaredError",
    "mean_absolute_error": "MeanAbsoluteError",
    "huber": "Huber",
}


def build_loss(name: str) -> Any:
    """The loss of each sample: (labels or one-hot rows, probabilities) -> (n,)."""
    return getattr(keras.losses, LOSSES[name])(reduction="none")


def build_metric(metric: Metric) -> Callable[[Any, Any], Any]:
    """The metric of each sample: (labels or rows of numbers, outputs) -> (n,)."""
    return partial(getattr(keras.metrics, metric.function or metric.name()), **vars(metric))


def wants_one_hot(loss: str) -> bool:
    """Whether the loss compares with one-hot rows instead of labels."""
    return loss != "sparse_categorical_crossentropy"
