"""What every feed does: makes batches of rows to blocks of samples on the device."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.order import Rows

_ALIGNMENT = 64  # bytes: of arrays that lie so, backends take the memory as it is


class Place(Protocol):
    """Puts arrays on the device; from any thread."""

    def __call__(self, array: NDArray[Any], *, own: bool = False) -> Any:
        """The array, which isn't written to any more, as the device's.

        `own`: it isn't mapped from a file either, so that a device that computes in main memory may use it as it is.
        """


def aligned(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """An array, of anything, that a device may use as it is."""
    size = math.prod(shape) * dtype.itemsize
    memory = np.empty(size + _ALIGNMENT, np.uint8)
    first = -memory.ctypes.data % _ALIGNMENT
    made: NDArray[Any] = memory[first : first + size].view(dtype).reshape(shape)
    return made


@dataclass(frozen=True)
class Work:
    """Batches to come, all of one size.

    Attributes:
        batches: (steps, batch size), rows of the data.
        epoch: the epoch that learns from them; 0: they are only looked at.
    """

    batches: Rows
    epoch: int = 0


@dataclass(frozen=True)
class Block:
    """Samples on the device, for some steps.

    Attributes:
        samples, targets: (rows, *shape) as stored, and (rows, ...) as `wanted_values` gives them.
        batches: (at least `steps`, batch size), rows of `samples`.
        steps: how many batches there are.
    """

    samples: Any
    targets: Any
    batches: Rows
    steps: int


Blocks = Iterator[Block | None]
"""The blocks of some work, in order. None: the next one isn't ready; whoever asked may do something else meanwhile."""


class Feed(ABC):
    """Samples for steps.

    Attributes:
        reason: why samples are read while the run goes on; empty if they all lie on the device.
    """

    reason: str = ""

    @abstractmethod
    def blocks(self, work: Iterable[Work]) -> AbstractContextManager[Blocks]:
        """The blocks of that work; inside the `with` alone. Reading them raises StudioError where the disk refuses."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of all samples."""


def wanted_values(targets: NDArray[np.generic]) -> NDArray[np.generic]:
    """Targets as the device takes them: labels as int32, numbers as float32."""
    return targets.astype(np.int32 if np.issubdtype(targets.dtype, np.integer) else np.float32)
