"""Members of zip files, read at a quarter of `zipfile`'s cost, which counts where there are very many small ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO

_HEADER = struct.Struct("<4s2xH18xHH")  # signature, flags, lengths of the name and of what is extra: APPNOTE, 4.3.7
_UTF8 = 0x800
_USUAL_FLAGS = _UTF8 | 0x8 | 0x6  # sizes that come behind, and how hard the packing tried


def usual_member(file: IO[bytes], info: zipfile.ZipInfo, most: int) -> bytes | None:
    """The bytes of a member that is all that it declares to be; None of another one, of which `zipfile` is asked.

    Raises OSError.
    """
    if info.flag_bits & ~_USUAL_FLAGS or not 0 <= info.file_size <= most or not 0 <= info.compress_size <= most:
        return None
    file.seek(info.header_offset)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    signature, flags, name_length, extra_length = _HEADER.unpack(header)
    rest = file.read(name_length + extra_length + info.compress_size)
    name, packed = rest[:name_length], rest[name_length + extra_length :]
    is_it = signature == b"PK\3\4" and _text(name, flags) == info.orig_filename and len(packed) == info.compress_size
    data = _unpacked(packed, info) if is_it else None
    return data if data is not None and len(data) == info.file_size and zlib.crc32(data) == info.CRC else None


def _text(name: bytes, flags: int) -> str | None:
    try:
        return name.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        return None


def _unpacked(packed: bytes, info: zipfile.ZipInfo) -> bytes | None:
    if info.compress_type == zipfile.ZIP_STORED:
        return packed
    if info.compress_type != zipfile.ZIP_DEFLATED:
        return None
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
    except zlib.error:
        return None
