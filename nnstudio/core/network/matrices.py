"""Which weights are matrices between other layers: some optimisers step these in a way of their own."""

from __future__ import annotations

from nnstudio.core.layers import Shape
from nnstudio.core.network.inference import infer
from nnstudio.core.network.value import Network


def last_learning(network: Network) -> str:
    """The id of the last node that learns weights; empty if none does."""
    inferred = infer(network)
    learning = [
        node.id
        for node in network.ordered
        if node.id in inferred.outputs and any(array.trainable for array in node.layer.arrays(inferred.inputs[node.id]))
    ]
    return learning[-1] if learning else ""


def hidden_matrices(network: Network) -> dict[str, Shape]:
    """The learned weights of two axes, those of the last layer that learns left out: `node/weight` and shape."""
    inferred, last = infer(network), last_learning(network)
    return {
        f"{node.id}/{array.name}": array.shape
        for node in network.ordered
        if node.id in inferred.outputs and node.id != last
        for array in node.layer.arrays(inferred.inputs[node.id])
        if array.trainable and len(array.shape) == 2
    }
