"""Connected parts of a mask, by runs: each row's runs join those of the row above that they touch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def connected_parts(mask: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Numbers the parts connected by edges or corners: labels (h, w), 0 outside, and each part's size from 1 on."""
    width = mask.shape[1] + 2  # a column of ground on either side, so that no run passes a row's end
    padded = np.pad(mask, 1).reshape(-1).astype(np.int8)
    steps = np.diff(padded)
    starts, ends = np.flatnonzero(steps == 1) + 1, np.flatnonzero(steps == -1) + 1
    parents = _joined(starts.tolist(), ends.tolist(), width)
    _, numbers = np.unique(parents, return_inverse=True)
    labels = np.zeros(padded.size, np.int32)
    for start, end, number in zip(starts.tolist(), ends.tolist(), numbers.tolist(), strict=True):
        labels[start:end] = number + 1
    sizes = np.bincount(numbers, ends - starts).astype(np.int64)
    return labels.reshape(-1, width)[1:-1, 1:-1], sizes


def _joined(starts: list[int], ends: list[int], width: int) -> list[int]:
    """The first run of the part that each run belongs to. Runs come in reading order, ends outside them."""
    parents = list(range(len(starts)))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = parents[run]
        return run

    above = 0
    for run, (start, end) in enumerate(zip(starts, ends, strict=True)):
        while ends[above] + width < start:  # that run ends before this one's upper left neighbour
            above += 1
        touching = above
        while touching < run and starts[touching] + width <= end:
            first, second = sorted((root(touching), root(run)))
            parents[second] = first
            touching += 1
    return [root(run) for run in range(len(starts))]
