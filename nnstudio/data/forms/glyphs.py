"""The form of characters drawn with fonts: white ink on black, in the middle, as high as such fonts' capitals."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import Facts
from nnstudio.data.forms.grey import seen_ink
from nnstudio.data.forms.ground import Grey
from nnstudio.data.forms.seen import SeenPicture
from nnstudio.data.forms.strokes import scaled

BOX_SHARE = 0.62  # of the side: what capital letters take of it where `glyph_pictures` draws them


def as_glyph(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """White ink on black, its longer edge at BOX_SHARE of the side, in the middle."""
    return seen_ink(picture, facts, partial(fitted_glyph, side=facts.shape[0]))


def fitted_glyph(ink: Grey, side: int) -> tuple[Grey, Grey]:
    """Ink cropped to its box, as (fitted, placed in side × side), both 0 to 255."""
    factor = BOX_SHARE * side / max(ink.shape)
    rows, columns = (max(1, round(edge * factor)) for edge in ink.shape)
    fitted = scaled(ink, rows, columns)
    placed = np.zeros((side, side), np.uint8)
    top, left = (side - rows) // 2, (side - columns) // 2
    placed[top : top + rows, left : left + columns] = fitted
    return fitted, placed
