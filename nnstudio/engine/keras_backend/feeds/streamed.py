"""Samples read from the disk while the device computes: a thread is always one block ahead."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, contextmanager

import numpy as np

from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.sample_reader import SampleReader
from nnstudio.engine.keras_backend.feeds.augmenting import THREADS, Augmenting
from nnstudio.engine.keras_backend.feeds.base import (
    Block,
    Blocks,
    Feed,
    Place,
    Work,
    aligned,
    wanted_values,
)
from nnstudio.engine.memory import SAMPLE_BLOCK

_GIVEN_BYTES = int(os.environ.get(SAMPLE_BLOCK) or 0)
# The larger a block, the nearer to each other its samples lie on the disk: of 60,000 small pictures, blocks of 16 MB
# took twice as long to read. The first steps wait for a whole block: where it is also changed, it is smaller.
READ_BYTES = _GIVEN_BYTES or 48_000_000
CHANGED_BYTES = _GIVEN_BYTES or 12_000_000
WAIT_SECONDS = 0.05
LONGEST_CLOSE_SECONDS = 5.0


class StreamedFeed(Feed):
    """Reads the samples of each block anew; of a set of any size a few blocks are in memory.

    A block holds some tens of megabytes at the most, or one batch.
    """

    def __init__(self, parts: Parts, place: Place, *, reason: str = "", augmenting: Augmenting | None = None) -> None:
        """`augmenting`: how samples are changed that an epoch learns from."""
        self.reason = reason
        self._parts = parts
        self._place = place
        self._augmenting = augmenting

    @contextmanager
    def blocks(self, work: Iterable[Work]) -> Iterator[Blocks]:
        ahead = _Ahead(self._made(work))
        try:
            yield ahead
        finally:
            ahead.close()

    def close(self) -> None:
        """Nothing is kept."""

    def _made(self, work: Iterable[Work]) -> Generator[Block, None, None]:
        reader = SampleReader(self._parts.dataset)
        size = READ_BYTES if self._augmenting is None else CHANGED_BYTES
        with ThreadPoolExecutor(THREADS, "augmentation") as threads:
            for each in work:
                steps = max(1, size // max(1, each.batches.shape[1] * reader.bytes_each))
                for first in range(0, len(each.batches), steps):
                    batches = each.batches[first : first + steps]
                    yield self._block(reader, threads, batches, min(steps, len(each.batches)), each.epoch)

    def _block(self, reader: SampleReader, threads: Executor, batches: Rows, room: int, epoch: int) -> Block:
        """The samples in the order in which they are on the disk; all blocks as large: steps are compiled once."""
        rows, place_of = _in_order(batches.reshape(-1))
        samples = aligned((room * batches.shape[1], *reader.shape), reader.dtype)
        reader.read_sorted(rows, samples)
        if epoch and self._augmenting is not None:
            self._augmenting.change(samples[: len(rows)], rows, epoch, threads)
        targets = np.zeros((len(samples), *self._parts.targets.shape[1:]), self._parts.targets.dtype)
        targets[: len(rows)] = self._parts.targets[rows]
        samples[len(rows) :] = 0
        places = np.zeros((room, batches.shape[1]), np.int32)
        places[: len(batches)] = place_of.reshape(batches.shape)
        return Block(self._place(samples, own=True), self._place(wanted_values(targets)), places, len(batches))


def _in_order(rows: Rows) -> tuple[Rows, Rows]:
    """The rows in order, and the place that each of them has there."""
    # A row and its place in one number sort five times as fast as places by their rows.
    keys = rows.astype(np.int64) << 32 | np.arange(len(rows))
    keys.sort()
    order = keys & (2**32 - 1)
    place = np.empty(len(rows), np.int32)
    place[order] = np.arange(len(rows), dtype=np.int32)
    return (keys >> 32).astype(np.int32), place


class _Over:
    """Nothing more comes."""


class _Ahead:
    """An iterator whose next value is made on a thread meanwhile; None while it isn't ready."""

    def __init__(self, made: Generator[Block, None, None]) -> None:
        self._made = made
        self._ready: queue.Queue[Block | _Over | Exception] = queue.Queue(maxsize=1)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="samples", daemon=True)
        self._thread.start()

    def __iter__(self) -> Blocks:
        return self

    def __next__(self) -> Block | None:
        try:
            found = self._ready.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            return None
        if isinstance(found, Block):
            return found
        self._put(found)  # whoever asks again is told the same
        if isinstance(found, Exception):
            raise found
        raise StopIteration

    def close(self) -> None:
        """Ends the thread. A disk that doesn't answer is left to itself."""
        self._closed.set()
        self._thread.join(LONGEST_CLOSE_SECONDS)

    def _work(self) -> None:
        try:
            with closing(self._made) as made:
                for block in made:
                    if not self._put(block):
                        return
        except Exception as error:  # noqa: BLE001 - raised where the block is waited for
            self._put(error)
        else:
            self._put(_Over())

    def _put(self, found: Block | _Over | Exception) -> bool:
        """Waits for room; False if nobody wants it any more."""
        while not self._closed.is_set():
            try:
                self._ready.put(found, timeout=WAIT_SECONDS)
            except queue.Full:
                continue
            return True
        return False
