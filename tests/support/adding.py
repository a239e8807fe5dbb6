"""Kinds that a test alone adds to the program's families."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from nnstudio.core.family import Family, family_of


@contextmanager
def added(*kinds: type[Any]) -> Iterator[None]:
    """The kinds are in their families meanwhile."""
    with ExitStack() as stack:
        for kind in kinds:
            family = _family(kind)
            family.add(kind)
            stack.callback(family.remove, kind)
        yield


def _family(kind: type[Any]) -> Family[Any]:
    found = next((family for base in kind.__mro__ if (family := family_of(base)) is not None), None)
    assert found is not None, f"{kind.__name__} belongs to no family"
    return found
