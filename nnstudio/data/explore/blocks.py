"""All samples, some at a time: however many there are, memory stays the same and Cancel is heard."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts

Watch = Callable[[float], None]  # told a share from 0 to 1; raises Cancelled to end the work
BLOCK_VALUES = 1_000_000


def blocks(parts: Parts, rows: Rows, watch: Watch) -> Iterator[tuple[slice, NDArray[Any]]]:
    """The places in `rows` of each block, and its samples as they are stored."""
    step = max(1, BLOCK_VALUES // math.prod(parts.dataset.facts.shape))
    for first in range(0, len(rows), step):
        watch(first / len(rows))
        place = slice(first, min(first + step, len(rows)))
        yield place, parts.samples(rows[place])


def all_rows(parts: Parts) -> Rows:
    """Every row of the data."""
    return np.arange(parts.size, dtype=np.int32)


def some_of(rows: Rows, most: int) -> Rows:
    """At most so many of these rows, evenly taken from them."""
    return rows[:: max(1, -(-len(rows) // most))]


def unwatched(share: float) -> None:
    """Progress that nobody watches."""
