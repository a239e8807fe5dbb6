"""Pictures whose files were of another size than they should be, where sizes are known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnstudio.core.words import say
from nnstudio.data.store import Dataset

MOST_ENLARGED = 2
_USUAL_SHARE = 0.8
_MOST_OF_ANOTHER = 500


def tiny(dataset: Dataset) -> Iterator[tuple[int, str]]:
    """The rows of pictures that were enlarged more than MOST_ENLARGED times, with what is to be said of each."""
    if dataset.sizes is None:
        return
    sizes = np.asarray(dataset.sizes)
    for row in np.flatnonzero((sizes * MOST_ENLARGED < np.array(dataset.facts.shape[:2])).any(axis=1)):
        height, width = sizes[row].tolist()
        yield (
            int(row),
            say("has only {height} × {width} pixels in its file, and was enlarged.", height=height, width=width),
        )


def other_sizes(dataset: Dataset) -> Iterator[tuple[int, str]]:
    """The rows of pictures of another size than most, where at least four in five are of one size."""
    if dataset.sizes is None or not len(dataset.sizes):
        return
    sizes = np.asarray(dataset.sizes)
    kinds, counts = np.unique(sizes, axis=0, return_counts=True)
    if len(kinds) < 2 or counts.max() < _USUAL_SHARE * len(sizes):
        return
    usual = kinds[counts.argmax()]
    for row in np.flatnonzero((sizes != usual).any(axis=1))[:_MOST_OF_ANOTHER]:
        height, width = sizes[row].tolist()
        yield (
            int(row),
            say(
                "has {height} × {width} pixels in its file, where most have {rows} × {columns}.",
                height=height,
                width=width,
                rows=int(usual[0]),
                columns=int(usual[1]),
            ),
        )
