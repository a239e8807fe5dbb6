"""What a graph must be to be built: ids that can be names, edges that lead somewhere, no circle."""

from __future__ import annotations

import re

from nnstudio.core.errors import FormatError
from nnstudio.core.network.value import Network
from nnstudio.core.serial import quoted
from nnstudio.core.words import say

# What Keras and TensorFlow both take as a layer's name, without what means something in a path.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


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
    _ = network.ordered


def check_id(node_id: str) -> None:
    """Raises FormatError if a node of that id could not be built: Keras names its layer so, and so do files."""
    if not _ID.fullmatch(node_id):
        raise FormatError(
            say("{id} can't be a node's id.", id=quoted(node_id)),
            where=say("network"),
            fix=say("Use up to 64 letters a to z, digits, - and _, with a letter or a digit first."),
        )
