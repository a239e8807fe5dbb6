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


def least_side(shape: tuple[int, ...]) -> int:
    """The least length, in pixels, of a decoded photo's shorter edge that is to be fitted to (height, width, ...)."""
    return 2 * max(shape[:2])


def fitted(picture: NDArray[np.uint8], shape: tuple[int, ...], fit: Fit) -> NDArray[np.uint8]:
    """A picture (h, w) grey, (h, w, 3) or (h, w, 4) as (height, width, channels) of 1 or 3 channels, 0 to 255."""
    coloured = grey_of(picture) if shape[2] == 1 else _rgb_of(picture)
    return _fitted(Image.fromarray(coloured), shape, fit)


def fitted_image(image: Image.Image, shape: tuple[int, ...], fit: Fit) -> NDArray[np.uint8]:
    """The same of an image of mode L, RGB or RGBA; the usual one, RGB, is not copied on its way."""
    if image.mode == "RGB" and shape[2] == 3:
        return _fitted(image, shape, fit)
    return fitted(np.asarray(image, np.uint8), shape, fit)


def _fitted(image: Image.Image, shape: tuple[int, ...], fit: Fit) -> NDArray[np.uint8]:
    height, width, _ = shape
    if fit == "crop":
        image = _middle(image, height, width)
    if image.size != (width, height):
        image = _padded(image, height, width) if fit == "pad" else _resized(image, height, width)
    return np.asarray(image, np.uint8).reshape(shape)


def _resized(image: Image.Image, height: int, width: int) -> Image.Image:
    return image.resize((width, height), Image.Resampling.BOX, reducing_gap=3.0)


def _padded(image: Image.Image, height: int, width: int) -> Image.Image:
    """The whole picture in the middle; the edges are black."""
    scale = min(height / image.height, width / image.width)
    rows, columns = max(1, min(height, round(image.height * scale))), max(1, min(width, round(image.width * scale)))
    whole = Image.new(image.mode, (width, height))
    whole.paste(_resized(image, rows, columns), ((width - columns) // 2, (height - rows) // 2))
    return whole


def _rgb_of(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w, 3); what is transparent becomes white."""
    if picture.ndim == 2:
        return np.repeat(picture[..., np.newaxis], 3, axis=2)
    if picture.shape[2] == 3:
        return picture
    alpha = picture[..., 3:].astype(np.uint32)
    return ((picture[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def _middle(image: Image.Image, height: int, width: int) -> Image.Image:
    wide, tall = image.size
    rows, columns = min(tall, max(1, wide * height // width)), min(wide, max(1, tall * width // height))
    top, left = (tall - rows) // 2, (wide - columns) // 2
    return image if (rows, columns) == (tall, wide) else image.crop((left, top, left + columns, top + rows))
