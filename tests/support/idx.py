"""Small data in MNIST's form, as arrays and as files."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def small_arrays() -> dict[str, NDArray[np.uint8]]:
    """Data in the form of MNIST, but 30 + 12 pictures."""
    random = np.random.default_rng(5)
    return {
        "x_train": random.integers(0, 256, (30, 28, 28), np.uint8),
        "y_train": (np.arange(30) % 10).astype(np.uint8),
        "x_test": random.integers(0, 256, (12, 28, 28), np.uint8),
        "y_test": (np.arange(12) % 10).astype(np.uint8),
    }


def write_idx(folder: Path, *, spelling: str = "-", packed: bool = True) -> Path:
    """Writes the small data as the four IDX files; returns their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = small_arrays()
    for part, name in (("train", "train"), ("test", "t10k")):
        for kind, array in (("images", arrays[f"x_{part}"]), ("labels", arrays[f"y_{part}"])):
            stem = f"{name}-{kind}{spelling}idx{array.ndim}-ubyte"
            data = idx_bytes(array)
            path = folder / (stem + (".gz" if packed else ""))
            path.write_bytes(gzip.compress(data, mtime=0) if packed else data)
    return folder


def idx_bytes(array: NDArray[np.uint8]) -> bytes:
    """The array as an IDX file."""
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()
