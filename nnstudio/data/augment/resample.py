"""Pictures resampled once, bilinearly, whatever moves their pixels.

In whole numbers over all samples at a time: a pixel's channels lie side by side as 16 bits each in one word, so that
one look-up brings them all, and NumPy lets other threads run meanwhile. One picture after the other by Pillow took
three to five times as long, most of it outside the resampling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.augmentation import Augmentation, Elastic, Flip
from nnstudio.data.augment.draws import Draws, Floats
from nnstudio.data.augment.maps import Maps, Singles
from nnstudio.data.augment.moves import MOVES, Size, knots_of, maps_of, reach_of, stretched
from nnstudio.data.augment.scratch import SCRATCH

Pixels = NDArray[np.uint8]
Words = NDArray[Any]  # (k, height, width) uint16 of grey pictures, uint64 of colours

_AT_THE_EDGE = 32  # so many pixels of the edge at the least tell the background
_NEAR = 16  # values that differ by no more are of one colour
_PARTS = 256  # weights are so many parts of a pixel


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
    edge = np.concatenate([edge[:, ::step] for edge in edges], axis=1)
    middle = edge.shape[1] // 2
    colours = np.partition(edge, middle, axis=1)[:, middle]
    near = (np.abs(edge.astype(np.int16) - colours[:, np.newaxis].astype(np.int16)) <= _NEAR).all(axis=2)
    return Background(colours, near.mean(axis=1) >= 0.5)


@dataclass(frozen=True, eq=False)
class Movement:
    """How the pixels of some samples move.

    Attributes:
        maps: of whole pictures.
        knots: of the grid that bends, (k, 2, knots, knots); None where none does.
        reach: so far outside the picture may pixels come from.
        only_flips: without resampling.
    """

    maps: Maps
    knots: Floats | None
    reach: int
    only_flips: bool

    def of(self, some: slice) -> Movement:
        """The movement of some of the samples."""
        knots = None if self.knots is None else self.knots[some]
        return Movement(self.maps.of_samples(some), knots, self.reach, self.only_flips)


def movement_of(plan: Sequence[Augmentation], draws: Draws, size: Size) -> Movement | None:
    """What the plan draws for pictures of (height, width); None if nothing moves."""
    elastic = next((each for each in plan if isinstance(each, Elastic)), None)
    moving = {type(each) for each in plan} & MOVES.keys()
    if elastic is None and not moving:
        return None
    knots = None if elastic is None else knots_of(elastic, draws, size)
    only_flips = elastic is None and moving == {Flip}
    return Movement(maps_of(plan, draws, size), knots, reach_of(plan, size), only_flips)


def moved(samples: Pixels, movement: Movement) -> Pixels:
    """Samples (k, height, width, 1 or 3) with their pixels moved."""
    if movement.only_flips:
        return _flipped(samples, movement.maps)
    columns, rows = movement.maps.places(samples.shape[1], samples.shape[2], movement.reach)
    if movement.knots is not None:
        columns += stretched(movement.knots[:, 0], columns.shape)
        rows += stretched(movement.knots[:, 1], rows.shape)
    words = _with_surroundings(_words_of(samples), background_of(samples), movement.reach)
    return _samples_of(_blended(words, columns, rows), samples.shape[3])


def _flipped(samples: Pixels, maps: Maps) -> Pixels:
    """Without resampling: the same pixels in another order."""
    changed = samples.copy()
    pixels = changed.view(f"V{samples.shape[3]}")[..., 0]
    across, down = np.flatnonzero(maps.xx < 0), np.flatnonzero(maps.yy < 0)
    pixels[across] = pixels[across][:, :, ::-1]
    pixels[down] = pixels[down][:, ::-1]
    return changed


def _words_of(samples: Pixels) -> Words:
    shape = samples.shape[:3]
    if samples.shape[3] == 1:
        words = SCRATCH.array("words", shape, np.uint16)
        words[...] = samples[..., 0]
        return words
    words = SCRATCH.array("words", shape, np.uint64)
    lanes = words.view(np.uint16).reshape(*shape, 4)
    for channel in range(3):  # each by itself: a copy of three at a time takes four times as long
        lanes[..., channel] = samples[..., channel]
    lanes[..., 3] = 0
    return words


def _samples_of(words: Words, channels: int) -> Pixels:
    if channels == 1:
        return words.astype(np.uint8)[..., np.newaxis]
    lanes = words.view(np.uint16).reshape(*words.shape, 4)
    samples = np.empty((*words.shape, 3), np.uint8)
    for channel in range(3):
        samples[..., channel] = lanes[..., channel]
    return samples


def _with_surroundings(words: Words, background: Background, reach: int) -> Words:
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
    np.take(tall, _mirrored(width, reach), axis=2, out=around, mode="clip")
    for place in np.flatnonzero(background.plain):
        around[place] = colours[place]
        around[place][inside[1:]] = words[place]
    return around


def _word_of(colours: Pixels, dtype: np.dtype[Any]) -> NDArray[Any]:
    """(k,) words of (k, channels)."""
    shifts = np.arange(colours.shape[1], dtype=np.uint64) * np.uint64(16)
    words: NDArray[Any] = (colours.astype(np.uint64) << shifts).sum(axis=1, dtype=np.uint64).astype(dtype)
    return words


def _mirrored(side: int, reach: int) -> NDArray[np.intp]:
    """Which row or column comes at each place, from `reach` before the first on: ... 1 0 0 1 2 ... 2 1 0 0 ..."""
    places = np.arange(-reach, side + reach) % (2 * side)
    return np.minimum(places, 2 * side - 1 - places)


def _blended(words: Words, columns: Singles, rows: Singles) -> Words:
    """(k, height, width) values between the four pixels around each place, which lies within the pictures."""
    shape, wide = columns.shape, words.shape[2]
    left, top = (np.floor(each, out=SCRATCH.array(name, shape, np.float32)) for name, each in _named(columns, rows))
    across, down = (_weights(each, words.dtype, name) for name, each in _named(_less(columns, left), _less(rows, top)))
    place = _flat_places(left, top, words.shape)
    flat = words.reshape(-1)
    corners = [_taken(flat[after:], place, f"corner {after}") for after in (0, 1, wide, wide + 1)]
    upper = _between(corners[0], corners[1], across)
    lower = _between(corners[2], corners[3], across)
    blended: Words = _between(upper, lower, down).view(words.dtype).reshape(shape)
    return blended


def _named(columns: Singles, rows: Singles) -> tuple[tuple[str, Singles], tuple[str, Singles]]:
    return ("left", columns), ("top", rows)


def _less(places: Singles, whole: Singles) -> Singles:
    places -= whole
    return places


def _flat_places(left: Singles, top: Singles, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Where in all pictures the upper left one of the four pixels is."""
    count, tall, wide = shape
    place = SCRATCH.array("place", left.shape, np.intp)
    place[...] = top
    place *= wide
    place += (np.arange(count) * (tall * wide))[:, np.newaxis, np.newaxis]
    column = SCRATCH.array("column", left.shape, np.int32)
    column[...] = left
    place += column
    return place


def _taken(words: Words, places: NDArray[np.intp], name: str) -> NDArray[np.uint16]:
    """Places beyond the end, which none should be, give the last."""
    out = SCRATCH.array(name, places.shape, words.dtype)
    return np.take(words, places, mode="clip", out=out).reshape(-1).view(np.uint16)


def _weights(shares: Singles, dtype: np.dtype[Any], name: str) -> NDArray[np.uint16]:
    """Of the second of two pixels, in parts: one for each channel."""
    shares *= np.float32(_PARTS)
    shares += np.float32(0.5)
    parts = SCRATCH.array(f"weights {name}", shares.shape, dtype)
    if dtype == np.uint16:
        parts[...] = shares
    else:
        whole = SCRATCH.array("column", shares.shape, np.int32)
        whole[...] = shares
        np.multiply(whole, np.uint64(0x0001_0001_0001_0001), out=parts, casting="unsafe")
    return parts.reshape(-1).view(np.uint16)


def _between(first: NDArray[np.uint16], second: NDArray[np.uint16], weights: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """At most 255 x 256 + 128, which 16 bits hold."""
    first *= np.subtract(np.uint16(_PARTS), weights, out=SCRATCH.array("others", weights.shape, np.uint16))
    second *= weights
    first += second
    first += np.uint16(_PARTS // 2)
    first >>= np.uint16(8)
    return first
