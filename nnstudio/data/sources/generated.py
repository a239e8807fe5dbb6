"""What all sources that are made by arithmetic share: nothing is searched for, every fifth point is for the test."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources.facts import Classes
from nnstudio.core.sources.generated import TEST_SHARE, Generated
from nnstudio.core.words import say
from nnstudio.data.content import Content
from nnstudio.data.noise import Floats
from nnstudio.data.sources.base import Found

DIGITS = 6  # sines differ between machines in their last bits; so rounded they don't


def made() -> Found:
    """Where such data is found."""
    return Found("made", text=say("Made by arithmetic."))


def content_of(source: Generated, samples: Floats, targets: NDArray[Any]) -> Content:
    """The arrays of points (n, columns) and their targets, (n,) classes or (n, numbers)."""
    facts = source.facts
    rows = np.arange(len(samples))
    tests = rows % TEST_SHARE == TEST_SHARE // 2 if facts.test else np.zeros(len(rows), bool)
    x = np.round(samples, DIGITS).astype(np.float32)
    y = targets.astype(np.uint8) if isinstance(facts.targets, Classes) else np.round(targets, DIGITS).astype(np.float32)
    return Content(facts, {"x_train": x[~tests], "y_train": y[~tests], "x_test": x[tests], "y_test": y[tests]})
