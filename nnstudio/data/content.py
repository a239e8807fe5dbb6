"""The arrays of a data set as they were read, and the hash by which their content is known on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources import Facts
from nnstudio.core.words import say

ARRAY_NAMES = ("x_train", "y_train", "x_test", "y_test")
_AT_A_TIME = 1 << 20
Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Content:
    """The four arrays, by their names in ARRAY_NAMES, and what is known of them."""

    facts: Facts
    arrays: Arrays


def content_hash_of(arrays: Arrays) -> str:
    """SHA-256 over names, types, shapes and bytes of the four arrays, in a fixed order."""
    digest = hashlib.sha256()
    for name in ARRAY_NAMES:
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        digest.update(bytes_of(array))
    return digest.hexdigest()


def content_hash_of_files(paths: Mapping[str, Path]) -> str:
    """The same of arrays in .npy files, by name, which are read piece by piece. Raises FormatError, OSError."""
    digest = hashlib.sha256()
    for name in ARRAY_NAMES:
        with paths[name].open("rb") as file:
            try:
                np.lib.format.read_magic(file)
                shape, _, dtype = np.lib.format.read_array_header_1_0(file)
            except ValueError as error:
                raise FormatError(
                    say("is not a whole array ({reason}).", reason=error), where=str(paths[name])
                ) from error
            digest.update(f"{name} {dtype.str} {shape}\n".encode())
            while part := file.read(_AT_A_TIME):
                digest.update(part)
    return digest.hexdigest()


def bytes_of(array: NDArray[Any]) -> memoryview:
    """The bytes of an array whose values lie one after the other, without a copy; of one without any, none."""
    return array.data.cast("B") if array.size else memoryview(b"")
