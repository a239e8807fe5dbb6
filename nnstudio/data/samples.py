"""Looking at data: how many samples of each class there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def class_counts(labels: NDArray[np.integer], classes: int) -> tuple[int, ...]:
    """How many rows each class has, for labels 0 to classes - 1."""
    return tuple(int(count) for count in np.bincount(labels, minlength=classes)[:classes])
