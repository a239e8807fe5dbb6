"""Files that the person asked for, written whole or not at all: a temporary file in the same folder, synced, then
renamed over the old one. What lies inside a project is written through `Folder`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nnstudio.core.words import say
from nnstudio.disk.refusal import DiskError, thing_of


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a temporary path to write to; when the block ends well, it becomes `path`, else it is removed.

    The temporary name keeps `path`'s suffixes, as some writers choose their format by them. Raises DiskError where
    something else than a file stands there: a device's name must not become a file's.
    """
    if path.exists() and not path.is_file():
        raise DiskError(say("is {thing}, not a file.", thing=thing_of(path.stat().st_mode)), where=str(path))
    temporary = path.with_name(f".{secrets.token_hex(6)}.{path.name}")
    try:
        yield temporary
        sync_file(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Writes the file, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Writes the file in UTF-8, whole or not at all. Names of files that aren't UTF-8 keep their lone surrogates."""
    write_bytes(path, text.encode("utf-8", "surrogatepass"))


def sync_file(path: Path) -> None:
    """Waits until the file's content is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Waits until the folder's entries are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
