"""What a person changed of single samples: another class, another part, or left out. The source stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say

Place = Literal["", "training", "validation", "test", "excluded"]
MOST_EDITED = 50_000
MOST_NAME_BYTES = 4_000_000  # of all samples' names: with them a project is still read


@dataclass(frozen=True)
class Change:
    """What was changed of a sample.

    Attributes:
        label: the name of its class instead of the one in the data; empty: as it was.
        place: where it belongs instead of where the split puts it; empty: as it was.
    """

    label: str = ""
    place: Place = ""

    def __bool__(self) -> bool:
        return bool(self.label or self.place)


_Changing = Callable[[Change], Change]


@dataclass(frozen=True)
class Edit:
    """A change of several samples, which go by their names in the data."""

    change: Change
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Edits:
    """All changes; each sample is in one of them at the most.

    Attributes:
        groups: changes in a fixed order, with their samples in order: equal edits are equal values.
    """

    groups: tuple[Edit, ...] = ()

    @cached_property
    def changes(self) -> Mapping[str, Change]:
        """The change of each sample that has one."""
        return {sample: edit.change for edit in self.groups for sample in edit.samples}

    def __len__(self) -> int:
        return sum(len(edit.samples) for edit in self.groups)

    @property
    def is_too_long(self) -> bool:
        """Whether the samples' names are too long, in all, for a project to be read again."""
        names = (name for edit in self.groups for name in edit.samples)
        return sum(len(name.encode(errors="surrogatepass")) for name in names) > MOST_NAME_BYTES

    def relabelled(self, samples: Iterable[str], label: str) -> Edits:
        """With these samples of that class; empty: of their own again."""
        return self._with(samples, lambda change: Change(label, change.place))

    def placed(self, samples: Iterable[str], place: Place) -> Edits:
        """With these samples in that part, or left out; empty: where the split puts them."""
        return self._with(samples, lambda change: Change(change.label, place))

    def undone(self, samples: Iterable[str]) -> Edits:
        """With these samples as they are in the data."""
        return self._with(samples, lambda _: Change())

    def check(self, where: str) -> None:
        """Raises FormatError for edits that can't be; projects come from anybody."""
        if len(self) > MOST_EDITED:
            raise FormatError(say("changes more than {most} samples.", most=MOST_EDITED), where=where)
        if self.is_too_long:
            message = say("names changed samples with more than {most} bytes.", most=MOST_NAME_BYTES)
            raise FormatError(message, where=where)
        if len(self.changes) != len(self):
            raise FormatError(say("changes a sample twice."), where=where)

    def _with(self, samples: Iterable[str], change: _Changing) -> Edits:
        changes = dict(self.changes)
        for sample in samples:
            changes[sample] = change(changes.get(sample, Change()))
        return edits_of(changes)


def edits_of(changes: Mapping[str, Change]) -> Edits:
    """The edits that make these changes; samples without any are left out."""
    by_change: dict[Change, list[str]] = defaultdict(list)
    for sample, change in changes.items():
        if change:
            by_change[change].append(sample)
    ordered = sorted(by_change, key=lambda change: (change.place, change.label))
    return Edits(tuple(Edit(change, tuple(sorted(by_change[change]))) for change in ordered))
