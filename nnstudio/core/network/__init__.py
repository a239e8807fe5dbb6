"""A network: a graph of layers, what can be done to it, and what follows from it."""

from nnstudio.core.network.edits import chain_network, insert, move, new_id, remove, with_input_shape, with_layer
from nnstudio.core.network.form import check_graph, check_id
from nnstudio.core.network.titles import titles
from nnstudio.core.network.value import Edge, Network, Node

__all__ = [
    "Edge",
    "Network",
    "Node",
    "chain_network",
    "check_graph",
    "check_id",
    "insert",
    "move",
    "new_id",
    "remove",
    "titles",
    "with_input_shape",
    "with_layer",
]
