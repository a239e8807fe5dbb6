"""Samples as rows of a few hundred numbers, so that what is alike lies near each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.blocks import Watch, blocks
from nnstudio.data.explore.pooling import pooled
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts

SIDE = 12
_MOST_VALUES = 1_024
Features = NDArray[np.float32]


def features_of(parts: Parts, rows: Rows, watch: Watch) -> Features:
    """(n, d) of these rows: pictures pooled to 12 x 12, columns of tables standardised, all else as it is stored."""
    found = [_features(parts, samples) for _, samples in blocks(parts, rows, watch)]
    features = np.concatenate(found) if found else np.empty((0, 1), np.float32)
    return _standardised(features) if parts.dataset.facts.are_vectors and len(features) else features


def _features(parts: Parts, samples: NDArray[np.generic]) -> Features:
    facts = parts.dataset.facts
    if facts.are_pictures:
        small = pooled(samples, min(SIDE, facts.shape[0]), min(SIDE, facts.shape[1]))
        return ((small - facts.low) / (facts.high - facts.low)).reshape(len(samples), -1)
    flat = np.nan_to_num(samples.reshape(len(samples), -1).astype(np.float32))
    return flat if facts.are_vectors else flat[:, :: max(1, -(-flat.shape[1] // _MOST_VALUES))]


def _standardised(features: Features) -> Features:
    """Mean 0 and deviation 1; a column that is always the same becomes 0."""
    values = features.astype(np.float64)
    deviation = values.std(axis=0)
    return np.asarray((values - values.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0), np.float32)
