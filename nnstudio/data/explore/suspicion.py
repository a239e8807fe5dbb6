"""Labels that may be wrong: samples that look more like those of another class than like those of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.blocks import Watch, all_rows, some_of
from nnstudio.data.explore.components import components_of
from nnstudio.data.explore.features import Features, features_of
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts

DOUBTFUL = 0.6  # the nearest of the own class is half as far again as the nearest of another one
MOST_COMPARED = 3_000
_MOST_DIRECTIONS = 32
_BLOCK = 1_000


def suspicion_of(parts: Parts, watch: Watch) -> NDArray[np.float32]:
    """(n,) from 0 to 1 for each sample; above a half the sample most like it is of another class than its own.

    The label is the one in the data, whatever was edited. Each is compared with up to MOST_COMPARED others, by its
    place along the directions in which samples differ most. 0 where there are no classes, or only one.
    """
    dataset, rows = parts.dataset, all_rows(parts)
    if len(dataset.facts.class_names) < 2:
        return np.zeros(len(rows), np.float32)
    labels = np.concatenate([dataset.y_train, dataset.y_test])
    features = features_of(parts, rows, lambda share: watch(share / 2))
    some = some_of(rows, MOST_COMPARED)
    others = some[np.argsort(labels[some], kind="stable")]
    places = components_of(features[others], _MOST_DIRECTIONS).place(features)
    found = np.zeros(len(rows), np.float32)
    for first in range(0, len(rows), _BLOCK):
        watch(0.5 + first / (2 * len(rows)))
        block = rows[first : first + _BLOCK]
        nearest, classes = _nearest_of_each(places, block, others, labels[others])
        own = labels[block][:, np.newaxis] == classes
        found[block] = _share(np.where(own, nearest, np.inf).min(axis=1), np.where(own, np.inf, nearest).min(axis=1))
    return found


def _nearest_of_each(
    places: Features, block: Rows, others: Rows, labels: NDArray[np.integer]
) -> tuple[NDArray[np.float32], NDArray[np.integer]]:
    """(block, classes) how far the nearest of the others is in each class, itself apart; and these classes."""
    squares = np.square(places[others]).sum(axis=1) - 2 * places[block] @ places[others].T
    own_places = np.full(len(places), -1, np.int32)
    own_places[others] = np.arange(len(others), dtype=np.int32)
    among = np.flatnonzero(own_places[block] >= 0)
    squares[among, own_places[block[among]]] = np.inf
    classes, starts = np.unique(labels, return_index=True)
    nearest = np.minimum.reduceat(squares, starts, axis=1) + np.square(places[block]).sum(axis=1)[:, np.newaxis]
    return np.sqrt(np.maximum(nearest, 0)), classes


def _share(own: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """own / (own + other); a half where both are 0, 0 where nothing of either is compared."""
    known = np.isfinite(own) & np.isfinite(other)
    total = np.where(known, own + other, 1)
    share = np.where(total > 0, np.where(known, own, 0) / np.where(total > 0, total, 1), 0.5)
    return np.asarray(share, np.float32)
