"""Samples by their rows, read from the files themselves, which stay readable when they are removed from the cache.

Who looks at a mapped array makes its pages a part of this process's memory: of a large set, all of it. Here only what
is asked for comes into memory, and a file that was cut short is an error instead of the process's death.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.order import Rows
from nnstudio.data.store import Dataset, Samples
from nnstudio.disk.held_file import HeldFile

_SPAN_BYTES = 1_000_000
_NEAR_BYTES = 8_192  # to read so much more takes as long as another call to the system


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
        flat = out.reshape(len(out), -1).view(np.uint8)
        for first, last in _spans(rows, self._bytes_each):
            low, high = int(rows[first]), int(rows[last - 1]) + 1
            into = flat[first:last]
            if last - first == high - low and (np.diff(rows[first:last]) == 1).all():
                self._fill(low, into.reshape(-1))
                continue
            span = self._buffer[: (high - low) * self._bytes_each]
            self._fill(low, span)
            np.take(span.reshape(high - low, -1), rows[first:last] - low, axis=0, out=into, mode="clip")

    def _fill(self, row: int, into: NDArray[np.uint8]) -> None:
        """Reads as many bytes as `into` takes, from that row on."""
        self._file.read_at(self._offset + row * self._bytes_each, into.data)


def _spans(rows: Rows, bytes_each: int) -> Iterator[tuple[int, int]]:
    """Which of the rows, in order, to read with one call each: rows that lie near each other."""
    apart = np.diff(rows) > 1 + _NEAR_BYTES // bytes_each
    parts = np.diff(rows.astype(np.int64) * bytes_each // _SPAN_BYTES) > 0
    ends = [0, *(np.flatnonzero(apart | parts) + 1).tolist(), len(rows)]
    yield from pairwise(ends)
