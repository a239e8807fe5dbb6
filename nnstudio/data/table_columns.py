"""What is in each column of a table, counted a block of rows at a time in bounded memory."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources.facts import LARGEST
from nnstudio.data.table_dialect import is_missing, number_of

MOST_WORDS = 5_000  # different ones that are kept of a column
MOST_KEPT = 60  # different numbers that are kept of a column
_STRAY_SHARE = 0.1  # so few words among numbers are mistakes
Floats = NDArray[np.float64]


@dataclass
class ColumnCount:
    """What was found in a column.

    Attributes:
        name, decimal: of the column, and what stands before its decimals.
        numbers, missing, strays: how many values are numbers, are missing, are words.
        words: the different words and how often each is there; `too_many` if there are more than MOST_WORDS.
        values: the different numbers, up to MOST_KEPT + 1.
        whole: whether all numbers are whole; `counts_up` if each is one more than the one before.
        first_stray: the line and the text of the first word.
    """

    name: str
    decimal: str
    numbers: int = 0
    missing: int = 0
    strays: int = 0
    words: Counter[str] = field(default_factory=Counter)
    too_many: bool = False
    values: set[float] = field(default_factory=set)
    low: float = math.inf
    high: float = -math.inf
    whole: bool = True
    counts_up: bool = True
    first_stray: tuple[int, str] = (0, "")
    _last: float | None = None

    @property
    def rows(self) -> int:
        """How many were counted."""
        return self.numbers + self.missing + self.strays

    @property
    def is_empty(self) -> bool:
        return self.numbers + self.strays == 0

    @property
    def is_numeric(self) -> bool:
        """Whether its values are numbers, but for a few mistakes."""
        if not self.numbers:
            return False
        some = self.numbers >= 5 and self.strays == 1
        return some or self.strays <= _STRAY_SHARE * (self.numbers + self.strays)

    @property
    def is_constant(self) -> bool:
        """Whether all of its values are the same."""
        return self.missing == 0 and len(self.values) + len(self.words) == 1 and not self.too_many

    @property
    def are_bytes(self) -> bool:
        """Whether it holds whole numbers from 0 to 255 and nothing else."""
        return self.numbers == self.rows and self.whole and self.low >= 0 and self.high <= 255

    def add(self, values: Sequence[str], lines: Sequence[int], numbers: Floats | None = None) -> None:
        """Takes in the column's values of some rows, the lines that these begin at, and the numbers if known."""
        numbers = numbers_in(values, self.decimal) if numbers is None else numbers
        missing = np.isnan(numbers)
        found = numbers[~missing]
        if missing.any():
            self._add_texts([values[row] for row in np.flatnonzero(missing).tolist()], lines, values)
        self.numbers += len(found)
        if not len(found):
            self.counts_up = False
            return
        self.low, self.high = min(self.low, float(found.min())), max(self.high, float(found.max()))
        self.whole = self.whole and bool((found == np.floor(found)).all())
        if len(self.values) <= MOST_KEPT:
            self.values.update(np.unique(found)[: MOST_KEPT + 1].tolist())
        if self.counts_up:
            self._count_up(found, complete=not missing.any())

    def _count_up(self, found: Floats, *, complete: bool) -> None:
        follows = self._last is None or found[0] == self._last + 1
        self.counts_up = complete and follows and bool((np.diff(found) == 1).all())
        self._last = float(found[-1])

    def _add_texts(self, texts: Sequence[str], lines: Sequence[int], values: Sequence[str]) -> None:
        for text, count in Counter(texts).items():
            if is_missing(text):
                self.missing += count
                continue
            self.strays += count
            word = text.strip()
            if not self.first_stray[0]:
                self.first_stray = (lines[values.index(text)], word[:40])
            if word in self.words or len(self.words) < MOST_WORDS:
                self.words[word] += count
            else:
                self.too_many = True


def numbers_in(values: Sequence[str], decimal: str) -> Floats:
    """The numbers that texts are (n,); NaN for what is none, or can't be stored."""
    try:
        if decimal == "," or "_" in "".join(values):
            raise ValueError
        numbers = np.array(list(map(float, values)))
    except ValueError:
        known = {text: _number(text, decimal) for text in set(values)}
        numbers = np.array([known[text] for text in values])
    numbers[~(np.abs(numbers) <= LARGEST)] = np.nan
    return numbers


def numbers_of(rows: Sequence[Sequence[str]], decimal: str) -> Floats | None:
    """All values of rows at once (rows, columns); None if any is no number that can be stored."""
    try:
        if decimal == ",":
            return None
        numbers = np.array(list(map(float, itertools.chain.from_iterable(rows)))).reshape(len(rows), -1)
    except ValueError:
        return None
    # Python reads 1_000 as a thousand; in a table it is a word.
    if any("_" in "".join(row) for row in rows) or not (np.abs(numbers) <= LARGEST).all():
        return None
    return numbers


def _number(text: str, decimal: str) -> float:
    if is_missing(text):
        return math.nan
    number = number_of(text.strip(), decimal)
    return math.nan if number is None else number
