"""IDX files, the form in which LeCun et al. published MNIST: a big-endian header and plain values, often gzipped.

Header after http://yann.lecun.com/exdb/mnist: two zero bytes, the type, the number of axes, then each axis as a 32-bit
number. Everything declared is checked before anything is allocated.
"""

from __future__ import annotations

import gzip
import math
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.words import mark, say
from nnstudio.data.limits import check_count, check_labels, check_ratio, check_sides
from nnstudio.disk.regular import opened_regular

_TYPES = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
_MOST_AXES = 5
_GZIP = b"\x1f\x8b"
_AGAIN = mark("Get the file again.")


class Stream(Protocol):
    """A file, a gzip stream or a member of a zip."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fills the buffer as far as it goes; 0 at the end."""


@dataclass(frozen=True)
class IdxHeader:
    """What an IDX file declares of itself.

    Attributes:
        size: the bytes of header and values, unpacked.
    """

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    size: int


@contextmanager
def opened_idx(path: Path) -> Iterator[tuple[Stream, IdxHeader]]:
    """The file, unpacked if it is packed, at its first value. Raises StudioError, naming it, whatever is wrong.

    What it declares is what its bytes can hold; that it goes on after that only reading tells.
    """
    where = str(path)
    try:
        with opened_regular(path) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as file:
            size = os.fstat(descriptor).st_size
            if file.peek(2)[:2] != _GZIP:
                header = _header(file, where)
                if header.size != size:
                    raise _lying(say("declares {count} bytes but has {size}.", count=header.size, size=size), where)
                yield file, header
                return
            with gzip.GzipFile(fileobj=file) as unpacked:
                header = _header(unpacked, where)
                check_ratio(header.size, size, where)
                yield unpacked, header
    except (OSError, EOFError, zlib.error) as error:
        raise FormatError(say("can't be read ({reason}).", reason=error), where=where, fix=say(_AGAIN)) from error


def read_idx_images(path: Path) -> NDArray[np.uint8]:
    """Pictures as (n, 28, 28, 1) uint8. Raises StudioError, naming the file, for anything else."""
    return _read(path, 3)[..., np.newaxis]


def read_idx_labels(path: Path) -> NDArray[np.uint8]:
    """Labels as (n,) uint8, 0 to 9. Raises StudioError, naming the file, for anything else."""
    labels = _read(path, 1)
    check_labels(labels, str(path))
    return labels


def _read(path: Path, axes: int) -> NDArray[np.uint8]:
    where = str(path)
    with opened_idx(path) as (file, header):
        if header.dtype != np.uint8 or len(header.shape) != axes:
            message = say("is not an IDX file of pictures.") if axes == 3 else say("is not an IDX file of labels.")
            raise _lying(message, where)
        check_count(header.shape[0], where)
        if axes == 3:
            check_sides(header.shape[1:], where)
        values = np.empty(math.prod(header.shape), np.uint8)
        if fill(file, values) != len(values):
            raise _lying(say("ends before the {count} bytes that it declares.", count=header.size), where)
        check_end(file, header.size, where)
    return values.reshape(header.shape)


def check_end(file: Stream, declared: int, where: str) -> None:
    """Raises FormatError if the file goes on after so many bytes."""
    if file.read(1):
        raise _lying(say("goes on after the {count} bytes that it declares.", count=declared), where)


def _header(file: Stream, where: str) -> IdxHeader:
    begin = file.read(4)
    axes = begin[3] if len(begin) == 4 else 0
    counts = file.read(4 * axes) if 1 <= axes <= _MOST_AXES else b""
    if begin[:2] != b"\0\0" or begin[2] not in _TYPES or not counts or len(counts) != 4 * axes:
        raise _lying(say("is not an IDX file."), where)
    shape, dtype = struct.unpack(f">{axes}I", counts), np.dtype(_TYPES[begin[2]])
    return IdxHeader(shape, dtype, 4 + 4 * axes + math.prod(shape) * dtype.itemsize)


def _lying(message: str, where: str) -> FormatError:
    return FormatError(message, where=where, fix=say(_AGAIN))


def fill(file: Stream, values: NDArray[np.uint8]) -> int:
    """Reads into the array until it is full or the file ends; returns the bytes read."""
    room = values.data.cast("B")
    done = 0
    while done < len(room):
        count = file.readinto(room[done : done + 1_000_000])
        if not count:
            break
        done += count
    return done
