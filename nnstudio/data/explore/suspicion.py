"""Labels that may be wrong: samples that look more like those of another class than like those of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.blocks import Watch, all_rows, some_of
from nnstudio.data.explore.components import components_of
from nnstudio.data.explore.features import Features, features_of
from nnstudio.data.parts import Parts

DOUBTFUL = 0.6  # the nearest of the own class is half as far again as the nearest of another one
MOST_COMPARED = 4_000
_MOST_DIRECTIONS = 48
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
    others = some_of(rows, MOST_COMPARED)
    components = components_of(features[others], _MOST_DIRECTIONS)
    places = components.place(features)
    found = np.zeros(len(rows), np.float32)
    for first in range(0, len(rows), _BLOCK):
        watch(0.5 + first / (2 * len(rows)))
        block = rows[first : first + _BLOCK]
        distances = _distances(places[block], places[others])
        distances[block[:, np.newaxis] == others] = np.inf
        same = labels[block][:, np.newaxis] == labels[others]
        own = np.where(same, distances, np.inf).min(axis=1)
        other = np.where(same, np.inf, distances).min(axis=1)
        found[first : first + len(block)] = _share(own, other)
    return found


def _distances(one: Features, other: Features) -> NDArray[np.float32]:
    squares = np.square(one).sum(axis=1)[:, np.newaxis] + np.square(other).sum(axis=1) - 2 * one @ other.T
    return np.sqrt(np.maximum(squares, 0))


def _share(own: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """own / (own + other); a half where both are 0 or nothing is near, 0 where nothing of the own class is compared."""
    known = np.isfinite(own) & np.isfinite(other) & (own + other > 0)
    share = np.divide(own, own + other, out=np.full(len(own), 0.5, np.float32), where=known)
    return np.where(np.isinf(own) | np.isinf(other), np.float32(0), share)
