"""How a run begins that goes on from another one of its project."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnstudio.runs.run_log import Begun, Entry, EpochRecord, epoch_line


@dataclass(frozen=True)
class Branch:
    """Where it begins.

    Attributes:
        run: the other run's number.
        epoch: the epoch after which it leaves that.
        records: the other one's epochs up to there, which become its own.
    """

    run: int
    epoch: int
    records: tuple[EpochRecord, ...] = ()

    def beginning(self, begun: Begun) -> tuple[Entry, ...]:
        """The first entries of its log; `begun` as of any run."""
        begun = replace(begun, origin=self.run, origin_epoch=self.epoch)
        return (begun, *map(epoch_line, self.records))
