"""What a run did, line by line, in its own folder: `run.log`, which is only ever added to.

The log is what counts; the history of all runs is an index over the logs and can be made from them anew. Each line is
the CRC-32 of its JSON text, a space, and that text, so a line that was cut short or damaged is passed over and the
others still count. JSON has no NaN: Python's way of writing it is used.

A log may come from anybody. How long a line and a log may be is bounded, and what is no line of ours costs next to
nothing: it is found and passed over without a step of Python for each of its lines, and without being kept.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import KIND, from_plain, to_json
from nnstudio.core.training import BackendName
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import DiskError, refused_read

RUN_LOG = "run.log"
MOST_LOG = 1_000_000_000  # bytes of a log that are read
MOST_LINE = 64_000_000  # bytes; the line of an epoch holds its batches
MOST_OTHER_LINE = 1_000_000
MOST_GONE = 10_000  # epochs in one line
MOST_EPOCH = 10**9
_AT_A_TIME = 1 << 18
_TAIL = 1 << 16

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

_CHECK = len(b"01234567 ")
_SHORTEST = len(b'01234567 {"kind":"EngineNamed","engine":""}')
_EPOCH_HEAD = b'{"kind": "EpochLine"'
_EPOCH_COMMAS = 10  # in the JSON of an EpochLine; base64 has none
_EPOCH_KEYS = frozenset((KIND, "point", "batch_losses", "batch_accuracies"))
_POINT_KEYS = frozenset(field.name for field in fields(EpochPoint))
_NEEDED_KEYS = frozenset(field.name for field in fields(EpochPoint) if field.default is MISSING)
_POINT_ORDER = (KIND, *(field.name for field in fields(EpochPoint)))
_POINT_TYPES = frozenset(
    (int, float, float, loss, accuracy, float, float)
    for loss in (float, type(None))
    for accuracy in (float, type(None))
)
_MAY_LACK = frozenset(("validation_loss", "validation_accuracy"))
_DECODER = json.JSONDecoder()
_SNAPSHOT = re.compile(r"(epoch-[0-9]{5,9}|partial)\.safetensors")
# What parsing raises: another form, no JSON or UTF-8, nested too deeply, too large a number, more than memory holds.
_DAMAGE = (FormatError, ValueError, RecursionError, OverflowError, MemoryError)


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
    data = b"".join(_line(part) for entry in entries for part in _parts_of(entry))
    if data:
        # A line that a kill cut short must not swallow the next one: an empty line does no harm.
        run.append(RUN_LOG, b"\n" + data)


@dataclass
class LogPlace:
    """How far a log was read.

    Attributes:
        inode: of the file; with another one, reading starts anew.
        offset: bytes read, up to the end of a whole line.
        damaged: whole lines passed over.
        cut_off: whether all that may be read was read, and the log goes on.
    """

    inode: int = 0
    offset: int = 0
    damaged: int = 0
    cut_off: bool = False


def read_log(run: Folder, place: LogPlace) -> Iterator[Entry]:
    """The entries after `place`, which moves on. Raises DiskError, NotPlainError."""
    with run.opened(RUN_LOG) as descriptor:
        try:
            inode = system.status_of(descriptor).st_ino
            if place.inode != inode:
                place.inode, place.offset, place.damaged, place.cut_off = inode, 0, 0, False
            if not place.cut_off:
                yield from _entries(descriptor, place)
        except OSError as error:
            raise refused_read(run.path / RUN_LOG, error) from error


def has_log(run: Folder) -> bool:
    """Whether the run was begun."""
    return run.kind(RUN_LOG) == "file"


def first_entry(run: Folder) -> Entry | None:
    """The first line that can be read, of those in the log's first 256 KB; None where there is none.

    Raises DiskError, NotPlainError.
    """
    with run.opened(RUN_LOG) as descriptor:
        try:
            part = _read_at(descriptor, 0)
        except OSError as error:
            raise refused_read(run.path / RUN_LOG, error) from error
    return next(_whole_lines(part[: part.rfind(b"\n") + 1], LogPlace()), None)


def last_entry(run: Folder) -> Entry | None:
    """The last line that can be read, of those in the log's last 64 KB; None where there is none.

    Raises DiskError, NotPlainError.
    """
    try:
        with run.opened(RUN_LOG) as descriptor:
            try:
                lines = _last_lines(descriptor)
            except OSError as error:
                raise refused_read(run.path / RUN_LOG, error) from error
    except DiskError as error:
        if error.is_absence:
            return None
        raise
    return next((entry for line in reversed(lines) if (entry := _entry_of(line)) is not None), None)


def checksums(run: Folder) -> dict[str, str]:
    """The SHA-256 of the run's snapshots by file name, as far as the log tells."""
    if not has_log(run):
        return {}
    return {entry.file: entry.sha256 for entry in read_log(run, LogPlace()) if isinstance(entry, SnapshotLine)}


def _line(entry: Entry) -> bytes:
    text = to_json(entry, allow_nan=True).encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _parts_of(entry: Entry) -> Iterator[Entry]:
    """The entry, as several where it holds more epochs than one line may."""
    if isinstance(entry, SnapshotsGone) and len(entry.epochs) > MOST_GONE:
        for start in range(0, len(entry.epochs), MOST_GONE):
            yield SnapshotsGone(entry.epochs[start : start + MOST_GONE])
    else:
        yield entry


def _entries(descriptor: int, place: LogPlace) -> Iterator[Entry]:
    """Whole lines only: the last may still be being written."""
    waiting = _Waiting()
    start = place.offset
    while part := _read_at(descriptor, start):
        start += len(part)
        begin, end = 0, part.rfind(b"\n") + 1
        if end and waiting.length:
            begin = part.find(b"\n") + 1
            waiting.add(part[: begin - 1])
            entry = waiting.end(place)
            if entry is not None:
                yield entry
        yield from _whole_lines(part[begin:end], place)
        waiting.add(part[end:])
    place.cut_off = start >= MOST_LOG and system.status_of(descriptor).st_size > MOST_LOG


def _read_at(descriptor: int, offset: int) -> bytes:
    system.seek(descriptor, offset)
    return system.read(descriptor, max(min(_AT_A_TIME, MOST_LOG - offset), 0))


class _Waiting:
    """The beginning of a line whose end was not read yet. Of one that is too long, only the length is kept.

    Attributes:
        length: of what was read of the line.
    """

    def __init__(self) -> None:
        self.length = 0
        self._head = b""
        self._parts: list[bytes] = []

    def add(self, part: bytes) -> None:
        """Goes on with the line."""
        self.length += len(part)
        self._head += part[: _CHECK + len(_EPOCH_HEAD) - len(self._head)]
        if self.length > _most_bytes(self._head):
            self._parts.clear()
        elif part:
            self._parts.append(part)

    def end(self, place: LogPlace) -> Entry | None:
        """The entry of the line, which is whole now; the next one begins. `place` moves on."""
        place.offset += self.length + 1
        is_kept = self.length <= _most_bytes(self._head)
        line = b"".join(self._parts) if is_kept else b""
        self.length, self._head, self._parts = 0, b"", []
        return _counted(line, place)


def _whole_lines(block: bytes, place: LogPlace) -> Iterator[Entry]:
    """The entries of a block of whole lines. Only lines that look like ours are taken out of it."""
    begin = place.offset
    starts, ends, strays, last_strays = _lines_in(block)
    for start, end, stray in zip(starts, ends, strays, strict=True):
        place.offset = begin + end + 1
        place.damaged += stray
        entry = _counted(block[start:end], place)
        if entry is not None:
            yield entry
    place.offset = begin + len(block)
    place.damaged += last_strays


def _lines_in(block: bytes) -> tuple[list[int], list[int], list[int], int]:
    """Where the lines that look like ours start and end; how many others stand before each, and after the last.

    Empty lines are none.
    """
    codes = np.frombuffer(block, np.uint8)
    is_end = codes == ord("\n")
    follows_end = np.concatenate((np.ones(1, np.bool_), is_end))[:-1]
    starts, ends = np.flatnonzero(follows_end > is_end), np.flatnonzero(is_end > follows_end)
    ours = np.flatnonzero(ends - starts >= _SHORTEST)
    checked = starts[ours] + _CHECK
    ours = ours[(codes[checked - 1] == ord(" ")) & (codes[checked] == ord("{"))]
    before = np.concatenate((np.zeros(1, ours.dtype), ours - np.arange(len(ours))))
    last = len(starts) - len(ours) - int(before[-1])
    return starts[ours].tolist(), ends[ours].tolist(), np.diff(before).tolist(), last


def _last_lines(descriptor: int) -> list[bytes]:
    """The whole lines in the file's last _TAIL bytes."""
    size = system.status_of(descriptor).st_size
    start = max(size - _TAIL, 0)
    system.seek(descriptor, start)
    parts: list[bytes] = []
    left = min(size, _TAIL)
    while left and (part := system.read(descriptor, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts).split(b"\n")[1 if start else 0 : -1]  # the first may be the rest of a line


def _counted(line: bytes, place: LogPlace) -> Entry | None:
    entry = _entry_of(line)
    if entry is None:
        place.damaged += 1
    return entry


def _entry_of(line: bytes) -> Entry | None:
    """The line's entry; None if it is damaged or none of ours."""
    if len(line) > _most_bytes(line) or line[:_CHECK] != b"%08x " % zlib.crc32(memoryview(line)[_CHECK:]):
        return None
    try:
        entry = _parsed_epoch(line) if line.startswith(_EPOCH_HEAD, _CHECK) else _parsed(line)
    except _DAMAGE:
        return None
    return entry if _is_sound(entry) else None


def _most_bytes(line: bytes) -> int:
    """How long a line may be that begins like that."""
    return MOST_LINE if line.startswith(_EPOCH_HEAD, _CHECK) else MOST_OTHER_LINE


def _plain(line: bytes) -> Any:
    text = str(memoryview(line)[_CHECK:], "utf-8", "surrogatepass")
    plain, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise FormatError("")
    return plain


def _parsed(line: bytes) -> Entry:
    """Raises FormatError, or what JSON raises."""
    plain = _plain(line)
    if isinstance(plain, dict) and isinstance(epochs := plain.get("epochs"), list) and len(epochs) > MOST_GONE:
        raise FormatError("")  # before each of them is looked at
    entry: Entry = from_plain(Entry, plain, RUN_LOG)
    return entry


def _parsed_epoch(line: bytes) -> EpochLine:
    """As `_parsed`. Its checks are spelt out, as a log may hold very many epochs."""
    # A long line may hold only long texts: the values of any other JSON take a hundred times its bytes in memory.
    if line.count(b",") > _EPOCH_COMMAS or b"\\" in line or not line.isascii():
        raise FormatError("")
    plain = _plain(line)
    if plain.keys() != _EPOCH_KEYS or plain[KIND] != EpochLine.__name__:
        raise FormatError("")
    losses, accuracies = plain["batch_losses"], plain["batch_accuracies"]
    if type(losses) is not str or type(accuracies) is not str:
        raise FormatError("")
    return EpochLine(_point(plain["point"]), losses, accuracies)


def _point(plain: Any) -> EpochPoint:
    if type(plain) is dict and tuple(plain) == _POINT_ORDER:
        kind, *values = plain.values()
        if kind == EpochPoint.__name__ and tuple(map(type, values)) in _POINT_TYPES:
            return EpochPoint(*values)
    return _unusual_point(plain)


def _unusual_point(plain: Any) -> EpochPoint:
    """As `_point`, for whole numbers in a figure's place, another order, and figures that older lines lack."""
    if type(plain) is not dict or plain.pop(KIND, EpochPoint.__name__) != EpochPoint.__name__:
        raise FormatError("")
    if not _NEEDED_KEYS <= plain.keys() <= _POINT_KEYS or type(plain["epoch"]) is not int:
        raise FormatError("")
    for name, value in plain.items():
        if type(value) is int:
            plain[name] = value if name == "epoch" else float(value)
        elif type(value) is not float and (value is not None or name not in _MAY_LACK):
            raise FormatError("")
    return EpochPoint(**plain)


def _is_sound(entry: Entry) -> bool:
    """Whether its values, which have the right types, can have been written."""
    match entry:
        case EpochLine(point):
            return 0 <= point.epoch <= MOST_EPOCH
        case SnapshotLine(epoch, file):
            return 0 <= epoch <= MOST_EPOCH and _SNAPSHOT.fullmatch(file) is not None
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
        raise FormatError("holds batches that are not numbers.", where=RUN_LOG) from error
