"""Edits that return new networks and keep a chain a chain, which is what the designer draws today."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nnstudio.core.layers import Input, Layer
from nnstudio.core.network.value import Network, Node


def chain_network(*layers: Layer) -> Network:
    """A network of these layers one after the other."""
    nodes = tuple(Node(f"n{i}", layer) for i, layer in enumerate(layers, start=1))
    return _from_chain(nodes)


def insert(network: Network, layer: Layer, position: int) -> Network:
    """The network with a new layer at `position` of the chain (clamped to it)."""
    nodes = list(network.chain)
    nodes.insert(max(0, min(position, len(nodes))), Node(new_id(network), layer))
    return _from_chain(tuple(nodes))


def remove(network: Network, node_id: str) -> Network:
    """The network without that node; its neighbours are joined."""
    return _from_chain(tuple(node for node in network.chain if node.id != node_id))


def move(network: Network, node_id: str, position: int) -> Network:
    """The network with that node at `position` of the chain as it is without the node."""
    moved = network.node(node_id)
    nodes = [node for node in network.chain if node.id != node_id]
    nodes.insert(max(0, min(position, len(nodes))), moved)
    return _from_chain(tuple(nodes))


def with_layer(network: Network, node_id: str, layer: Layer) -> Network:
    """The network with another layer in that node."""
    return replace(
        network,
        nodes=tuple(Node(node.id, layer) if node.id == node_id else node for node in network.nodes),
    )


def with_input_shape(network: Network, shape: tuple[int, ...]) -> Network:
    """The network with its Input layers taking samples of that shape."""
    return replace(
        network,
        nodes=tuple(Node(n.id, Input(shape)) if isinstance(n.layer, Input) else n for n in network.nodes),
    )


def new_id(network: Network) -> str:
    """An id that no node of the network has."""
    ids = {node.id for node in network.nodes}
    # Numbers of any length are allowed in an id; the next one must not make it too long.
    number = max((int(found[1]) for id_ in ids if (found := re.fullmatch(r"n([0-9]{1,9})", id_))), default=0) + 1
    while f"n{number}" in ids:
        number += 1
    return f"n{number}"


def _from_chain(nodes: tuple[Node, ...]) -> Network:
    edges = tuple((a.id, b.id) for a, b in pairwise(nodes))
    return Network(nodes, edges)
