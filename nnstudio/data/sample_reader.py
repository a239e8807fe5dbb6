"""Samples by their rows, read from the files themselves, which stay readable when they are removed from the cache.

Who looks at a mapped array makes its pages a part of this process's memory: of a large set, all of it. Here only what
is asked for comes into memory, and a file that was cut short is an error instead of the process's death.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

from nnstudio.data.order import Rows
from nnstudio.data.store import Dataset, Samples
from nnstudio.disk.held_file import HeldFile

_SPAN_BYTES = 1_000_000
_NEAR_BYTES = 32_768  # to read so much more takes as long as another call to the system


class SampleReader:
    """Reads samples of a data set, for one thread at a time.

    Attributes:
        shape, dtype: of a sample, as it is stored.
        bytes_each: how many bytes it has.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.shape: tuple[int, ...] = dataset.x_train.shape[1:]
        self.dtype: np.dtype[Any] = dataset.x_train.dtype
        self.bytes_each = bytes_each(dataset.x_train)
        self._first_of_test = len(dataset.x_train)
        self._training = _reader_of(dataset.x_train, dataset.held.get("x_train"))
        self._test = _reader_of(dataset.x_test, dataset.held.get("x_test"))

    def read(self, rows: Rows) -> Samples:
        """The samples (n, *shape) of these rows, which count those of x_train, then those of x_test.

        Raises DiskError if the file can't be read, or isn't as long as it was.
        """
        found = np.empty((len(rows), *self.shape), self.dtype)
        if len(rows) < 2 or (rows[1:] >= rows[:-1]).all():
            self.read_sorted(rows, found)
            return found
        order = np.argsort(rows, kind="stable")
        self.read_sorted(rows[order], found)
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        return found[place]

    def read_sorted(self, rows: Rows, out: Samples) -> None:
        """As `read`, of rows in order, into the first places of `out`."""
        first = int(np.searchsorted(rows, self._first_of_test))
        self._training.read(rows[:first], out[:first])
        self._test.read(rows[first:] - self._first_of_test, out[first : len(rows)])


def bytes_each(samples: Samples) -> int:
    """How many bytes one of these samples has."""
    return math.prod(samples.shape[1:]) * samples.itemsize


class _Reader(Protocol):
    def read(self, rows: Rows, out: Samples) -> None:
        """Fills `out` with these rows, which are in order."""


def _reader_of(array: Samples, file: HeldFile | None) -> _Reader:
    return _FileReader(array, file) if isinstance(array, np.memmap) and file is not None else _MemoryReader(array)


class _MemoryReader:
    """Reads an array in memory."""

    def __init__(self, array: Samples) -> None:
        self._array = array

    def read(self, rows: Rows, out: Samples) -> None:
        if len(rows):
            np.take(self._array, rows, axis=0, out=out, mode="clip")


class _FileReader:
    """Reads the file that an array is mapped from."""

    def __init__(self, array: np.memmap[Any, Any], file: HeldFile) -> None:
        self._file = file
        self._offset = array.offset
        self._bytes_each = bytes_each(array)
        self._buffer = np.empty(_SPAN_BYTES + self._bytes_each, np.uint8)

    def read(self, rows: Rows, out: Samples) -> None:
        if not len(rows):
            return
        flat, each = out.reshape(len(out), -1).view(np.uint8), self._bytes_each
        memory = flat.reshape(-1).data
        for first, last, low, high, is_whole in _spans(rows, each):
            if is_whole:
                self._fill(low, memory[first * each : last * each])
                continue
            span = self._buffer[: (high - low) * each]
            self._fill(low, span.data)
            np.take(span.reshape(high - low, -1), rows[first:last] - low, axis=0, out=flat[first:last], mode="clip")

    def _fill(self, row: int, into: memoryview) -> None:
        """Reads as many bytes as `into` takes, from that row on."""
        self._file.read_at(self._offset + row * self._bytes_each, into)


_Span = tuple[int, int, int, int, bool]


def _spans(rows: Rows, bytes_each: int) -> Iterator[_Span]:
    """Which of the rows, in order, to read with one call each: rows that lie near each other.

    First and last place among the rows, first and last row (the last ones not included), and whether it is each row
    between them, once. Of rows that lie far from each other there are as many as spans: all is reckoned at once.
    """
    steps = np.diff(rows)
    apart = steps > 1 + _NEAR_BYTES // bytes_each
    parts = np.diff(rows.astype(np.int64) * bytes_each // _SPAN_BYTES) > 0
    firsts = np.concatenate([[0], np.flatnonzero(apart | parts) + 1])
    lasts = np.append(firsts[1:], len(rows))
    gaps = np.concatenate([[0], np.cumsum(steps != 1)])
    are_whole = gaps[firsts] == gaps[lasts - 1]
    spans = firsts, lasts, rows[firsts], rows[lasts - 1] + 1, are_whole
    return zip(*(numbers.tolist() for numbers in spans), strict=True)
