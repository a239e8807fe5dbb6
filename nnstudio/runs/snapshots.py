"""Snapshots: a run's whole state after an epoch, in one safetensors file with a checksum.

A file holds the weights as `weights/<node>/<variable>`, the optimiser's variables as `optimizer/<index>`, and, as
metadata, where in the run it is, how pixels were scaled, and a SHA-256 over all of it, which every read compares.
safetensors maps files and cannot run code.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import mark, say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder, descriptor_path
from nnstudio.disk.regular import AT_A_TIME
from nnstudio.runs.run_log import checksums

Array = npt.NDArray[np.generic]
WEIGHTS = "weights/"
OPTIMIZER = "optimizer/"
PARTIAL = "partial.safetensors"
_OTHER = mark("Choose another epoch.")
_FORMATS = ("nnstudio-snapshot-1", "nnstudio-snapshot-2")  # the first had no checksum of its own
_EPOCH_NAME = re.compile(r"epoch-([0-9]{5,9})\.safetensors")
_MOST_HEADER = 100_000_000
_SHA = re.compile(r"[0-9a-f]{64}")
_NO_SHA = "0" * 64
# What reading raises: no such file, not safetensors, a kind of number that numpy doesn't have, more than memory holds.
_FAILURES = (OSError, SafetensorError, ValueError, TypeError, AttributeError, KeyError, MemoryError)


class DamagedSnapshotError(FormatError):
    """The file is not what was written."""


@dataclass(frozen=True)
class Position:
    """Where a snapshot stands, and how the pixels were brought to the network.

    Attributes:
        epoch: epochs that are done.
        batch: batches done of the next epoch; above 0 only where a run was stopped inside an epoch.
        offset, factor: the network saw (stored - offset) * factor.
        finite: whether all weights are numbers.
    """

    epoch: int
    batch: int
    offset: float
    factor: float
    finite: bool = True


@dataclass(frozen=True)
class _Open:
    """A file that was opened, and what its header says."""

    file: Any
    metadata: dict[str, str]


def snapshot_name(position: Position) -> str:
    """The file for a snapshot at `position`."""
    return PARTIAL if position.batch else epoch_name(position.epoch)


def epoch_name(epoch: int) -> str:
    """The file for the snapshot after that epoch."""
    return f"epoch-{epoch:05d}.safetensors"


def snapshot_names(folder: Folder) -> tuple[str, ...]:
    """The snapshots in a run's folder, the furthest into the run first."""
    names = [name for name, kind in folder.entries().items() if kind == "file"]
    epochs = {int(found[1]): name for name in names if (found := _EPOCH_NAME.fullmatch(name))}
    return (*([PARTIAL] if PARTIAL in names else []), *(epochs[epoch] for epoch in sorted(epochs, reverse=True)))


def newest_snapshot(folder: Folder) -> str | None:
    """The snapshot furthest into the run; None if there is none."""
    return next(iter(snapshot_names(folder)), None)


def newest_epoch(folder: Folder) -> int | None:
    """The epoch of the last whole one; None if there is none."""
    found = next((match for name in snapshot_names(folder) if (match := _EPOCH_NAME.fullmatch(name))), None)
    return int(found[1]) if found else None


def epoch_of(name: str) -> int | None:
    """The epoch after which a snapshot of that name stands; None for one inside an epoch."""
    found = _EPOCH_NAME.fullmatch(name)
    return int(found[1]) if found else None


def write_snapshot(folder: Folder, name: str, tensors: Mapping[str, Array], position: Position) -> str:
    """Writes a snapshot, whole or not at all, and gives its SHA-256 in hex. Raises DiskError."""
    metadata = {
        "format": _FORMATS[-1],
        "epoch": str(position.epoch),
        "batch": str(position.batch),
        "offset": repr(position.offset),
        "factor": repr(position.factor),
        "finite": str(int(position.finite)),
        "sha256": _NO_SHA,
    }
    blank = save({key: np.asarray(tensor, order="C") for key, tensor in tensors.items()}, metadata)
    size = int.from_bytes(blank[:8], "little")
    header, data = blank[8 : 8 + size], memoryview(blank)[8 + size :]
    digest = hashlib.sha256(header)
    digest.update(data)
    told = digest.hexdigest()
    folder.write_parts(name, (blank[:8], header.replace(_mark(_NO_SHA), _mark(told)), data))
    return told


def read_checksum(folder: Folder, name: str) -> str:
    """The SHA-256 that `write_snapshot` gave, after comparing. Raises FormatError, DiskError."""
    with _opened(folder, name) as snapshot:
        return snapshot.metadata.get("sha256", "")


def read_position(folder: Folder, name: str) -> Position:
    """Where the snapshot stands. Raises FormatError if it isn't one, DiskError if it can't be read."""
    with _opened(folder, name) as snapshot:
        metadata = snapshot.metadata
        position = Position(
            int(metadata["epoch"]),
            int(metadata["batch"]),
            float(metadata["offset"]),
            float(metadata["factor"]),
            metadata.get("finite", "1") == "1",
        )
    if min(position.epoch, position.batch) < 0 or not math.isfinite(position.offset + position.factor):
        raise FormatError(
            say("stands at an impossible place: {place}.", place=position),
            where=str(folder.path / name),
            fix=say(_OTHER),
        )
    return position


def read_tensors(folder: Folder, name: str, prefix: str = "") -> dict[str, Array]:
    """All tensors whose names start with `prefix`, by full name. Raises FormatError, DiskError."""
    with _opened(folder, name) as snapshot:
        return {key: snapshot.file.get_tensor(key) for key in snapshot.file.keys() if key.startswith(prefix)}  # noqa: SIM118


def read_tensor(folder: Folder, name: str, tensor: str) -> Array:
    """One tensor. Raises FormatError if the file or the tensor can't be read, DiskError."""
    with _opened(folder, name) as snapshot:
        found: Array = snapshot.file.get_tensor(tensor)
        return found


def newest_usable(folder: Folder, before: str | None = None) -> str | None:
    """The furthest snapshot that is whole and whose weights are numbers; of those that come before `before`."""
    names = snapshot_names(folder)
    if before in names:
        names = names[names.index(before) + 1 :]
    for name in names:
        try:
            if read_position(folder, name).finite:
                return name
        except StudioError:
            continue  # damaged as well
    return None


# Which files were compared with their checksums, by place and stamp: a file that changes is compared again.
_compared: dict[tuple[Folder, str], tuple[int, int, int]] = {}


@contextmanager
def _opened(folder: Folder, name: str) -> Iterator[_Open]:
    where = str(folder.path / name)
    with folder.opened(name) as descriptor:
        try:
            _compare(folder, name, descriptor)
            with safe_open(descriptor_path(descriptor, folder.path / name), framework="numpy") as file:
                metadata = file.metadata() or {}
                if metadata.get("format") not in _FORMATS:
                    raise FormatError(say("is not a snapshot of NN Studio."), where=where)
                yield _Open(file, metadata)
        except _FAILURES as error:
            raise DamagedSnapshotError(
                say("can't be read as a snapshot ({reason}).", reason=error), where=where, fix=say(_OTHER)
            ) from error


def _compare(folder: Folder, name: str, descriptor: int) -> None:
    """Compares the file with its checksum, unless it was compared since it last changed."""
    found = system.status_of(descriptor)
    stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
    if _compared.get((folder, name)) == stamp:
        return
    size = int.from_bytes(system.read(descriptor, 8), "little")
    if size > min(_MOST_HEADER, found.st_size):
        raise ValueError(say("its header is larger than the file"))
    header = system.read(descriptor, size)
    told = _told_checksum(header)
    if told:
        digest = hashlib.sha256(header.replace(_mark(told), _mark(_NO_SHA)))
    else:  # the first format: the run's log knows the checksum of the whole file
        digest = hashlib.sha256(size.to_bytes(8, "little") + header)
    while part := system.read(descriptor, AT_A_TIME):
        digest.update(part)
    expected = told or checksums(Folder(folder.root, folder.inside[:-1])).get(name, "")
    if expected not in ("", digest.hexdigest()):
        raise DamagedSnapshotError(
            say("is damaged: its checksum differs from what was written."),
            where=str(folder.path / name),
            fix=say(_OTHER),
        )
    _compared[folder, name] = stamp


def _told_checksum(header: bytes) -> str:
    """The checksum in the file's own metadata; empty for the first format, which had none. Raises ValueError."""
    metadata = json.loads(header).get("__metadata__") or {}
    told = metadata.get("sha256", "")
    if isinstance(told, str) and _SHA.fullmatch(told):
        return told
    if metadata.get("format") != _FORMATS[0]:
        raise ValueError(say("it has no checksum"))
    return ""


def _mark(sha256: str) -> bytes:
    """How a checksum stands in a header, as safetensors writes JSON."""
    return f'"sha256":"{sha256}"'.encode()
