"""What the tests of data share: no net, a reader process that ends with the test, and small data of MNIST's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.sources import Digits
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import Reader, shared_reader
from nnstudio.data.store import Dataset
from tests.support.idx import small_arrays, write_idx
from tests.support.own_files import Here

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
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: for tests of what becomes of them."""
    monkeypatch.setattr("nnstudio.data.prepare.shared_reader", Here)


@pytest.fixture
def digits() -> Dataset:
    """The embedded digits, prepared in the test's own cache."""
    return prepare(Digits(), progress=lambda share, text: None, cancelled=lambda: False)


@pytest.fixture(name="small_arrays", scope="session")
def make_small_arrays() -> dict[str, NDArray[np.uint8]]:
    """Data in the form of MNIST, but 30 + 12 pictures."""
    return small_arrays()


@pytest.fixture(name="write_idx", scope="session")
def give_write_idx() -> WriteIdx:
    """Writes the small data as the four IDX files; returns their folder."""
    return write_idx
