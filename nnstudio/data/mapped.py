"""One cached array, mapped read-only after checks that cost next to nothing."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.words import mark, say
from nnstudio.disk.refusal import thing_of

MENDED = mark("It will be made again from the source files.")
_MOST_COPIED = 64_000_000
_HEADER = 128  # bytes that NumPy and this program write before the values


def mapped(path: Path, shape: tuple[int, ...], dtypes: Sequence[str]) -> NDArray[Any]:
    """The array in that .npy file. Raises FormatError unless it has the shape and one of the types, and is whole."""
    array = _opened(path)
    if array.dtype not in map(np.dtype, dtypes) or array.shape != shape:
        types = say(" or ").join(dtypes)
        raise FormatError(
            say("does not hold {types} values of shape {shape}.", types=types, shape=shape),
            where=str(path),
            fix=say(MENDED),
        )
    return array


def mapped_vector(path: Path, dtype: str) -> NDArray[Any]:
    """As `mapped`, of any number of values in a row."""
    return mapped(path, (_opened(path).size,), (dtype,))


def in_memory(array: NDArray[Any]) -> NDArray[Any]:
    """A copy, unless it is large: a mapped file that is cut short later ends the process that looks at it."""
    return np.array(array) if array.nbytes <= _MOST_COPIED else array


def _opened(path: Path) -> NDArray[Any]:
    """Whatever whole array is in that file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FormatError(
                say("is {thing}, not a file.", thing=thing_of(status.st_mode)), where=str(path), fix=say(MENDED)
            )
        size = status.st_size
        if size <= _HEADER:  # what has no values can't be mapped
            array: Any = np.load(path, allow_pickle=False)
        else:
            array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, OverflowError) as error:
        raise FormatError(
            say("is not a whole array ({reason}).", reason=error), where=str(path), fix=say(MENDED)
        ) from error
    if not isinstance(array, np.ndarray):
        raise FormatError(say("is not a whole array ({reason}).", reason=path.suffix), where=str(path), fix=say(MENDED))
    whole = not isinstance(array, np.memmap) or size == array.offset + array.nbytes
    if not array.flags.c_contiguous or not whole:
        raise FormatError(
            say("has {count} bytes, another size than its shape says.", count=size),
            where=str(path),
            fix=say(MENDED),
        )
    return array
