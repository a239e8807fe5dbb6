"""Principal components by a randomised singular value decomposition (Halko, Martinsson & Tropp 2011)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.features import Features

_SPARE = 8  # directions beyond those wanted
_ROUNDS = 3
_SEED = 0


@dataclass(frozen=True, eq=False)
class Components:
    """Directions in which rows differ most.

    Attributes:
        mean: (d,) of the rows.
        directions: (count, d) of length 1, the widest first; the largest part of each is positive.
        shares: (count,) of all variance that lies in each.
    """

    mean: NDArray[np.float64]
    directions: NDArray[np.float64]
    shares: NDArray[np.float64]

    def place(self, features: Features) -> NDArray[np.float32]:
        """(n, count) where rows lie along the directions."""
        return np.asarray((features - self.mean) @ self.directions.T, np.float32)


def components_of(features: Features, count: int = 2) -> Components:
    """The first `count` directions; fewer where the rows have fewer columns, or there are fewer rows."""
    values = features.astype(np.float64)
    mean = values.mean(axis=0)
    values -= mean
    count = min(count, *values.shape)
    probes = np.random.default_rng(_SEED).normal(size=(values.shape[1], min(count + _SPARE, *values.shape)))
    basis, _ = np.linalg.qr(values @ probes)
    for _ in range(_ROUNDS):
        basis, _ = np.linalg.qr(values.T @ basis)
        basis, _ = np.linalg.qr(values @ basis)
    _, lengths, directions = np.linalg.svd(basis.T @ values, full_matrices=False)
    directions = directions[:count]
    largest = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), largest])
    total = float(np.square(values).sum())
    shares = np.square(lengths[:count]) / total if total > 0 else np.zeros(len(directions))
    return Components(mean, directions * np.where(signs == 0, 1, signs)[:, np.newaxis], shares)
