"""Samples that are the same, and pictures that look almost the same; found by sorting, never by comparing all."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.blocks import Watch
from nnstudio.data.explore.measures import Keys, Measures
from nnstudio.data.explore.pooling import grey_pooled
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts

MOST_BITS = 3  # that differ; of four quarters of a key, one is then the same
_QUARTERS = (0, 16, 32, 48)
_NEIGHBOURS = 8  # that are compared with each key of a sorted list
_SIDE = 16
_MOST_DIFFERENCE = 0.03  # root mean square, of the range of values
_MOST_SHARE = 0.12  # of the picture's own deviation
_PAIRS = 2_000  # looked at at once
_MOST_PAIRS = 100_000

Pairs = NDArray[np.int32]  # (n, 2) rows


def equal_groups(keys: Keys) -> list[Rows]:
    """The rows with the same key, where there are several: each group sorted, groups by their first row."""
    order = np.argsort(keys, kind="stable").astype(np.int32)
    new = np.flatnonzero(np.diff(keys[order])) + 1
    groups = [group for group in np.split(order, new) if len(group) > 1]
    return sorted(groups, key=lambda group: int(group[0]))


def near_groups(parts: Parts, measures: Measures, watch: Watch) -> list[Rows]:
    """The rows of pictures that look almost the same, though not all of a group have the same values.

    Keys that differ in a few bits are met among the neighbours in lists sorted by one of their quarters; then the
    pictures themselves are compared. In crowds of keys that are alike, some pairs may be missed.
    """
    if not len(measures.looks):
        return []
    first_of_each = np.unique(measures.content, return_index=True)[1].astype(np.int32)
    rows = np.setdiff1d(first_of_each, measures.blank)
    pairs = _alike_from_afar(measures, _near_keys(measures.looks, rows))[:_MOST_PAIRS]
    alike = []
    for begin in range(0, len(pairs), _PAIRS):
        watch(begin / len(pairs))
        alike.append(_alike(parts, pairs[begin : begin + _PAIRS]))
    return _joined(np.concatenate(alike)) if alike else []


def _near_keys(keys: Keys, rows: Rows) -> Pairs:
    """Pairs of these rows whose keys differ in MOST_BITS at the most, each once."""
    found = []
    for shift in _QUARTERS:
        rolled = (keys[rows] >> np.uint64(shift)) | (keys[rows] << np.uint64((64 - shift) % 64))
        order = rows[np.argsort(rolled, kind="stable")]
        for step in range(1, min(_NEIGHBOURS, len(order) - 1) + 1):
            one, other = order[:-step], order[step:]
            near = np.bitwise_count(keys[one] ^ keys[other]) <= MOST_BITS
            found.append(np.sort(np.stack([one[near], other[near]], axis=1), axis=1))
    return np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2), np.int32)


def _alike_from_afar(measures: Measures, pairs: Pairs) -> Pairs:
    """Those of the pairs that may be alike: patches differ less than the pictures that they are the means of."""
    kept = []
    for begin in range(0, len(pairs), _PAIRS):
        some = pairs[begin : begin + _PAIRS]
        one, other = (measures.small[some[:, side]].astype(np.float32) / 255 for side in (0, 1))
        difference = np.sqrt(np.square(one - other).mean(axis=1))
        kept.append(some[difference <= _MOST_DIFFERENCE])
    return np.concatenate(kept) if kept else pairs


def _alike(parts: Parts, pairs: Pairs) -> Pairs:
    """Those of the pairs whose pictures, made small, differ little."""
    facts = parts.dataset.facts
    one, other = (grey_pooled(parts.samples(pairs[:, side]), facts, _SIDE, _SIDE) for side in (0, 1))
    difference = np.sqrt(np.square(one - other).mean(axis=(1, 2)))
    least = np.minimum(_MOST_DIFFERENCE, _MOST_SHARE * one.std(axis=(1, 2)))
    return np.asarray(pairs[difference <= least])


def _joined(pairs: Pairs) -> list[Rows]:
    """The groups that the pairs make."""
    leader: dict[int, int] = {}

    def first(row: int) -> int:
        while (above := leader.setdefault(row, row)) != row:
            leader[row] = row = leader.setdefault(above, above)
        return row

    for one, other in pairs.tolist():
        low, high = sorted((first(one), first(other)))
        leader[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for row in sorted(leader):
        groups[first(row)].append(row)
    return [np.array(group, np.int32) for _, group in sorted(groups.items())]
