"""Kernels: the weights that a person looks at."""

from __future__ import annotations

from nnstudio.core.layers import Shape
from nnstudio.core.network.inference import Inferred
from nnstudio.core.network.value import Node

KERNEL = "kernel"


def kernel_shape(inferred: Inferred, node: Node) -> Shape | None:
    """(inputs, units) or (rows, columns, channels, filters); None if the node has no kernel, or it isn't known."""
    weights = node.layer.arrays(inferred.inputs.get(node.id, ()))
    return next((weight.shape for weight in weights if weight.name == KERNEL), None)
