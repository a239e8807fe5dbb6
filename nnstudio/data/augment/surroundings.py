"""What lies around pictures, of which moved ones show some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augment.scratch import SCRATCH

Pixels = NDArray[np.uint8]
Words = NDArray[Any]  # (k, height, width) uint8 of grey pictures; of colours 32 bits, the lowest byte red

WORD = np.dtype("<u4")
_AT_THE_EDGE = 32  # so many pixels of the edge at the least tell the background
_NEAR = 16  # values that differ by no more are of one colour


@dataclass(frozen=True, eq=False)
class Background:
    """What lies around pictures.

    Attributes:
        colours: (k, channels) the median of each picture's edge.
        plain: (k,) whether at least half of the edge has it: that goes on outside. Else the picture's mirror does.
    """

    colours: Pixels
    plain: NDArray[np.bool]


def background_of(samples: Pixels) -> Background:
    """What lies around samples (k, height, width, channels)."""
    edges = [samples[:, 0], samples[:, -1], samples[:, :, 0], samples[:, :, -1]]
    step = max(1, sum(edge.shape[1] for edge in edges) // _AT_THE_EDGE)
    edge = np.ascontiguousarray(np.concatenate([edge[:, ::step] for edge in edges], axis=1).transpose(0, 2, 1))
    middle = edge.shape[2] // 2
    colours = np.partition(edge, middle, axis=2)[..., middle]
    near = (np.abs(edge.astype(np.int16) - colours[..., np.newaxis].astype(np.int16)) <= _NEAR).all(axis=1)
    return Background(colours, near.mean(axis=1) >= 0.5)


def words_of(samples: Pixels) -> Words:
    """Samples (k, height, width, 1 or 3), a word each pixel; the highest byte of colours is anything."""
    if samples.shape[3] == 1:
        return samples[..., 0]
    # Words that overlap by a byte: to put three values into each word takes three times as long.
    values = SCRATCH.array("overlapping", (samples.size + 1,), np.uint8)
    values[:-1] = samples.reshape(-1)
    values[-1] = 0
    words = SCRATCH.array("words", samples.shape[:3], WORD)
    words.reshape(-1)[:] = np.ndarray((words.size,), WORD, values, 0, (3,))
    return words


def with_surroundings(words: Words, background: Background, reach: int) -> Words:
    """The pictures with so many pixels more on each side."""
    count, height, width = words.shape
    inside = np.s_[:, reach : reach + height, reach : reach + width]
    around = SCRATCH.array("around", (count, height + 2 * reach, width + 2 * reach), words.dtype)
    colours = _word_of(background.colours, words.dtype)
    if background.plain.all():
        around[...] = colours[:, np.newaxis, np.newaxis]
        around[inside] = words
        return around
    tall = SCRATCH.array("tall", (count, height + 2 * reach, width), words.dtype)
    np.take(words, _mirrored(height, reach), axis=1, out=tall, mode="clip")
    columns = _mirrored(width, reach)
    around[:, :, :reach] = tall[:, :, columns[:reach]]
    around[:, :, reach : reach + width] = tall
    around[:, :, reach + width :] = tall[:, :, columns[reach + width :]]
    for place in np.flatnonzero(background.plain):
        around[place] = colours[place]
        around[place][inside[1:]] = words[place]
    return around


def _word_of(colours: Pixels, dtype: np.dtype[Any]) -> NDArray[Any]:
    """(k,) words of (k, channels)."""
    shifts = np.arange(colours.shape[1], dtype=WORD) * 8
    words: NDArray[Any] = (colours.astype(WORD) << shifts).sum(axis=1, dtype=WORD).astype(dtype)
    return words


def _mirrored(side: int, reach: int) -> NDArray[np.intp]:
    """Which row or column comes at each place, from `reach` before the first on: ... 1 0 0 1 2 ... 2 1 0 0 ..."""
    places = np.arange(-reach, side + reach) % (2 * side)
    return np.minimum(places, 2 * side - 1 - places)
