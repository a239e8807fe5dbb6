"""NPZ files as Keras keeps MNIST: a zip of x_train.npy, y_train.npy, x_test.npy and y_test.npy.

Nothing is unpickled or evaluated, and shape, type and size are checked before the values are read.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.data.arrays import ARRAY_NAMES
from nnstudio.data.idx import Source, fill
from nnstudio.data.limits import check_count, check_labels, check_ratio, check_sides
from nnstudio.data.npy import read_npy_header

_MOST_MEMBERS = 64
_AGAIN = "Get the file again."


def read_npz(path: Path) -> dict[str, NDArray[np.uint8]]:
    """The four arrays: pictures (n, 28, 28, 1) uint8 and labels (n,) uint8, 0 to 9.

    Raises FormatError, naming the file, for anything else.
    """
    where = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, where)
            return {name: _array(archive, members[name], name, where) for name in ARRAY_NAMES}
    except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FormatError(f"can't be read as NPZ ({error}).", where=where, fix=_AGAIN) from error


def _members(archive: zipfile.ZipFile, where: str) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise FormatError(f"holds {len(infos):,} files instead of 4.", where=where, fix=_AGAIN)
    by_name = {info.filename.removesuffix(".npy"): info for info in infos if info.filename.endswith(".npy")}
    for name in ARRAY_NAMES:
        if name not in by_name:
            raise FormatError(f"holds no {name}.", where=where, fix=_AGAIN)
        info = by_name[name]
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            raise FormatError(f"{name} is encrypted or packed in an unknown way.", where=where, fix=_AGAIN)
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
            raise FormatError(f"declares {declared:,} bytes but has {info.file_size:,}.", where=place, fix=_AGAIN)
        raw = np.empty(math.prod(shape) * dtype.itemsize, np.uint8)
        if fill(cast(Source, file), raw) != len(raw) or file.read(1):
            raise FormatError("has another size than it declares.", where=place, fix=_AGAIN)
    values = raw.view(dtype).reshape(shape, order="F" if header.fortran else "C")
    if name.startswith("x"):
        return np.ascontiguousarray(values.reshape(*shape[:3], 1), np.uint8)
    check_labels(values, place)
    return np.ascontiguousarray(values, np.uint8)


def _check_form(shape: tuple[int, ...], dtype: np.dtype[np.integer], name: str, place: str) -> None:
    if name.startswith("x"):
        if dtype != np.uint8 or len(shape) not in (3, 4) or shape[3:] not in ((), (1,)):
            raise FormatError(f"holds {dtype} of shape {shape}, not bytes (n, 28, 28).", where=place, fix=_AGAIN)
        check_sides(shape[1:3], place)
    elif dtype.kind not in "iu" or len(shape) != 1:
        raise FormatError(f"holds {dtype} of shape {shape}, not one whole number each.", where=place, fix=_AGAIN)
    check_count(shape[0], place)
