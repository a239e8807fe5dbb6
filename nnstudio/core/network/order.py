"""The order in which values pass through a graph."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say


def in_order(ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The ids so that each comes after those that edges lead from to it. Raises FormatError on a circle."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for each in ids:
        sorter.add(each)
    for source, target in edges:
        sorter.add(target, source)
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        raise FormatError(say("the layers form a circle."), where=say("network")) from error
