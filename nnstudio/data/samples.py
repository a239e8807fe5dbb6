"""Looking at data: how many samples of each class there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def class_counts(labels: NDArray[np.integer], classes: int) -> tuple[int, ...]:
    """How many rows each class has, for labels 0 to classes - 1."""
    return tuple(int(count) for count in np.bincount(labels, minlength=classes)[:classes])


def class_weights(labels: NDArray[np.integer], classes: int) -> NDArray[np.float32]:
    """What a sample of each class counts for, (classes,), so that all classes that there are count for the same in all.

    Their mean over the samples is 1. What Keras takes as `class_weight`; scikit-learn calls it balanced (King & Zeng
    2001). A class without samples has 1.
    """
    counts = np.bincount(labels, minlength=classes)[:classes]
    present = np.count_nonzero(counts)
    return np.where(counts, len(labels) / np.maximum(1, present * counts), 1.0).astype(np.float32)
