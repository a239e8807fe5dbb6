"""Pictures that a person drops, pastes, opens or draws, brought to the data's own form.

`read_picture` and `decode_picture` decode in the reader process; `bring_to_form` is arithmetic on the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.dataset import KnownDataset
from nnstudio.core.errors import ShapeError
from nnstudio.core.words import say
from nnstudio.data.fitting import fitted_clothes, fitted_digits, fitted_mnist
from nnstudio.data.ink import (
    WORKING_EDGE,
    Box,
    Grey,
    Ground,
    box_of,
    cropped,
    grey_of,
    ground_of,
    ink_of,
    reduced,
    without_specks,
)
from nnstudio.data.reader import shared_reader

_CLOTHES_LEAST = 13  # of 255: the five percent within which Fashion-MNIST's authors trimmed


@dataclass(frozen=True, eq=False)
class Stage:
    """One step of what was done to a picture: its name for people, and the picture after it as (h, w[, 3|4]) uint8."""

    title: str
    picture: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class SeenPicture:
    """What the network sees of a picture.

    Attributes:
        stages: from the original to the pixels, each with what was done.
        pixels: (height, width, channels) uint8 in the data's stored form: 0 to known.pixel_maximum.
    """

    stages: tuple[Stage, ...]
    pixels: NDArray[np.uint8]

    @property
    def blank(self) -> bool:
        """Whether nothing was found on the picture."""
        return not self.pixels.any()


def read_picture(path: Path) -> NDArray[np.uint8]:
    """The picture in that file: (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8.

    Decoded in the reader process. Raises StudioError, naming the file, if it is no picture, damaged or too large.
    """
    return shared_reader().picture(path)


def decode_picture(data: bytes, name: str) -> NDArray[np.uint8]:
    """The picture in these bytes of a picture file, as `read_picture` gives it; `name` is for errors."""
    return shared_reader().picture_from(data, name)


def picture_of(pixels: NDArray[np.uint8], known: KnownDataset) -> NDArray[np.uint8]:
    """Stored pixels (h, w, channels) or (h, w) as a picture 0 to 255 to show or to save; grey comes as (h, w).

    Digits' 0 to 16 become `round(value * 255 / 16)`; `bring_to_form` takes exactly these back.
    """
    picture = pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels
    if known.pixel_maximum == 255:
        return picture.copy()
    return _rescaled(picture, known.pixel_maximum, 255)


def bring_to_form(picture: NDArray[np.uint8], known: KnownDataset) -> SeenPicture:
    """Brings a picture (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8, to the data's own form.

    A grey picture of exactly the data's size passes unchanged (negated if its corners are bright), so that a saved
    test picture gives exactly the test picture's prediction; for digits 0 to 255 becomes 0 to 16, rounded.
    Raises ShapeError if `picture` is not such an array.
    """
    _check(picture)
    grey = grey_of(picture)
    stages = [Stage("Original", picture)]
    if grey.min() == grey.max():
        return _nothing(known, stages)
    if grey.shape == known.shape[:2] and _is_grey(picture):
        return _already_in_form(grey, known, stages)
    stages.append(Stage("Grey", grey))
    grey = reduced(grey, WORKING_EDGE)
    ground = ground_of(grey)
    bright = 255 - grey if ground.bright else grey
    if known.name == "fashion-mnist":
        return _seen_clothes(bright, ground, known, stages)
    return _seen_ink(bright, ground, known, stages)


def _seen_ink(bright: Grey, ground: Ground, known: KnownDataset, stages: list[Stage]) -> SeenPicture:
    ink = without_specks(ink_of(bright, ground))
    stages.append(Stage("Bright ink on dark", ink))
    box = box_of(ink)
    if box is None:
        return _nothing(known, stages)
    crop = cropped(ink, box)
    fitted, pixels = fitted_digits(crop) if known.name == "digits" else fitted_mnist(crop)
    return _finished(crop, fitted, pixels, known, stages)


def _seen_clothes(bright: Grey, ground: Ground, known: KnownDataset, stages: list[Stage]) -> SeenPicture:
    level = round(255 - ground.level if ground.bright else ground.level)
    lifted = np.maximum(bright, level) - np.uint8(level)  # the ground becomes 0, greys stay
    stages.append(Stage("Bright on dark", lifted))
    box = _clothes_box(bright, lifted, ground)
    if box is None:
        return _nothing(known, stages)
    crop = cropped(lifted, box)
    fitted, pixels = fitted_clothes(crop)
    return _finished(crop, fitted, pixels, known, stages)


def _clothes_box(bright: Grey, lifted: Grey, ground: Ground) -> Box | None:
    if not ink_of(bright, ground).any():
        return None
    solid = without_specks(np.where(lifted >= _CLOTHES_LEAST, 255, 0).astype(np.uint8))
    return box_of(solid)


def _finished(crop: Grey, fitted: Grey, pixels: Grey, known: KnownDataset, stages: list[Stage]) -> SeenPicture:
    stages += [Stage("Cropped", crop), Stage("Size", fitted), Stage("Centred", picture_of(pixels, known))]
    return SeenPicture(tuple(stages), pixels[..., np.newaxis])


def _nothing(known: KnownDataset, stages: list[Stage]) -> SeenPicture:
    return SeenPicture(tuple(stages), np.zeros(known.shape, np.uint8))


def _already_in_form(grey: Grey, known: KnownDataset, stages: list[Stage]) -> SeenPicture:
    """Passes pixels on. In every picture of the data sets at most one corner is bright, in negatives three."""
    corners = grey[[0, 0, -1, -1], [0, -1, 0, -1]]
    if int((corners >= 128).sum()) >= 3:
        grey = 255 - grey
        stages.append(Stage("Bright on dark", grey))
    pixels = grey if known.pixel_maximum == 255 else _rescaled(grey, 255, known.pixel_maximum)
    stages.append(Stage("In the data's form", picture_of(pixels, known)))
    return SeenPicture(tuple(stages), pixels[..., np.newaxis].copy())


def _rescaled(values: NDArray[np.uint8], full: int, new_full: int) -> NDArray[np.uint8]:
    """Whole numbers 0..full to 0..new_full, rounded half up."""
    wide = values.astype(np.uint32)
    return ((wide * (2 * new_full) + full) // (2 * full)).astype(np.uint8)


def _is_grey(picture: NDArray[np.uint8]) -> bool:
    if picture.ndim == 2:
        return True
    opaque = picture.shape[2] == 3 or bool((picture[..., 3] == 255).all())
    return opaque and bool((picture[..., :1] == picture[..., 1:3]).all())


def _check(picture: NDArray[np.uint8]) -> None:
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
