"""All that is wrong with data: what its reader found, and what looking at all samples tells, as findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

FEW = 5
MOST_DOUBTFUL = 200
_NOWHERE = len(PARTS)
_EMPTY = np.empty(0, np.int32)


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
    """A finding with the rows of the samples that it is about, sorted; none where they aren't among the data."""

    finding: Finding
    rows: Rows


def look(parts: Parts, watch: Watch) -> Looked:
    """Looks at all samples: a second or two for 60,000 small pictures."""
    measures = measure(parts, lambda share: watch(0.3 * share))
    near = near_groups(parts, measures, lambda share: watch(0.3 + 0.1 * share))
    suspicion = suspicion_of(parts, lambda share: watch(0.4 + 0.6 * share))
    return Looked(measures, tuple(equal_groups(measures.content)), tuple(near), suspicion)


def report(parts: Parts, looked: Looked) -> tuple[Noted, ...]:
    """What is wrong with the samples that are not left out, as they are divided now."""
    places = part_numbers(parts)
    kept = places != _NOWHERE
    found = [
        *_groups(parts, looked.equal, places, "leak", "duplicate"),
        *_contradictions(parts, looked.equal, kept),
        *_groups(parts, looked.near, places, "near leak", "near"),
        *_single(parts, looked, kept),
        *_doubtful(parts, looked.suspicion, kept),
        *_of_classes(parts),
        *_of_columns(parts),
    ]
    own = {each.finding.matter for each in found} | {"duplicate", "leak", "blank", "few"}
    return (*(each for each in _read(parts) if each.finding.matter not in own), *found)


def part_numbers(parts: Parts) -> NDArray[np.int8]:
    """(n,) the number of the part that each sample is in; len(PARTS) of those in none."""
    places = np.full(parts.size, _NOWHERE, np.int8)
    for number, part in enumerate(PARTS):
        places[parts.rows[part]] = number
    return places


def _read(parts: Parts) -> Iterator[Noted]:
    """What the reader found; the samples are known by their names."""
    names = parts.dataset.names
    found = parts.dataset.findings.found
    rows = names.rows_of({name for each in found for name in each.names}) if names.are_files else {}
    for each in found:
        yield Noted(each, np.array(sorted(rows[name] for name in each.names if name in rows), np.int32))


def _noted(parts: Parts, matter: Matter, rows: Rows, text: str) -> Noted:
    names = [shown(parts.dataset.names[int(row)]) for row in rows[:MOST_NAMES]]
    return Noted(finding(matter, names, text), rows)


def _groups(
    parts: Parts, groups: tuple[Rows, ...], places: NDArray[np.int8], across: Matter, within: Matter
) -> Iterator[Noted]:
    """Groups that are alike: those in several parts first, as they make figures too good."""
    inside: list[Noted] = []
    for group in groups:
        kept = group[places[group] != _NOWHERE]
        if len(kept) < 2:
            continue
        if len(np.unique(places[kept])) > 1:
            yield _noted(parts, across, kept, _alike_text(across))
        else:
            inside.append(_noted(parts, within, kept, _alike_text(within)))
    yield from inside


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
    for group in groups:
        rows = group[kept[group]]
        if len(np.unique(parts.targets[rows])) > 1:
            yield _noted(parts, "contradiction", rows, say("are the same, and of different classes."))


def _single(parts: Parts, looked: Looked, kept: NDArray[np.bool_]) -> Iterator[Noted]:
    """What is found of single samples."""
    blank = looked.measures.blank
    for row in blank[kept[blank]]:
        yield _noted(parts, "blank", np.array([row], np.int32), say("is of one colour all over."))
    sizes: tuple[tuple[Matter, Iterator[tuple[int, str]]], ...] = (
        ("tiny", tiny(parts.dataset)),
        ("size", other_sizes(parts.dataset)),
    )
    for matter, of_another_size in sizes:
        for row, text in of_another_size:
            if kept[row]:
                yield _noted(parts, matter, np.array([row], np.int32), text)


def _doubtful(parts: Parts, suspicion: NDArray[np.float32], kept: NDArray[np.bool_]) -> Iterator[Noted]:
    """Labels that may be wrong, the most doubtful first; one that a person changed is no longer doubted."""
    if not parts.dataset.facts.class_names:
        return
    relabelled = parts.targets != np.concatenate([parts.dataset.y_train, parts.dataset.y_test])
    doubtful = np.flatnonzero((suspicion >= DOUBTFUL) & kept & ~relabelled).astype(np.int32)
    for row in doubtful[np.argsort(-suspicion[doubtful], kind="stable")][:MOST_DOUBTFUL]:
        text = say("is of class {name}, but is most like one of another class.", name=_class_of(parts, int(row)))
        yield _noted(parts, "doubtful", np.array([row], np.int32), text)


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
        yield Noted(finding("few", [names[label] for label in few], text), rows)
    if len(names) == 1:
        yield Noted(finding("few", names, say("is the only class: there is nothing to tell apart.")), _EMPTY)


def _of_columns(parts: Parts) -> Iterator[Noted]:
    for name in columns_that_tell(parts):
        text = say("tells the target by itself: it may not be known where the network is used.")
        yield Noted(finding("giveaway", [name], text), _EMPTY)
