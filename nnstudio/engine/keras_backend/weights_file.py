"""Keras's `.weights.h5` files: written by Keras, read by our own careful reader.

Layout (Keras 3, saving_lib): `layers/<class in snake case>[_n]/vars/<i>`, numbered by class in the order of the layers.
A file from outside is hostile until every declared shape is the one that is expected; nothing else of it is read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import StudioError

MOST_MISFITS = 12


@dataclass(frozen=True)
class Expected:
    """One variable that the network has: its place in the file, its title for people, and its shape."""

    place: str
    title: str
    shape: tuple[int, ...]
    variable: Any


def expected_variables(model: Any, titles: dict[str, str]) -> list[Expected]:
    """The model's variables that such a file holds, in order."""
    counts: Counter[str] = Counter()
    found = []
    for layer in model.layers:
        kind = _snake_case(type(layer).__name__)
        group = f"{kind}_{counts[kind]}" if counts[kind] else kind
        counts[kind] += 1
        for i, variable in enumerate(layer.weights):
            title = f"{titles.get(layer.name, layer.name)} {variable.name}"
            found.append(Expected(f"layers/{group}/vars/{i}", title, tuple(variable.shape), variable))
    return found


def load_weights(path: Path, model: Any, titles: dict[str, str]) -> None:
    """Assigns the file's weights to the model's variables, all or none.

    Raises StudioError with a report, a line for each variable that doesn't fit.
    """
    try:
        with h5py.File(path, "r") as file:
            expected = expected_variables(model, titles)
            misfits = _misfits(file, expected)
            if misfits:
                raise StudioError(_report(misfits), where=path.name, fix="Design the network that these weights fit.")
            arrays = [_read(file, entry) for entry in expected]
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        raise StudioError(
            f"can't be read as Keras weights ({error}).", where=path.name, fix="Choose a file ending in .weights.h5."
        ) from error
    for entry, array in zip(expected, arrays, strict=True):
        entry.variable.assign(array)


def _misfits(file: Any, expected: list[Expected]) -> list[str]:
    """What doesn't fit, by declared shapes alone."""
    misfits = []
    for entry in expected:
        dataset = _plain_dataset(file, entry.place)
        if dataset is None:
            misfits.append(f"{entry.title}: missing, the network needs {_shape(entry.shape)}")
        elif tuple(dataset.shape) != entry.shape:
            misfits.append(
                f"{entry.title}: {_shape(dataset.shape)} in the file, the network needs {_shape(entry.shape)}"
            )
        elif dataset.dtype.kind != "f":
            misfits.append(f"{entry.title}: holds {dataset.dtype}, not floating-point numbers")
    known = {entry.place.split("/")[1] for entry in expected}
    misfits += [f"{name}: in the file, but not in the network" for name in _groups_with_weights(file) - known]
    return misfits


def _plain_dataset(file: Any, place: str) -> Any:
    """The dataset at that place, if every step is a hard link and its values lie in this very file."""
    current = file
    for part in place.split("/"):
        if not isinstance(current, h5py.Group) or part not in current:
            return None
        if not isinstance(current.get(part, getlink=True), h5py.HardLink):
            return None
        current = current[part]
    if not isinstance(current, h5py.Dataset) or current.is_virtual or current.external:
        return None
    return current


def _groups_with_weights(file: Any) -> set[str]:
    layers = file.get("layers") if isinstance(file.get("layers", getlink=True), h5py.HardLink) else None
    if not isinstance(layers, h5py.Group) or len(layers) > 10_000:
        return set()
    return {name for name in layers if _plain_dataset(file, f"layers/{name}/vars/0") is not None}


def _read(file: Any, entry: Expected) -> npt.NDArray[np.float32]:
    array = np.asarray(_plain_dataset(file, entry.place)[...], np.float32)
    if not np.isfinite(array).all():
        raise ValueError(f"{entry.title} holds values that are not numbers")
    return array


def _report(misfits: list[str]) -> str:
    shown = misfits[:MOST_MISFITS]
    more = len(misfits) - len(shown)
    lines = [f"does not fit the network in {len(misfits)} places:" if len(misfits) > 1 else "does not fit the network:"]
    lines += [f"• {line}" for line in shown]
    if more:
        lines.append(f"• and {more} more")
    return "\n".join(lines)


def _shape(shape: tuple[int, ...]) -> str:
    return " × ".join(f"{axis:,}" for axis in shape) or "one number"


def _snake_case(name: str) -> str:
    """Keras's own rule for group names: Conv2D -> conv2d, BatchNormalization -> batch_normalization."""
    spaced = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", spaced).lower()
