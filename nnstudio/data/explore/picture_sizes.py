"""Pictures whose files were of another size than they should be, where sizes are known."""

from __future__ import annotations

import numpy as np

from nnstudio.core.words import say
from nnstudio.data.store import Dataset

MOST_ENLARGED = 2
_USUAL_SHARE = 0.8
_MOST_TOLD = 5_000


def tiny(dataset: Dataset) -> dict[int, str]:
    """The rows of pictures that were enlarged more than MOST_ENLARGED times, with what is to be said of each."""
    if dataset.sizes is None:
        return {}
    sizes = np.asarray(dataset.sizes)
    small = np.flatnonzero((sizes * MOST_ENLARGED < np.array(dataset.facts.shape[:2])).any(axis=1))
    return {row: _enlarged(*sizes[row].tolist()) for row in small[:_MOST_TOLD].tolist()}


def other_sizes(dataset: Dataset) -> dict[int, str]:
    """The rows of pictures of another size than most, where at least four in five are of one size."""
    if dataset.sizes is None or not len(dataset.sizes):
        return {}
    sizes = np.asarray(dataset.sizes)
    kinds, counts = np.unique(sizes, axis=0, return_counts=True)
    if len(kinds) < 2 or counts.max() < _USUAL_SHARE * len(sizes):
        return {}
    usual: tuple[int, int] = tuple(kinds[counts.argmax()].tolist())
    others = np.flatnonzero((sizes != usual).any(axis=1))
    return {row: _of_another_size(sizes[row].tolist(), usual) for row in others[:_MOST_TOLD].tolist()}


def _enlarged(height: int, width: int) -> str:
    return say("has only {height} × {width} pixels in its file, and was enlarged.", height=height, width=width)


def _of_another_size(size: list[int], usual: tuple[int, int]) -> str:
    return say(
        "has {height} × {width} pixels in its file, where most have {rows} × {columns}.",
        height=size[0],
        width=size[1],
        rows=usual[0],
        columns=usual[1],
    )
