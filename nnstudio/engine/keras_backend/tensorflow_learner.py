"""Learning with TensorFlow: steps in one compiled loop over the device's own copy of the data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from nnstudio.core.project import Project
from nnstudio.data.arrays import Dataset
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend.learner import (
    MOST_STEPS,
    Figures,
    Floats,
    Learner,
    Rows,
    has_convolutions,
)


def device_text() -> str:
    """What computes, for people. Lets the GPU's memory grow instead of taking all of it."""
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    if not gpus:
        return "CPU"
    details = tf.config.experimental.get_device_details(gpus[0])
    return str(details.get("device_name", "GPU"))


class TensorFlowLearner(Learner):
    """A tf.function over gathered rows (tensorflow.org, "Better performance with tf.function").

    Dense networks are compiled by XLA, which is about three times as fast on a CPU; convolutions are not, as XLA's are
    slower there than TensorFlow's own.
    """

    def __init__(self, project: Project, scale: Scale) -> None:
        super().__init__(project, scale)
        compiled = not has_convolutions(project.network) or bool(tf.config.list_physical_devices("GPU"))
        self._train_loop = tf.function(self._loop, jit_compile=compiled)
        self._predict = tf.function(self._forward, reduce_retracing=True)
        self._evaluate = tf.function(self._evaluate_batch, reduce_retracing=True)

    def load(self, dataset: Dataset) -> None:
        """Puts the pictures on the device; test pictures when they are first asked for."""
        self._dataset = dataset
        self._data = tf.constant(dataset.x_train), tf.constant(dataset.y_train.astype(np.int32))
        self._test: tuple[Any, Any] | None = None

    def take_up(self) -> None:
        """Steps work on the model's variables themselves."""

    def sync(self) -> None:
        """Steps work on the model's variables themselves."""

    def order(self, batches: Rows) -> None:
        """Sets the batches to come."""
        self._batches = tf.constant(batches)

    def train(self, first: int, count: int) -> Figures:
        """Does some steps of the order."""
        losses, accuracies = self._train_loop(self._batches, tf.constant(first), tf.constant(first + count))
        return Figures(losses.numpy()[:count], accuracies.numpy()[:count])

    def figures_of(self, batch: Rows, *, test: bool) -> Figures:
        """Loss and correctness of each sample of the batch."""
        if test and self._test is None:
            self._test = tf.constant(self._dataset.x_test), tf.constant(self._dataset.y_test.astype(np.int32))
        data = self._test if test and self._test is not None else self._data
        losses, correct = self._evaluate(*data, tf.constant(batch))
        return Figures(losses.numpy(), correct.numpy())

    def predictions_of(self, batch: npt.NDArray[np.uint8]) -> Floats:
        """Class probabilities of one batch of stored pixels."""
        found: Floats = self._predict(tf.constant(batch)).numpy()
        return found

    def weights(self) -> list[npt.NDArray[np.generic]]:
        """Copies of the variables."""
        return [np.array(variable.numpy()) for variable in self.model.variables]

    @contextmanager
    def computing_with(self, weights: list[npt.NDArray[np.generic]]) -> Iterator[None]:
        """Everything reads the variables themselves: they take the values for a while."""
        own = self.weights()
        self._assign(weights)
        try:
            yield
        finally:
            self._assign(own)

    def _assign(self, values: list[npt.NDArray[np.generic]]) -> None:
        for variable, value in zip(self.model.variables, values, strict=True):
            variable.assign(value)

    def _scaled(self, stored: Any) -> Any:
        return (tf.cast(stored, tf.float32) - self.scale.offset) * self.scale.factor

    def _losses(self, labels: Any, given: Any) -> Any:
        wanted = tf.one_hot(labels, self.classes) if self.one_hot else labels
        return self.loss(wanted, given)

    def _forward(self, stored: Any) -> Any:
        return self.model(self._scaled(stored), training=False)

    def _evaluate_batch(self, pictures: Any, labels: Any, row: Any) -> tuple[Any, Any]:
        given = self._forward(tf.gather(pictures, row))
        wanted = tf.gather(labels, row)
        return self._losses(wanted, given), _correct(given, wanted)

    def _step(self, row: Any) -> tuple[Any, Any]:
        pictures, labels = self._data
        wanted = tf.gather(labels, row)
        with tf.GradientTape() as tape:
            given = self.model(self._scaled(tf.gather(pictures, row)), training=True)
            loss = tf.reduce_mean(self._losses(wanted, given))
        weights = self.model.trainable_variables
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        return loss, tf.reduce_mean(_correct(given, wanted))

    def _loop(self, batches: Any, first: Any, end: Any) -> tuple[Any, Any]:
        # The counter starts at an argument: XLA would compile anew for every count of a loop from a constant.
        blank = tf.zeros([MOST_STEPS])

        def body(i: Any, losses: Any, accuracies: Any) -> tuple[Any, Any, Any]:
            loss, accuracy = self._step(batches[i])
            at = [[i - first]]
            losses = tf.tensor_scatter_nd_update(losses, at, [loss])
            return i + 1, losses, tf.tensor_scatter_nd_update(accuracies, at, [accuracy])

        _, losses, accuracies = tf.while_loop(lambda i, *_: i < end, body, (first, blank, blank))
        return losses, accuracies


def _correct(given: Any, wanted: Any) -> Any:
    return tf.cast(tf.argmax(given, -1, output_type=tf.int32) == wanted, tf.float32)
