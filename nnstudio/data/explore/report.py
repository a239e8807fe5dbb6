"""All that is wrong with data: what its reader found, and what looking at all samples tells, as findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.shown import shown
from nnstudio.core.sources.split import PARTS
from nnstudio.core.words import say
from nnstudio.data.explore.alike import equal_groups, near_groups
from nnstudio.data.explore.blocks import Watch
from nnstudio.data.explore.giveaway import columns_that_tell
from nnstudio.data.explore.measures import Measures, measure
from nnstudio.data.explore.picture_sizes import other_sizes, tiny
from nnstudio.data.explore.suspicion import DOUBTFUL, suspicion_of
from nnstudio.data.findings import MOST_NAMES, Finding, Matter, finding
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.samples import class_counts
from nnstudio.data.store import Dataset

FEW = 5
MOST_DOUBTFUL = 200
MOST_LISTED = 300
_NOWHERE = len(PARTS)


@dataclass(frozen=True, eq=False)
class Looked:
    """What looking at all samples told; it is the same however they are divided and edited.

    Attributes:
        equal, near: groups of rows of the same values, and of pictures that look almost the same.
        suspicion: (n,) of each sample's label, see `suspicion`.
    """

    measures: Measures
    equal: tuple[Rows, ...]
    near: tuple[Rows, ...]
    suspicion: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Noted:
    """A finding, and the samples that it is about.

    Attributes:
        groups: the rows of those that belong together, each sorted; none where they aren't among the data.
    """

    finding: Finding
    groups: tuple[Rows, ...] = ()

    @property
    def rows(self) -> Rows:
        """All of them."""
        return np.unique(np.concatenate(self.groups)) if self.groups else np.empty(0, np.int32)


def look(parts: Parts, watch: Watch) -> Looked:
    """Looks at all samples: a second or two for 60,000 small pictures."""
    measures = measure(parts, lambda share: watch(0.3 * share))
    near = near_groups(parts, measures, lambda share: watch(0.3 + 0.1 * share))
    suspicion = suspicion_of(parts, lambda share: watch(0.4 + 0.6 * share))
    return Looked(measures, tuple(equal_groups(measures.content)), tuple(near), suspicion)


def report(parts: Parts, looked: Looked | None) -> tuple[Noted, ...]:
    """What is wrong with the samples that are not left out, as they are divided now.

    As long as nobody looked at all samples, it is what their reader found, of the classes and of the columns.
    """
    places = part_numbers(parts)
    found = [*_of_classes(parts), *_of_columns(parts)]
    found += _looked_at(parts, looked, places) if looked is not None else []
    own = {each.finding.matter for each in found} | ({"duplicate", "leak", "blank"} if looked is not None else set())
    return (
        *(each for each in still_open(parts, read_findings(parts.dataset)) if each.finding.matter not in own),
        *found,
    )


def _looked_at(parts: Parts, looked: Looked, places: NDArray[np.int8]) -> list[Noted]:
    kept = places != _NOWHERE
    return [
        *_groups(parts, looked.equal, places, "leak", "duplicate"),
        *_contradictions(parts, looked.equal, kept),
        *_groups(parts, looked.near, places, "near leak", "near"),
        *_single(parts, looked, kept),
        *_doubtful(parts, looked.suspicion, kept),
    ]


def part_numbers(parts: Parts) -> NDArray[np.int8]:
    """(n,) the number of the part that each sample is in; len(PARTS) of those in none."""
    places = np.full(parts.size, _NOWHERE, np.int8)
    for number, part in enumerate(PARTS):
        places[parts.rows[part]] = number
    return places


def still_open(parts: Parts, noted: Iterable[Noted]) -> Iterator[Noted]:
    """Those findings that a person hasn't settled by leaving their samples out, or by moving them to one part."""
    places = part_numbers(parts)
    for each in noted:
        kept = places[each.rows]
        kept = kept[kept != _NOWHERE]
        least = {"leak": len(np.unique(kept)), "duplicate": len(kept), "contradiction": len(kept)}
        if not len(each.rows) or least.get(each.finding.matter, 1 + len(kept)) > 1:
            yield each


def read_findings(dataset: Dataset) -> Iterator[Noted]:
    """What the reader found; the samples are known by their names."""
    names = dataset.names
    found = dataset.findings.found
    rows = names.rows_of({name for each in found for name in each.names}) if names.are_files else {}
    for each in found:
        there = np.array(sorted(rows[name] for name in each.names if name in rows), np.int32)
        yield Noted(each, (there,) if len(there) else ())


def _notes(parts: Parts, matter: Matter, groups: Sequence[Rows], say_of: Callable[[Rows], str]) -> Iterator[Noted]:
    """A finding for each group; of more than MOST_LISTED the rest together."""
    for group in groups[:MOST_LISTED]:
        names = [shown(parts.dataset.names[int(row)]) for row in group[:MOST_NAMES]]
        yield Noted(finding(matter, names, say_of(group)), (group,))
    rest = groups[MOST_LISTED:]
    if rest:
        yield Noted(finding(matter, (), say("{count} more like these", count=len(rest))), tuple(rest))


def _groups(
    parts: Parts, groups: tuple[Rows, ...], places: NDArray[np.int8], across: Matter, within: Matter
) -> Iterator[Noted]:
    """Groups that are alike: those in several parts first, as they make figures too good."""
    kept = [group[places[group] != _NOWHERE] for group in groups]
    several = [group for group in kept if len(group) > 1]
    leaks = [group for group in several if len(np.unique(places[group])) > 1]
    inside = [group for group in several if len(np.unique(places[group])) == 1]
    yield from _notes(parts, across, leaks, lambda _: _alike_text(across))
    yield from _notes(parts, within, inside, lambda _: _alike_text(within))


def _alike_text(matter: Matter) -> str:
    texts: dict[Matter, Callable[[], str]] = {
        "leak": lambda: say("are the same, in more than one of training, validation and test."),
        "duplicate": lambda: say("are the same."),
        "near leak": lambda: say("look almost the same, in more than one of training, validation and test."),
        "near": lambda: say("look almost the same."),
    }
    return texts[matter]()


def _contradictions(parts: Parts, groups: tuple[Rows, ...], kept: NDArray[np.bool_]) -> Iterator[Noted]:
    """The same samples with different classes: whatever is learned of them, one is wrong."""
    if not parts.dataset.facts.class_names:
        return
    there = [group[kept[group]] for group in groups]
    wrong = [group for group in there if len(np.unique(parts.targets[group])) > 1]
    yield from _notes(parts, "contradiction", wrong, lambda _: say("are the same, and of different classes."))


def _single(parts: Parts, looked: Looked, kept: NDArray[np.bool_]) -> Iterator[Noted]:
    """What is found of single samples."""
    blank = looked.measures.blank
    yield from _notes(parts, "blank", _each(blank[kept[blank]]), lambda _: say("is of one colour all over."))
    sizes: tuple[tuple[Matter, Mapping[int, str]], ...] = (
        ("tiny", tiny(parts.dataset)),
        ("size", other_sizes(parts.dataset)),
    )
    for matter, texts in sizes:
        yield from _of_sizes(parts, matter, texts, kept)


def _of_sizes(parts: Parts, matter: Matter, texts: Mapping[int, str], kept: NDArray[np.bool_]) -> Iterator[Noted]:
    rows = _each(row for row in texts if kept[row])
    yield from _notes(parts, matter, rows, lambda group: texts[int(group[0])])


def _each(rows: Iterable[int]) -> list[Rows]:
    return [np.array([row], np.int32) for row in rows]


def _doubtful(parts: Parts, suspicion: NDArray[np.float32], kept: NDArray[np.bool_]) -> Iterator[Noted]:
    """Labels that may be wrong, the most doubtful first; one that a person changed is no longer doubted."""
    if not parts.dataset.facts.class_names:
        return
    relabelled = parts.targets != np.concatenate([parts.dataset.y_train, parts.dataset.y_test])
    doubtful = np.flatnonzero((suspicion >= DOUBTFUL) & kept & ~relabelled)
    worst = doubtful[np.argsort(-suspicion[doubtful], kind="stable")][:MOST_DOUBTFUL]

    def text(group: Rows) -> str:
        name = _class_of(parts, int(group[0]))
        return say("is of class {name}, but is most like one of another class.", name=name)

    yield from _notes(parts, "doubtful", _each(worst), text)


def _class_of(parts: Parts, row: int) -> str:
    return parts.dataset.facts.class_names[int(parts.targets[row])]


def _of_classes(parts: Parts) -> Iterator[Noted]:
    names = parts.dataset.facts.class_names
    if not names:
        return
    training = parts.rows["training"]
    counts = class_counts(parts.targets[training], len(names))
    few = [label for label, count in enumerate(counts) if count < FEW]
    if few:
        rows = training[np.isin(parts.targets[training], few)]
        text = say("have less than {few} samples to learn from.", few=FEW)
        yield Noted(finding("few", [names[label] for label in few], text), (rows,) if len(rows) else ())
    if len(names) == 1:
        yield Noted(finding("few", names, say("is the only class: there is nothing to tell apart.")))


def _of_columns(parts: Parts) -> Iterator[Noted]:
    for name in columns_that_tell(parts):
        text = say("tells the target by itself: it may not be known where the network is used.")
        yield Noted(finding("giveaway", [name], text))
