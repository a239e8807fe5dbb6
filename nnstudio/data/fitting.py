"""A decoded photo at the size that the data wants: cropped, padded or stretched.

Without NumPy, whose import takes longer than that of all else that a decoding process needs.
"""

from __future__ import annotations

from typing import Literal

from PIL import Image

Fit = Literal["crop", "pad", "stretch"]


def least_side(shape: tuple[int, ...]) -> int:
    """The least length, in pixels, of a decoded photo's shorter edge that is to be fitted to (height, width, ...)."""
    return 2 * max(shape[:2])


def fit_image(image: Image.Image, shape: tuple[int, ...], fit: Fit) -> Image.Image:
    """The image at the size of (height, width, ...), antialiased; one of that size passes unchanged."""
    height, width = shape[:2]
    if fit == "crop":
        image = _middle(image, height, width)
    if image.size == (width, height):
        return image
    return _padded(image, height, width) if fit == "pad" else _resized(image, height, width)


def _resized(image: Image.Image, height: int, width: int) -> Image.Image:
    return image.resize((width, height), Image.Resampling.BOX, reducing_gap=3.0)


def _padded(image: Image.Image, height: int, width: int) -> Image.Image:
    """The whole picture in the middle; the edges are black."""
    scale = min(height / image.height, width / image.width)
    rows, columns = max(1, min(height, round(image.height * scale))), max(1, min(width, round(image.width * scale)))
    whole = Image.new(image.mode, (width, height))
    whole.paste(_resized(image, rows, columns), ((width - columns) // 2, (height - rows) // 2))
    return whole


def _middle(image: Image.Image, height: int, width: int) -> Image.Image:
    wide, tall = image.size
    rows, columns = min(tall, max(1, wide * height // width)), min(wide, max(1, tall * width // height))
    top, left = (tall - rows) // 2, (wide - columns) // 2
    return image if (rows, columns) == (tall, wide) else image.crop((left, top, left + columns, top + rows))
