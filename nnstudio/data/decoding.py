"""Pictures decoded in order: few of them here, many of them by processes that use all cores."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from typing import Self

from nnstudio.data.batches import Batch
from nnstudio.data.decoders import Decoders
from nnstudio.data.picture_sample import Wanted, outcome_of

MOST_BYTES = 400_000_000  # of memory for all pictures under way
WORTH_SECONDS = 0.6  # of decoding that is left, for processes to be started, which takes a fifth of a second each
_SECONDS_FOR_ONE = 0.3
_MOST_DECODERS = 16
_MOST_BATCHES = 64


class Decoding:
    """Decodes here at first; where much is left, in processes as soon as these have started.

    A context manager, inside `decode.strict_warnings`. The memory that it takes doesn't depend on how many pictures
    there are.
    """

    def __init__(self, wanted: Wanted, count: int) -> None:
        """`count`: of all pictures that will come."""
        self._wanted = wanted
        self._left = count
        self._decoders = Decoders(wanted)
        self._judged = cores() < 2  # whether it is known if processes are worth it
        self._batches: Iterator[Batch] = iter(())
        self._under_way: deque[Batch] = deque()
        self._next: Batch | None = None

    def decoded(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The batches in their order, with what became of each picture. Raises StudioError if processes keep dying."""
        self._batches = batches
        while True:
            self._hand_out()
            if self._under_way:
                self._collect()
                while self._under_way and self._under_way[0].outcomes is not None:
                    yield self._counted(self._under_way.popleft())
            elif (batch := self._taken()) is not None:
                self._decode_here(batch)
                yield self._counted(batch)
            else:
                return

    def _hand_out(self) -> None:
        """Gives each process that is free a batch, and reads one more, so that none waits for the disk."""
        for decoder in self._decoders.free():
            if not self._may_go_on() or (batch := self._taken()) is None:
                return
            self._under_way.append(batch)
            self._decoders.give(decoder, batch)
        if self._under_way:
            self._look_ahead()

    def _may_go_on(self) -> bool:
        """Whether there is memory for one more batch."""
        upcoming = self._look_ahead()
        if not self._under_way or upcoming is None:
            return True
        held = sum(batch.memory for batch in self._under_way)
        return held + upcoming.memory <= MOST_BYTES and len(self._under_way) < _MOST_BATCHES

    def _look_ahead(self) -> Batch | None:
        """The next batch, which is read now; None after the last."""
        if self._next is None:
            self._next = next(self._batches, None)
        return self._next

    def _taken(self) -> Batch | None:
        batch, self._next = self._look_ahead(), None
        return batch

    def _collect(self) -> None:
        """Waits until one process answers, if the batch whose turn it is isn't decoded yet."""
        if self._under_way[0].outcomes is None:
            for _ in self._decoders.answers():
                self._hand_out()

    def _decode_here(self, batch: Batch) -> None:
        began = time.perf_counter()
        batch.take([outcome_of(file, self._wanted) for file in batch.files])
        count = len(batch.pictures)
        seconds = (time.perf_counter() - began) / count * (self._left - count)
        if not self._judged and seconds > WORTH_SECONDS:
            self._judged = True
            self._decoders.start(min(cores(), _MOST_DECODERS, 1 + int(seconds / _SECONDS_FOR_ONE)))

    def _counted(self, batch: Batch) -> Batch:
        self._left -= len(batch.pictures)
        return batch

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._decoders.__exit__(*error)


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
