"""Arrays that a message names: each is a file of raw values in the folder of the engine that is asked.

Nothing of an array but its shape and its type goes through JSON. A block is written whole or not at all, and belongs to
one question: whoever asked removes it once that is settled. What a killed process leaves goes with the folder.
"""

from __future__ import annotations

import math
import mmap
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import refused_read

Array = npt.NDArray[Any]
MOST_BYTES = 1 << 34
MOST_AXES = 32
DTYPES = ("bool", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)), "float32", "float64")
_NAME = re.compile(r"block-[0-9a-f]{16}\.raw")


@dataclass(frozen=True)
class Block:
    """An array in a file: its values in C order, nothing else.

    Attributes:
        path: the file.
        dtype: the type of its values, one of DTYPES, in this machine's byte order.
    """

    path: str
    shape: tuple[int, ...]
    dtype: str


class Blocks:
    """The blocks in one engine's folder, for the engine and for who asks it."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def write(self, array: Array) -> Block:
        """The array as a block. Raises DiskError, or TypeError for values that no block holds."""
        name, values = f"block-{secrets.token_hex(8)}.raw", np.ascontiguousarray(array)
        if values.dtype.name not in DTYPES:
            raise TypeError(f"a block can't hold {values.dtype}")
        self._folder.write_parts(name, (values.reshape(-1).view(np.uint8).data,), durable=False)
        return Block(str(self._folder.path / name), array.shape, values.dtype.name)

    def read(self, block: Block, most_bytes: int = MOST_BYTES) -> Array:
        """The block's array, mapped, not to be written; it stays readable after `remove`.

        Before anything is read: it is one of this folder's, its type is known, and its size is what shape and type say
        and at most `most_bytes`. Raises FormatError, DiskError.
        """
        if not self.holds(block):
            raise FormatError(say("is none of this engine's arrays."), where=block.path)
        size = _size_of(block)
        if not 0 <= size <= most_bytes:
            raise FormatError(say("declares {count} bytes, too many.", count=size), where=block.path)
        with self._folder.opened(Path(block.path).name) as descriptor:
            values = _mapped(descriptor, size, block)
        return np.frombuffer(values, block.dtype).reshape(block.shape)

    def holds(self, block: Block) -> bool:
        """Whether the block names a file that can be one of this folder's."""
        path = Path(block.path)
        return path.parent == self._folder.path and _NAME.fullmatch(path.name) is not None

    def remove(self, value: object) -> None:
        """Removes the files of the blocks in a question or an answer; what can't be removed goes with the folder."""
        for block in blocks_in(value):
            if self.holds(block):
                with suppress(StudioError):
                    self._folder.remove_file(Path(block.path).name)

    def remove_all(self) -> None:
        """Removes all blocks, whole or half written. Raises DiskError."""
        for name in self._folder.entries():
            if _NAME.fullmatch(name):
                self._folder.remove_file(name)
        self._folder.sweep()


def blocks_in(value: object) -> Iterator[Block]:
    """The blocks that a value consists of, however deep."""
    if isinstance(value, Block):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from blocks_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from blocks_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from blocks_in(item)


def _size_of(block: Block) -> int:
    if block.dtype not in DTYPES or len(block.shape) > MOST_AXES or min(block.shape, default=0) < 0:
        raise FormatError(
            say("holds {type} of shape {shape}.", type=block.dtype, shape=block.shape[:MOST_AXES]), where=block.path
        )
    return math.prod(block.shape) * np.dtype(block.dtype).itemsize


def _mapped(descriptor: int, size: int, block: Block) -> bytes | mmap.mmap:
    try:
        if (found := system.status_of(descriptor).st_size) != size:
            message = say("has {count} bytes, another size than its shape says.", count=found)
            raise FormatError(message, where=block.path)
        return mmap.mmap(descriptor, size, access=mmap.ACCESS_READ) if size else b""
    except (OSError, ValueError, OverflowError) as error:
        if isinstance(error, OSError):
            raise refused_read(block.path, error) from error
        raise FormatError(say("can't be mapped ({reason}).", reason=error), where=block.path) from error


def read_block(block: Block, most_bytes: int = MOST_BYTES) -> Array:
    """As `Blocks.read`, for who was told of a block by a session: that has looked whether it is the engine's own."""
    return Blocks(Folder(Path(block.path).parent)).read(block, most_bytes)
