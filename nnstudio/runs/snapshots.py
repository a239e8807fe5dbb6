"""Snapshots: a run's whole state after an epoch, in one safetensors file with a checksum.

A file holds the weights as `weights/<node>/<variable>`, the optimiser's variables as `optimizer/<index>`, and, as
metadata, where in the run it is, how pixels were scaled, and a SHA-256 over all of it, which every read compares.
safetensors maps files and cannot run code.

A file may come from anybody, and a sparse one declares terabytes in a few kilobytes: reading is bounded by `most`
bytes, ends with Cancelled when `cancelled` answers True, and shows shapes before anything is taken into memory.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.network import Network
from nnstudio.core.network.costs import total_cost
from nnstudio.core.words import mark, say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder, descriptor_path
from nnstudio.disk.refusal import too_large
from nnstudio.disk.regular import AT_A_TIME
from nnstudio.runs.run_log import checksums

Array = npt.NDArray[np.generic]
IsCancelled = Callable[[], bool]
WEIGHTS = "weights/"
OPTIMIZER = "optimizer/"
PARTIAL = "partial.safetensors"
_OTHER = mark("Choose another epoch.")
_FORMATS = ("nnstudio-snapshot-1", "nnstudio-snapshot-2")  # the first had no checksum of its own
_EPOCH_NAME = re.compile(r"epoch-([0-9]{5,9})\.safetensors")
MOST = 1 << 36
_MOST_HEADER = 4_000_000
_BYTES_PER_PARAMETER = 32  # twice four floats: the weight, and more moments than any optimiser here has
_BYTES_BESIDE = 64_000_000  # the header, seed states, what each optimiser counts
_SHA = re.compile(r"[0-9a-f]{64}")
_NO_SHA = "0" * 64
# What reading raises: no such file, not safetensors, a kind of number that numpy doesn't have, more than memory holds.
_FAILURES = (
    OSError,
    SafetensorError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    MemoryError,
    RecursionError,  # a header nested too deep
    OverflowError,
)
# How safetensors names kinds of numbers, and how numpy does.
_DTYPES = {
    "BOOL": "bool",
    **{f"F{bits}": f"float{bits}" for bits in (16, 32, 64)},
    **{f"I{bits}": f"int{bits}" for bits in (8, 16, 32, 64)},
    **{f"U{bits}": f"uint{bits}" for bits in (8, 16, 32, 64)},
    "C64": "complex64",
}


def never() -> bool:
    """What nobody cancels."""
    return False


def most_bytes(network: Network) -> int:
    """How large a snapshot of that network can be at the most."""
    return min(MOST, _BYTES_PER_PARAMETER * total_cost(network).parameters + _BYTES_BESIDE)


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
class Form:
    """What a header says of a tensor.

    Attributes:
        shape: its shape.
        dtype: its kind of number as numpy names it; as safetensors does where numpy has none.
    """

    shape: tuple[int, ...]
    dtype: str

    @property
    def family(self) -> str:
        """Its kind of number whatever the size: float, int (with or without sign), bool and so on."""
        return self.dtype.removeprefix("u").rstrip("0123456789")


Forms = Mapping[str, Form]


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


def read_checksum(folder: Folder, name: str, *, most: int = MOST, cancelled: IsCancelled = never) -> str:
    """The SHA-256 that `write_snapshot` gave, after comparing. Raises FormatError, DiskError."""
    with _opened(folder, name, most, cancelled) as snapshot:
        return snapshot.metadata.get("sha256", "")


def read_position(folder: Folder, name: str, *, most: int = MOST, cancelled: IsCancelled = never) -> Position:
    """Where the snapshot stands. Raises FormatError if it isn't one, DiskError if it can't be read."""
    with _opened(folder, name, most, cancelled) as snapshot:
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


def read_chosen(
    folder: Folder,
    name: str,
    choose: Callable[[Forms], Iterable[str]],
    *,
    most: int = MOST,
    cancelled: IsCancelled = never,
) -> dict[str, Array]:
    """The tensors that `choose` names, by full name. Raises FormatError, DiskError.

    `choose` is given the forms of all tensors before any is read; StudioErrors that it raises come through.
    """
    with _opened(folder, name, most, cancelled) as snapshot:
        forms = {key: _form_of(snapshot.file.get_slice(key)) for key in snapshot.file.keys()}  # noqa: SIM118
        return {key: snapshot.file.get_tensor(key) for key in choose(forms)}


def read_tensors(
    folder: Folder, name: str, prefix: str = "", *, most: int = MOST, cancelled: IsCancelled = never
) -> dict[str, Array]:
    """All tensors whose names start with `prefix`, by full name. Raises FormatError, DiskError."""

    def choose(forms: Forms) -> list[str]:
        return [key for key in forms if key.startswith(prefix)]

    return read_chosen(folder, name, choose, most=most, cancelled=cancelled)


def read_tensor(folder: Folder, name: str, tensor: str, *, most: int = MOST, cancelled: IsCancelled = never) -> Array:
    """One tensor. Raises FormatError if the file or the tensor can't be read, DiskError."""
    return read_chosen(folder, name, lambda forms: [tensor], most=most, cancelled=cancelled)[tensor]


def newest_usable(
    folder: Folder, before: str | None = None, *, most: int = MOST, cancelled: IsCancelled = never
) -> str | None:
    """The furthest snapshot that is whole and whose weights are numbers; of those that come before `before`."""
    names = snapshot_names(folder)
    if before in names:
        names = names[names.index(before) + 1 :]
    for name in names:
        try:
            if read_position(folder, name, most=most, cancelled=cancelled).finite:
                return name
        except StudioError:
            continue  # damaged as well
    return None


def _form_of(tensor: Any) -> Form:
    kind = str(tensor.get_dtype())
    return Form(tuple(tensor.get_shape()), _DTYPES.get(kind, kind))


# Which files were compared with their checksums, by place and stamp: a file that changes is compared again.
_compared: dict[tuple[Folder, str], tuple[int, int, int]] = {}


@contextmanager
def _opened(folder: Folder, name: str, most: int, cancelled: IsCancelled) -> Iterator[_Open]:
    where = str(folder.path / name)
    with folder.opened(name) as descriptor:
        try:
            size = system.status_of(descriptor).st_size
            if size > most:
                raise too_large(where, size, most)
            _compare(folder, name, descriptor, cancelled)
            with safe_open(descriptor_path(descriptor, folder.path / name), framework="numpy") as file:
                metadata = file.metadata() or {}
                if metadata.get("format") not in _FORMATS:
                    raise FormatError(say("is not a snapshot of NN Studio."), where=where)
                yield _Open(file, metadata)
        except _FAILURES as error:
            raise DamagedSnapshotError(
                say("can't be read as a snapshot ({reason}).", reason=error), where=where, fix=say(_OTHER)
            ) from error


def _compare(folder: Folder, name: str, descriptor: int, cancelled: IsCancelled) -> None:
    """Compares the file with its checksum, unless it was compared since it last changed."""
    found = system.status_of(descriptor)
    stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
    if _compared.get((folder, name)) == stamp:
        return
    header = _read_header(descriptor, found.st_size)
    told = _told_checksum(header)
    if told:
        digest = hashlib.sha256(header.replace(_mark(told), _mark(_NO_SHA)))
    else:  # the first format: the run's log knows the checksum of the whole file
        digest = hashlib.sha256(len(header).to_bytes(8, "little") + header)
    for part in _parts(descriptor, found.st_size - 8 - len(header), cancelled):
        digest.update(part)
    expected = told or checksums(Folder(folder.root, folder.inside[:-1])).get(name, "")
    if expected not in ("", digest.hexdigest()):
        raise DamagedSnapshotError(
            say("is damaged: its checksum differs from what was written."),
            where=str(folder.path / name),
            fix=say(_OTHER),
        )
    _compared[folder, name] = stamp


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
    if not isinstance(metadata, dict) or metadata.get("format") != _FORMATS[0]:
        raise ValueError(say("it has no checksum"))
    return ""


def _mark(sha256: str) -> bytes:
    """How a checksum stands in a header, as safetensors writes JSON."""
    return f'"sha256":"{sha256}"'.encode()
