"""What a line of a run's log can say."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError
from nnstudio.core.training import BackendName
from nnstudio.core.words import say

RUN_LOG = "run.log"
MOST_EPOCH = 10**9
SNAPSHOT_NAME = re.compile(r"(epoch-[0-9]{5,9}|partial(-[0-9]{5,9}-[0-9]{6,9})?)\.safetensors")

RunStatus = Literal["training", "finished", "diverged", "stopped", "failed", "crashed", "loaded"]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Begun:
    """The first line: the run exists from here on.

    Attributes:
        status: `training`, or `loaded` for weights from a file.
        started: ISO 8601 in UTC.
        data: the content hash of the data it learns from; empty where that isn't known.
        origin: the run of its project that it is a branch of; 0: it began from fresh weights, or from a file.
        origin_epoch: the epoch of that run after which it goes on.
    """

    number: int
    status: RunStatus
    started: str
    backend: BackendName
    data: str = ""
    origin: int = 0
    origin_epoch: int = 0


@dataclass(frozen=True)
class EngineNamed:
    """Which engine computes it from here on: backend, version and device, for people.

    Attributes:
        fingerprint: what decides its bits, by name; empty in logs of older versions.
    """

    engine: str
    fingerprint: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Resumed:
    """The run goes on from here: what the log says of later epochs, and of its end, holds no longer.

    Attributes:
        epoch: epochs that are done.
        batch: batches done of the next one.
        resumed: ISO 8601 in UTC.
        further: whether it does more epochs than were asked for before.
    """

    epoch: int
    batch: int
    resumed: str
    further: bool = False


@dataclass(frozen=True)
class EpochPoint:
    """One epoch.

    Attributes:
        figures: by name, as Keras names them; NaN where they overflowed.
    """

    epoch: int
    figures: dict[str, float]
    seconds: float = 0.0
    samples_per_second: float = 0.0


@dataclass(frozen=True)
class EpochLine:
    """An epoch, with the figures of each batch by name, as base64 of little-endian float32."""

    point: EpochPoint
    batches: dict[str, str] = field(default_factory=dict)


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
    """The last line, unless the run is resumed."""

    status: RunStatus
    message: str
    ended: str


Entry = Begun | EngineNamed | Resumed | EpochLine | SnapshotLine | SnapshotsGone | Ended


@dataclass(frozen=True)
class EpochRecord:
    """One epoch as it is kept: its figures, and those of each batch by name, (batches,) each."""

    point: EpochPoint
    batches: dict[str, Floats] = field(default_factory=dict)


def epoch_line(record: EpochRecord) -> EpochLine:
    """The epoch as it stands in the log."""
    coded = {name: base64.b64encode(v.astype("<f4").tobytes()).decode() for name, v in record.batches.items()}
    return EpochLine(record.point, coded)


def epoch_record(line: EpochLine) -> EpochRecord:
    """The epoch of that line. Raises FormatError if its batches can't be read."""
    return EpochRecord(line.point, {name: _floats(text) for name, text in line.batches.items()})


def is_sound(entry: Entry) -> bool:
    """Whether its values, which have the right types, can have been written."""
    match entry:
        case Begun():
            return 0 <= entry.origin <= MOST_EPOCH and 0 <= entry.origin_epoch <= MOST_EPOCH
        case Resumed(epoch, batch):
            return 0 <= epoch <= MOST_EPOCH and 0 <= batch <= MOST_EPOCH
        case EpochLine(point):
            return 0 <= point.epoch <= MOST_EPOCH
        case SnapshotLine(epoch, file):
            return 0 <= epoch <= MOST_EPOCH and SNAPSHOT_NAME.fullmatch(file) is not None
        case SnapshotsGone(epochs):
            return all(0 <= epoch <= MOST_EPOCH for epoch in epochs)
        case Ended(status):
            return status != "training"
        case _:
            return True


def _floats(text: str) -> Floats:
    try:
        return np.frombuffer(base64.b64decode(text, validate=True), "<f4").astype(np.float32)
    except ValueError as error:
        raise FormatError(say("holds batches that are not numbers."), where=RUN_LOG) from error
