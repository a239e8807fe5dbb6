"""Grain and covered boxes. Samples are (k, height, width, channels), changed in place."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.augmentation import Cutout, Noise
from nnstudio.data.augment.draws import Draws
from nnstudio.data.augment.shades import means_of
from nnstudio.data.noise import normals

Pixels = NDArray[np.uint8]

_GRAINS = 2**18
_NOISE_KEY = 0x6EA15  # part of what noise is: never change it


def add_noise(samples: Pixels, noise: Noise, draws: Draws, white: int) -> None:
    """Adds a piece of a long row of normal numbers to each, from another place each time: a tenth of the time."""
    count, values = len(samples), samples[0].size
    grains = _of_deviation(round(noise.deviation * white * 256))
    starts = (draws.of(Noise, 1)[:, 0] * _GRAINS).astype(np.int64)
    around = np.resize(grains, _GRAINS + values)
    noisy = np.lib.stride_tricks.sliding_window_view(around, values)[starts]
    noisy += samples.reshape(count, -1)
    samples[...] = np.clip(noisy, 0, white, out=noisy).reshape(samples.shape)


@cache
def _normals() -> NDArray[np.float64]:
    return normals(_GRAINS, _NOISE_KEY)


@cache
def _of_deviation(deviation: int) -> NDArray[np.int16]:
    return np.rint(_normals() * (deviation / 256)).astype(np.int16)


def cut_out(samples: Pixels, cutout: Cutout, draws: Draws) -> None:
    """Covers boxes whose middles lie anywhere in the picture."""
    count, height, width, _ = samples.shape
    tall, wide = round(cutout.side * height), round(cutout.side * width)
    if not tall or not wide:
        return
    middles = draws.of(Cutout, 2 * cutout.count).reshape(count, cutout.count, 2) * (height, width)
    corners = np.rint(middles - (tall / 2, wide / 2)).astype(np.int64).tolist()
    means = np.rint(means_of(samples)).astype(np.uint8)
    for sample, boxes, mean in zip(samples, corners, means, strict=True):
        for top, left in boxes:
            sample[max(0, top) : max(0, top + tall), max(0, left) : max(0, left + wide)] = mean
