"""Tar files from outside, packed or not: opened so that neither their headers nor their packing can fill the memory.

`tarfile` reads the long headers of the pax and GNU forms whole, whatever size they declare, and skips over members by
unpacking them. Nothing of a tar file needs to be read in larger pieces than _MOST_AT_ONCE but the members themselves,
which whoever reads them takes in such pieces.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say
from nnstudio.disk.regular import opened_regular

AT_ONCE = 1 << 20
_MOST_AT_ONCE = 4 * AT_ONCE
FREE_BYTES = 200_000_000  # bytes, unpacked, of which nobody asks what they were packed in
MOST_RATIO = 200  # drawings without any packing of their own shrink to so little, photos hardly at all


class _Bytes(Protocol):
    """A file, or what is packed in one."""

    def read(self, size: int, /) -> bytes: ...

    def seek(self, place: int, /) -> int: ...

    def tell(self) -> int: ...


@contextmanager
def opened_tar(path: Path) -> Iterator[tarfile.TarFile]:
    """The tar file, to be read from its begin on. Raises StudioError, or tarfile.TarError if it is none."""
    with ExitStack() as stack:
        descriptor = stack.enter_context(opened_regular(path))
        file = stack.enter_context(os.fdopen(descriptor, "rb", closefd=False))
        unpacked: _Bytes = file
        match file.peek(2)[:2]:
            case b"\x1f\x8b":
                unpacked = stack.enter_context(gzip.GzipFile(fileobj=file))
            case b"BZ":
                unpacked = stack.enter_context(bz2.BZ2File(file))
            case b"\xfd7":
                unpacked = stack.enter_context(lzma.LZMAFile(file))
        size = os.fstat(descriptor).st_size
        limited = stack.enter_context(_Limited(unpacked, size))
        yield stack.enter_context(tarfile.open(fileobj=limited, mode="r:"))


def read_member(archive: tarfile.TarFile, info: tarfile.TarInfo, most: int) -> bytes:
    """The member's bytes, at most one more than `most`. Raises tarfile.TarError, OSError, EOFError, FormatError."""
    member = archive.extractfile(info)
    if member is None:
        raise tarfile.TarError("no plain file")
    parts, left = [], most + 1
    while left > 0 and (part := member.read(min(AT_ONCE, left))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class _Limited(io.RawIOBase):
    """Bytes of which no more come at once, and in all, than an honest tar file has."""

    def __init__(self, unpacked: _Bytes, packed: int) -> None:
        super().__init__()
        self._unpacked = unpacked
        self._most = max(FREE_BYTES, MOST_RATIO * packed)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._unpacked.tell()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or place > self._most:
            raise self._refused()
        return self._unpacked.seek(place)

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MOST_AT_ONCE or self._unpacked.tell() > self._most:
            raise self._refused()
        return self._unpacked.read(size)

    def _refused(self) -> FormatError:
        return FormatError(say("unpacks to far more bytes than such a file can hold."))
