"""One picture file to one sample: decoded, brought to the wanted size and colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.data.decode import decoded_image
from nnstudio.data.fitting import Fit, fit_image, least_side
from nnstudio.data.picture_size import declared_size

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True)
class Wanted:
    """What pictures are brought to: (height, width, channels) with 1 or 3 channels, and how."""

    shape: tuple[int, int, int]
    fit: Fit


@dataclass(frozen=True)
class PictureSample:
    """A picture as it is wanted.

    Attributes:
        pixels: (height, width, channels) uint8, row by row.
        size: rows and columns in the file.
    """

    pixels: bytes
    size: tuple[int, int]


Outcome = PictureSample | StudioError


def outcome_of(data: bytes, wanted: Wanted) -> Outcome:
    """The sample of that picture file, or why there is none. Goes on inside `decode.strict_warnings`."""
    try:
        image = decoded_image(data, "", least_side(wanted.shape))
        return PictureSample(_pixels(image, wanted), _size_in_file(data, image))
    except StudioError as error:
        return error
    except MemoryError:
        return StudioError(say("needs more memory than a file may use."))


def _pixels(image: Image.Image, wanted: Wanted) -> bytes:
    """Of an image of mode L, RGB or RGBA. What is neither grey nor coloured as wanted takes NumPy."""
    if (image.mode, wanted.shape[2]) in (("RGB", 3), ("L", 1)):
        return fit_image(image, wanted.shape, wanted.fit).tobytes()
    import numpy as np

    from nnstudio.data.forms.picture import fitted

    return fitted(np.asarray(image, np.uint8), wanted.shape, wanted.fit).tobytes()


def _size_in_file(data: bytes, image: Image.Image) -> tuple[int, int]:
    """Rows and columns before large pictures are reduced, as the camera was held: headers have them as it is built."""
    declared = declared_size(data)
    if declared is None:
        return image.height, image.width
    width, height = declared
    return (width, height) if (image.height > image.width) != (height > width) else (height, width)
