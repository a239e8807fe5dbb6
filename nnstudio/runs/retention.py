"""Which snapshots a long run keeps: all of them while they are few, then evenly spaced ones, and always the newest.

The newest whose weights are numbers stays too: after a run diverged, it is the one to go back to. So a run of any
length keeps between half of `most` and `most` snapshots, and the first (epoch 0) for good.
"""

from __future__ import annotations

from collections.abc import Iterable

MOST_SNAPSHOTS = 200


class Retention:
    """Decides as snapshots are written, oldest first.

    Attributes:
        stride: of older snapshots, those of every so manyth epoch stay.
    """

    def __init__(self, most: int = MOST_SNAPSHOTS) -> None:
        self.stride = 1
        self._most = most
        self._kept: list[int] = []
        self._newest_finite: int | None = None

    def replay(self, epochs: Iterable[int], finite: int | None) -> None:
        """Goes on where a run was: after snapshots of these epochs, of which `finite` is the newest with numbers."""
        for epoch in epochs:
            self.add(epoch, finite=finite is not None and epoch <= finite)

    @property
    def kept(self) -> tuple[int, ...]:
        """The epochs whose snapshots are kept now, oldest first."""
        return tuple(self._kept)

    def add(self, epoch: int, *, finite: bool = True) -> tuple[int, ...]:
        """Takes up a snapshot that was just written; gives the epochs whose snapshots are to be dropped.

        `finite`: whether all its weights are numbers.
        """
        if epoch in self._kept:
            return ()
        if finite:
            self._newest_finite = epoch
        before = [*self._kept, epoch]
        while sum(self._stays(kept, epoch) for kept in before) > self._most:
            self.stride *= 2
        self._kept = [kept for kept in before if self._stays(kept, epoch)]
        return tuple(kept for kept in before if not self._stays(kept, epoch))

    def _stays(self, kept: int, newest: int) -> bool:
        return kept % self.stride == 0 or kept in (newest, self._newest_finite)
