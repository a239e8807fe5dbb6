"""What a run's log says in the end: where the run was resumed, what came later holds no longer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from nnstudio.disk.folder import Folder
from nnstudio.runs.run_log.blocks import LogPlace
from nnstudio.runs.run_log.entries import (
    Begun,
    Ended,
    EngineNamed,
    Entry,
    EpochLine,
    EpochRecord,
    Resumed,
    SnapshotLine,
    epoch_record,
)
from nnstudio.runs.run_log.reading import has_log, read_log


@dataclass
class KeptRun:
    """A run as its log tells it.

    Attributes:
        begun: how it began; None if that line is lost.
        lines: the epochs that are done, by number.
        written: the epochs after which a snapshot was written, in the order in which they were.
        fingerprint: what decided the bits of its last part; empty where that wasn't recorded.
        further: whether its last part does more epochs than were asked for before, and none of them is done.
        ended: how it ended; None while it trains.
    """

    begun: Begun | None = None
    lines: dict[int, EpochLine] = field(default_factory=dict)
    written: list[int] = field(default_factory=list)
    fingerprint: dict[str, str] = field(default_factory=dict)
    further: bool = False
    ended: Ended | None = None
    _furthest: list[int] = field(default_factory=list)  # a heap of the epochs in `lines`, negative

    def take(self, entry: Entry) -> None:
        """Takes up the next entry of the log. An epoch that is told again replaces the first."""
        match entry:
            case Begun():
                self.begun = entry
            case EngineNamed():
                self.fingerprint = entry.fingerprint
            case EpochLine(point):
                if point.epoch not in self.lines:
                    heappush(self._furthest, -point.epoch)
                self.lines[point.epoch] = entry
                self.further = False
            case SnapshotLine(epoch, file):
                self.written += [epoch] if file.startswith("epoch-") else []
            case Resumed(epoch):
                self.cut(epoch)
                self.further, self.ended = self.further or entry.further, None
            case Ended():
                self.ended = entry

    def cut(self, epoch: int) -> None:
        """Forgets what came after that epoch."""
        while self._furthest and -self._furthest[0] > epoch:  # not a look at all: a log may say so a million times
            del self.lines[-heappop(self._furthest)]
        while self.written and self.written[-1] > epoch:
            self.written.pop()

    def records(self) -> tuple[EpochRecord, ...]:
        """The epochs with their figures, oldest first. Raises FormatError if batches can't be read."""
        return tuple(epoch_record(self.lines[epoch]) for epoch in sorted(self.lines))


def kept_run(run: Folder) -> KeptRun:
    """All that the run's log says; nothing if there is none. Raises DiskError, NotPlainError."""
    return kept_of(read_log(run, LogPlace())) if has_log(run) else KeptRun()


def kept_of(entries: Iterable[Entry]) -> KeptRun:
    """What these entries, in order, say in the end."""
    kept = KeptRun()
    for entry in entries:
        kept.take(entry)
    return kept
