"""A line of a log: the CRC-32 of its JSON text, a space, and that text.

So a line that was cut short or damaged is passed over and the others still count. JSON has no NaN: Python's way of
writing it is used. A log may come from anybody: how long a line may be is bounded.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import from_plain, to_json
from nnstudio.disk.folder import Folder
from nnstudio.runs.run_log.entries import RUN_LOG, Entry, SnapshotsGone, is_sound
from nnstudio.runs.run_log.epoch_lines import EPOCH_HEAD, check_cost, epoch_from_plain

MOST_LINE = 64_000_000  # bytes; the line of an epoch holds its batches
MOST_OTHER_LINE = 1_000_000
MOST_GONE = 10_000  # epochs in one line
CHECK = len(b"01234567 ")
SHORTEST = len(b'01234567 {"kind":"EngineNamed","engine":""}')
_DECODER = json.JSONDecoder()
# What parsing raises: another form, no JSON or UTF-8, nested too deeply, too large a number, more than memory holds.
_DAMAGE = (FormatError, ValueError, RecursionError, OverflowError, MemoryError)


def add_to_log(run: Folder, entries: Iterable[Entry]) -> None:
    """Adds the entries, all or none, to the disk. Raises DiskError."""
    data = b"".join(line_of(part) for entry in entries for part in _parts_of(entry))
    if data:
        # A line that a kill cut short must not swallow the next one: an empty line does no harm.
        run.append(RUN_LOG, b"\n" + data)


def line_of(entry: object) -> bytes:
    """The line of an entry, a dataclass, with its end."""
    text = to_json(entry, allow_nan=True).encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def entry_of(line: bytes) -> Entry | None:
    """The entry of a line without its end; None if it is damaged or none of ours."""
    if len(line) > most_bytes(line) or line[:CHECK] != b"%08x " % zlib.crc32(memoryview(line)[CHECK:]):
        return None
    try:
        entry = _parsed(line)
    except _DAMAGE:
        return None
    return entry if is_sound(entry) else None


def plain_of(line: bytes) -> Any:
    """The JSON value of a line without its end, of another log than a run's; None if it is damaged or too long."""
    if len(line) > MOST_OTHER_LINE or line[:CHECK] != b"%08x " % zlib.crc32(memoryview(line)[CHECK:]):
        return None
    try:
        return _plain(line)
    except _DAMAGE:
        return None


def most_bytes(line: bytes) -> int:
    """How long a line may be that begins like that."""
    return MOST_LINE if line.startswith(EPOCH_HEAD, CHECK) else MOST_OTHER_LINE


def _parts_of(entry: Entry) -> Iterator[Entry]:
    """The entry, as several where it holds more epochs than one line may."""
    if isinstance(entry, SnapshotsGone) and len(entry.epochs) > MOST_GONE:
        for start in range(0, len(entry.epochs), MOST_GONE):
            yield SnapshotsGone(entry.epochs[start : start + MOST_GONE])
    else:
        yield entry


def _parsed(line: bytes) -> Entry:
    """Raises FormatError, or what JSON raises."""
    if line.startswith(EPOCH_HEAD, CHECK):
        check_cost(line)
        return epoch_from_plain(_plain(line))
    plain = _plain(line)
    if isinstance(plain, dict) and isinstance(epochs := plain.get("epochs"), list) and len(epochs) > MOST_GONE:
        raise FormatError("")  # before each of them is looked at
    entry: Entry = from_plain(Entry, plain, RUN_LOG)
    return entry


def _plain(line: bytes) -> Any:
    text = str(memoryview(line)[CHECK:], "utf-8", "surrogatepass")
    plain, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise FormatError("")
    return plain
