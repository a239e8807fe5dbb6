"""Which samples are to be shown, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources.edits import Edits
from nnstudio.core.words import mark
from nnstudio.data.class_folders import natural
from nnstudio.data.explore.blocks import Watch
from nnstudio.data.explore.report import Looked
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.ui.data.part_samples import PartSamples, ShownPart, rows_in

Order = Literal["data", "shuffled", "brightness", "size", "name", "doubt"]
ORDERS: dict[Order, tuple[str, str]] = {
    "data": (mark("Data's order"), mark("As the samples lie in the data.")),
    "shuffled": (mark("Shuffled"), mark("In a random order.")),
    "brightness": (mark("Brightness"), mark("From the darkest to the brightest.")),
    "size": (
        mark("Size in the file"),
        mark("From the smallest to the largest in their files."),
    ),
    "name": (mark("Name"), mark("By their names, 2 before 10.")),
    "doubt": (mark("Doubtful class"), mark("First those that look more like another class than like their own.")),
}
LOOKED_AT: frozenset[Order] = frozenset({"brightness", "doubt"})  # orders that take a look at all samples
_NAMES_A_STEP = 5_000


@dataclass(frozen=True, eq=False)
class Given:
    """Samples that are to be shown by themselves, whatever part they are in, and what they are."""

    title: str
    rows: Rows


@dataclass(frozen=True)
class Wanted:
    """What is to be shown.

    Attributes:
        label: only this class; None: all.
        text: only samples whose name or class has it; empty: all.
        changed: only samples that a person changed.
        shuffle: which random order.
        given: only these.
    """

    part: ShownPart = "training"
    label: int | None = None
    text: str = ""
    changed: bool = False
    order: Order = "data"
    reverse: bool = False
    shuffle: int = 1
    given: Given | None = None


@dataclass(frozen=True, eq=False)
class SortKeys:
    """What is known to sort by: what looking at all samples told, and the place of each among all names."""

    looked: Looked | None = None
    names: NDArray[np.int32] | None = None


def can_order(parts: Parts, order: Order) -> bool:
    """Whether that order says anything of this data."""
    facts = parts.dataset.facts
    match order:
        case "brightness":
            return facts.are_pictures
        case "size":
            return parts.dataset.sizes is not None
        case "doubt":
            return len(facts.class_names) > 1
        case _:
            return True


def is_known(parts: Parts, order: Order, keys: SortKeys) -> bool:
    """Whether samples can be sorted so now, without looking at all of them first."""
    if order in LOOKED_AT:
        return keys.looked is not None
    return order != "name" or not parts.dataset.names.are_files or keys.names is not None


def wanted_samples(parts: Parts, wanted: Wanted, edits: Edits, keys: SortKeys) -> PartSamples:
    """The samples that are wanted, in their order; in the data's where that one isn't known yet."""
    rows = wanted.given.rows if wanted.given is not None else rows_in(parts, wanted.part)
    if wanted.label is not None:
        rows = rows[parts.targets[rows] == wanted.label]
    if wanted.text:
        rows = rows[_has_text(parts, rows, wanted.text)]
    if wanted.changed:
        rows = rows[np.isin(rows, changed_rows(parts, edits))]
    rows = _ordered(parts, rows, wanted, keys)
    return PartSamples(parts, wanted.part, rows[::-1] if wanted.reverse else rows, edits)


def changed_rows(parts: Parts, edits: Edits) -> Rows:
    """The rows of samples that a person changed, sorted."""
    return np.array(sorted(parts.dataset.names.rows_of(edits.changes).values()), np.int32)


def _has_text(parts: Parts, rows: Rows, text: str) -> NDArray[np.bool_]:
    """Which of the rows have that text in their name, or in the name of their class."""
    found = np.isin(rows, parts.dataset.names.rows_with(text))
    classes = parts.dataset.facts.class_names
    labels = [label for label, name in enumerate(classes) if text.casefold() in name.casefold()]
    return found | np.isin(parts.targets[rows], labels) if labels else found


def _ordered(parts: Parts, rows: Rows, wanted: Wanted, keys: SortKeys) -> Rows:
    if wanted.order == "shuffled":
        return np.random.default_rng(wanted.shuffle).permutation(rows)
    values = _keys_of(parts, wanted.order, keys)
    return rows if values is None else rows[np.argsort(values[rows], kind="stable")]


def _keys_of(parts: Parts, order: Order, keys: SortKeys) -> NDArray[Any] | None:
    """(n,) what all samples are sorted by; None: by their rows."""
    if order == "size" and parts.dataset.sizes is not None:
        return np.asarray(np.prod(np.asarray(parts.dataset.sizes, np.int64), axis=1))
    if order == "name":
        return keys.names if parts.dataset.names.are_files else None
    if keys.looked is None:
        return None
    return {"brightness": keys.looked.measures.brightness, "doubt": -keys.looked.suspicion}.get(order)


def places_by_name(parts: Parts, watch: Watch) -> NDArray[np.int32]:
    """(n,) the place of each sample among all names, 2 before 10."""
    naturals = []
    for row, name in enumerate(parts.dataset.names):
        if row % _NAMES_A_STEP == 0:
            watch(row / parts.size)
        naturals.append(natural(name))
    order = sorted(range(len(naturals)), key=naturals.__getitem__)
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places
