"""Open registries: kinds of one thing that the program goes through without knowing each by name.

A family is a base class and the frozen dataclasses that derive from it, in the order in which people see them. Files
and messages name a member by its class's name; `core.serial` reads a field annotated with the base through its family.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any, Generic, TypeVar

from nnstudio.core.words import Marked

T = TypeVar("T")
_FAMILIES: dict[type, Family[Any]] = {}
_OWN = __name__.partition(".")[0]


@dataclass(frozen=True)
class AddedKind:
    """Where a kind and the base of its family are defined."""

    base_module: str
    base: str
    module: str
    name: str


class Family(Generic[T]):
    """The kinds of one thing, by the names of their classes.

    Attributes:
        base: what they derive from.
        title: what one of them is called, such as `a layer`, marked for translation.
    """

    def __init__(self, base: type[T], title: Marked, kinds: Iterable[type[T]] = ()) -> None:
        self.base = base
        self.title = title
        self._kinds: dict[str, type[T]] = {}
        _FAMILIES[base] = self
        for kind in kinds:
            self.add(kind)

    def __iter__(self) -> Iterator[type[T]]:
        return iter(tuple(self._kinds.values()))

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, kind: object) -> bool:
        return kind in self._kinds.values()

    @property
    def names(self) -> tuple[str, ...]:
        """The kinds' names, in order."""
        return tuple(self._kinds)

    def named(self, name: str) -> type[T] | None:
        """The kind of that name; None if there is none."""
        return self._kinds.get(name)

    def add(self, kind: type[T]) -> type[T]:
        """Takes a kind in, as the last. Raises ValueError if its name is taken, TypeError if it is no such value."""
        if not issubclass(kind, self.base) or not is_dataclass(kind):
            raise TypeError(f"{kind.__name__} is not a dataclass derived from {self.base.__name__}")
        if kind.__name__ in self._kinds:
            raise ValueError(f"there is a {kind.__name__} already")
        self._kinds[kind.__name__] = kind
        return kind

    def remove(self, kind: type[T]) -> None:
        """Takes a kind out again. Raises KeyError if it isn't there."""
        del self._kinds[kind.__name__]


def family_of(base: object) -> Family[Any] | None:
    """The family of which `base` is the base class; None for everything else."""
    return _FAMILIES.get(base) if isinstance(base, type) else None


def added_kinds() -> tuple[AddedKind, ...]:
    """The kinds that come from outside the program, so that another process can know them too (`take_in`)."""
    return tuple(
        AddedKind(*_place_of(family.base), *_place_of(kind))
        for family in _FAMILIES.values()
        for kind in family
        if kind.__module__.partition(".")[0] != _OWN
    )


def take_in(added: Iterable[AddedKind]) -> None:
    """Adds the kinds to this process's families. They are imported: only what this program itself sends may come."""
    for each in added:
        family = family_of(getattr(importlib.import_module(each.base_module), each.base))
        kind = getattr(importlib.import_module(each.module), each.name)
        if family is not None and kind not in family:
            family.add(kind)


def _place_of(kind: type) -> tuple[str, str]:
    return kind.__module__, kind.__name__
