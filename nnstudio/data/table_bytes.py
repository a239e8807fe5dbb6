"""A table's file as its bytes, unpacked where it is packed with gzip, whatever it is called."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say
from nnstudio.data.tar_files import FREE_BYTES, MOST_RATIO
from nnstudio.disk.regular import opened_regular

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP = b"\x1f\x8b"


class TableBytes:
    """An open table file.

    Attributes:
        file: its bytes, to read.
    """

    def __init__(self, raw: io.BufferedReader, size: int) -> None:
        self._raw, self._size = raw, size
        packed = raw.peek(2)[:2] == _GZIP
        self.file: BinaryIO = io.BufferedReader(_Unpacked(raw, size)) if packed else raw

    @property
    def share(self) -> float:
        """How much of the file on the disk is read, 0 to 1."""
        return min(1.0, self._raw.tell() / self._size) if self._size else 1.0


@contextmanager
def opened_table(path: Path) -> Iterator[TableBytes]:
    """The file, to be read from its begin on. Raises DiskError; reading it FormatError where its packing is damaged."""
    with opened_regular(path) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as raw:
        yield TableBytes(raw, os.fstat(descriptor).st_size)


class _Unpacked(io.RawIOBase):
    """What is packed in a file, of which no more comes than an honest one holds."""

    def __init__(self, raw: BinaryIO, packed: int) -> None:
        super().__init__()
        self._unpacked = gzip.GzipFile(fileobj=raw)
        self._left = max(FREE_BYTES, MOST_RATIO * packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        into = memoryview(buffer)
        try:
            data = self._unpacked.read(len(into))
        except (OSError, EOFError, zlib.error) as error:
            raise FormatError(say("is damaged ({reason}).", reason=error), fix=say("Get the file again.")) from error
        self._left -= len(data)
        if self._left < 0:
            fix = say("Unpack it yourself, if you trust where it comes from.")
            raise FormatError(say("unpacks to far more bytes than such a file can hold."), fix=fix)
        into[: len(data)] = data
        return len(data)
