"""Learning with TensorFlow: steps in one compiled loop over samples on the device."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from nnstudio.core.project import Project
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend.feeds import Block
from nnstudio.engine.keras_backend.learner import MOST_STEPS, Figures, Floats, Learner, Rows, has_convolutions

DEVICE_MEMORY = 4_000_000_000  # TensorFlow doesn't tell how much a GPU has; few have less


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
        self._learning = False
        self.begin()

    @property
    def device_memory(self) -> int | None:
        """What any GPU has."""
        return DEVICE_MEMORY if tf.config.list_physical_devices("GPU") else None

    def place(self, array: npt.NDArray[Any], *, own: bool = False) -> Any:
        """A constant; on a processor, an own array is not copied."""
        if own and self.device_memory is None:
            return tf.experimental.dlpack.from_dlpack(array.__dlpack__())
        return tf.constant(array)

    def take_up(self) -> None:
        """Steps work on the model's variables themselves."""
        self._learning = False

    def sync(self) -> None:
        """Steps work on the model's variables themselves."""
        self._exchange(learning=False)

    def _exchange(self, *, learning: bool) -> None:
        """Puts the weights into the model's variables, or their averages, and the others into the averages' place."""
        if self._learning != learning:
            self._learning = learning
            for variable, average in self._averaged():
                value = tf.identity(variable.value)
                variable.assign(average)
                average.assign(value)

    def take(self, block: Block) -> None:
        """Takes a block."""
        self._block = block.samples, block.targets, tf.constant(block.batches)

    def train(self, first: int, count: int) -> Figures:
        """Does some steps of the block."""
        self._exchange(learning=True)
        figures = self._train_loop(*self._block, tf.constant(first), tf.constant(first + count))
        return self._named(values.numpy()[:count] for values in figures)

    def evaluated(self, block: Block, batch: Rows) -> Sequence[npt.NDArray[Any]]:
        """The figures of each sample of the batch, what is wanted and what is given."""
        self.sync()
        return [values.numpy() for values in self._evaluate(block.samples, block.targets, tf.constant(batch))]

    def predictions_of(self, batch: npt.NDArray[Any]) -> Floats:
        """What the network gives for one batch of stored samples."""
        self.sync()
        found: Floats = self._predict(tf.constant(batch)).numpy()
        return found

    def weights(self) -> list[npt.NDArray[np.generic]]:
        """Copies of the variables."""
        self.sync()
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
        offset, factor = self.scale.constants
        return (tf.cast(stored, tf.float32) - offset) * factor

    def _losses(self, wanted: Any, given: Any) -> Any:
        return self.loss(tf.one_hot(wanted, given.shape[-1]) if self.one_hot else wanted, given)

    def _forward(self, stored: Any) -> Any:
        return tf.cast(self.model(self._scaled(stored), training=False), tf.float32)

    def _evaluate_batch(self, samples: Any, targets: Any, row: Any) -> tuple[Any, ...]:
        given = self._forward(tf.gather(samples, row))
        wanted = tf.gather(targets, row)
        return self._losses(wanted, given), *self._measured(wanted, given), wanted, given

    def _step(self, samples: Any, targets: Any, row: Any) -> tuple[Any, ...]:
        wanted = tf.gather(targets, row)
        with tf.GradientTape() as tape:
            given = tf.cast(self.model(self._scaled(tf.gather(samples, row)), training=True), tf.float32)
            loss = tf.reduce_mean(self._weighted(self._losses(wanted, given), wanted))
        weights = self.model.trainable_variables
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        return loss, *(tf.reduce_mean(values) for values in self._measured(wanted, given))

    def _weighted(self, losses: Any, wanted: Any) -> Any:
        return losses if self._class_weights is None else losses * tf.gather(self._class_weights, wanted)

    def _loop(self, samples: Any, targets: Any, batches: Any, first: Any, end: Any) -> tuple[Any, ...]:
        # The counter starts at an argument: XLA would compile anew for every count of a loop from a constant.
        blank = tuple(tf.zeros([MOST_STEPS]) for _ in self.names)

        def body(i: Any, *kept: Any) -> tuple[Any, ...]:
            at = [[i - first]]
            figures = zip(kept, self._step(samples, targets, batches[i]), strict=True)
            return i + 1, *(tf.tensor_scatter_nd_update(values, at, [value]) for values, value in figures)

        _, *figures = tf.while_loop(lambda i, *_: i < end, body, (first, *blank))
        return tuple(figures)
