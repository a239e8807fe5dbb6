"""Random numbers for each sample: a pure function of (seed, epoch, row, kind), whatever samples come together.

A hash of the sample's row under a key, SplitMix64 (Steele, Lea & Flood 2014); the key is from SeedSequence, whose
streams NumPy keeps fixed (NEP 19). Each kind draws for itself: turning one on or off leaves the others as they are.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.augmentation import Augmentation

Floats = NDArray[np.float64]
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Draws:
    """Where the random numbers of some samples come from; drawn once for all, whichever part is asked for first.

    Attributes:
        rows: (n,) which samples.
        seed, epoch: of the run; not negative.
        part: of which of them numbers are given.
    """

    rows: NDArray[np.int32]
    seed: int
    epoch: int
    part: slice = field(default_factory=lambda: slice(None))
    _drawn: dict[type[Augmentation], Floats] = field(default_factory=dict)

    def of_part(self, part: slice) -> Draws:
        """The numbers of some of the samples."""
        return replace(self, part=part)

    def of(self, kind: type[Augmentation], count: int) -> Floats:
        """(k, count) numbers from 0 to below 1, in steps of 2^-53; a kind always asks for as many."""
        if kind not in self._drawn:
            self._drawn[kind] = self._draw(kind, count)
        return self._drawn[kind][self.part]

    def _draw(self, kind: type[Augmentation], count: int) -> Floats:
        entropy = [self.seed, self.epoch, zlib.crc32(kind.__name__.encode())]
        keys = np.random.SeedSequence(entropy).generate_state(2, np.uint64)
        sample = _mixed(self.rows.astype(np.uint64) * _STEP ^ keys[:1])
        words = _mixed(sample[:, np.newaxis] + np.arange(1, count + 1, dtype=np.uint64) * _STEP ^ keys[1:])
        return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def signed(self, kind: type[Augmentation], count: int) -> Floats:
        """(k, count) numbers from -1 to below 1."""
        return 2 * self.of(kind, count) - 1


def _mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
