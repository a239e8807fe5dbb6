"""What people call the nodes of a network."""

from __future__ import annotations

from collections import Counter

from nnstudio.core.layers import kind_of
from nnstudio.core.network.value import Network


def titles(network: Network) -> dict[str, str]:
    """Each node's title by id: its kind, numbered from the input where a kind stands more than once: `Dense 2`."""
    ordered = network.ordered
    totals = Counter(kind_of(node.layer) for node in ordered)
    seen: Counter[str] = Counter()
    named = {}
    for node in ordered:
        kind = kind_of(node.layer)
        seen[kind] += 1
        named[node.id] = f"{kind} {seen[kind]}" if totals[kind] > 1 else kind
    return named
