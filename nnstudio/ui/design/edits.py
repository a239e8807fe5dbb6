"""The designer's edits, as pure functions from one network to the next, and which layer is chosen afterwards."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from nnstudio.core.layers import Dense, Flatten, Input, Layer
from nnstudio.core.network import Network, chain_network, insert, move, new_id, remove, with_layer
from nnstudio.core.project import Project, output_layer


@dataclass(frozen=True)
class Edited:
    """A network and the id of the node that is chosen; empty if none is."""

    network: Network
    selected: str


def add(network: Network, layer: Layer, position: int) -> Edited:
    """A new layer at that position of the chain."""
    return Edited(insert(network, layer, position), new_id(network))


def take_out(network: Network, node_id: str) -> Edited:
    """Without that layer; the one that takes its place is chosen, so that Delete can be pressed again."""
    place = position_of(network, node_id)
    shorter = remove(network, node_id)
    return Edited(shorter, neighbour(shorter, place))


def shift(network: Network, node_id: str, steps: int) -> Edited:
    """That layer so many places further down; up if negative. At the ends it stays."""
    place = position_of(network, node_id) + steps
    return Edited(move(network, node_id, max(0, min(place, len(network.nodes) - 1))), node_id)


def drop(network: Network, node_id: str, gap: int) -> Edited:
    """That layer in a gap: gap i lies above the i-th layer, the last one below them all."""
    place = position_of(network, node_id)
    return Edited(move(network, node_id, gap if gap <= place else gap - 1), node_id)


def duplicate(network: Network, node_id: str) -> Edited:
    """A second one of that layer right below it."""
    return add(network, network.node(node_id).layer, position_of(network, node_id) + 1)


def with_setting(network: Network, node_id: str, setting: str, value: object) -> Network:
    """That layer with one setting changed."""
    changed: Any = {setting: value}
    return with_layer(network, node_id, replace(network.node(node_id).layer, **changed))


def starter(project: Project) -> Network:
    """The smallest network that fits the data: Input, Flatten and a layer for its targets; of unknown data any."""
    facts = project.facts
    if not facts.shape:
        return chain_network(Input(), Flatten(), Dense())
    return chain_network(Input(facts.shape), Flatten(), output_layer(facts.targets))


def sensible_place(project: Project, layer: Layer, selected: str) -> int:
    """Where a layer goes that comes without a place.

    An Input goes to the top, others below the chosen layer; with none chosen, above the output layer if there is
    one, else to the bottom.
    """
    chain = project.network.chain
    if isinstance(layer, Input):
        return 0
    if selected in project.network:
        return position_of(project.network, selected) + 1
    last = chain[-1].layer if chain else None
    is_output = isinstance(last, Dense) and last.units == project.facts.outputs
    return len(chain) - 1 if is_output else len(chain)


def position_of(network: Network, node_id: str) -> int:
    """The node's place in the chain, from 0. Raises KeyError if it isn't there."""
    for place, node in enumerate(network.chain):
        if node.id == node_id:
            return place
    raise KeyError(node_id)


def neighbour(network: Network, place: int) -> str:
    """The node at that place, or the last one above it; empty if there is none."""
    chain = network.chain
    return chain[min(place, len(chain) - 1)].id if chain else ""


def ids_of(network: Network) -> Set[str]:
    """The ids of the nodes."""
    return {node.id for node in network.nodes}
