"""What each layer costs: parameters, memory and arithmetic, for one sample."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Layer, Shapes, values_in
from nnstudio.core.network.inference import infer
from nnstudio.core.network.value import Network

BYTES_PER_VALUE = 4


@dataclass(frozen=True)
class Cost:
    """A layer's cost.

    Attributes:
        trainable: parameters that training changes.
        non_trainable: parameters that training keeps by other means (running means and variances).
        activations: numbers the layer gives for one sample.
        multiply_adds: multiplications, each with its addition, for one sample forward.
    """

    trainable: int = 0
    non_trainable: int = 0
    activations: int = 0
    multiply_adds: int = 0

    @property
    def parameters(self) -> int:
        """All parameters, as Keras's summary counts them."""
        return self.trainable + self.non_trainable

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.trainable + other.trainable,
            self.non_trainable + other.non_trainable,
            self.activations + other.activations,
            self.multiply_adds + other.multiply_adds,
        )


def layer_cost(layer: Layer, given: Shapes, gives: Shapes) -> Cost:
    """The cost of `layer` between inputs and outputs of these shapes."""
    counts = {True: 0, False: 0}
    for weight in layer.arrays(given):
        counts[weight.trainable] += values_in(weight.shape)
    return Cost(counts[True], counts[False], sum(values_in(shape) for shape in gives), layer.work(given, gives))


def costs(network: Network) -> dict[str, Cost]:
    """Each node's cost by id, as far as shapes are known."""
    inferred = infer(network)
    return {
        node.id: layer_cost(node.layer, inferred.inputs[node.id], inferred.outputs[node.id])
        for node in network.ordered
        if node.id in inferred.outputs
    }


def total_cost(network: Network) -> Cost:
    """The sum over the layers whose shapes are known."""
    return sum(costs(network).values(), Cost())


def whole_cost(network: Network) -> Cost | None:
    """As `total_cost`; None unless there are layers and the shapes of all are known."""
    try:
        known = costs(network)
    except StudioError:
        return None
    return sum(known.values(), Cost()) if known and len(known) == len(network.nodes) else None


def training_bytes(network: Network, batch_size: int) -> int:
    """About what training keeps in memory: weights, gradients, two optimiser moments, and a batch's activations."""
    total = total_cost(network)
    return BYTES_PER_VALUE * (4 * total.parameters + 2 * batch_size * total.activations)
