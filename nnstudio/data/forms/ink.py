"""What of a picture is ink: grey, polarity, background, noise, and the box around it.

The data sets hold bright ink on a dark ground. People bring dark ink on bright paper, photographed in uneven light,
or clean drawings either way round; all become the same here: 0 where there is no ink, 255 where there is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.data.forms.ground import Grey, Ground, reduced, resized, strongest
from nnstudio.data.forms.parts import connected_parts

_SMALL_EDGE = 64  # below, grey edges carry the shape and are kept; above, ink is told from ground sharply
_LEAST_CONTRAST = 16.0
_COARSE_EDGE = 32
_SPECK_EDGE = 80
_SPECK_SHARE = 0.04


def ink_of(bright: Grey, ground: Ground) -> Grey:
    """Ink 0 to 255 from a picture whose ink is brighter than its ground; all zero if there is none."""
    background = _background(bright, ground)
    ink = np.maximum(bright, background) - background
    contrast = strongest(ink)
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
