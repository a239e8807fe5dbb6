"""The calls to the system that touch a disk, in one place: what holds files safe stands above it, and a test can
have each of these calls fail.

`dir_fd` is the descriptor of the folder that a name is looked up in; None: the name is a path.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Windows has neither; its descriptors translate line ends unless told not to.
NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
NO_BLOCK: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
AS_FOLDER: int = getattr(os, "O_DIRECTORY", 0)
BINARY: int = getattr(os, "O_BINARY", 0)
_HAS_PREADV = hasattr(os, "preadv")
_seeking = threading.Lock()  # a descriptor has one place for all threads
HAS_DESCRIPTORS = os.open in os.supports_dir_fd and os.unlink in os.supports_dir_fd


def open_file(name: str | os.PathLike[str], flags: int, *, dir_fd: int | None = None) -> int:
    """os.open, without waiting and without translation; not inherited by child processes."""
    return os.open(name, flags | NO_BLOCK | BINARY, 0o666, dir_fd=dir_fd)


def close(descriptor: int) -> None:
    """os.close."""
    os.close(descriptor)


def read(descriptor: int, count: int) -> bytes:
    """os.read."""
    return os.read(descriptor, count)


def read_at(descriptor: int, into: memoryview, offset: int) -> int:
    """os.preadv, as several threads may at once: how many bytes were read, 0 at the end."""
    if _HAS_PREADV:
        return os.preadv(descriptor, [into], offset)
    with _seeking:
        os.lseek(descriptor, offset, os.SEEK_SET)
        data = os.read(descriptor, len(into))
    into[: len(data)] = data
    return len(data)


def seek(descriptor: int, offset: int) -> None:
    """os.lseek from the start."""
    os.lseek(descriptor, offset, os.SEEK_SET)


def write(descriptor: int, data: bytes | memoryview) -> int:
    """os.write; may write less than all."""
    return os.write(descriptor, data)


def sync(descriptor: int) -> None:
    """os.fsync."""
    os.fsync(descriptor)


def truncate(descriptor: int, length: int) -> None:
    """os.ftruncate."""
    os.ftruncate(descriptor, length)


def status(name: str | os.PathLike[str], *, dir_fd: int | None = None) -> os.stat_result:
    """os.lstat: of a link, the link's own."""
    return os.stat(name, dir_fd=dir_fd, follow_symlinks=False)


def status_of(descriptor: int) -> os.stat_result:
    """os.fstat."""
    return os.fstat(descriptor)


def rename(name: str | os.PathLike[str], other: str | os.PathLike[str], *, dir_fd: int | None = None) -> None:
    """os.replace within one folder."""
    os.replace(name, other, src_dir_fd=dir_fd, dst_dir_fd=dir_fd)


def remove_file(name: str | os.PathLike[str], *, dir_fd: int | None = None) -> None:
    """os.unlink."""
    os.unlink(name, dir_fd=dir_fd)


def make_folder(name: str | os.PathLike[str], *, dir_fd: int | None = None) -> None:
    """os.mkdir."""
    os.mkdir(name, dir_fd=dir_fd)


def remove_folder(name: str | os.PathLike[str], *, dir_fd: int | None = None) -> None:
    """os.rmdir: takes only what is empty."""
    os.rmdir(name, dir_fd=dir_fd)


@contextmanager
def listing(folder: int | str | os.PathLike[str]) -> Iterator[Iterator[os.DirEntry[str]]]:
    """os.scandir."""
    with os.scandir(folder) as entries:
        yield entries


def connect(path: str, *, seconds: float) -> sqlite3.Connection:
    """sqlite3.connect without implicit transactions; `seconds` is how long a lock is waited for."""
    return sqlite3.connect(path, timeout=seconds, isolation_level=None)
