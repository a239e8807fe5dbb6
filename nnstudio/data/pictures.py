"""Picture files, decoded in the reader process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts
from nnstudio.core.sources.facts import UNKNOWN
from nnstudio.data.forms import least_edge
from nnstudio.data.reader import shared_reader


def read_picture(path: Path, facts: Facts = UNKNOWN) -> NDArray[np.uint8]:
    """The picture in that file, to be brought to the data's form: (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8.

    Decoded in the reader process, as those pictures were that the data was made from. Raises StudioError, naming the
    file, if it is no picture, damaged or too large.
    """
    return shared_reader().picture(path, least_edge(facts))


def decode_picture(data: bytes, name: str, facts: Facts = UNKNOWN) -> NDArray[np.uint8]:
    """The picture in these bytes of a picture file, as `read_picture` gives it; `name` is for errors."""
    return shared_reader().picture_from(data, name, least_edge(facts))
