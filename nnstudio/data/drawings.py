"""Drawings as text that a project keeps: SIDE x SIDE grey pixels, 0 paper to 255 ink, packed without loss."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources.drawn import DRAWING_SIDE
from nnstudio.core.words import say

SIDE = DRAWING_SIDE
_PIXELS = SIDE * SIDE
_LONGEST = 8_000


def drawing_of(picture: NDArray[np.uint8]) -> str:
    """The text of a square drawing of at least SIDE pixels a side, averaged to SIDE."""
    from nnstudio.data.forms.ground import reduced  # Pillow, which the window starts without

    return base64.b64encode(zlib.compress(reduced(picture, SIDE).tobytes(), 9)).decode()


def pixels_of(drawing: str) -> NDArray[np.uint8]:
    """The pixels (SIDE, SIDE) of such a text; never more memory than they need. Raises FormatError for any other."""
    try:
        packed = base64.b64decode(drawing[:_LONGEST].encode(), validate=True)
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, _PIXELS + 1)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise _no_drawing() from error
    if len(data) != _PIXELS or not unpacker.eof:
        raise _no_drawing()
    return np.frombuffer(data, np.uint8).reshape(SIDE, SIDE)


def name_of(drawing: str) -> str:
    """What the drawing goes by, whichever others there are."""
    return hashlib.sha256(drawing.encode(errors="replace")).hexdigest()[:12]


def _no_drawing() -> FormatError:
    return FormatError(say("holds a drawing that can't be read."), where=say("Drawings"))
