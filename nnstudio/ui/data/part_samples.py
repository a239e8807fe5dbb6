"""The samples of one part that are looked at, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.split import PARTS, Part
from nnstudio.core.words import say
from nnstudio.data.forms import picture_of
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.samples import class_counts
from nnstudio.ui.numbers import figure, whole

ShownPart = Literal["training", "validation", "test", "excluded"]
SHOWN_PARTS: tuple[ShownPart, ...] = (*PARTS, "excluded")


@dataclass(frozen=True, eq=False)
class PartSamples:
    """Samples that are looked at, mostly of one part.

    Attributes:
        parts: all samples of the data; mapped, so that only what is looked at is read.
        part: which one is looked at; of samples that were asked for by themselves, the one that was before.
        rows: which of them, in the order in which they are shown.
        edits: what was changed of single samples.
    """

    parts: Parts
    part: ShownPart
    rows: Rows
    edits: Edits = Edits()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def facts(self) -> Facts:
        """Of the data."""
        return self.parts.dataset.facts

    @property
    def targets(self) -> NDArray[Any]:
        """(n,) their classes, or (n, k) their numbers."""
        return self.parts.targets[self.rows]

    def label(self, place: int) -> int | None:
        """The class of the sample at that place; None if it has numbers instead."""
        return int(self.parts.targets[self.rows[place]]) if self.facts.class_names else None

    def name(self, place: int) -> str:
        """What the sample at that place is called in the data."""
        return self.parts.dataset.names[int(self.rows[place])]

    def number(self, place: int) -> int:
        """Which sample of the data's own array it is: of those to learn from, or of those for the test, from 1."""
        return self.parts.dataset.number(int(self.rows[place]))

    def part_of(self, place: int) -> ShownPart:
        """The part that the sample at that place is in now."""
        row = self.rows[place]
        for part in PARTS:
            rows = self.parts.rows[part]
            found = int(np.searchsorted(rows, row))
            if found < len(rows) and rows[found] == row:
                return part
        return "excluded" if row in self.parts.excluded else self.part

    def is_changed(self, place: int) -> bool:
        """Whether a person relabelled or moved that sample."""
        return bool(self.edits.groups) and self.name(place) in self.edits.changes

    def target_text(self, place: int) -> str:
        """What is to be learned of that sample: the name of its class, or its numbers."""
        label = self.label(place)
        if label is not None:
            return self.facts.class_names[label]
        return "; ".join(figure(float(value), 3) for value in self.parts.targets[self.rows[place]])

    def stored(self, place: int) -> NDArray[Any]:
        """The values of one as they are stored, (height, width, channels) of a picture."""
        return self.parts.sample(int(self.rows[place]))

    def picture(self, place: int) -> NDArray[np.uint8]:
        """The picture to show, (height, width) or (height, width, 3), 0 to 255."""
        return picture_of(self.stored(place), self.facts)


def rows_in(parts: Parts, part: ShownPart) -> Rows:
    """The rows of a part, or of those that were left out, sorted."""
    return parts.excluded if part == "excluded" else parts.rows[part]


def samples_of(parts: Parts, part: Part, label: int | None, shuffle: int) -> PartSamples:
    """The part's samples of one class, or of all; `shuffle` 0 keeps the data's order, others are seeds."""
    rows = parts.rows[part]
    if label is not None:
        rows = rows[parts.targets[rows] == label]
    if shuffle:
        rows = np.random.default_rng(shuffle).permutation(rows)
    return PartSamples(parts, part, rows)


def counts_of(parts: Parts) -> dict[Part, tuple[int, ...]]:
    """How many samples of each class each part has; empty where there are no classes."""
    facts = parts.dataset.facts
    if not facts.class_names:
        return {}
    return {part: class_counts(parts.targets[parts.rows[part]], facts.outputs) for part in PARTS}


def words_of(samples: PartSamples, place: int) -> str:
    """Which sample it is, in a line."""
    if samples.facts.are_pictures:
        kinds = say("Training picture"), say("Validation picture"), say("Test picture"), say("Excluded picture")
    else:
        kinds = say("Training sample"), say("Validation sample"), say("Test sample"), say("Excluded sample")
    kind = kinds[SHOWN_PARTS.index(samples.part_of(place))]
    label, text = samples.label(place), samples.target_text(place)
    meaning = text if label is None else f"{text} ({label})"
    words = f"{kind} {whole(samples.number(place))}: {meaning}"
    return say("{sample}, changed", sample=words) if samples.is_changed(place) else words
