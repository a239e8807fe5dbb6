"""The form of photos: at the data's size, in its colours; what has another shape is cropped, padded or stretched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.fitting import Fit, fit_image
from nnstudio.data.forms.ground import grey_of
from nnstudio.data.forms.seen import SeenPicture, Stage, picture_of, stored_of


def as_picture(picture: NDArray[np.uint8], facts: Facts, fit: Fit = "crop") -> SeenPicture:
    """The picture brought to the data's shape and size, antialiased; one of the data's size passes unchanged."""
    pixels = stored_of(fitted(picture, facts.shape, fit), facts)
    stages = (Stage(say("Original"), picture), Stage(say("In the data's form"), picture_of(pixels, facts)))
    return SeenPicture(stages, pixels)


PICTURE_FORMS: dict[str, Callable[[NDArray[np.uint8], Facts], SeenPicture]] = {
    "picture": as_picture,
    "picture-pad": partial(as_picture, fit="pad"),
    "picture-stretch": partial(as_picture, fit="stretch"),
}


def fitted(picture: NDArray[np.uint8], shape: tuple[int, ...], fit: Fit) -> NDArray[np.uint8]:
    """A picture (h, w) grey, (h, w, 3) or (h, w, 4) as (height, width, channels) of 1 or 3 channels, 0 to 255."""
    coloured = grey_of(picture) if shape[2] == 1 else _rgb_of(picture)
    return np.asarray(fit_image(Image.fromarray(coloured), shape, fit), np.uint8).reshape(shape)


def _rgb_of(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w, 3); what is transparent becomes white."""
    if picture.ndim == 2:
        return np.repeat(picture[..., np.newaxis], 3, axis=2)
    if picture.shape[2] == 3:
        return picture
    alpha = picture[..., 3:].astype(np.uint32)
    return ((picture[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
