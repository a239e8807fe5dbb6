"""Lines in a log that arrives in blocks.

What is no line of ours costs next to nothing: it is found and passed over without a step of Python for each of its
lines, and without being kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nnstudio.runs.run_log import lines
from nnstudio.runs.run_log.entries import Entry
from nnstudio.runs.run_log.epoch_lines import EPOCH_HEAD
from nnstudio.runs.run_log.lines import CHECK, SHORTEST


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


class Waiting:
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
        self._head += part[: CHECK + len(EPOCH_HEAD) - len(self._head)]
        if self.length > lines.most_bytes(self._head):
            self._parts.clear()
        elif part:
            self._parts.append(part)

    def end(self, place: LogPlace) -> Entry | None:
        """The entry of the line, which is whole now; the next one begins. `place` moves on."""
        place.offset += self.length + 1
        is_kept = self.length <= lines.most_bytes(self._head)
        line = b"".join(self._parts) if is_kept else b""
        self.length, self._head, self._parts = 0, b"", []
        return _counted(line, place)


def whole_lines(block: bytes, place: LogPlace) -> Iterator[Entry]:
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
    ours = np.flatnonzero(ends - starts >= SHORTEST)
    checked = starts[ours] + CHECK
    ours = ours[(codes[checked - 1] == ord(" ")) & (codes[checked] == ord("{"))]
    before = np.concatenate((np.zeros(1, ours.dtype), ours - np.arange(len(ours))))
    last = len(starts) - len(ours) - int(before[-1])
    return starts[ours].tolist(), ends[ours].tolist(), np.diff(before).tolist(), last


def _counted(line: bytes, place: LogPlace) -> Entry | None:
    entry = lines.entry_of(line)
    if entry is None:
        place.damaged += 1
    return entry
