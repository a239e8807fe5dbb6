"""How pictures that a person drops, pastes, opens or draws become such samples as a data set has.

A form has a name, which the data's facts give, and a function in a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import ShapeError, StudioError
from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.fitting import least_side
from nnstudio.data.forms.clothes import as_clothes
from nnstudio.data.forms.digits import as_digits
from nnstudio.data.forms.drawing import as_drawing, as_drawn
from nnstudio.data.forms.glyphs import as_glyph
from nnstudio.data.forms.mnist import as_mnist
from nnstudio.data.forms.picture import PICTURE_FORMS
from nnstudio.data.forms.seen import SeenPicture, Stage, picture_of
from nnstudio.data.picture_size import MOST_EDGE

FORMS: dict[str, Callable[[NDArray[np.uint8], Facts], SeenPicture]] = {
    "mnist": as_mnist,
    "digits": as_digits,
    "clothes": as_clothes,
    "drawing": as_drawing,
    "drawing-as-drawn": as_drawn,
    "glyphs": as_glyph,
    **PICTURE_FORMS,
}

__all__ = ["FORMS", "SeenPicture", "Stage", "bring_to_form", "has_form", "least_edge", "picture_of"]


def has_form(facts: Facts) -> bool:
    """Whether outside pictures can be brought to the data's form."""
    return facts.are_pictures and facts.form in FORMS


def least_edge(facts: Facts) -> int:
    """To how many pixels along the shorter edge a photo may be reduced while it is decoded, which is faster.

    The same bound as for the data's own pictures: from another one other pixels come.
    """
    return least_side(facts.shape) if facts.form in PICTURE_FORMS else MOST_EDGE


def bring_to_form(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """Brings a picture (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8, to the data's own form.

    Raises ShapeError if `picture` is not such an array, StudioError if the data has no form for pictures.
    """
    if not has_form(facts):
        raise StudioError(say("pictures can't be brought to the form of this data."), where=say("Picture"))
    fits = picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (3, 4))
    if not fits or picture.dtype != np.uint8 or 0 in picture.shape:
        raise ShapeError(
            say(
                "is {type} of shape {shape}, not uint8 (height, width[, 3 or 4]).",
                type=picture.dtype,
                shape=picture.shape,
            ),
            where=say("Picture"),
        )
    return FORMS[facts.form](picture, facts)
