"""A network: a graph of layers. Edits return new networks.

The graph is general (nodes and edges); the functions that edit it here keep it a chain, which is what the designer
draws today.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, replace
from itertools import pairwise

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import Input, Layer, kind_of
from nnstudio.core.serial import quoted
from nnstudio.core.words import say

# What Keras and TensorFlow both take as a layer's name, without what means something in a path.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class Node:
    """One layer in the graph. `id` stays the same for the node's whole life and names it in files."""

    id: str
    layer: Layer


@dataclass(frozen=True)
class Network:
    """Nodes and the edges between them, as (from id, to id)."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()

    def __contains__(self, node_id: str) -> bool:
        return any(node.id == node_id for node in self.nodes)

    def node(self, node_id: str) -> Node:
        """The node of that id. Raises KeyError if there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    @property
    def chain(self) -> tuple[Node, ...]:
        """The nodes in the order in which values pass through them.

        Raises StudioError if the graph is not one chain.
        """
        return _chain_of(self)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The chain's layers."""
        return tuple(node.layer for node in self.chain)

    def title(self, node_id: str) -> str:
        """What a person calls the node: its kind, numbered where there are several, such as `Dense 2`."""
        return titles(self)[node_id]


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
    """The network with its Input layers taking pictures of that shape."""
    return replace(
        network,
        nodes=tuple(Node(n.id, Input(shape)) if isinstance(n.layer, Input) else n for n in network.nodes),
    )


def titles(network: Network) -> dict[str, str]:
    """Each node's title by id: its kind, numbered from the input where a kind stands more than once."""
    ordered = ordered_nodes(network)
    totals = Counter(kind_of(node.layer) for node in ordered)
    seen: Counter[str] = Counter()
    named = {}
    for node in ordered:
        kind = kind_of(node.layer)
        seen[kind] += 1
        named[node.id] = f"{kind} {seen[kind]}" if totals[kind] > 1 else kind
    return named


def ordered_nodes(network: Network) -> tuple[Node, ...]:
    """The nodes so that each comes after those it takes values from. Raises FormatError on a circle."""
    by_id = {node.id: node for node in network.nodes}
    missing = dict.fromkeys(by_id, 0)
    targets: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in network.edges:
        targets[source].append(target)
        missing[target] += 1
    ready = deque(node_id for node_id, count in missing.items() if count == 0)
    ordered: list[Node] = []
    while ready:
        current = ready.popleft()
        ordered.append(by_id[current])
        for target in targets[current]:
            missing[target] -= 1
            if missing[target] == 0:
                ready.append(target)
    if len(ordered) != len(network.nodes):
        raise FormatError(say("the layers form a circle."), where=say("network"))
    return tuple(ordered)


def new_id(network: Network) -> str:
    """An id that no node of the network has."""
    ids = {node.id for node in network.nodes}
    # Numbers of any length are allowed in an id; the next one must not make it too long.
    number = max((int(found[1]) for id_ in ids if (found := re.fullmatch(r"n([0-9]{1,9})", id_))), default=0) + 1
    while f"n{number}" in ids:
        number += 1
    return f"n{number}"


def check_graph(network: Network) -> None:
    """Raises FormatError if an id can't be a layer's name, ids repeat, an edge leads nowhere, or there is a circle."""
    ids = {node.id for node in network.nodes}
    for node in network.nodes:
        check_id(node.id)
    if len(ids) != len(network.nodes):
        raise FormatError(say("two nodes have the same id."), where=say("network"))
    for source, target in network.edges:
        if source not in ids or target not in ids:
            raise FormatError(
                say(
                    "the edge {edge} leads to a node that isn't there.",
                    edge=f"{quoted(source)} -> {quoted(target)}",
                ),
                where=say("network"),
            )
    if len(set(network.edges)) != len(network.edges):
        raise FormatError(say("an edge is there twice."), where=say("network"))
    ordered_nodes(network)


def check_id(node_id: str) -> None:
    """Raises FormatError if a node of that id could not be built: Keras names its layer so, and so do files."""
    if not _ID.fullmatch(node_id):
        raise FormatError(
            say("{id} can't be a node's id.", id=quoted(node_id)),
            where=say("network"),
            fix=say("Use up to 64 letters a to z, digits, - and _, with a letter or a digit first."),
        )


def _from_chain(nodes: tuple[Node, ...]) -> Network:
    edges = tuple((a.id, b.id) for a, b in pairwise(nodes))
    return Network(nodes, edges)


def _chain_of(network: Network) -> tuple[Node, ...]:
    ordered = ordered_nodes(network)
    links = {(a.id, b.id) for a, b in pairwise(ordered)}
    if links != set(network.edges):
        raise StudioError(
            say("the layers are not one chain."),
            where=say("network"),
            fix=say("Join them one after the other, without branches."),
        )
    return ordered
