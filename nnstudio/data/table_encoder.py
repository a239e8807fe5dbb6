"""Rows of texts to rows of numbers: columns of numbers as they are, words as one input each, gaps filled."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.table_columns import ColumnCount, numbers_in, numbers_of
from nnstudio.data.table_dialect import Row, is_missing, number_of
from nnstudio.data.table_roles import TableRoles

MOST_FOR_MEDIAN = 50_000


@dataclass
class Middle:
    """The median of a column's numbers; of more than MOST_FOR_MEDIAN that of every second, fourth and so on."""

    _kept: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    _step: int = 1
    _seen: int = 0

    def add(self, numbers: NDArray[np.float64]) -> None:
        """Takes in numbers; those that are missing don't count."""
        numbers = numbers[~np.isnan(numbers)]
        first = -self._seen % self._step
        self._kept = np.concatenate([self._kept, numbers[first :: self._step]])
        self._seen += len(numbers)
        while len(self._kept) > MOST_FOR_MEDIAN:
            self._kept = self._kept[::2]
            self._step *= 2

    @property
    def value(self) -> float:
        """The median; 0 of none."""
        return float(np.median(self._kept)) if len(self._kept) else 0.0


@dataclass
class TableEncoder:
    """Makes samples of a table's rows.

    Attributes:
        middles: the medians of columns of numbers in which some are missing, by place.
    """

    roles: TableRoles
    columns: Sequence[ColumnCount]
    middles: dict[int, Middle] = field(default_factory=dict)
    _codes: dict[int, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.roles.inputs:
            column = self.columns[each.place]
            if not each.categories and column.missing + column.strays:
                self.middles[each.place] = Middle()

    def look(self, rows: Sequence[Row]) -> None:
        """Takes in rows for the medians."""
        for place, middle in self.middles.items():
            middle.add(numbers_in([row[place] for row in rows], self.columns[place].decimal))

    def samples(self, rows: Sequence[Row]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """(n, inputs), and which rows had no value missing."""
        if self.roles.picture:
            return self._pixels(rows)
        complete: NDArray[np.bool_] = np.ones(len(rows), np.bool_)
        samples = np.zeros((len(rows), len(self.roles.names)), np.float32)
        first = 0
        for each in self.roles.inputs:
            values = [row[each.place] for row in rows]
            if each.categories:
                codes = self.codes(each.place, values, each.categories)
                known = codes >= 0
                samples[np.flatnonzero(known), first + codes[known]] = 1
                filled = codes == len(each.categories) - 1 if each.categories[-1] == "" else ~known
                present = np.logical_and(known, ~filled)
            else:
                present = self._fill(each.place, values, samples[:, first])
            np.logical_and(complete, present, out=complete)
            first += len(each.names)
        return samples, complete

    def _pixels(self, rows: Sequence[Row]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        places, decimal = [each.place for each in self.roles.inputs], self.columns[self.roles.inputs[0].place].decimal
        numbers = numbers_of(rows, decimal)
        if numbers is not None:
            return numbers[:, places].astype(np.float32), np.ones(len(rows), np.bool_)
        columns = zip(*map(operator.itemgetter(*places), rows), strict=True)
        numbers = np.stack([numbers_in(values, decimal) for values in columns], axis=1)
        missing: NDArray[np.bool_] = np.any(np.isnan(numbers), axis=1)
        return numbers.astype(np.float32), ~missing

    def _fill(self, place: int, values: Sequence[str], into: NDArray[Any]) -> NDArray[np.bool_]:
        numbers = numbers_in(values, self.columns[place].decimal)
        missing = np.isnan(numbers)
        if missing.any():
            numbers[missing] = self.middles[place].value if place in self.middles else 0.0
        into[:] = numbers
        return ~missing

    def codes(self, place: int, values: Sequence[str], categories: Sequence[str]) -> NDArray[np.int64]:
        """The place of each value among the categories (n,); -1 for one that isn't there."""
        known = self._codes.setdefault(place, {})
        numbers = {word: number for number, word in enumerate(categories)}
        for text in {*values} - known.keys():
            known[text] = numbers.get(_word(text, self.columns[place].decimal), -1)
        codes = np.array([known[text] for text in values], np.int64)
        if len(known) > 100_000:
            known.clear()
        return codes


def _word(text: str, decimal: str) -> str:
    """The category that a value is: numbers by one spelling, what is missing empty."""
    if is_missing(text):
        return ""
    word = text.strip()
    number = number_of(word, decimal)
    return word if number is None or math.isnan(number) else f"{number:.15g}"
