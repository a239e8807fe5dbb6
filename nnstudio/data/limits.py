"""What every reader of an outside data file checks before it believes the file: counts, sizes and labels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.data.sources import CLASSES, MOST_PICTURES, SIDE

DEFLATE_MOST = 1032  # zlib's best possible ratio; no honest file declares more than its bytes can unpack to
_AGAIN = "Get the file again."


def check_count(count: int, where: str) -> None:
    """Raises FormatError unless there are 1 to 1,000,000 pictures."""
    if not 1 <= count <= MOST_PICTURES:
        raise FormatError(f"declares {count:,} pictures; 1 to {MOST_PICTURES:,} can be read.", where=where, fix=_AGAIN)


def check_sides(sides: tuple[int, ...], where: str) -> None:
    """Raises FormatError unless pictures are 28 × 28."""
    if sides != (SIDE, SIDE):
        text = " × ".join(str(side) for side in sides) or "one number"
        raise FormatError(f"holds pictures of {text} instead of {SIDE} × {SIDE}.", where=where, fix=_AGAIN)


def check_ratio(declared: int, packed: int, where: str) -> None:
    """Raises FormatError if so few packed bytes can't unpack to so many."""
    if declared > packed * DEFLATE_MOST + 1024:
        raise FormatError(
            f"declares {declared:,} bytes, more than its {packed:,} bytes can unpack to.", where=where, fix=_AGAIN
        )


def check_labels(labels: NDArray[np.integer], where: str) -> None:
    """Raises FormatError unless every label is 0 to 9."""
    if labels.min() < 0 or labels.max() >= CLASSES:
        raise FormatError(
            f"holds labels from {labels.min()} to {labels.max()} instead of 0 to {CLASSES - 1}.",
            where=where,
            fix=_AGAIN,
        )


def check_pairs(pictures: NDArray[np.uint8], labels: NDArray[np.uint8], where: str) -> None:
    """Raises FormatError unless every picture has its label."""
    if len(pictures) != len(labels):
        raise FormatError(
            f"holds {len(labels):,} labels for {len(pictures):,} pictures.",
            where=where,
            fix="Get all files again, from one place.",
        )
