"""NPZ files as Keras keeps MNIST: a zip of x_train.npy, y_train.npy, x_test.npy and y_test.npy.

Nothing is unpickled or evaluated, and shape, type and size are checked before the values are read.
"""

from __future__ import annotations

import math
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.words import mark, say
from nnstudio.data.content import ARRAY_NAMES
from nnstudio.data.idx import Stream, fill
from nnstudio.data.limits import check_count, check_labels, check_ratio, check_sides
from nnstudio.data.npy import read_npy_header
from nnstudio.disk.regular import opened_regular

_MOST_MEMBERS = 64
_AGAIN = mark("Get the file again.")


def read_npz(path: Path) -> dict[str, NDArray[np.uint8]]:
    """The four arrays: pictures (n, 28, 28, 1) uint8 and labels (n,) uint8, 0 to 9.

    Raises StudioError, naming the file, for anything else.
    """
    where = str(path)
    try:
        with _opened(path) as file, zipfile.ZipFile(file) as archive:
            members = _members(archive, where)
            return {name: _array(archive, members[name], name, where) for name in ARRAY_NAMES}
    except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FormatError(
            say("can't be read as NPZ ({reason}).", reason=error), where=where, fix=say(_AGAIN)
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with opened_regular(path) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as file:
        yield file


def _members(archive: zipfile.ZipFile, where: str) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise FormatError(say("holds {count} files instead of 4.", count=len(infos)), where=where, fix=say(_AGAIN))
    by_name = {info.filename.removesuffix(".npy"): info for info in infos if info.filename.endswith(".npy")}
    for name in ARRAY_NAMES:
        if name not in by_name:
            raise FormatError(say("holds no {name}.", name=name), where=where, fix=say(_AGAIN))
        info = by_name[name]
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            raise FormatError(
                say("{name} is encrypted or packed in an unknown way.", name=name), where=where, fix=say(_AGAIN)
            )
        check_ratio(info.file_size, info.compress_size, f"{where}: {name}")
    return by_name


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, where: str) -> NDArray[np.uint8]:
    place = f"{where}: {name}"
    with archive.open(info) as file:
        header = read_npy_header(file, place)
        shape, dtype = header.shape, header.dtype
        _check_form(shape, dtype, name, place)
        declared = file.tell() + math.prod(shape) * dtype.itemsize
        if declared != info.file_size:
            raise FormatError(
                say("declares {count} bytes but has {size}.", count=declared, size=info.file_size),
                where=place,
                fix=say(_AGAIN),
            )
        raw = np.empty(math.prod(shape) * dtype.itemsize, np.uint8)
        if fill(cast(Stream, file), raw) != len(raw) or file.read(1):
            raise FormatError(say("has another size than it declares."), where=place, fix=say(_AGAIN))
    values = raw.view(dtype).reshape(shape, order="F" if header.fortran else "C")
    if name.startswith("x"):
        return np.ascontiguousarray(values.reshape(*shape[:3], 1), np.uint8)
    check_labels(values, place)
    return np.ascontiguousarray(values, np.uint8)


def _check_form(shape: tuple[int, ...], dtype: np.dtype[np.integer], name: str, place: str) -> None:
    if name.startswith("x"):
        if dtype != np.uint8 or len(shape) not in (3, 4) or shape[3:] not in ((), (1,)):
            raise FormatError(
                say("holds {type} of shape {shape}, not bytes (n, 28, 28).", type=dtype, shape=shape),
                where=place,
                fix=say(_AGAIN),
            )
        check_sides(shape[1:3], place)
    elif dtype.kind not in "iu" or len(shape) != 1:
        raise FormatError(
            say("holds {type} of shape {shape}, not one whole number each.", type=dtype, shape=shape),
            where=place,
            fix=say(_AGAIN),
        )
    check_count(shape[0], place)
