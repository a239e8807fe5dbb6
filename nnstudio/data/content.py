"""The arrays of a data set as they were read, and the hash by which their content is known on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts

ARRAY_NAMES = ("x_train", "y_train", "x_test", "y_test")
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


def bytes_of(array: NDArray[Any]) -> memoryview:
    """The bytes of an array whose values lie one after the other, without a copy; of one without any, none."""
    return array.data.cast("B") if array.size else memoryview(b"")
