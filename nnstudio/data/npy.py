"""The header of an .npy file, read by pattern instead of evaluated.

NumPy's own reader evaluates the header as a Python literal, and each malformed one fails in another way. What NumPy
writes is always the same text (numpy.lib.format: sorted keys, one line), so a pattern is enough and refuses the rest:
records and pickled objects among it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say

_MAGIC = b"\x93NUMPY"
_LENGTH_BYTES = {b"\x01\x00": 2, b"\x02\x00": 4, b"\x03\x00": 4}
_MOST_HEADER = 4096
_HEADER = re.compile(
    rb"\{'descr': '(?P<type>[|<>=]?(?:[iu][1248]|f[248]|b1|[US][1-9][0-9]{0,5}|O8?))', "
    rb"'fortran_order': (?P<fortran>True|False), "
    rb"'shape': \((?P<shape>(?:[0-9]{1,12}L?, ?)*(?:[0-9]{1,12}L?)?)\),? ?\}\s*"
)


@dataclass(frozen=True)
class NpyHeader:
    """What an array of numbers or of texts declares of itself: shape, axes order and type."""

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[Any]


class Readable(Protocol):
    """A file or a member of a zip."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""


def read_npy_header(file: Readable, where: str) -> NpyHeader:
    """Reads the header; the file then stands at the values. Raises FormatError unless they are numbers or texts."""
    if file.read(len(_MAGIC)) != _MAGIC:
        raise FormatError(say("is not an NPY array."), where=where, fix=say("Get the file again."))
    length_bytes = _LENGTH_BYTES.get(file.read(2))
    if length_bytes is None:
        raise FormatError(say("has an unknown NPY version."), where=where, fix=say("Get the file again."))
    length = int.from_bytes(file.read(length_bytes), "little")
    found = _HEADER.fullmatch(file.read(length)) if length <= _MOST_HEADER else None
    if found is None:
        raise FormatError(say("is not a plain array of numbers."), where=where, fix=say("Get the file again."))
    if b"O" in found["type"]:
        raise FormatError(
            say("holds Python objects, which are not read: they can run code."),
            where=where,
            fix=say("Save it again as numbers or texts, such as with astype(float) or astype(str)."),
        )
    shape = tuple(int(axis) for axis in re.findall(rb"[0-9]+", found["shape"]))
    return NpyHeader(shape, found["fortran"] == b"True", np.dtype(found["type"].decode()))
