"""Arrays of numbers in an HDF5 file from anybody: checked by what they declare, then read into memory of known size.

Chunks are taken as they are stored and decoded here, each to exactly its declared size: HDF5's own filters grow
their buffers for as long as a compressed stream goes on.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.keras_backend.hdf5_file import RationedFile

Bytes = npt.NDArray[np.uint8]

LARGE_CHUNK = 8 << 20  # bytes that a chunk may have, however small its array is
MOST_CHUNKS = 20_000  # of an array: h5py makes 8,000 of a gigabyte
AT_A_TIME = 1 << 18
SIEVE_BYTES = 1 << 16  # HDF5 reads small arrays in blocks of that size
READS_A_CHUNK = 16
CHECKSUM_BYTES = 4
# The order in which HDF5's own tools and h5py apply them.
FILTERS = (h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_FLETCHER32)
FLOATS = {
    "<f2": h5py.h5t.IEEE_F16LE,
    ">f2": h5py.h5t.IEEE_F16BE,
    "<f4": h5py.h5t.IEEE_F32LE,
    ">f4": h5py.h5t.IEEE_F32BE,
    "<f8": h5py.h5t.IEEE_F64LE,
    ">f8": h5py.h5t.IEEE_F64BE,
}


@dataclass(frozen=True)
class Chunks:
    """How an array is stored in pieces.

    Attributes:
        shape: of each piece; those at the ends reach beyond the array.
        filters: their numbers in HDF5, in the order in which they were applied.
        item: what the file holds, of two to eight bytes.
    """

    shape: tuple[int, ...]
    filters: tuple[int, ...]
    item: np.dtype[Any]

    @property
    def size(self) -> int:
        """The bytes of a piece, decoded."""
        return math.prod(self.shape) * self.item.itemsize

    @property
    def most_stored(self) -> int:
        """The bytes that a piece may have in the file: zlib adds less than a thousandth to what it can't compress."""
        return self.size + self.size // 1000 + 1024

    def starts(self, shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Where the pieces of an array of that shape begin."""
        return product(*(range(0, axis, step) for axis, step in zip(shape, self.shape, strict=True)))

    def count(self, shape: tuple[int, ...]) -> int:
        """How many pieces an array of that shape has."""
        return math.prod(-(-axis // step) for axis, step in zip(shape, self.shape, strict=True))


def shape_of(dataset: Any) -> tuple[int, ...] | None:
    """The array's declared shape; None for a dataset that is declared to hold nothing."""
    space = dataset.get_space()
    if space.get_simple_extent_type() == h5py.h5s.NULL:
        return None
    return tuple(space.get_simple_extent_dims())


def holds_floats(dataset: Any) -> bool:
    """Whether its items are the ordinary floating-point numbers of two, four or eight bytes."""
    return _item(dataset) is not None


def check_storage(dataset: Any, title: str) -> None:
    """Checks what is declared of how the array's values lie in the file. Raises StudioError, which names `title`."""
    item, shape = _item(dataset), shape_of(dataset)
    if item is None or shape is None:
        raise TypeError("no array of floating-point numbers")
    plist = dataset.get_create_plist()
    if plist.get_layout() != h5py.h5d.CHUNKED:
        if dataset.get_storage_size() != math.prod(shape) * item.itemsize:
            raise StudioError(say("{title} is not whole in this file.", title=title))
        return
    if not _has_ordinary_filters(plist, item):
        raise StudioError(
            say("{title} is compressed in a way that can't be read here.", title=title),
            fix=say("Load the weights in Keras, then save them again."),
        )
    steps = plist.get_chunk()
    # HDF5 itself refuses steps of zero, and of another rank.
    chunks = Chunks(tuple(steps), (), item)
    if len(steps) != len(shape) or chunks.size > max(LARGE_CHUNK, 4 * math.prod(shape)):
        raise StudioError(say("{title} is stored in pieces that are larger than itself.", title=title))
    if chunks.count(shape) > MOST_CHUNKS:
        raise StudioError(say("{title} is stored in too many pieces.", title=title))


def read_floats(dataset: Any, file: RationedFile, title: str) -> npt.NDArray[np.float32]:
    """The array's values. The dataset must have passed `check_storage`.

    Raises StudioError, or what HDF5 raises, if the file is damaged.
    """
    shape = shape_of(dataset) or ()
    values = np.empty(shape, np.float32)
    plist = dataset.get_create_plist()
    if plist.get_layout() == h5py.h5d.CHUNKED:
        item = _item(dataset) or np.dtype(np.float32)
        chunks = Chunks(tuple(plist.get_chunk()), tuple(code for code, _ in _filters(plist)), item)
        _read_chunks(dataset, chunks, file, values, title)
    elif values.size:
        file.allow(dataset.get_storage_size() + SIEVE_BYTES, values.nbytes // AT_A_TIME + READS_A_CHUNK)
        dataset.read(h5py.h5s.ALL, h5py.h5s.ALL, values)
    return values


def _read_chunks(dataset: Any, chunks: Chunks, file: RationedFile, values: npt.NDArray[np.float32], title: str) -> None:
    """Fills `values`. All pieces together are no larger than the file."""
    left = file.size
    for start in chunks.starts(values.shape):
        file.allow(chunks.most_stored, READS_A_CHUNK)
        mask, stored = dataset.read_direct_chunk(start, out=bytearray(chunks.most_stored))
        left -= len(stored)
        applied = [code for i, code in enumerate(chunks.filters) if not mask >> i & 1]
        piece = decoded(stored, applied, chunks.size, chunks.item.itemsize) if left >= 0 else None
        del stored
        if piece is None:
            raise StudioError(say("{title} is damaged in this file.", title=title))
        region = tuple(slice(at, at + step) for at, step in zip(start, chunks.shape, strict=True))
        target = values[region]
        inside = tuple(slice(axis) for axis in target.shape)
        with np.errstate(over="ignore", invalid="ignore"):  # who asked looks for what is not finite
            target[...] = piece.view(chunks.item).reshape(chunks.shape)[inside]


def decoded(stored: memoryview, filters: list[int], size: int, item: int) -> Bytes | None:
    """The `size` bytes of a piece from what is stored of it; None if it doesn't give exactly those."""
    if h5py.h5z.FILTER_FLETCHER32 in filters:
        stored, checksum = stored[:-CHECKSUM_BYTES], stored[-CHECKSUM_BYTES:]
        if fletcher32(stored) != int.from_bytes(checksum, "little"):
            return None
    if h5py.h5z.FILTER_DEFLATE in filters:
        data = inflated(stored, size)
    else:
        data = np.frombuffer(stored, np.uint8) if len(stored) == size else None
    if data is not None and h5py.h5z.FILTER_SHUFFLE in filters:
        # All first bytes, then all second bytes ...
        data = np.ascontiguousarray(data.reshape(item, -1).T).reshape(-1)
    return data


def inflated(stored: memoryview, size: int) -> Bytes | None:
    """The `size` bytes of a zlib stream; None if it is damaged, or gives fewer or more."""
    data = np.empty(size, np.uint8)
    stream = zlib.decompressobj()
    done = 0
    try:
        for part in _inflated_parts(stream, stored):
            if done + len(part) > size:
                return None
            data[done : done + len(part)] = np.frombuffer(part, np.uint8)
            done += len(part)
    except zlib.error:
        return None
    return data if stream.eof and done == size and not stream.unused_data else None


def _inflated_parts(stream: Any, stored: memoryview) -> Iterator[bytes]:
    """What the stream gives, a little at a time."""
    for at in range(0, len(stored), AT_A_TIME):
        if stream.eof:
            raise zlib.error("more bytes after the end")
        rest = stored[at : at + AT_A_TIME]
        while part := stream.decompress(rest, AT_A_TIME):
            yield part
            rest = stream.unconsumed_tail


def fletcher32(data: memoryview) -> int:
    """HDF5's checksum: Fletcher's over big-endian words of 16 bits, an odd byte at the end padded with a zero."""
    words = np.frombuffer(bytes(data[-1:]) + b"\0" if len(data) % 2 else b"", ">u2")
    low = high = 0
    for block in (*_blocks(np.frombuffer(data[: len(data) // 2 * 2], ">u2")), words):
        high += low * len(block) + int((block * np.arange(len(block), 0, -1, dtype=np.uint64)).sum())
        low += int(block.sum(dtype=np.uint64))
    return _folded(high) << 16 | _folded(low)


def _blocks(words: npt.NDArray[np.uint16]) -> Iterator[npt.NDArray[np.uint16]]:
    """So few words at a time that no sum of theirs passes 64 bits."""
    return (words[at : at + AT_A_TIME // 4] for at in range(0, len(words), AT_A_TIME // 4))


def _folded(total: int) -> int:
    """The sum with its carries added back: zero only if all is zero."""
    return (total - 1) % 0xFFFF + 1 if total else 0


def _item(dataset: Any) -> np.dtype[Any] | None:
    kind = dataset.get_type()
    return next((np.dtype(name) for name, known in FLOATS.items() if known.equal(kind)), None)


def _filters(plist: Any) -> list[tuple[int, tuple[int, ...]]]:
    """Number and arguments of each filter, in the order in which they were applied."""
    found = (plist.get_filter(i) for i in range(plist.get_nfilters()))
    return [(code, arguments) for code, _, arguments, _ in found]


def _has_ordinary_filters(plist: Any, item: np.dtype[Any]) -> bool:
    filters = dict(_filters(plist))
    in_order = [code for code in FILTERS if code in filters]
    shuffled = filters.get(h5py.h5z.FILTER_SHUFFLE, (item.itemsize,))
    return [code for code, _ in _filters(plist)] == in_order and tuple(shuffled) == (item.itemsize,)
