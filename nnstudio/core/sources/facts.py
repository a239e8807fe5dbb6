"""What is known of data: the shape of a sample, what is to be learned from it, how much there is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from nnstudio.core.errors import FormatError
from nnstudio.core.shown import shown
from nnstudio.core.words import say

Dtype = Literal["uint8", "float32"]
MOST_SAMPLES = 1_000_000
MOST_NAMES = 100_000
MOST_VALUES = 50_000_000
MOST_AXES = 4
LONGEST_NAME = 200
LARGEST = 1e30


@dataclass(frozen=True)
class Classes:
    """Each sample is of one of these classes; stored as its number, (n,) whole numbers from 0."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """Each sample has these real numbers; stored as (n, len(names)) float32."""

    names: tuple[str, ...]


Targets = Classes | Numbers


@dataclass(frozen=True)
class Facts:
    """What training, checks and pages need to know of data.

    Attributes:
        shape: of one sample: (height, width, channels) of a picture, (n,) of a vector; () if it isn't known yet.
        targets: what is to be learned of a sample.
        training, test: how many samples there are.
        low, high: the least and the greatest value that can be stored.
        dtype: the type of the stored values.
        form: how pictures from outside become such samples, by its name in `data.forms`; empty if they can't.
        columns: what the numbers of a vector are called, one each; empty where they have no names.
        validation: how many of the training samples, the last ones, the data itself keeps to validate with.
    """

    shape: tuple[int, ...]
    targets: Targets
    training: int
    test: int
    low: float = 0.0
    high: float = 255.0
    dtype: Dtype = "uint8"
    form: str = ""
    columns: tuple[str, ...] = ()
    validation: int = 0

    @property
    def outputs(self) -> int:
        """How many numbers a network gives for a sample: one for each class or number."""
        return len(self.targets.names)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The meaning of each label; empty where there are no classes."""
        return self.targets.names if isinstance(self.targets, Classes) else ()

    @property
    def are_pictures(self) -> bool:
        """Whether samples are grey or colour pictures, which can be shown as they are."""
        return len(self.shape) == 3 and self.shape[2] in (1, 3)

    @property
    def are_vectors(self) -> bool:
        """Whether samples are rows of a table: some numbers, each with its own meaning."""
        return len(self.shape) == 1

    @property
    def column_names(self) -> tuple[str, ...]:
        """What the numbers of a vector go by: their names, else x1, x2 and so on."""
        return self.columns or tuple(f"x{place}" for place in range(1, self.shape[0] + 1))

    def alike(self, other: Facts) -> bool:
        """Whether a network for the one fits the other: all but the counts is the same."""
        ours, theirs = ({**vars(facts), "training": 0, "test": 0, "validation": 0} for facts in (self, other))
        return ours == theirs


UNKNOWN = Facts((), Classes(()), 0, 0)


def has_colours(facts: Facts) -> bool:
    """Whether samples are colour pictures."""
    return facts.are_pictures and facts.shape[2] == 3


def vector_facts(columns: tuple[str, ...], targets: Targets, training: int, test: int) -> Facts:
    """Of samples that are rows of real numbers, one under each of these columns."""
    return Facts((len(columns),), targets, training, test, -LARGEST, LARGEST, "float32", columns=columns)


def check_facts(facts: Facts, where: str) -> None:
    """Raises FormatError unless data can be like that: facts are read from files that anybody may have written."""
    if not 1 <= len(facts.shape) <= MOST_AXES or min(facts.shape) < 1 or math.prod(facts.shape) > MOST_VALUES:
        raise FormatError(say("declares samples of shape {shape}.", shape=facts.shape), where=where)
    if not 1 <= facts.outputs <= MOST_NAMES:
        raise FormatError(say("declares {count} classes or numbers.", count=facts.outputs), where=where)
    if not (0 < facts.training <= MOST_SAMPLES and 0 <= facts.test <= MOST_SAMPLES):
        raise FormatError(
            say("declares {training} + {test} samples.", training=facts.training, test=facts.test),
            where=where,
        )
    if not 0 <= facts.validation < facts.training:
        message = say(
            "declares {count} of {training} samples to validate.", count=facts.validation, training=facts.training
        )
        raise FormatError(message, where=where)
    if facts.columns and (not facts.are_vectors or len(facts.columns) != facts.shape[0]):
        message = say(
            "declares {count} columns for samples of shape {shape}.", count=len(facts.columns), shape=facts.shape
        )
        raise FormatError(message, where=where)
    if any(len(name) > LONGEST_NAME or shown(name) != name for name in (*facts.targets.names, *facts.columns)):
        raise FormatError(say("declares a name that can't be shown."), where=where)
    _check_range(facts, where)


def _check_range(facts: Facts, where: str) -> None:
    limits = (0.0, 255.0) if facts.dtype == "uint8" else (-LARGEST, LARGEST)
    within = limits[0] <= facts.low < facts.high <= limits[1]  # false of what is no number
    if not within or (facts.dtype == "uint8" and not (facts.low.is_integer() and facts.high.is_integer())):
        raise FormatError(say("declares values from {low} to {high}.", low=facts.low, high=facts.high), where=where)
