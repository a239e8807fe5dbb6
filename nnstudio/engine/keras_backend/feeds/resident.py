"""All samples on the device."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.sample_reader import SampleReader
from nnstudio.data.store import Samples
from nnstudio.engine.keras_backend.feeds.base import Block, Blocks, Feed, Place, Work, wanted_values


class ResidentFeed(Feed):
    """Puts the samples of these rows on the device once."""

    def __init__(self, parts: Parts, rows: Rows, place: Place) -> None:
        """`rows`: in order, each once."""
        self._data: tuple[Any, Any] | None = (
            place(_samples(parts, rows)),
            place(wanted_values(parts.targets[rows])),
        )
        self._place_of = np.zeros(parts.size, np.int32)
        self._place_of[rows] = np.arange(len(rows), dtype=np.int32)

    @contextmanager
    def blocks(self, work: Iterable[Work]) -> Iterator[Blocks]:
        yield map(self._block, work)

    def _block(self, work: Work) -> Block:
        if self._data is None:
            raise ValueError("the feed is closed")
        return Block(*self._data, self._place_of[work.batches], len(work.batches))

    def close(self) -> None:
        self._data = None


def _samples(parts: Parts, rows: Rows) -> Samples:
    """Mapped where the rows are the first ones: then no copy is made but that on the device."""
    first = parts.dataset.x_train[: len(rows)]
    if len(first) == len(rows) and (rows == np.arange(len(rows))).all():
        return first
    return SampleReader(parts.dataset).read(rows)
