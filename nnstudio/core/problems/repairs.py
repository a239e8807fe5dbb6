"""Edits that mend a layer which can't take what it is given."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Flatten, Input, Shape
from nnstudio.core.network import Network, Node, insert, move, remove
from nnstudio.core.network.inference import infer


def repaired(network: Network, node: Node, pictures: Shape) -> Network | None:
    """The network after the first edit that lets `node` take its input; None if none of those known does.

    `pictures` is the shape of the data's samples.
    """
    try:
        candidates = tuple(_candidates(network, node, pictures))
    except StudioError:
        return None  # no chain: there are no places to move to
    return next((edited for edited in candidates if not _fails(edited, node.id)), None)


def _candidates(network: Network, node: Node, pictures: Shape) -> Iterator[Network]:
    place = network.chain.index(node)
    if isinstance(node.layer, Input):
        yield remove(network, node.id)
    elif place == 0:
        yield insert(network, Input(pictures), 0)
    flats = [i for i, other in enumerate(network.chain[:place]) if isinstance(other.layer, Flatten)]
    if flats:
        yield move(network, node.id, flats[-1])


def _fails(network: Network, node_id: str) -> bool:
    inferred = infer(network)
    return node_id in network and node_id not in inferred.outputs
