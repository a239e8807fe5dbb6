"""What the tests of data share: no net, a reader process that ends with the test, and small data of MNIST's form."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.sources import Digits
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import Reader, shared_reader
from nnstudio.data.store import Dataset

WriteIdx = Callable[..., Path]


@pytest.fixture(autouse=True)
def no_net_and_no_reader(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keeps downloads away from the net, and ends the shared reader process with the test."""
    monkeypatch.setenv("NNSTUDIO_DOWNLOAD_BASE", "http://127.0.0.1:9/")  # nothing listens there
    yield
    shared_reader().close()


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A reader process of the test's own."""
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture
def digits() -> Dataset:
    """The embedded digits, prepared in the test's own cache."""
    return prepare(Digits(), progress=lambda share, text: None, cancelled=lambda: False)


@pytest.fixture(scope="session")
def small_arrays() -> dict[str, NDArray[np.uint8]]:
    """Data in the form of MNIST, but 30 + 12 pictures."""
    random = np.random.default_rng(5)
    return {
        "x_train": random.integers(0, 256, (30, 28, 28), np.uint8),
        "y_train": (np.arange(30) % 10).astype(np.uint8),
        "x_test": random.integers(0, 256, (12, 28, 28), np.uint8),
        "y_test": (np.arange(12) % 10).astype(np.uint8),
    }


@pytest.fixture(scope="session")
def write_idx(small_arrays: dict[str, NDArray[np.uint8]]) -> WriteIdx:
    """Writes the small data as the four IDX files; returns their folder."""

    def write(folder: Path, *, spelling: str = "-", packed: bool = True) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for part, name in (("train", "train"), ("test", "t10k")):
            for kind, array in (("images", small_arrays[f"x_{part}"]), ("labels", small_arrays[f"y_{part}"])):
                stem = f"{name}-{kind}{spelling}idx{array.ndim}-ubyte"
                data = idx_bytes(array)
                path = folder / (stem + (".gz" if packed else ""))
                path.write_bytes(gzip.compress(data, mtime=0) if packed else data)
        return folder

    return write


def idx_bytes(array: NDArray[np.uint8]) -> bytes:
    """The array as an IDX file."""
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()
