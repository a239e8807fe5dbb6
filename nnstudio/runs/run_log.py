"""What a run did, line by line, in its own folder: `run.log`, which is only ever added to.

The log is what counts; the history of all runs is an index over the logs and can be made from them anew. Each line is
the CRC-32 of its JSON text, a space, and that text, so a line that was cut short or damaged is passed over and the
others still count. JSON has no NaN: Python's way of writing it is used.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import parse_json, to_json
from nnstudio.core.training import BackendName
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import DiskError, refused_read

RUN_LOG = "run.log"
MOST_LINE = 64_000_000  # bytes; a line holds an epoch's batches
_AT_A_TIME = 1 << 20

RunStatus = Literal["training", "finished", "diverged", "stopped", "failed", "crashed", "loaded"]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Begun:
    """The first line: the run exists from here on.

    Attributes:
        status: `training`, or `loaded` for weights from a file.
        started: ISO 8601 in UTC.
        data: the content hash of the data it learns from; empty where that isn't known.
    """

    number: int
    status: RunStatus
    started: str
    backend: BackendName
    data: str = ""


@dataclass(frozen=True)
class EngineNamed:
    """Which engine computes it: backend, version and device, for people."""

    engine: str


@dataclass(frozen=True)
class EpochPoint:
    """One epoch's figures; loss and accuracy are NaN where they overflowed."""

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float = 0.0
    samples_per_second: float = 0.0


@dataclass(frozen=True)
class EpochLine:
    """An epoch, with loss and accuracy of each batch as base64 of little-endian float32."""

    point: EpochPoint
    batch_losses: str
    batch_accuracies: str


@dataclass(frozen=True)
class SnapshotLine:
    """The state after `epoch` is in `file`, whose SHA-256 is given."""

    epoch: int
    file: str
    sha256: str


@dataclass(frozen=True)
class SnapshotsGone:
    """The snapshots after these epochs were removed again."""

    epochs: tuple[int, ...]


@dataclass(frozen=True)
class Ended:
    """The last line."""

    status: RunStatus
    message: str
    ended: str


Entry = Begun | EngineNamed | EpochLine | SnapshotLine | SnapshotsGone | Ended


@dataclass(frozen=True)
class EpochRecord:
    """One epoch as it is kept: its figures, and loss and accuracy of each batch."""

    point: EpochPoint
    batch_losses: Floats
    batch_accuracies: Floats


def epoch_line(record: EpochRecord) -> EpochLine:
    """The epoch as it stands in the log."""
    losses, accuracies = (
        base64.b64encode(part.astype("<f4").tobytes()).decode()
        for part in (record.batch_losses, record.batch_accuracies)
    )
    return EpochLine(record.point, losses, accuracies)


def epoch_record(line: EpochLine) -> EpochRecord:
    """The epoch of that line. Raises FormatError if its batches can't be read."""
    return EpochRecord(line.point, _floats(line.batch_losses), _floats(line.batch_accuracies))


def add_to_log(run: Folder, entries: Iterable[Entry]) -> None:
    """Adds the entries, all or none, to the disk. Raises DiskError."""
    data = b"".join(_line(entry) for entry in entries)
    if data:
        # A line that a kill cut short must not swallow the next one: an empty line does no harm.
        run.append(RUN_LOG, b"\n" + data)


@dataclass
class LogPlace:
    """How far a log was read.

    Attributes:
        inode: of the file; with another one, reading starts anew.
        offset: bytes read.
        damaged: lines passed over.
    """

    inode: int = 0
    offset: int = 0
    damaged: int = 0


def read_log(run: Folder, place: LogPlace) -> Iterator[Entry]:
    """The entries after `place`, which moves on. Raises DiskError, NotPlainError."""
    with run.opened(RUN_LOG) as descriptor:
        try:
            inode = system.status_of(descriptor).st_ino
            if place.inode != inode:
                place.inode, place.offset = inode, 0
            yield from _entries(descriptor, place)
        except OSError as error:
            raise refused_read(run.path / RUN_LOG, error) from error


def has_log(run: Folder) -> bool:
    """Whether the run was begun."""
    return run.kind(RUN_LOG) == "file"


def first_entry(run: Folder) -> Begun | None:
    """The log's first line; None where there is none that can be read."""
    try:
        first = next(read_log(run, LogPlace()), None)
    except DiskError as error:
        if error.is_absence:
            return None
        raise
    return first if isinstance(first, Begun) else None


def checksums(run: Folder) -> dict[str, str]:
    """The SHA-256 of the run's snapshots by file name, as far as the log tells."""
    if not has_log(run):
        return {}
    return {entry.file: entry.sha256 for entry in read_log(run, LogPlace()) if isinstance(entry, SnapshotLine)}


def _line(entry: Entry) -> bytes:
    text = to_json(entry, allow_nan=True).encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _entries(descriptor: int, place: LogPlace) -> Iterator[Entry]:
    """Whole lines only: the last may still be being written."""
    waiting = b""
    skipping = False
    start = place.offset
    while part := _read_at(descriptor, start):
        start += len(part)
        *lines, waiting = (waiting + part).split(b"\n")
        for line in lines:
            place.offset += len(line) + 1
            entry = None if skipping else _entry_of(line, place)
            skipping = False
            if entry is not None:
                yield entry
        if len(waiting) > MOST_LINE:  # no line of ours: what follows up to its end is passed over unread
            place.offset += len(waiting)
            waiting, skipping = b"", True


def _read_at(descriptor: int, offset: int) -> bytes:
    system.seek(descriptor, offset)
    return system.read(descriptor, _AT_A_TIME)


def _entry_of(line: bytes, place: LogPlace) -> Entry | None:
    if not line:
        return None
    check, _, text = line.partition(b" ")
    try:
        if int(check, 16) != zlib.crc32(text):
            raise FormatError("")
        entry: Entry = parse_json(Entry, text, RUN_LOG, most_bytes=MOST_LINE)
    except (FormatError, ValueError):
        place.damaged += 1
        return None
    return entry


def _floats(text: str) -> Floats:
    try:
        return np.frombuffer(base64.b64decode(text, validate=True), "<f4").astype(np.float32)
    except ValueError as error:
        raise FormatError("holds batches that are not numbers.", where=RUN_LOG) from error
