"""Grey pictures and the ground that they are drawn on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""top, bottom, left, right; bottom and right are outside."""

WORKING_EDGE = 400  # finer than any form here needs; larger pictures are reduced to it first
_EVEN_LEVELS = 10.0


@dataclass(frozen=True)
class Ground:
    """What the picture's ground looks like.

    Attributes:
        level: the median of its border.
        noise: deviation of the border's pixels from their neighbours, in levels.
        bright: whether the ground is bright and the ink dark.
        even: whether one level describes it.
    """

    level: float
    noise: float
    bright: bool
    even: bool


def grey_of(picture: NDArray[np.uint8]) -> Grey:
    """Luma (h, w) of a grey (h, w), RGB (h, w, 3) or RGBA (h, w, 4) picture, after ITU-R BT.601.

    Transparent counts as ground: white under dark ink, black under bright ink.
    """
    if picture.ndim == 2:
        return picture
    red, green, blue = (picture[..., channel].astype(np.uint32) for channel in range(3))
    luma = (299 * red + 587 * green + 114 * blue + 500) // 1000
    if picture.shape[2] == 4:
        alpha = picture[..., 3].astype(np.uint32)
        opaque = int(alpha.sum())
        dark_ink = opaque and int((luma * alpha).sum()) < 128 * opaque
        ground = 255 if dark_ink else 0
        luma = (luma * alpha + ground * (255 - alpha) + 127) // 255
    return luma.astype(np.uint8)


def reduced(grey: Grey, longest: int) -> Grey:
    """The picture with its longest edge at most `longest`, by averaging."""
    height, width = grey.shape
    factor = longest / max(height, width)
    if factor >= 1:
        return grey
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return resized(grey, size[::-1], Image.Resampling.BOX)


def resized(grey: Grey, shape: tuple[int, ...], method: Image.Resampling) -> Grey:
    """The picture resampled to (height, width)."""
    return np.asarray(Image.fromarray(grey).resize((shape[1], shape[0]), method, reducing_gap=3.0), np.uint8)


def ground_of(grey: Grey) -> Ground:
    """Measures the ground along the border, and the polarity: ink is what lies farther from the border's median."""
    rim = _rim(grey)
    level = float(np.median(rim))
    coarse = reduced(grey, 128)
    darker, brighter = level - (255 - strongest(255 - coarse)), strongest(coarse) - level
    low, high = np.percentile(rim, (5, 95))
    return Ground(level, _noise(grey), darker > brighter, bool(high - low <= _EVEN_LEVELS))


def box_of(ink: Grey, least: int = 100) -> Box | None:
    """The box around ink of at least `least`; None if there is none."""
    seen = ink >= least
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def cropped(picture: Grey, box: Box) -> Grey:
    """The part of the picture inside the box."""
    top, bottom, left, right = box
    return picture[top:bottom, left:right]


def _rim(grey: Grey) -> NDArray[np.uint8]:
    thick = max(1, min(grey.shape) // 40)
    sides = (grey[:thick], grey[-thick:], grey[thick:-thick, :thick], grey[thick:-thick, -thick:])
    return np.concatenate([side.reshape(-1) for side in sides])


def _noise(grey: Grey) -> float:
    """Deviation of neighbouring pixels, robustly: edges are few, so the median ignores them."""
    if grey.shape[1] < 2:
        return 0.0
    steps = np.abs(np.diff(grey[::2].astype(np.int16), axis=1))
    return float(np.median(steps)) / 0.9539  # the median of |a - b| for two normal values, in deviations


def strongest(values: Grey) -> float:
    """The mean of the largest five-hundredth of all values, at least four."""
    few = min(values.size, max(4, values.size // 500))
    counts = np.bincount(values.reshape(-1), minlength=256)[::-1]
    taken = np.diff(np.minimum(np.cumsum(counts), few), prepend=0)
    return float((taken * np.arange(255, -1, -1)).sum()) / few
