"""What the training loop needs of a backend: steps over rows of a block, figures by name, predictions, state.

A block's samples lie on the device as stored; a step gathers its rows, scales them and computes. However many steps
one call does, and whatever block its samples are in, each step is the same compiled code on the same values, so the
bits don't depend on how steps are grouped.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from nnstudio.core.network import Network
from nnstudio.core.network.costs import total_cost
from nnstudio.core.project import Project
from nnstudio.core.sources import Classes, Targets
from nnstudio.core.training import Metric
from nnstudio.core.training.figures import LOSS
from nnstudio.core.training.metrics import metrics_for
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend.build import build_loss, build_metric, build_model, build_optimizer, set_seed
from nnstudio.engine.keras_backend.feeds import Block, Feed, Work
from nnstudio.engine.keras_backend.over_all import evidence, over_all
from nnstudio.engine.keras_backend.planned_rate import PlannedRate
from nnstudio.runs.snapshots import OPTIMIZER, WEIGHTS, Form, Forms

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]
Figures = Mapping[str, Floats]  # by name, of each batch (training) or of each sample (evaluation)
InParts = Generator[Figures | None, None, None]
MOST_STEPS = 1024
EVALUATION_BATCH = 500
EVALUATION_WORK = 2_000_000_000
QUESTION_WORK = EVALUATION_WORK // 2
WORK_A_VALUE = 100
PREDICTION_BATCHES = (1, 16, 128)
MOST_ROWS = 2**31 - 1


class Learner(ABC):
    """A model that learns.

    Where averages of the weights are kept, they are what is evaluated, asked and written: after `sync` the model's
    variables hold the averages, and the optimiser's averages the weights that are learned. So does a snapshot.

    Attributes:
        model: the keras.Model; its variables are current after `sync`.
        question_batch: how many samples one step of an answer takes at most.
        names: of the figures: the loss, and the metrics that suit what is to be learned.
    """

    _over_all: tuple[Metric, ...] = ()

    def __init__(self, project: Project, scale: Scale) -> None:
        set_seed(project.training.seed)
        self.model: Any = build_model(project.network, project.training.precision)
        self._rate = PlannedRate(project.training)
        self.optimizer: Any = build_optimizer(project, self._rate)
        self._averages = self._build_optimizer(averaged=project.training.ema_momentum > 0)
        self.loss: Any = build_loss(project.training.loss)
        self.scale = scale
        self.names: tuple[str, ...] = (LOSS,)
        self._one_hot = project.training.loss.compares == "values"
        self._chosen = project.training.metrics
        self._metrics: tuple[Callable[[Any, Any], Any], ...] = ()
        self._class_weights: Floats | None = None
        self._evaluation_batch = evaluation_batch(project.network)
        self.question_batch = evaluation_batch(project.network, QUESTION_WORK)

    def _build_optimizer(self, *, averaged: bool) -> slice | None:
        """Where the averages of the trainable weights are among the optimiser's variables; None: there are none.

        Keras makes them before any other.
        """
        own, trainable = len(self.optimizer.variables), self.model.trainable_variables
        self.optimizer.build(trainable)
        return slice(own, own + len(trainable)) if averaged else None

    def _averaged(self) -> Iterator[tuple[Any, Any]]:
        """Each trainable weight with its average; none if there are no averages."""
        averages = () if self._averages is None else self.optimizer.variables[self._averages]
        return zip(self.model.trainable_variables, averages, strict=False)

    def begin(self) -> None:
        """Trains from the model's weights as they are; they are their own averages then."""
        for variable, average in self._averaged():
            average.assign(variable)
        self.take_up()

    def learn(self, targets: Targets, class_weights: Floats | None = None, batches: int = 1) -> None:
        """Says what is to be learned, before the first step.

        With the weight of each class in the loss of training, and how many batches an epoch has.
        """
        metrics = metrics_for(self._chosen, targets)
        self._over_all = tuple(metric for metric in metrics if metric.over_all)
        of_each = [metric for metric in metrics if not metric.over_all]
        self.names = (LOSS, *(metric.name() for metric in of_each))
        self._metrics = tuple(build_metric(metric) for metric in of_each)
        self._class_weights = class_weights
        self._rate.tell_batches(batches)
        self.one_hot = self._one_hot and isinstance(targets, Classes)

    @property
    @abstractmethod
    def device_memory(self) -> int | None:
        """The bytes of memory of the device; None if it computes in main memory."""

    @abstractmethod
    def place(self, array: npt.NDArray[Any], *, own: bool = False) -> Any:
        """The array on the device, as `feeds.Place` says."""

    @abstractmethod
    def take(self, block: Block) -> None:
        """Takes the block whose steps come next."""

    @abstractmethod
    def train(self, first: int, count: int) -> Figures:
        """Does the steps first to first + count - 1 of the block, at most MOST_STEPS. Figures are of each step."""

    def figures_of(self, block: Block, batch: Rows) -> Figures:
        """The figures of each sample of one evaluation batch, rows of the block; with what `over_all` needs of it."""
        *values, wanted, given = self.evaluated(block, batch)
        return {**self._named(values), **evidence(self._over_all, wanted, given)}

    @abstractmethod
    def evaluated(self, block: Block, batch: Rows) -> Sequence[npt.NDArray[Any]]:
        """The figures of each sample of the batch by `names`, then what is wanted of it and what the network gives."""

    def evaluate_in_parts(self, feed: Feed, rows: Rows, *, most: int = MOST_ROWS) -> InParts:
        """The figures of each sample, (n,) rows of the data, at most `most` at a time; None while samples are read.

        Between two, whoever asked can do something else, as long as the weights stay.
        """
        left = len(rows)
        if not left:
            return
        with feed.blocks([Work(padded(rows, min(self._evaluation_batch, most, left)))]) as blocks:
            for block in blocks:
                if block is None:
                    yield None
                    continue
                for batch in block.batches[: block.steps]:
                    found = self.figures_of(block, batch)
                    yield {name: values[:left] for name, values in found.items()}
                    left -= len(batch)

    def joined(self, parts: Sequence[Figures]) -> Figures:
        """The figures of all parts, one after the other."""
        none = np.empty(0, np.float32)
        return {name: np.concatenate([none, *(part[name] for part in parts)]) for name in self.names}

    def over_all(self, parts: Sequence[Figures]) -> dict[str, float]:
        """The figures over all samples of these parts: means, and what is told of all together; none of no parts."""
        if not parts:
            return {}
        together = {metric.name(): over_all(metric, parts) for metric in self._over_all}
        return {**means_of(self.joined(parts)), **together}

    def _measured(self, wanted: Any, given: Any) -> tuple[Any, ...]:
        """The metrics of each sample of a batch on the device."""
        return tuple(metric(wanted, given) for metric in self._metrics)

    def _named(self, values: Iterable[Floats]) -> Figures:
        return dict(zip(self.names, values, strict=True))

    def predict_in_parts(self, samples: npt.NDArray[Any]) -> Iterator[Floats]:
        """What the network gives for stored samples (n, *shape), a few at a time, in order."""
        left = len(samples)
        for rows in padded(np.arange(left, dtype=np.int32), prediction_batch(left, self.question_batch)):
            yield self.predictions_of(samples[rows])[:left]
            left -= len(rows)

    @abstractmethod
    def predictions_of(self, batch: npt.NDArray[Any]) -> Floats:
        """What the network gives for one batch of stored samples."""

    @abstractmethod
    def weights(self) -> Any:
        """A copy of all that predictions depend on, for `computing_with`."""

    @abstractmethod
    def computing_with(self, weights: Any) -> AbstractContextManager[None]:
        """Computes with those weights inside the block; after it, with its own again, bit for bit."""

    @abstractmethod
    def sync(self) -> None:
        """Brings the model's and the optimiser's variables up to date."""

    @abstractmethod
    def take_up(self) -> None:
        """Trains on from the model's and the optimiser's variables, which are as after `sync`."""

    def state(self) -> dict[str, npt.NDArray[np.generic]]:
        """Copies of all variables, by their names in a snapshot."""
        self.sync()
        tensors = {name: np.array(variable.numpy()) for name, variable in weight_variables(self.model).items()}
        numbered = enumerate(optimizer_variables(self.optimizer))
        return tensors | {f"{OPTIMIZER}{i:03d}": np.array(variable.numpy()) for i, variable in numbered}

    def needed(self, forms: Forms) -> tuple[str, ...]:
        """The names of the weights; raises ValueError if one is not in `forms`, or not as the model has it."""
        variables = weight_variables(self.model)
        for name, variable in variables.items():
            form = Form(tuple(variable.shape), str(variable.dtype))
            if name not in forms or forms[name].shape != form.shape:
                raise ValueError(f"the snapshot does not hold {name} as {form.shape}")
            # Not the very type: seed states of one backend have another size than those of the other.
            if forms[name].family != form.family:
                raise ValueError(f"the snapshot holds {name} as {forms[name].dtype}")
        return tuple(variables)

    def restore(self, tensors: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Takes over the weights in `tensors`; raises ValueError if one is missing or is not as the model has it."""
        self.needed({name: Form(tensor.shape, tensor.dtype.name) for name, tensor in tensors.items()})
        for name, variable in weight_variables(self.model).items():
            variable.assign(tensors[name])
        self.begin()


def weight_variables(model: Any) -> dict[str, Any]:
    """The model's variables, seed states included, by their names in a snapshot: `weights/<node>/<variable>`."""
    return {f"{WEIGHTS}{layer.name}/{v.name}": v for layer in model.layers for v in layer.variables}


def optimizer_variables(optimizer: Any) -> list[Any]:
    """The optimiser's variables; at the end those that Keras's own list lacks, such as Nadam's product of momenta."""
    known = [*optimizer.variables]
    kept = {id(variable) for variable in known}
    return known + [v for v in vars(optimizer).values() if isinstance(v, keras.Variable) and id(v) not in kept]


def means_of(figures: Figures) -> dict[str, float]:
    """The mean of each figure, by name."""
    return {name: float(values.mean(dtype=float)) for name, values in figures.items()}


def padded(rows: Rows, size: int) -> Rows:
    """Rows in batches (n, size); the last is filled up with its first row."""
    missing = -len(rows) % size
    return np.concatenate([rows, np.repeat(rows[-1:], missing)]).reshape(-1, size)


def evaluation_batch(network: Network, most_work: int = EVALUATION_WORK) -> int:
    """How many samples are evaluated at once: of large networks fewer, so that pause and stop answer in between.

    Two cores do 15e9 (while others want them) to 80e9 multiply-adds a second and pass on 0.1e9 to 0.2e9 values between
    layers: whichever takes the time, EVALUATION_WORK is at most about 0.2 s and QUESTION_WORK half of it. Measured with
    TensorFlow 2.21 and JAX 0.10, which are as fast with 8 pictures at once as with 200, or a quarter slower.
    """
    cost = total_cost(network)
    work = cost.multiply_adds + WORK_A_VALUE * cost.activations
    return max(1, min(EVALUATION_BATCH, most_work // max(1, work)))


def prediction_batch(count: int, most: int) -> int:
    """The smallest prepared batch that holds `count` pictures, or the largest there is that takes at most `most`."""
    sizes = [size for size in PREDICTION_BATCHES if size <= most]
    return next((size for size in sizes if size >= count), sizes[-1])


def has_convolutions(network: Network) -> bool:
    """Whether a layer slides kernels over the picture."""
    return any(node.layer.slides_kernels for node in network.nodes)
