"""IDX files, the form in which LeCun et al. published MNIST: a big-endian header and plain bytes, often gzipped.

Header after http://yann.lecun.com/exdb/mnist: two zero bytes, the type (8: unsigned byte), the number of axes, then
each axis as a 32-bit number. Everything declared is checked before anything is allocated.
"""

from __future__ import annotations

import gzip
import math
import os
import struct
import zlib
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.words import mark, say
from nnstudio.data.limits import check_count, check_labels, check_ratio, check_sides
from nnstudio.disk.regular import opened_regular

_UNSIGNED_BYTE = 8
_GZIP = b"\x1f\x8b"
_AGAIN = mark("Get the file again.")


class Stream(Protocol):
    """A file, a gzip stream or a member of a zip."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fills the buffer as far as it goes; 0 at the end."""


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
    try:
        with opened_regular(path) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as file:
            size = os.fstat(descriptor).st_size
            if file.peek(2)[:2] != _GZIP:
                return _values(file, axes, where, size, packed=False)
            with gzip.GzipFile(fileobj=file) as unpacked:
                return _values(unpacked, axes, where, size, packed=True)
    except (OSError, EOFError, zlib.error) as error:
        raise FormatError(say("can't be read ({reason}).", reason=error), where=where, fix=say(_AGAIN)) from error


def _values(file: Stream, axes: int, where: str, size: int, *, packed: bool) -> NDArray[np.uint8]:
    shape = _shape(file, axes, where)
    header = 4 + 4 * axes
    declared = header + math.prod(shape)
    if packed:
        check_ratio(declared, size, where)
    elif declared != size:
        raise FormatError(
            say("declares {count} bytes but has {size}.", count=declared, size=size),
            where=where,
            fix=say(_AGAIN),
        )
    values = np.empty(math.prod(shape), np.uint8)
    if fill(file, values) != len(values):
        raise FormatError(
            say("ends before the {count} bytes that it declares.", count=declared), where=where, fix=say(_AGAIN)
        )
    if file.read(1):
        raise FormatError(
            say("goes on after the {count} bytes that it declares.", count=declared),
            where=where,
            fix=say(_AGAIN),
        )
    return values.reshape(shape)


def _shape(file: Stream, axes: int, where: str) -> tuple[int, ...]:
    header = file.read(4 + 4 * axes)
    if header[:4] != bytes((0, 0, _UNSIGNED_BYTE, axes)) or len(header) != 4 + 4 * axes:
        message = say("is not an IDX file of pictures.") if axes == 3 else say("is not an IDX file of labels.")
        raise FormatError(message, where=where, fix=say(_AGAIN))
    shape = struct.unpack(f">{axes}I", header[4:])
    check_count(shape[0], where)
    if axes == 3:
        check_sides(shape[1:], where)
    return shape


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
