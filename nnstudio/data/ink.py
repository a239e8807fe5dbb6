"""What of a picture is ink: grey, polarity, background, noise, and the box around it.

The data sets hold bright ink on a dark ground. People bring dark ink on bright paper, photographed in uneven light,
or clean drawings either way round; all become the same here: 0 where there is no ink, 255 where there is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.data.parts import connected_parts

Grey = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""top, bottom, left, right; bottom and right are outside."""

WORKING_EDGE = 400  # finer than any form here needs; larger pictures are reduced to it first
_SMALL_EDGE = 64  # below, grey edges carry the shape and are kept; above, ink is told from ground sharply
_LEAST_CONTRAST = 16.0
_EVEN_LEVELS = 10.0
_COARSE_EDGE = 32
_SPECK_EDGE = 80
_SPECK_SHARE = 0.04


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
    darker, brighter = level - (255 - _strongest(255 - coarse)), _strongest(coarse) - level
    low, high = np.percentile(rim, (5, 95))
    return Ground(level, _noise(grey), darker > brighter, bool(high - low <= _EVEN_LEVELS))


def ink_of(bright: Grey, ground: Ground) -> Grey:
    """Ink 0 to 255 from a picture whose ink is brighter than its ground; all zero if there is none."""
    background = _background(bright, ground)
    ink = np.maximum(bright, background) - background
    contrast = _strongest(ink)
    if contrast < max(_LEAST_CONTRAST, 6 * ground.noise):
        return np.zeros_like(bright)
    floor = 3.0 * ground.noise / contrast
    if max(bright.shape) <= _SMALL_EDGE:
        low, high = max(0.02, floor), 1.0
    else:
        low = max(0.2, floor)
        high = low + 0.4
    table = (np.arange(256) / contrast - low) * (255.0 / (high - low))
    curve: Grey = np.rint(table.clip(0, 255)).astype(np.uint8)
    return curve[ink]


def without_specks(ink: Grey) -> Grey:
    """The ink without dust: connected parts of less than a twenty-fifth of the largest part are removed."""
    labels, sizes = connected_parts(reduced(ink, _SPECK_EDGE) > 64)
    dust = np.flatnonzero(sizes < sizes.max(initial=0) * _SPECK_SHARE) + 1
    if not len(dust):
        return ink
    kept = _grown((labels > 0) & ~np.isin(labels, dust))
    return np.where(_enlarged(kept, ink.shape), ink, 0).astype(np.uint8)


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


def _background(bright: Grey, ground: Ground) -> Grey | np.uint8:
    """The ground's level everywhere: one number if it is even, else a coarse local minimum, smoothed."""
    if ground.even:
        return np.uint8(255 - ground.level if ground.bright else ground.level)
    coarse = reduced(bright, _COARSE_EDGE).astype(np.float32)
    for _ in range(3):
        coarse = _neighbourhood(coarse, np.minimum)
    for _ in range(2):
        coarse = _averaged(coarse)
    return resized(np.rint(coarse).astype(np.uint8), bright.shape, Image.Resampling.BILINEAR)


def _strongest(values: Grey) -> float:
    """The mean of the largest five-hundredth of all values, at least four."""
    few = min(values.size, max(4, values.size // 500))
    counts = np.bincount(values.reshape(-1), minlength=256)[::-1]
    taken = np.diff(np.minimum(np.cumsum(counts), few), prepend=0)
    return float((taken * np.arange(255, -1, -1)).sum()) / few


def _neighbourhood(values: NDArray[np.float32], pick: np.ufunc) -> NDArray[np.float32]:
    padded = np.pad(values, 1, mode="edge")
    rows = pick(pick(padded[:-2], padded[1:-1]), padded[2:])
    return np.asarray(pick(pick(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:]), np.float32)


def _averaged(values: NDArray[np.float32]) -> NDArray[np.float32]:
    padded = np.pad(values, 1, mode="edge")
    rows = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    return np.asarray((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 3, np.float32)


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    padded = np.pad(mask, 1)
    rows = padded[:-2] | padded[1:-1] | padded[2:]
    return np.asarray(rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:], bool)


def _enlarged(mask: NDArray[np.bool_], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    rows = np.arange(shape[0]) * mask.shape[0] // shape[0]
    columns = np.arange(shape[1]) * mask.shape[1] // shape[1]
    return np.asarray(mask[rows[:, None], columns[None, :]], bool)
