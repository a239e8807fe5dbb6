"""The form of photos: at the data's size, in its colours; what has another shape is cropped, padded or stretched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms.ground import grey_of
from nnstudio.data.forms.seen import SeenPicture, Stage, picture_of, stored_of

Fit = Literal["crop", "pad", "stretch"]


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
    height, width, channels = shape
    coloured = grey_of(picture)[..., np.newaxis] if channels == 1 else _rgb_of(picture)
    if fit == "crop":
        coloured = _middle(coloured, height, width)
    if coloured.shape[:2] == (height, width):
        return coloured
    if fit == "pad":
        return _padded(coloured, height, width)
    return _resized(coloured, height, width)


def _resized(picture: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    image = Image.fromarray(picture[..., 0] if picture.shape[2] == 1 else picture)
    image = image.resize((width, height), Image.Resampling.BOX, reducing_gap=3.0)
    return np.asarray(image, np.uint8).reshape(height, width, picture.shape[2])


def _padded(picture: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    """The whole picture in the middle; the edges are black."""
    tall, wide = picture.shape[:2]
    scale = min(height / tall, width / wide)
    rows, columns = max(1, min(height, round(tall * scale))), max(1, min(width, round(wide * scale)))
    whole = np.zeros((height, width, picture.shape[2]), np.uint8)
    top, left = (height - rows) // 2, (width - columns) // 2
    whole[top : top + rows, left : left + columns] = _resized(picture, rows, columns)
    return whole


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
