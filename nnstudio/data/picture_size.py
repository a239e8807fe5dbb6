"""How large a picture file says that its picture is, read from its header alone: nothing is unpacked or allocated.

Places and names after the specifications: PNG 1.2, JPEG (ITU-T T.81), Windows bitmaps, GIF89a, WebP's container and
TIFF 6.0, BigTIFF included.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

Size = tuple[int, int]
MOST_EDGE = 2048  # pixels along an edge of a picture as it is decoded: larger ones are reduced

_MOST_STEPS = 100_000  # through a file that is made of tiny parts
# Start of frame: all of C0 to CF but the tables (C4, CC) and a reserved one (C8).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})  # these have no length
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})  # their lengths, by which versions are told apart
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257
_TIFF_KINDS = {1: "B", 3: "H", 4: "I", 16: "Q"}


def declared_size(data: bytes) -> Size | None:
    """Width and height of the picture, as its header has them; None where there is no such header or it is cut."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return struct.unpack_from(">II", data, 16)
        if data.startswith(b"\xff\xd8"):
            return _jpeg_size(data)
        if data.startswith(b"BM"):
            return _bmp_size(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _gif_size(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp_size(data)
        if data[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
            return _tiff_size(data)
    except (struct.error, IndexError, OverflowError):
        return None
    return None


def bytes_to_decode(data: bytes) -> int:
    """About how many bytes of memory it takes to decode the picture: a JPEG's come reduced, others whole and twice."""
    width, height = declared_size(data) or (0, 0)
    return len(data) + width * height * (1 if data.startswith(b"\xff\xd8") else 8)


def _jpeg_size(data: bytes) -> Size | None:
    place = 2
    for _ in range(_MOST_STEPS):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        if marker == 0xFF:  # padding
            place += 1
        elif marker in _BARE_MARKERS:
            place += 2
        else:
            place += 2 + max(2, struct.unpack_from(">H", data, place + 2)[0])
    return None


def _bmp_size(data: bytes) -> Size | None:
    header = struct.unpack_from("<I", data, 14)[0]
    if header not in _BMP_HEADERS:
        return None
    width, height = struct.unpack_from("<HH" if header == 12 else "<ii", data, 18)
    return abs(width), abs(height)  # a negative height only says that the upper row comes first


def _gif_size(data: bytes) -> Size:
    """The screen's size, or where its first frame stands out, what holds both."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    place = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    place = _after_gif_extensions(data, place)
    if data[place] == 0x2C:
        left, top, columns, rows = struct.unpack_from("<HHHH", data, place + 1)
        return max(width, left + columns), max(height, top + rows)
    return width, height


def _after_gif_extensions(data: bytes, place: int) -> int:
    """Where the first frame begins. An extension is two bytes, then blocks that begin with their length, the last 0."""
    inside = False
    for _ in range(_MOST_STEPS):
        if inside:
            inside = data[place] != 0
            place += 1 + data[place]
        elif data[place] == 0x21:
            inside = True
            place += 2
        else:
            break
    return place


def _webp_size(data: bytes) -> Size | None:
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L" if data[20] == 0x2F:
            bits = struct.unpack_from("<I", data, 21)[0]
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 " if data[23:26] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case _:
            return None


def _tiff_size(data: bytes) -> Size | None:
    values = dict(_tiff_entries(data))
    width, height = values.get(_TIFF_WIDTH), values.get(_TIFF_HEIGHT)
    return (width, height) if width is not None and height is not None else None


def _tiff_entries(data: bytes) -> Iterator[tuple[int, int]]:
    """Tags of the first directory that hold one whole number, with it."""
    order = "<" if data.startswith(b"II") else ">"
    big = b"+" in data[2:4]
    place = struct.unpack_from(order + ("Q" if big else "I"), data, 8 if big else 4)[0]
    count = struct.unpack_from(order + ("Q" if big else "H"), data, place)[0]
    place += 8 if big else 2
    for _ in range(min(count, len(data) // 12)):
        tag, kind = struct.unpack_from(order + "HH", data, place)
        if kind in _TIFF_KINDS:
            yield tag, struct.unpack_from(order + _TIFF_KINDS[kind], data, place + (12 if big else 8))[0]
        place += 20 if big else 12
