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
    """Losses became values with settings, data sets and their folders became sources."""
    training, data = plain.get("training"), plain.get("data")
    if isinstance(training, dict) and isinstance(loss := training.get("loss"), str):
        plain = {**plain, "training": {**training, "loss": {"kind": _LOSSES_OF_1.get(loss, loss)}}}
    if isinstance(data, dict):
        plain = {**plain, "data": _with_source(data)}
    return plain


_SOURCES_OF_1 = {"digits": "Digits", "mnist": "MNIST", "fashion-mnist": "FashionMNIST"}


def _with_source(data: Plain) -> Plain:
    """Version 1 named a data set and a folder, which the digits had too; version 2 has a source."""
    rest = {name: value for name, value in data.items() if name not in ("dataset", "folder")}
    word, folder = data.get("dataset", "digits"), data.get("folder", "")
    source: Plain = {"kind": _SOURCES_OF_1.get(word, word) if isinstance(word, str) else word}
    if word != "digits" or not isinstance(folder, str):
        source["folder"] = folder
    return {**rest, "source": source}


STEPS: tuple[Callable[[Plain], Plain], ...] = (_from_1,)  # the first brings version 1 to 2
VERSION = len(STEPS) + 1


def brought_up_to_date(plain: Plain, version: int) -> Plain:
    """A project of that version, 1 to VERSION, as this version has it."""
    for step in STEPS[version - 1 :]:
        plain = step(plain)
    return plain
