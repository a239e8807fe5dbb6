"""Files of a person's own, read as the window reads them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Source
from nnstudio.data.convert import convert
from nnstudio.data.findings import Finding, read_findings
from nnstudio.data.prepare import prepare
from nnstudio.data.recognise import recognised
from nnstudio.data.sources import Found, Progress
from nnstudio.data.store import DataInfo, Dataset


def read(path: Path, **settings: Any) -> Dataset:
    """The data in that file or folder, of the kind that it is recognised as. Raises StudioError."""
    return read_as(replace(recognised(path), **settings))


def read_as(source: Source) -> Dataset:
    """The source's data."""
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False)


def refusal(path: Path, **settings: Any) -> StudioError:
    """Why it isn't read: an error that names the file and says what to do."""
    with pytest.raises(StudioError) as caught:
        read(path, **settings)
    assert path.name in str(caught.value)
    assert caught.value.fix
    return caught.value


class Here:
    """Reads in this process what a child reads otherwise: its start takes longer than most readings."""

    def convert(
        self, source: Source, found: Found, folder: Path, *, progress: Progress, cancelled: Callable[[], bool]
    ) -> DataInfo:
        """As `Reader.convert`, with as much as a child is told."""
        return convert(source.anywhere(), Found(found.form, found.files), folder, progress)


def findings(dataset: Dataset, matter: str = "") -> list[Finding]:
    """What was found wrong, of that matter where one is given."""
    return [each for each in read_findings(dataset.folder).found if matter in ("", each.matter)]


def npy(array: Any) -> bytes:
    """The array as an NPY file, with pickled objects where it holds some."""
    file = io.BytesIO()
    np.save(file, np.asarray(array), allow_pickle=True)
    return file.getvalue()


def save_npz(path: Path, arrays: Mapping[str, Any], *, packed: bool = False) -> Path:
    """The arrays as an NPZ file."""
    (np.savez_compressed if packed else np.savez)(path, **arrays)
    return path


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """The text as a file, its line ends as they are."""
    path.write_bytes(text.encode(encoding))
    return path
