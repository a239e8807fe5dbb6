"""A project's network, optimiser and loss as Keras objects. Layers are named by their node's id."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import keras
import numpy as np

from nnstudio.core.layers import Input, Layer
from nnstudio.core.network import Network
from nnstudio.core.network.matrices import last_learning
from nnstudio.core.project import Project
from nnstudio.core.training import Loss, Metric, Precision
from nnstudio.engine.keras_backend.planned_rate import PlannedRate

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


def build_model(network: Network, precision: Precision = "float32") -> Any:
    """The network as a keras.Model, with fresh weights. With mixed precision its output is as the layers compute."""
    sources = network.sources
    values: dict[str, Any] = {}
    for node in network.ordered:
        if isinstance(node.layer, Input):
            values[node.id] = keras.Input(node.layer.shape, name=node.id)
        else:
            given = [_first(values[source]) for source in sources[node.id]]
            values[node.id] = keras_layer(node.layer, node.id, precision)(given[0] if len(given) == 1 else given)
    entrances = [values[node.id] for node in network.nodes if isinstance(node.layer, Input)]
    ends = [_first(values[node.id]) for node in network.ends]
    if len(entrances) != 1 or len(ends) != 1:
        raise TypeError("the network has not one Input and one end; the project was not checked")
    with _room_for_calls(FRAMES_A_LAYER * len(values)):
        return keras.Model(entrances[0], ends[0], name="network")


def _first(outputs: Any) -> Any:
    """An edge carries the first output of the layer that it begins at."""
    return outputs[0] if isinstance(outputs, (list, tuple)) else outputs


@contextmanager
def _room_for_calls(frames: int) -> Iterator[None]:
    """Keras walks from output to input with a function that calls itself: 1,000 layers pass Python's own limit."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def keras_layer(layer: Layer, name: str, precision: Precision = "float32") -> Any:
    """The layer as Keras's own of the same name."""
    kind = getattr(keras.layers, type(layer).__name__)
    return kind(**layer.keras_arguments(), name=name, dtype=precision)


def build_optimizer(project: Project, planned: PlannedRate) -> Any:
    """The plan's optimiser as Keras's own of the same name, with the plan's learning rates, clipping and averages."""
    plan = project.training
    rate: Any = planned if planned.changes else plan.learning_rate
    arguments = {**plan.optimizer.keras_arguments(), **plan.clipping.keras_arguments()}
    if plan.ema_momentum:
        arguments |= {"use_ema": True, "ema_momentum": plan.ema_momentum}
    if plan.gradient_accumulation_steps > 1:
        arguments["gradient_accumulation_steps"] = plan.gradient_accumulation_steps
    if plan.optimizer.steps_matrices:
        arguments["exclude_layers"] = [f"^{re.escape(last_learning(project.network))}/"]
    return getattr(keras.optimizers, type(plan.optimizer).__name__)(learning_rate=rate, **arguments)


def build_loss(loss: Loss) -> Any:
    """The loss of each sample: (labels or rows of values, what the network gives) -> (n,)."""
    return getattr(keras.losses, type(loss).__name__)(**loss.keras_arguments(), reduction="none")


def build_metric(metric: Metric) -> Callable[[Any, Any], Any]:
    """The metric of each sample: (labels or rows of values, what the network gives) -> (n,)."""
    return partial(getattr(keras.metrics, metric.function or metric.name()), **metric.keras_arguments())
