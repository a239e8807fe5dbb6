"""Older versions of project.json, brought up to date one version at a time.

Each step takes the file's plain JSON object, without `format` and `version`, and returns the next version's. It raises
nothing: what it doesn't find as it should be it leaves alone, for the reading after it to refuse with the place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Plain = dict[str, Any]


_LOSSES_OF_1 = {
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "mean_squared_error": "MeanSquaredError",
    "mean_absolute_error": "MeanAbsoluteError",
    "huber": "Huber",
}


def _from_1(plain: Plain) -> Plain:
    """Losses became values with settings."""
    training = plain.get("training")
    if isinstance(training, dict) and isinstance(loss := training.get("loss"), str):
        plain = {**plain, "training": {**training, "loss": {"kind": _LOSSES_OF_1.get(loss, loss)}}}
    return plain


STEPS: tuple[Callable[[Plain], Plain], ...] = (_from_1,)  # the first brings version 1 to 2
VERSION = len(STEPS) + 1


def brought_up_to_date(plain: Plain, version: int) -> Plain:
    """A project of that version, 1 to VERSION, as this version has it."""
    for step in STEPS[version - 1 :]:
        plain = step(plain)
    return plain
