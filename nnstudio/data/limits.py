"""What every reader of an outside data file checks before it believes the file: counts, sizes and labels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources.facts import MOST_SAMPLES
from nnstudio.core.words import mark, say

SIDE = 28
CLASSES = 10
MOST_SOURCE_BYTES = 1_000_000_000  # of one file; a million pictures take 784 million bytes unpacked
DEFLATE_MOST = 1032  # zlib's best possible ratio; no honest file declares more than its bytes can unpack to
_AGAIN = mark("Get the file again.")


def check_count(count: int, where: str) -> None:
    """Raises FormatError unless there are 1 to 1,000,000 pictures."""
    if not 1 <= count <= MOST_SAMPLES:
        raise FormatError(
            say("declares {count} pictures; 1 to {most} can be read.", count=count, most=MOST_SAMPLES),
            where=where,
            fix=say(_AGAIN),
        )


def check_sides(sides: tuple[int, ...], where: str) -> None:
    """Raises FormatError unless pictures are 28 × 28."""
    if sides != (SIDE, SIDE):
        shape = " × ".join(str(side) for side in sides) or say("one number")
        message = say("holds pictures of {shape} instead of {side} × {side}.", shape=shape, side=SIDE)
        raise FormatError(message, where=where, fix=say(_AGAIN))


def check_ratio(declared: int, packed: int, where: str) -> None:
    """Raises FormatError if so few packed bytes can't unpack to so many."""
    if declared > packed * DEFLATE_MOST + 1024:
        raise FormatError(
            say(
                "declares {count} bytes, more than its {packed} bytes can unpack to.",
                count=declared,
                packed=packed,
            ),
            where=where,
            fix=say(_AGAIN),
        )


def check_labels(labels: NDArray[np.integer], where: str) -> None:
    """Raises FormatError unless every label is 0 to 9."""
    if labels.min() < 0 or labels.max() >= CLASSES:
        raise FormatError(
            say(
                "holds labels from {low} to {high} instead of 0 to {most}.",
                low=labels.min(),
                high=labels.max(),
                most=CLASSES - 1,
            ),
            where=where,
            fix=say(_AGAIN),
        )


def check_pairs(pictures: NDArray[np.uint8], labels: NDArray[np.uint8], where: str) -> None:
    """Raises FormatError unless every picture has its label."""
    if len(pictures) != len(labels):
        raise FormatError(
            say(
                "holds {labels} labels for {pictures} pictures.",
                labels=len(labels),
                pictures=len(pictures),
            ),
            where=where,
            fix=say("Get all files again, from one place."),
        )
