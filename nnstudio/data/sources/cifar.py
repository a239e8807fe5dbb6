"""Reads CIFAR-10 and CIFAR-100: pickled batches or binary files, unpacked or in their archive.

A batch is a dict with `data`, (n, 3072) bytes: the red, green and blue plane of 32 × 32 each, and a list of labels. A
record of a binary file is the label, or in CIFAR-100 the group's and the kind's, and then the same 3072 bytes.
After https://www.cs.toronto.edu/~kriz/cifar.html.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.shown import shown
from nnstudio.core.sources import CIFAR10, CIFAR100, Classes, Facts
from nnstudio.core.sources.cifar import CIFAR
from nnstudio.core.sources.facts import LONGEST_NAME, MOST_SAMPLES
from nnstudio.core.words import mark, say
from nnstudio.data.array_writer import ArrayWriter
from nnstudio.data.places import Place
from nnstudio.data.plain_pickle import PlainArray, read_plain
from nnstudio.data.sources.base import Found, Progress
from nnstudio.data.sources.cifar_files import LAYOUTS, Layout, found_in, lack
from nnstudio.data.sources.kept import KeptReader
from nnstudio.data.store import DataInfo, write_info
from nnstudio.data.tar_files import opened_tar, read_member
from nnstudio.disk.refusal import refused_write
from nnstudio.disk.regular import read_regular

VALUES = 3 * 32 * 32
MOST_FILE_BYTES = 200_000_000  # the largest, CIFAR-100's, holds 155 million
_MOST_MEMBERS = 100
_AT_A_TIME = 10_000  # pictures that are brought from planes to pixels
_AGAIN = mark("Get the file again.")
_DAMAGED = (tarfile.TarError, EOFError, OSError, ValueError, zlib.error)
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Batch:
    """Pictures (n, 3072) as planes, and their labels (n,)."""

    pictures: Bytes
    labels: Bytes


@dataclass(frozen=True)
class CIFARReader(KeptReader):
    """Of batches, binary files or the archive."""

    reads = (CIFAR10, CIFAR100)

    source: CIFAR

    @property
    def layout(self) -> Layout:
        """The names of the set's files."""
        return LAYOUTS[type(self.source)]

    def found_in(self, place: Place) -> Found | None:
        return found_in(place, self.layout)

    def lack(self, place: Place) -> str:
        return lack(place, self.layout, say(self.source.title))

    @property
    def needed(self) -> str:
        offer = self.source.offer
        return say(
            "{title} is the file {archive}, or a folder with {files}.",
            title=say(self.source.title),
            archive=offer.files[0].name if offer else self.layout.kept_as[0],
            files=", ".join((*self.layout.pickles, self.layout.names)),
        )

    def write(self, found: Found, folder: Path, progress: Progress) -> DataInfo:
        files = _files_of(found, self.layout, progress)
        names = self._names(files)
        try:
            counts = [
                self._write_part(part, files, folder, progress) for part in (self.layout.training, (self.layout.test,))
            ]
        except OSError as error:
            raise refused_write(folder, error) from error
        facts = Facts(self.source.expected.shape, Classes(names), counts[0], counts[1], form=self.source.expected.form)
        return write_info(folder, self.source, facts)

    def _write_part(self, part: Sequence[str], files: dict[str, _File], folder: Path, progress: Progress) -> int:
        """Writes the batches of a part, one after the other; how many pictures they hold."""
        name = "train" if part == self.layout.training else "test"
        with (
            ArrayWriter(folder / f"x_{name}.npy", self.source.expected.shape, "uint8") as pictures,
            ArrayWriter(folder / f"y_{name}.npy", (), "uint8") as labels,
        ):
            for each in part:
                progress(0.6, say("Reading {name}", name=each))
                batch = self._batch(files.pop(each))
                for begin in range(0, len(batch.pictures), _AT_A_TIME):
                    planes = batch.pictures[begin : begin + _AT_A_TIME].reshape(-1, 3, 32, 32)
                    pictures.extend(planes.transpose(0, 2, 3, 1))
                labels.extend(batch.labels)
                if pictures.rows > MOST_SAMPLES:
                    raise FormatError(say("holds more than {most} pictures.", most=MOST_SAMPLES))
            return pictures.rows

    def _batch(self, file: _File) -> _Batch:
        if file.is_binary:
            return _binary_batch(file, self.layout.label_bytes, self._label_place, len(self.source.usual_names))
        return _pickled_batch(file, self._label_key, len(self.source.usual_names))

    @property
    def _label_key(self) -> str:
        return f"{self.source.labels}_labels" if isinstance(self.source, CIFAR100) else "labels"

    @property
    def _label_place(self) -> int:
        """Which byte of a binary record is the label: CIFAR-100's begin with the group's."""
        return 1 if isinstance(self.source, CIFAR100) and self.source.labels == "fine" else 0

    def _names(self, files: dict[str, _File]) -> tuple[str, ...]:
        """The classes' names as the files have them, else as the published set does."""
        usual = self.source.usual_names
        if self.layout.names not in files:
            return usual
        key = self._label_key.removesuffix("s") + "_names"
        file = files[self.layout.names]
        given = _entry(_dict_of(file), key, file.where)
        names = [each.decode("utf-8", "replace") if isinstance(each, bytes) else each for each in _list_of(given)]
        if len(names) != len(usual) or not all(isinstance(each, str) and each for each in names):
            message = say(
                "holds {count} names of classes instead of {expected}.", count=len(names), expected=len(usual)
            )
            raise FormatError(message, where=file.where, fix=say(_AGAIN))
        return tuple(shown(each)[:LONGEST_NAME] for each in names)


@dataclass(frozen=True, eq=False)
class _File:
    """One of the set's files: its bytes, and what people know it by."""

    data: bytes
    where: str
    is_binary: bool


def _files_of(found: Found, layout: Layout, progress: Progress) -> dict[str, _File]:
    """The set's files by their names without `.bin`. Raises StudioError."""
    if found.form == "archive":
        return _unpacked(found.files[0], layout, progress)
    files = {}
    for place, path in enumerate(found.files):
        progress(0.5 * place / len(found.files), say("Reading {name}", name=path.name))
        files[path.name.removesuffix(".bin")] = _File(
            read_regular(path, MOST_FILE_BYTES), str(path), found.form == "binary"
        )
    return files


def _unpacked(path: Path, layout: Layout, progress: Progress) -> dict[str, _File]:
    """The same out of the archive, which is read once from begin to end. Raises StudioError."""
    files: dict[str, _File] = {}
    wanted = {*layout.pickles, *layout.binaries, layout.names}
    try:
        with opened_tar(path) as archive:
            for place, info in enumerate(archive):
                name = PurePosixPath(info.name).name
                progress(min(0.5, 0.05 * place), say("Reading {name}", name=shown(name)))
                if place >= _MOST_MEMBERS:
                    raise FormatError(say("holds more than {most} files.", most=_MOST_MEMBERS), where=str(path))
                if name in wanted and info.isreg():
                    is_binary = name.endswith(".bin")
                    data = _read(archive, info, path)
                    files[name.removesuffix(".bin")] = _File(data, f"{path}: {shown(info.name)}", is_binary)
    except StudioError as error:
        raise type(error)(error.message, where=error.where or str(path), fix=error.fix) from error
    except _DAMAGED as error:
        raise FormatError(say("is damaged ({reason}).", reason=error), where=str(path), fix=say(_AGAIN)) from error
    missing = [name for name in layout.pickles if name not in files]
    if missing:
        message = say("is an archive without {names}.", names=", ".join(missing))
        raise FormatError(message, where=str(path), fix=say(_AGAIN))
    return files


def _read(archive: tarfile.TarFile, info: tarfile.TarInfo, path: Path) -> bytes:
    data = read_member(archive, info, MOST_FILE_BYTES) if info.size <= MOST_FILE_BYTES else b""
    if len(data) != info.size:
        message = say("has another size than it declares, or is too large.")
        raise FormatError(message, where=f"{path}: {shown(info.name)}", fix=say(_AGAIN))
    return data


def _pickled_batch(file: _File, key: str, classes: int) -> _Batch:
    content = _dict_of(file)
    array, labels = _entry(content, "data", file.where), _list_of(_entry(content, key, file.where))
    values = array.values if isinstance(array, PlainArray) else None
    if values is None or values.ndim != 2 or values.shape[1] != VALUES or not len(values):
        raise FormatError(say("holds no pictures of 32 × 32 pixels."), where=file.where, fix=say(_AGAIN))
    if len(labels) != len(values) or not all(type(each) is int and 0 <= each < classes for each in labels):
        raise _wrong_labels(file.where, classes)
    return _Batch(values, np.array(labels, np.uint8))


def _binary_batch(file: _File, label_bytes: int, place: int, classes: int) -> _Batch:
    size = label_bytes + VALUES
    if not file.data or len(file.data) % size:
        message = say("has {count} bytes, which are no whole pictures.", count=len(file.data))
        raise FormatError(message, where=file.where, fix=say(_AGAIN))
    records = np.frombuffer(file.data, np.uint8).reshape(-1, size)
    labels = np.ascontiguousarray(records[:, place])
    if int(labels.max()) >= classes:
        raise _wrong_labels(file.where, classes)
    return _Batch(records[:, label_bytes:], labels)


def _wrong_labels(where: str, classes: int) -> FormatError:
    message = say("does not hold a label from 0 to {most} for each picture.", most=classes - 1)
    return FormatError(message, where=where, fix=say(_AGAIN))


def _dict_of(file: _File) -> dict[Any, Any]:
    content = read_plain(file.data, file.where)
    if not isinstance(content, dict):
        raise FormatError(say("is not one of CIFAR's batches."), where=file.where, fix=say(_AGAIN))
    return content


def _entry(content: dict[Any, Any], key: str, where: str) -> Any:
    """The value under a name that Python 2 wrote as bytes, and Python 3 as text."""
    for name in (key.encode(), key):
        if name in content:
            return content[name]
    raise FormatError(say("holds no {name}.", name=key), where=where, fix=say(_AGAIN))


def _list_of(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
