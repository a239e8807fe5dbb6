"""What each layer costs: parameters, memory and arithmetic, for one picture."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.layers import (
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    GlobalAveragePooling2D,
    Layer,
    MaxPooling2D,
    Shape,
)
from nnstudio.core.network import Network
from nnstudio.core.shapes import infer, values_in

BYTES_PER_VALUE = 4


@dataclass(frozen=True)
class Cost:
    """A layer's cost.

    Attributes:
        trainable: parameters that training changes.
        non_trainable: parameters that training keeps by other means (running means and variances).
        activations: numbers the layer gives for one picture.
        multiply_adds: multiplications, each with its addition, for one picture forward.
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


def layer_cost(layer: Layer, given: Shape, gives: Shape) -> Cost:
    """The cost of `layer` between input of shape `given` and output of shape `gives`."""
    out = values_in(gives)
    match layer:
        case Dense():
            weights = given[-1] * layer.units
            bias = layer.units if layer.use_bias else 0
            return Cost(weights + bias, 0, out, values_in(given) * layer.units)
        case Conv2D():
            window = layer.kernel_size[0] * layer.kernel_size[1] * given[2]
            bias = layer.filters if layer.use_bias else 0
            return Cost(window * layer.filters + bias, 0, out, out * window)
        case BatchNormalization():
            return Cost(2 * given[-1], 2 * given[-1], out, out)
        case MaxPooling2D() | AveragePooling2D():
            return Cost(0, 0, out, out * layer.pool_size[0] * layer.pool_size[1])
        case GlobalAveragePooling2D():
            return Cost(0, 0, out, values_in(given))
        case _:
            return Cost(0, 0, out, 0)


def costs(network: Network) -> dict[str, Cost]:
    """Each node's cost by id, as far as shapes are known."""
    inferred = infer(network)
    found = {}
    for node in network.chain:
        if node.id in inferred.outputs:
            gives = inferred.outputs[node.id]
            found[node.id] = layer_cost(node.layer, inferred.inputs.get(node.id, gives), gives)
    return found


def total_cost(network: Network) -> Cost:
    """The sum over the layers whose shapes are known."""
    return sum(costs(network).values(), Cost())


def training_bytes(network: Network, batch_size: int) -> int:
    """About what training keeps in memory: weights, gradients, two optimiser moments, and a batch's activations."""
    total = total_cost(network)
    return BYTES_PER_VALUE * (4 * total.parameters + 2 * batch_size * total.activations)
