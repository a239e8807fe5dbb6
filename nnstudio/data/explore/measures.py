"""What one look at every sample tells: how bright it is, whether it is of one value, and keys to find those alike."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.blocks import Watch, all_rows, blocks
from nnstudio.data.explore.pooling import grey_pooled
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts

Keys = NDArray[np.uint64]
PATCHES = (8, 9)
_LEAST_STEP = 1 / 255  # a smaller difference between neighbours is noise


@dataclass(frozen=True, eq=False)
class Measures:
    """Of each sample of the data.

    Attributes:
        brightness: (n,) mean, from 0 to 1 of what can be stored; of other than pictures the mean of the values.
        blank: the rows of pictures of one colour all over.
        content: (n,) a key of the stored values: equal samples have equal ones.
        looks: (n,) a key of how pictures look, whose bits differ little between pictures that look alike; empty for
            others.
        small: (n, 72) uint8 the pictures themselves, in eight rows of nine patches; empty for others.
    """

    brightness: NDArray[np.float32]
    blank: Rows
    content: Keys
    looks: Keys
    small: NDArray[np.uint8]


def measure(parts: Parts, watch: Watch) -> Measures:
    """Looks at all samples once."""
    facts, rows = parts.dataset.facts, all_rows(parts)
    pictures = facts.are_pictures
    brightness, blank = np.zeros(len(rows), np.float32), np.zeros(len(rows), bool)
    content, looks = np.zeros(len(rows), np.uint64), np.zeros(len(rows) if pictures else 0, np.uint64)
    small = np.zeros((len(looks), 72), np.uint8)
    for place, samples in blocks(parts, rows, watch):
        flat = samples.reshape(len(samples), -1)
        means = flat.mean(axis=1, dtype=np.float64)
        brightness[place] = (means - facts.low) / (facts.high - facts.low) if pictures else means
        content[place] = _content_keys(flat)
        if pictures:
            blank[place] = (samples == samples[:, :1, :1]).all(axis=(1, 2, 3))
            grey = grey_pooled(samples, facts, *PATCHES)
            looks[place] = difference_hashes(grey)
            small[place] = np.rint(255 * grey).reshape(len(grey), -1)
    return Measures(brightness, np.flatnonzero(blank).astype(np.int32), content, looks, small)


def _content_keys(flat: NDArray[Any]) -> Keys:
    digests = (hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in flat)
    return np.frombuffer(b"".join(digests), np.uint64)


def difference_hashes(grey: NDArray[np.float32]) -> Keys:
    """(n, 8, 9) patches to (n,) 64 bits each: whether a patch is brighter than the one left of it (Krawetz 2013)."""
    bits = (grey[:, :, 1:] - grey[:, :, :-1]) > _LEAST_STEP
    return np.packbits(bits.reshape(len(bits), 64), axis=1).view(np.uint64)[:, 0]
