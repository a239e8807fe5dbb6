"""Keras's `.weights.h5` files: written by Keras, read by our own careful reader.

Layout (Keras 3, saving_lib): `layers/<class in snake case>[_n]/vars/<i>`, numbered by class in the order of the layers.
A file from outside is hostile until all that it declares is what is expected; nothing else of it is read.
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
from nnstudio.core.numbers import whole
from nnstudio.core.serial import quoted
from nnstudio.core.words import joined, say
from nnstudio.disk.regular import opened_regular
from nnstudio.engine.keras_backend.hdf5_array import check_storage, holds_floats, read_floats, shape_of
from nnstudio.engine.keras_backend.hdf5_file import Groups, RationedFile, child, names_in, opened_hdf5

MOST_MISFITS = 8  # that are listed
MOST_LAYERS = 10_000
MOST_AXES = 8  # that are written out
LONGEST_NAME = 200  # bytes of a group that may be a layer's: Keras's own have about 40
# For each variable that is expected; what HDF5 itself writes takes a tenth.
BYTES_A_VARIABLE = 1 << 16
READS_A_VARIABLE = 200


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

    Raises StudioError: with a line for each variable that doesn't fit, or one sentence for a file that is no such file.
    """
    expected = expected_variables(model, titles)
    try:
        with opened_regular(path) as descriptor, opened_hdf5(descriptor) as (root, file):
            arrays = _read(root, file, expected)
    except StudioError as error:
        fix = error.fix or say("Choose a file ending in .weights.h5.")
        raise StudioError(error.message, where=path.name, fix=fix) from error
    for entry, array in zip(expected, arrays, strict=True):
        entry.variable.assign(array)


def _read(root: Any, file: RationedFile, expected: list[Expected]) -> list[npt.NDArray[np.float32]]:
    """Everything is checked by what is declared before the first array is read."""
    file.allow(BYTES_A_VARIABLE * len(expected), READS_A_VARIABLE * len(expected))
    _check_form(root)
    groups = Groups(root)
    found = [(entry, groups.array(entry.place)) for entry in expected]
    misfits = [line for entry, dataset in found if (line := _misfit(entry, dataset))]
    misfits += _unused(groups, expected)
    if misfits:
        raise StudioError(_report(misfits), fix=say("Design the network that these weights fit."))
    for entry, dataset in found:
        check_storage(dataset, entry.title)
    file.unwatch()  # large arrays take their time to be decoded
    return [_finite(read_floats(dataset, file, entry.title), entry.title) for entry, dataset in found]


def _check_form(root: Any) -> None:
    """Tells the forms of older Keras from that of today."""
    if root.links.exists(b"layers"):
        return
    if root.links.exists(b"model_weights") or h5py.h5a.exists(root, b"layer_names"):
        raise StudioError(
            say("holds weights in the form of older Keras (.h5), which can't be read here."),
            fix=say("Load it in Keras, save its weights as .weights.h5, then choose that file."),
        )
    raise StudioError(say("holds no layers."))


def _misfit(entry: Expected, dataset: Any) -> str:
    """How the array differs from what the network needs, by what it declares; empty if it fits."""
    if dataset is None:
        return say("{title}: missing, the network needs {shape}", title=entry.title, shape=_shape(entry.shape))
    shape = shape_of(dataset)
    if shape != entry.shape:
        return say(
            "{title}: {found} in the file, the network needs {shape}",
            title=entry.title,
            found=say("nothing") if shape is None else _shape(shape),
            shape=_shape(entry.shape),
        )
    if not holds_floats(dataset):
        return say("{title}: holds no ordinary floating-point numbers", title=entry.title)
    return ""


def _unused(groups: Groups, expected: list[Expected]) -> list[str]:
    """The layers of the file that the network lacks, and those of which it uses only some arrays."""
    counts = Counter(entry.place.rpartition("/")[0] for entry in expected)
    lines: list[str] = [
        say("{name}: holds more arrays than the network uses", name=quoted(place.split("/")[1]))
        for place, count in counts.items()
        if groups.group(place) is not None and child(groups.group(place), str(count).encode()) is not None
    ]
    layers = groups.group("layers")
    ours = {place.split("/")[1].encode() for place in counts}
    for name in sorted(names_in(layers, MOST_LAYERS, LONGEST_NAME + 1)):
        if name not in ours and _has_weights(layers, name):
            shown = quoted(name.decode("utf-8", "surrogateescape"))
            lines.append(say("{name}: in the file, but not in the network", name=shown))
    return lines


def _has_weights(layers: Any, name: bytes) -> bool:
    """Whether a group below `layers` holds arrays. What Keras would not write counts as such, and is not opened."""
    # A slash would have HDF5 look elsewhere.
    if len(name) > LONGEST_NAME or b"/" in name or name in (b"", b"."):
        return True
    held = child(layers, name)
    if not isinstance(held, h5py.h5g.GroupID):
        return True
    arrays = child(held, b"vars")
    return isinstance(arrays, h5py.h5g.GroupID) and child(arrays, b"0") is not None


def _finite(array: npt.NDArray[np.float32], title: str) -> npt.NDArray[np.float32]:
    if not np.isfinite(array).all():
        raise StudioError(say("{title} holds values that are infinite or not numbers.", title=title))
    return array


def _report(misfits: list[str]) -> str:
    """All in one text, whose parts another process can say in its own language."""
    if len(misfits) == 1:
        return say("does not fit the network: {misfit}.", misfit=misfits[0])
    lines = [say("\n• {line}", line=line) for line in misfits[:MOST_MISFITS]]
    if more := len(misfits) - len(lines):
        lines.append(say("\n• and {more} more", more=more))
    places = dict(zip("abcdefghi", [*lines, *[""] * (MOST_MISFITS + 1 - len(lines))], strict=True))
    listed = say("{a}{b}{c}{d}{e}{f}{g}{h}{i}", **places)
    return say("does not fit the network in {count} places:{lines}", count=len(misfits), lines=listed)


def _shape(shape: tuple[int, ...]) -> str:
    if len(shape) > MOST_AXES:
        return say("an array of {count} axes", count=len(shape))
    return joined([whole(axis) for axis in shape], " × ") or say("one number")


def _snake_case(name: str) -> str:
    """Keras's own rule for group names: Conv2D -> conv2d, BatchNormalization -> batch_normalization."""
    spaced = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", spaced).lower()
