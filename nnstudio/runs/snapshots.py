"""Snapshots: a run's whole state after an epoch, in one safetensors file with a checksum.

A file holds the weights as `weights/<node>/<variable>`, the optimiser's variables as `optimizer/<index>`, and, as
metadata, where in the run it is and how pixels were scaled. safetensors maps files and cannot run code.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from nnstudio.core.errors import FormatError
from nnstudio.core.words import mark, say
from nnstudio.runs.atomic import write_bytes

Array = npt.NDArray[np.generic]
WEIGHTS = "weights/"
OPTIMIZER = "optimizer/"
PARTIAL = "partial.safetensors"
_OTHER = mark("Choose another epoch.")
_FORMAT = "nnstudio-snapshot-1"
_EPOCH_NAME = re.compile(r"epoch-([0-9]{5,9})\.safetensors")
# What reading raises: no such file, not safetensors, a kind of number that numpy doesn't have, more than memory holds.
_FAILURES = (OSError, SafetensorError, ValueError, TypeError, AttributeError, KeyError, MemoryError)


@dataclass(frozen=True)
class Position:
    """Where a snapshot stands, and how the pixels were brought to the network.

    Attributes:
        epoch: epochs that are done.
        batch: batches done of the next epoch; above 0 only where a run was stopped inside an epoch.
        offset, factor: the network saw (stored - offset) * factor.
    """

    epoch: int
    batch: int
    offset: float
    factor: float


def snapshot_path(folder: Path, position: Position) -> Path:
    """The file for a snapshot at `position` in a run's snapshots folder."""
    return folder / PARTIAL if position.batch else folder / f"epoch-{position.epoch:05d}.safetensors"


def newest_snapshot(folder: Path) -> Path | None:
    """The snapshot furthest into the run; None if there is none."""
    try:
        names = [path.name for path in folder.iterdir() if path.is_file()]
    except OSError:
        return None
    if PARTIAL in names:
        return folder / PARTIAL
    epochs = {int(found[1]): name for name in names if (found := _EPOCH_NAME.fullmatch(name))}
    return folder / epochs[max(epochs)] if epochs else None


def write_snapshot(path: Path, tensors: Mapping[str, Array], position: Position) -> str:
    """Writes a snapshot, whole or not at all, and gives its SHA-256 in hex."""
    metadata = {
        "format": _FORMAT,
        "epoch": str(position.epoch),
        "batch": str(position.batch),
        "offset": repr(position.offset),
        "factor": repr(position.factor),
    }
    data = save({name: np.asarray(tensor, order="C") for name, tensor in tensors.items()}, metadata)
    write_bytes(path, data)
    return hashlib.sha256(data).hexdigest()


def read_position(path: Path) -> Position:
    """Where the snapshot stands. Raises FormatError if it isn't one."""
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
        if metadata.get("format") != _FORMAT:
            raise FormatError(say("is not a snapshot of NN Studio."), where=str(path))
        position = Position(
            int(metadata["epoch"]), int(metadata["batch"]), float(metadata["offset"]), float(metadata["factor"])
        )
    except _FAILURES as error:
        raise _unreadable(path, error) from error
    if min(position.epoch, position.batch) < 0 or not math.isfinite(position.offset + position.factor):
        raise FormatError(
            say("stands at an impossible place: {place}.", place=position), where=str(path), fix=say(_OTHER)
        )
    return position


def read_tensors(path: Path, prefix: str = "") -> dict[str, Array]:
    """All tensors whose names start with `prefix`, by full name. Raises FormatError."""
    try:
        with safe_open(path, framework="numpy") as file:
            return {name: file.get_tensor(name) for name in file.keys() if name.startswith(prefix)}  # noqa: SIM118
    except _FAILURES as error:
        raise _unreadable(path, error) from error


def read_tensor(path: Path, name: str) -> Array:
    """One tensor. Raises FormatError if the file or the tensor can't be read."""
    try:
        with safe_open(path, framework="numpy") as file:
            tensor: Array = file.get_tensor(name)
    except _FAILURES as error:
        raise _unreadable(path, error) from error
    return tensor


def checksum(path: Path) -> str:
    """The file's SHA-256 in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unreadable(path: Path, error: Exception) -> FormatError:
    return FormatError(say("can't be read as a snapshot ({reason}).", reason=error), where=str(path), fix=say(_OTHER))
