"""Files that the person chose, anywhere: opened only if they are plain files, without ever waiting for one.

Links are followed: the person chose the file by that name. A pipe, a device or a socket is refused.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.refusal import DiskError, refused_read, thing_of, too_large

AT_A_TIME = 1 << 20


def read_regular(path: Path, most: int) -> bytes:
    """The file's content. Raises DiskError, or TooLargeError if it holds more than `most` bytes."""
    with opened_regular(path) as descriptor:
        return read_bounded(descriptor, path, most)


@contextmanager
def opened_regular(path: Path) -> Iterator[int]:
    """The file's descriptor, to read. Raises DiskError if it can't be opened or is no plain file."""
    try:
        # A device may act on being opened: look before.
        mode = path.stat().st_mode
        descriptor = system.open_file(path, os.O_RDONLY) if stat.S_ISREG(mode) else -1
    except (OSError, ValueError) as error:
        raise refused_read(path, error) from error
    try:
        if descriptor == -1 or not stat.S_ISREG(system.status_of(descriptor).st_mode):
            raise DiskError(say("is {thing}, not a file.", thing=thing_of(mode)), where=str(path))
        yield descriptor
    finally:
        if descriptor != -1:
            system.close(descriptor)


def read_bounded(descriptor: int, path: Path, most: int) -> bytes:
    """What is left to read. Raises TooLargeError at more than `most` bytes, DiskError where the disk refuses."""
    try:
        size = system.status_of(descriptor).st_size
        if size > most:
            raise too_large(path, size, most)
        parts = []
        left = most + 1  # the file may grow while it is read
        while left > 0 and (part := system.read(descriptor, min(left, max(AT_A_TIME, size + 1)))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise refused_read(path, error) from error
    if left <= 0:
        raise too_large(path, 0, most)
    return b"".join(parts)
