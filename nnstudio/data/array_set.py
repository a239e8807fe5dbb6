"""The arrays in an NPZ file, in NPY files or in IDX files, by their names; nothing of them is read yet."""

from __future__ import annotations

import math
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.settings import LONGEST_NAME
from nnstudio.core.shown import shown
from nnstudio.core.words import mark, say
from nnstudio.data.idx import Stream, opened_idx
from nnstudio.data.limits import check_ratio
from nnstudio.data.members import LeftOut
from nnstudio.data.npy import NpyHeader, read_npy_header
from nnstudio.data.stored_array import StoredArray
from nnstudio.disk.regular import opened_regular

MOST_ARRAYS = 64
MOST_MEMBERS = 10_000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error)
_AGAIN = mark("Get the file again.")
_IDX_NAME = re.compile(r"(?:[-._]idx\d?(?:-ubyte)?|-ubyte)(?:\.gz)?$")
Arrays = dict[str, StoredArray]


def is_idx_name(name: str) -> bool:
    """Whether a file of that name is an IDX file, as such files are named: `-idx3-ubyte`, `.idx`, packed or not."""
    return _IDX_NAME.search(name.lower()) is not None


def arrays_of(form: str, files: Sequence[Path]) -> tuple[Arrays, list[LeftOut]]:
    """The arrays that can be read, and the others with the reason. Raises StudioError if none can.

    Args:
        form: `npz`, `npy` or `idx`.
    """
    left_out: list[LeftOut] = []
    if form == "npz":
        arrays = _in_npz(files[0], left_out)
    else:
        arrays = {}
        for path in files[:MOST_ARRAYS]:
            try:
                array = _idx_array(path) if form == "idx" else _npy_array(path)
            except StudioError as error:
                if len(files) == 1:
                    raise
                left_out.append(LeftOut(shown(path.name), error.message))
            else:
                arrays[array.name] = array
    if not arrays:
        reason = next((f"{each.name}: {each.reason}" for each in left_out), "")
        message = say("holds no array that can be read. {reason}", reason=reason) if reason else say("is empty.")
        raise FormatError(message, where=str(files[0]), fix=say("Save it again with numpy.savez."))
    return arrays, left_out


# NPZ -----------------------------------------------------------------------------------------------------------


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with (
            opened_regular(path) as descriptor,
            os.fdopen(descriptor, "rb", closefd=False) as file,
            zipfile.ZipFile(file) as archive,
        ):
            yield archive
    except _BROKEN as error:
        message = say("can't be read as NPZ ({reason}).", reason=error)
        raise FormatError(message, where=str(path), fix=say(_AGAIN)) from error


def _in_npz(path: Path, left_out: list[LeftOut]) -> Arrays:
    arrays: Arrays = {}
    with _archive(path) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS:
            raise FormatError(say("holds more than {most} files.", most=MOST_MEMBERS), where=str(path))
        for info in infos:
            name = _name(info.filename.removesuffix(".npy"))
            try:
                if name in arrays:
                    raise FormatError(say("is there twice."))
                if len(arrays) >= MOST_ARRAYS:
                    raise FormatError(say("is one too many: {most} arrays are looked at.", most=MOST_ARRAYS))
                arrays[name] = _member(archive, info, name, path)
            except (StudioError, *_BROKEN) as error:
                reason = (
                    error.message if isinstance(error, StudioError) else say("is damaged ({reason}).", reason=error)
                )
                left_out.append(LeftOut(name, reason))
    return arrays


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, path: Path) -> StoredArray:
    where = f"{path}: {name}"
    if info.compress_type not in _PACKINGS or info.flag_bits & 1:
        raise FormatError(say("is encrypted or packed in an unknown way."), where=where, fix=say(_AGAIN))
    check_ratio(info.file_size, info.compress_size, where)
    with archive.open(info) as file:
        header = read_npy_header(file, where)
        begin = file.tell()
    opened = partial(_opened_member, path, info, begin)
    return _stored(header, name, where, begin, info.file_size, opened)


@contextmanager
def _opened_member(path: Path, info: zipfile.ZipInfo, begin: int) -> Iterator[Stream]:
    with _archive(path) as archive, archive.open(info) as file:
        file.read(begin)
        yield cast(Stream, file)


# NPY and IDX ---------------------------------------------------------------------------------------------------


def _npy_array(path: Path) -> StoredArray:
    with _opened_npy(path) as file:
        header, begin = read_npy_header(file, str(path)), file.tell()
        size = os.fstat(file.fileno()).st_size
    return _stored(header, _name(path.stem), str(path), begin, size, partial(_opened_npy, path, begin))


@contextmanager
def _opened_npy(path: Path, begin: int = 0) -> Iterator[Any]:
    try:
        with opened_regular(path) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as file:
            file.seek(begin)
            yield file
    except OSError as error:
        message = say("can't be read ({reason}).", reason=error)
        raise FormatError(message, where=str(path), fix=say(_AGAIN)) from error


def _idx_array(path: Path) -> StoredArray:
    with opened_idx(path) as (_, header):
        pass
    name = _name(path.name.removesuffix(".gz"))
    return StoredArray(name, str(path), header.shape, header.dtype, False, header.size, partial(_opened_idx, path))


@contextmanager
def _opened_idx(path: Path) -> Iterator[Stream]:
    with opened_idx(path) as (stream, _):
        yield stream


def _stored(header: NpyHeader, name: str, where: str, begin: int, size: int, opened: Any) -> StoredArray:
    declared = begin + math.prod(header.shape) * header.dtype.itemsize
    if declared != size:
        message = say("declares {count} bytes but has {size}.", count=declared, size=size)
        raise FormatError(message, where=where, fix=say(_AGAIN))
    return StoredArray(name, where, header.shape, header.dtype, header.fortran, size, opened)


def _name(text: str) -> str:
    return shown(text)[:LONGEST_NAME]
