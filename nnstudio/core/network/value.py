"""A network as a value: nodes that hold layers, and the edges between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Layer
from nnstudio.core.network.order import in_order
from nnstudio.core.words import say

Edge = tuple[str, str]


@dataclass(frozen=True)
class Node:
    """One layer in the graph. `id` stays the same for the node's whole life and names it in files."""

    id: str
    layer: Layer


@dataclass(frozen=True)
class Network:
    """Nodes and the edges between them, as (from id, to id); an edge carries the first output of where it begins."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    def __contains__(self, node_id: str) -> bool:
        return any(node.id == node_id for node in self.nodes)

    def node(self, node_id: str) -> Node:
        """The node of that id. Raises KeyError if there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    @property
    def ordered(self) -> tuple[Node, ...]:
        """The nodes so that each comes after those it takes values from. Raises FormatError on a circle."""
        by_id = {node.id: node for node in self.nodes}
        return tuple(by_id[each] for each in in_order(by_id, self.edges))

    @property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """The ids that each node takes values from, by its id, in the order of its inputs."""
        found: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for source, target in self.edges:
            found[target].append(source)
        return {node_id: tuple(ids) for node_id, ids in found.items()}

    @property
    def ends(self) -> tuple[Node, ...]:
        """The nodes from which nothing takes values: the outputs, in order."""
        begun = {source for source, _ in self.edges}
        return tuple(node for node in self.ordered if node.id not in begun)

    @property
    def chain(self) -> tuple[Node, ...]:
        """The nodes in the order in which values pass through them.

        Raises StudioError if the graph is not one chain.
        """
        ordered = self.ordered
        if {(a.id, b.id) for a, b in pairwise(ordered)} != set(self.edges):
            raise StudioError(
                say("the layers are not one chain."),
                where=say("network"),
                fix=say("Join them one after the other, without branches."),
            )
        return ordered

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers in order."""
        return tuple(node.layer for node in self.ordered)
