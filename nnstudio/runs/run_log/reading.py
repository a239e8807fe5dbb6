"""A run's log as its entries: read on from where it was, or looked at from its end. How much is read is bounded."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import DiskError, refused_read
from nnstudio.runs.run_log.blocks import LogPlace, Waiting, whole_lines
from nnstudio.runs.run_log.entries import RUN_LOG, Entry, SnapshotLine
from nnstudio.runs.run_log.lines import entry_of

MOST_LOG = 1_000_000_000  # bytes of a log that are read
AT_A_TIME = 1 << 18
TAIL = 1 << 16


def has_log(run: Folder) -> bool:
    """Whether the run was begun."""
    return run.kind(RUN_LOG) == "file"


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


def first_entry(run: Folder) -> Entry | None:
    """The first line that can be read, of those in the log's first 256 KB; None where there is none.

    Raises DiskError, NotPlainError.
    """
    with run.opened(RUN_LOG) as descriptor:
        try:
            part = _read_at(descriptor, 0)
        except OSError as error:
            raise refused_read(run.path / RUN_LOG, error) from error
    return next(whole_lines(part[: part.rfind(b"\n") + 1], LogPlace()), None)


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
    return next((entry for line in reversed(lines) if (entry := entry_of(line)) is not None), None)


def checksums(run: Folder) -> dict[str, str]:
    """The SHA-256 of the run's snapshots by file name, as far as the log tells."""
    if not has_log(run):
        return {}
    return {entry.file: entry.sha256 for entry in read_log(run, LogPlace()) if isinstance(entry, SnapshotLine)}


def _entries(descriptor: int, place: LogPlace) -> Iterator[Entry]:
    """Whole lines only: the last may still be being written."""
    waiting = Waiting()
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
        yield from whole_lines(part[begin:end], place)
        waiting.add(part[end:])
    place.cut_off = start >= MOST_LOG and system.status_of(descriptor).st_size > MOST_LOG


def _read_at(descriptor: int, offset: int) -> bytes:
    system.seek(descriptor, offset)
    return system.read(descriptor, max(min(AT_A_TIME, MOST_LOG - offset), 0))


def _last_lines(descriptor: int) -> list[bytes]:
    """The whole lines in the file's last TAIL bytes."""
    size = system.status_of(descriptor).st_size
    start = max(size - TAIL, 0)
    system.seek(descriptor, start)
    parts: list[bytes] = []
    left = min(size, TAIL)
    while left and (part := system.read(descriptor, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts).split(b"\n")[1 if start else 0 : -1]  # the first may be the rest of a line
