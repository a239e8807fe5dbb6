"""Samples that are written one block after the other, each to the part that it is for, and their targets."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.array_writer import ArrayWriter
from nnstudio.data.order import split_rows
from nnstudio.data.repeats import Repeats
from nnstudio.data.room import check_room

TEST_SHARE = 0.2
LEAST_FOR_TEST = 50


def rows_for_test(targets: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows a fixed fifth for the test is made of: (n,), the same share of each class; of few rows none."""
    tests = np.zeros(len(targets), np.bool_)
    if len(targets) >= LEAST_FOR_TEST:
        tests[split_rows(targets, validation_share=TEST_SHARE)[1]] = True
    return tests


class SplitWriter:
    """Writes the four arrays of a data set into a folder. A context manager.

    Attributes:
        repeats: which samples are the same, in the order in which they were added.
    """

    def __init__(self, folder: Path, count: int, shape: tuple[int, ...], dtype: str) -> None:
        """`count` samples are to come; `shape` is that of one.

        Raises DiskError if the disk has no room for them, OSError as all methods do.
        """
        check_room(folder, count, shape, dtype)
        self.repeats = Repeats()
        self._folder = folder
        self._writers = [ArrayWriter(folder / f"x_{part}.npy", shape, dtype) for part in ("train", "test")]

    def add(self, samples: NDArray[Any], tests: NDArray[np.bool_]) -> None:
        """Writes samples (n, *shape); `tests` tells which of them are for the test."""
        self.repeats.add(samples)
        for writer, chosen in zip(self._writers, (~tests, tests), strict=True):
            writer.extend(samples[chosen])

    def add_targets(self, targets: NDArray[Any], tests: NDArray[np.bool_]) -> None:
        """Writes what is to be learned of all samples, in the order in which they were added."""
        for part, chosen in (("train", ~tests), ("test", tests)):
            with ArrayWriter(self._folder / f"y_{part}.npy", targets.shape[1:], targets.dtype.name) as writer:
                writer.extend(targets[chosen])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers:
            writer.__exit__(kind, error, trace)
