"""Arrays in files of a person's own, read a block of rows at a time; what they declare is checked before."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources.facts import MOST_SAMPLES
from nnstudio.core.words import mark, say
from nnstudio.data.idx import Stream, check_end, fill

MOST_ROW_BYTES = 64_000_000
MOST_AT_ONCE = 256_000_000  # bytes of an array that can only be read whole
_BLOCK_BYTES = 4_000_000
_AGAIN = mark("Get the file again.")


@dataclass(frozen=True)
class StoredArray:
    """One array in a file, of which nothing is read yet.

    Attributes:
        name: of the array, fit to be shown.
        where: its file, and its name there if it isn't the only one.
        shape, dtype: as it declares.
        fortran: whether its first axis varies fastest.
        size: the bytes of header and values, unpacked.
        opened: the stream at the first value.
    """

    name: str
    where: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    fortran: bool
    size: int
    opened: Callable[[], AbstractContextManager[Stream]]

    @property
    def rows(self) -> int:
        """How many there are; a single number is none."""
        return self.shape[0] if self.shape else 0

    @property
    def row_bytes(self) -> int:
        """The bytes of one row."""
        return math.prod(self.shape[1:]) * self.dtype.itemsize

    def check(self) -> None:
        """Raises FormatError unless it is a number of rows, of a size, that can be read."""
        if not 1 <= self.rows <= MOST_SAMPLES or 0 in self.shape:
            message = say("has {count} rows; 1 to {most} can be read.", count=self.rows, most=MOST_SAMPLES)
            raise FormatError(message, where=self.where, fix=say("Choose another array, or a part of it."))
        whole = self.fortran and len(self.shape) > 1
        if self.row_bytes > MOST_ROW_BYTES or (whole and self.rows * self.row_bytes > MOST_AT_ONCE):
            message = say("is too large to be read: {shape} of {type}.", shape=self.shape, type=self.dtype)
            fix = say("Save it again row by row, with numpy.ascontiguousarray, and smaller.")
            raise FormatError(message, where=self.where, fix=fix)

    def blocks(self) -> Iterator[NDArray[Any]]:
        """Its rows in order, some at a time: (n, *shape[1:]). Raises FormatError if it isn't whole."""
        self.check()
        with self.opened() as stream:
            if self.fortran and len(self.shape) > 1:
                whole = self._next(stream, self.rows).reshape(-1).reshape(self.shape, order="F")
                step = self._step()
                yield from (whole[first : first + step] for first in range(0, self.rows, step))
            else:
                for first in range(0, self.rows, self._step()):
                    yield self._next(stream, min(self._step(), self.rows - first))
            check_end(stream, self.size, self.where)

    def read(self) -> NDArray[Any]:
        """All of it. Raises FormatError if it isn't whole, or larger than MOST_AT_ONCE."""
        if self.rows * self.row_bytes > MOST_AT_ONCE:
            raise FormatError(say("is too large for labels."), where=self.where, fix=say("Choose another array."))
        return np.concatenate(list(self.blocks()))

    def _step(self) -> int:
        return max(1, _BLOCK_BYTES // max(1, self.row_bytes))

    def _next(self, stream: Stream, rows: int) -> NDArray[Any]:
        raw = np.empty(rows * self.row_bytes, np.uint8)
        if fill(stream, raw) != len(raw):
            message = say("ends before the {count} bytes that it declares.", count=self.size)
            raise FormatError(message, where=self.where, fix=say(_AGAIN))
        return raw.view(self.dtype).reshape(rows, *self.shape[1:])
