"""The form of photos: the middle of the picture, at the data's size, in its colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms.ground import grey_of
from nnstudio.data.forms.seen import SeenPicture, Stage, picture_of, stored_of


def as_picture(picture: NDArray[np.uint8], facts: Facts) -> SeenPicture:
    """The largest middle part of the data's aspect, antialiased; a picture of the data's size passes unchanged."""
    height, width, channels = facts.shape
    coloured = grey_of(picture)[..., np.newaxis] if channels == 1 else _rgb_of(picture)
    part = _middle(coloured, height, width)
    image = Image.fromarray(part[..., 0] if channels == 1 else part)
    if part.shape[:2] != (height, width):
        image = image.resize((width, height), Image.Resampling.BOX, reducing_gap=3.0)
    pixels = stored_of(np.asarray(image, np.uint8).reshape(height, width, channels), facts)
    stages = (Stage(say("Original"), picture), Stage(say("In the data's form"), picture_of(pixels, facts)))
    return SeenPicture(stages, pixels)


def _rgb_of(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w, 3); what is transparent becomes white."""
    if picture.ndim == 2:
        return np.repeat(picture[..., np.newaxis], 3, axis=2)
    if picture.shape[2] == 3:
        return picture
    alpha = picture[..., 3:].astype(np.uint32)
    return ((picture[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def _middle(picture: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    tall, wide = picture.shape[:2]
    rows, columns = min(tall, max(1, wide * height // width)), min(wide, max(1, tall * width // height))
    top, left = (tall - rows) // 2, (wide - columns) // 2
    return np.ascontiguousarray(picture[top : top + rows, left : left + columns])
