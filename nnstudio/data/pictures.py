"""Picture files, decoded in the reader process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.reader import shared_reader


def read_picture(path: Path) -> NDArray[np.uint8]:
    """The picture in that file: (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8.

    Decoded in the reader process. Raises StudioError, naming the file, if it is no picture, damaged or too large.
    """
    return shared_reader().picture(path)


def decode_picture(data: bytes, name: str) -> NDArray[np.uint8]:
    """The picture in these bytes of a picture file, as `read_picture` gives it; `name` is for errors."""
    return shared_reader().picture_from(data, name)
