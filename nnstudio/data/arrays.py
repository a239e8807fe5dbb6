"""Data as arrays that every process maps: four .npy files and a description, in one cache folder."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName, KnownDataset
from nnstudio.core.errors import FormatError
from nnstudio.core.serial import from_json, to_json
from nnstudio.core.words import mark, say
from nnstudio.data.order import limited_rows
from nnstudio.disk.refusal import DiskError, refused_write, thing_of
from nnstudio.disk.regular import read_regular

Pixels = NDArray[np.uint8]
Labels = NDArray[np.uint8]

ARRAY_NAMES = ("x_train", "y_train", "x_test", "y_test")
INFO = "info.json"
FORMAT = "nnstudio-data"
VERSION = 1
MOST_PICTURES = 1_000_000
_MENDED = mark("It will be made again from the source files.")


@dataclass(frozen=True)
class DataInfo:
    """The description in `info.json`.

    Attributes:
        format, version: say what this file is.
        dataset: which data set the arrays hold.
        training, test: how many pictures.
        content_hash: SHA-256 over names, types, shapes and bytes of the four arrays.
    """

    format: str
    version: int
    dataset: DatasetName
    training: int
    test: int
    content_hash: str


@dataclass(frozen=True, eq=False)
class Dataset:
    """A data set, mapped read-only from the cache.

    Attributes:
        known: what is known of it; `training` and `test` are the counts of these arrays. Where the arrays came from is
            for `prepare` to say, as the same content may be in several places.
        folder: where the arrays are.
        content_hash: SHA-256 of the content; the same content has the same hash on every machine.
        x_train, x_test: pictures (n, height, width, channels) uint8, 0 to known.pixel_maximum.
        y_train, y_test: labels (n,) uint8, 0 to known.classes - 1.
    """

    known: KnownDataset
    folder: Path
    content_hash: str
    x_train: Pixels
    y_train: Labels
    x_test: Pixels
    y_test: Labels


def open_dataset(folder: Path) -> Dataset:
    """Maps the arrays in `folder` after cheap checks: description, shapes, types, file sizes, labels in range.

    Raises FormatError if anything is missing, cut short or of another form.
    """
    info = _read_info(folder / INFO)
    known = replace(KNOWN_DATASETS[info.dataset], training=info.training, test=info.test)
    shapes = {
        "x_train": (info.training, *known.shape),
        "y_train": (info.training,),
        "x_test": (info.test, *known.shape),
        "y_test": (info.test,),
    }
    arrays = {name: _mapped(folder / f"{name}.npy", shape) for name, shape in shapes.items()}
    for name in ("y_train", "y_test"):
        if int(arrays[name].max()) >= known.classes:
            raise FormatError(
                say("{name} holds labels above {most}.", name=name, most=known.classes - 1),
                where=str(folder),
                fix=say(_MENDED),
            )
    return Dataset(known, folder, info.content_hash, **arrays)


def is_whole(folder: Path) -> bool:
    """Whether `open_dataset` would take the folder."""
    try:
        open_dataset(folder)
    except FormatError:
        return False
    return True


def write_arrays(folder: Path, dataset: DatasetName, arrays: Mapping[str, NDArray[np.uint8]]) -> DataInfo:
    """Writes the four arrays and their description into a new folder, to the disk; the description comes last.

    Raises DiskError if the disk refuses.
    """
    try:
        for name in ARRAY_NAMES:
            with (folder / f"{name}.npy").open("xb") as file:
                _save(file, np.ascontiguousarray(arrays[name]))
                file.flush()
                os.fsync(file.fileno())
        info = DataInfo(
            FORMAT, VERSION, dataset, len(arrays["y_train"]), len(arrays["y_test"]), content_hash_of(arrays)
        )
        with (folder / INFO).open("xb") as file:
            file.write(to_json(info, indent=2).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise refused_write(folder, error) from error
    return info


def _save(file: BinaryIO, array: NDArray[np.uint8]) -> None:
    """As np.save, which loses the system's reason where a disk is full."""
    np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
    file.write(array.data.cast("B"))


def holds_content(dataset: Dataset, content_hash: str) -> bool:
    """Whether the arrays have that content. Reads them whole: about 50 ms for MNIST."""
    return content_hash_of({name: getattr(dataset, name) for name in ARRAY_NAMES}) == content_hash


def content_hash_of(arrays: Mapping[str, NDArray[np.uint8]]) -> str:
    """SHA-256 over names, types, shapes and bytes of the four arrays, in a fixed order."""
    digest = hashlib.sha256()
    for name in ARRAY_NAMES:
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        digest.update(array.data.cast("B"))
    return digest.hexdigest()


def folder_name(info: DataInfo) -> str:
    """The name of the cache folder for that content."""
    return content_folder(info.dataset, info.content_hash)


def content_folder(dataset: DatasetName, content_hash: str) -> str:
    """The same; so much of the hash that nobody can make other content of the same name."""
    return f"{dataset}-{content_hash[:32]}"


def training_rows(dataset: Dataset, plan: DataPlan) -> NDArray[np.int32]:
    """The rows of x_train that the plan uses (n,), sorted: all, or the first of a fixed shuffle."""
    return limited_rows(len(dataset.y_train), plan.training_limit)


def _read_info(path: Path) -> DataInfo:
    try:
        info = from_json(DataInfo, read_regular(path, 100_000), str(path))
    except DiskError as error:
        raise FormatError(error.message, where=str(path), fix=say(_MENDED)) from error
    if info.format != FORMAT or info.version != VERSION:
        raise FormatError(
            say(
                "is {format} version {version}, not {expected}.",
                format=info.format,
                version=info.version,
                expected=f"{FORMAT} {VERSION}",
            ),
            where=str(path),
        )
    if not (0 < info.training <= MOST_PICTURES and 0 < info.test <= MOST_PICTURES):
        raise FormatError(
            say("declares {training} + {test} pictures.", training=f"{info.training:,}", test=f"{info.test:,}"),
            where=str(path),
            fix=say(_MENDED),
        )
    return info


def _mapped(path: Path, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FormatError(
                say("is {thing}, not a file.", thing=thing_of(status.st_mode)), where=str(path), fix=say(_MENDED)
            )
        size = status.st_size
        array: Any = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, OverflowError) as error:
        raise FormatError(
            say("is not a whole array ({reason}).", reason=error), where=str(path), fix=say(_MENDED)
        ) from error
    if not isinstance(array, np.memmap) or array.dtype != np.uint8 or array.shape != shape:
        raise FormatError(
            say("does not hold uint8 values of shape {shape}.", shape=shape), where=str(path), fix=say(_MENDED)
        )
    if not array.flags.c_contiguous or size != array.offset + array.nbytes:
        raise FormatError(
            say("has {count} bytes, another size than its shape says.", count=f"{size:,}"),
            where=str(path),
            fix=say(_MENDED),
        )
    return array
