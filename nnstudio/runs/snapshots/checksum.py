"""Whether a snapshot is what was written: a SHA-256 over header and data, the checksum's own place in it zeros."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator

from nnstudio.core.errors import Cancelled, FormatError
from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.regular import AT_A_TIME
from nnstudio.runs.run_log import checksums

IsCancelled = Callable[[], bool]
FORMATS = ("nnstudio-snapshot-1", "nnstudio-snapshot-2")  # the first had no checksum of its own
NO_SHA = "0" * 64
_MOST_HEADER = 4_000_000
_SHA = re.compile(r"[0-9a-f]{64}")
# Which files were compared with their checksums, by place and stamp: a file that changes is compared again.
_compared: dict[tuple[Folder, str], tuple[int, int, int]] = {}


class DamagedSnapshotError(FormatError):
    """The file is not what was written."""


def compare(folder: Folder, name: str, descriptor: int, cancelled: IsCancelled) -> None:
    """Compares the file with its checksum, unless it was compared since it last changed.

    Raises DamagedSnapshotError, Cancelled, ValueError.
    """
    found = system.status_of(descriptor)
    stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
    if _compared.get((folder, name)) == stamp:
        return
    header = _read_header(descriptor, found.st_size)
    told = _told_checksum(header)
    if told:
        digest = hashlib.sha256(header.replace(as_in_header(told), as_in_header(NO_SHA)))
    else:  # the first format: the run's log knows the checksum of the whole file
        digest = hashlib.sha256(len(header).to_bytes(8, "little") + header)
    for part in _parts(descriptor, found.st_size - 8 - len(header), cancelled):
        digest.update(part)
    expected = told or checksums(Folder(folder.root, folder.inside[:-1])).get(name, "")
    if expected not in ("", digest.hexdigest()):
        raise DamagedSnapshotError(
            say("is damaged: its checksum differs from what was written."),
            where=str(folder.path / name),
            fix=another_epoch(),
        )
    _compared[folder, name] = stamp


def another_epoch() -> str:
    """What helps where a snapshot can't be used."""
    return say("Choose another epoch.")


def as_in_header(sha256: str) -> bytes:
    """How a checksum stands in a header, as safetensors writes JSON."""
    return f'"sha256":"{sha256}"'.encode()


def _read_header(descriptor: int, size: int) -> bytes:
    """The header of a file of `size` bytes, without its length. Raises ValueError."""
    length = int.from_bytes(system.read(descriptor, 8), "little")
    if length > size:
        raise ValueError(say("its header is larger than the file"))
    if length > _MOST_HEADER:
        raise ValueError("header too large")  # as safetensors says it of even larger ones
    return system.read(descriptor, length)


def _parts(descriptor: int, size: int, cancelled: IsCancelled) -> Iterator[bytes]:
    """The next `size` bytes in parts; what the file grows by meanwhile is not waited for. Raises Cancelled."""
    while size > 0 and (part := system.read(descriptor, min(size, AT_A_TIME))):
        if cancelled():
            raise Cancelled
        size -= len(part)
        yield part


def _told_checksum(header: bytes) -> str:
    """The checksum in the file's own metadata; empty for the first format, which had none. Raises ValueError."""
    content = json.loads(header)
    metadata = content.get("__metadata__") if isinstance(content, dict) else None
    told = metadata.get("sha256") if isinstance(metadata, dict) else None
    if isinstance(told, str) and _SHA.fullmatch(told):
        return told
    if not isinstance(metadata, dict) or metadata.get("format") != FORMATS[0]:
        raise ValueError(say("it has no checksum"))
    return ""
