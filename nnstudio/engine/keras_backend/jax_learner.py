"""Learning with JAX: the whole state is a value that one compiled step maps to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from nnstudio.core.project import Project
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend.feeds import Block
from nnstudio.engine.keras_backend.learner import MOST_STEPS, Figures, Floats, Learner, Rows, has_convolutions

State = tuple[Any, Any, Any]  # trainable, non-trainable and optimiser variables


def device_text() -> str:
    """What computes, for people."""
    device = jax.devices()[0]
    return "CPU" if device.platform == "cpu" else str(device.device_kind)


class JaxLearner(Learner):
    """Keras's stateless calls under jax.jit (keras.io, "Writing a training loop from scratch in JAX")."""

    def __init__(self, project: Project, scale: Scale) -> None:
        super().__init__(project, scale)
        # XLA's CPU backend computes convolutions inside a loop many times slower than outside; steps are then
        # dispatched one by one. Measured here with jax 0.10.2: 14 s against 2 s an epoch.
        self._one_by_one = has_convolutions(project.network) and jax.devices()[0].platform == "cpu"
        self._train_step = jax.jit(self._step, donate_argnums=0)
        self._train_loop = jax.jit(self._loop, donate_argnums=0)
        self._evaluate = jax.jit(self._evaluate_batch)
        self._predict = jax.jit(self._forward)
        self._lent: tuple[Any, Any] | None = None
        self.begin()

    @property
    def device_memory(self) -> int | None:
        """What JAX may take of a device that isn't the processor."""
        device = jax.devices()[0]
        return None if device.platform == "cpu" else int((device.memory_stats() or {}).get("bytes_limit", 0)) or None

    def place(self, array: npt.NDArray[Any], *, own: bool = False) -> Any:
        """An array of the device's; on a processor, an own one is not copied."""
        return jax.device_put(array) if own else jnp.asarray(array)

    def take_up(self) -> None:
        """Trains on from the model's variables: copies, as steps give their buffers away."""
        self._state: State = self._exchanged(
            [jnp.array(v.value) for v in self.model.trainable_variables],
            [jnp.array(v.value) for v in self.model.non_trainable_variables],
            [jnp.array(v.value) for v in self.optimizer.variables],
        )

    def sync(self) -> None:
        """Brings the variables up to date, as copies."""
        trainable, fixed, moments = self._exchanged(*self._state)
        for variable, value in zip(self.model.trainable_variables, trainable, strict=True):
            variable.assign(jnp.array(value))
        for variable, value in zip(self.model.non_trainable_variables, fixed, strict=True):
            variable.assign(jnp.array(value))
        for variable, value in zip(self.optimizer.variables, moments, strict=True):
            variable.assign(jnp.array(value))

    def _exchanged(self, trainable: Any, fixed: Any, moments: Any) -> State:
        """The state with the averages of the weights in the place of the weights, and these in theirs."""
        if self._averages is None:
            return trainable, fixed, moments
        exchanged = [*moments]
        exchanged[self._averages] = trainable
        return moments[self._averages], fixed, exchanged

    @property
    def _predicting(self) -> tuple[Any, Any]:
        """The trainable and non-trainable variables that predictions are made with."""
        return self._lent or self._exchanged(*self._state)[:2]

    def take(self, block: Block) -> None:
        """Takes a block."""
        self._data = block.samples, block.targets
        self._batches = block.batches if self._one_by_one else jnp.asarray(block.batches)

    def train(self, first: int, count: int) -> Figures:
        """Does some steps of the block."""
        if self._one_by_one:
            steps = []
            for row in self._batches[first : first + count]:
                self._state, figures = self._train_step(self._state, *self._data, row)
                steps.append(figures)
            values = zip(*jax.device_get(steps), strict=True)
            return self._named(np.array(each, np.float32) for each in values)
        self._state, figures = self._train_loop(self._state, *self._data, self._batches, first, count)
        return self._named(values[:count] for values in jax.device_get(figures))

    def evaluated(self, block: Block, batch: Rows) -> Sequence[npt.NDArray[Any]]:
        """The figures of each sample of the batch, what is wanted and what is given."""
        found: Sequence[npt.NDArray[Any]] = jax.device_get(
            self._evaluate(self._predicting, block.samples, block.targets, batch)
        )
        return found

    def predictions_of(self, batch: npt.NDArray[Any]) -> Floats:
        """What the network gives for one batch of stored samples."""
        return np.asarray(self._predict(self._predicting, batch))

    def weights(self) -> tuple[Any, Any]:
        """Copies, as steps give their buffers away."""
        trainable, fixed = self._predicting
        return [jnp.array(value) for value in trainable], [jnp.array(value) for value in fixed]

    @contextmanager
    def computing_with(self, weights: tuple[Any, Any]) -> Iterator[None]:
        """Variables are values: others take their place for a while."""
        own, self._lent = self._lent, weights
        try:
            yield
        finally:
            self._lent = own

    def _scaled(self, stored: Any) -> Any:
        offset, factor = self.scale.constants
        return (stored.astype(jnp.float32) - offset) * factor

    def _losses(self, wanted: Any, given: Any) -> Any:
        return self.loss(jax.nn.one_hot(wanted, given.shape[-1]) if self.one_hot else wanted, given)

    def _forward(self, weights: tuple[Any, Any], stored: Any) -> Any:
        given, _ = self.model.stateless_call(*weights, self._scaled(stored), training=False)
        return given.astype(jnp.float32)

    def _evaluate_batch(self, weights: tuple[Any, Any], samples: Any, targets: Any, row: Any) -> Any:
        given = self._forward(weights, samples[row])
        wanted = targets[row]
        return self._losses(wanted, given), *self._measured(wanted, given), wanted, given

    def _step(self, state: State, samples: Any, targets: Any, row: Any) -> tuple[State, tuple[Any, ...]]:
        trainable, fixed, moments = state
        wanted = targets[row]
        measure = partial(self._loss_of, fixed, self._scaled(samples[row]), wanted)
        (loss, (given, fixed)), gradients = jax.value_and_grad(measure, has_aux=True)(trainable)
        trainable, moments = self.optimizer.stateless_apply(moments, gradients, trainable)
        measured = (values.mean(dtype=jnp.float32) for values in self._measured(wanted, given))
        return (trainable, fixed, moments), (loss, *measured)

    def _loss_of(self, fixed: Any, samples: Any, wanted: Any, trainable: Any) -> tuple[Any, tuple[Any, Any]]:
        given, fixed = self.model.stateless_call(trainable, fixed, samples, training=True)
        given = given.astype(jnp.float32)
        return self._weighted(self._losses(wanted, given), wanted).mean(), (given, fixed)

    def _weighted(self, losses: Any, wanted: Any) -> Any:
        return losses if self._class_weights is None else losses * jnp.asarray(self._class_weights)[wanted]

    def _loop(
        self, state: State, samples: Any, targets: Any, batches: Any, first: Any, count: Any
    ) -> tuple[State, tuple[Any, ...]]:
        def body(i: Any, carried: tuple[State, tuple[Any, ...]]) -> tuple[State, tuple[Any, ...]]:
            state, kept = carried
            state, figures = self._step(state, samples, targets, batches[first + i])
            return state, tuple(values.at[i].set(value) for values, value in zip(kept, figures, strict=True))

        blank = tuple(jnp.zeros(MOST_STEPS, jnp.float32) for _ in self.names)
        state, figures = jax.lax.fori_loop(0, count, body, (state, blank))
        return state, figures
