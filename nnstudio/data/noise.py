"""Random numbers that are a pure function of a key, on every machine and with every NumPy version.

Only SeedSequence and the raw output of PCG64 are used, whose streams NumPy keeps fixed (NEP 19).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_DOZEN = 12


def uniforms(count: int, *key: int) -> Floats:
    """(count,) numbers from 0 to below 1, in steps of 2^-53."""
    raw = np.asarray(np.random.PCG64(np.random.SeedSequence(key)).random_raw(count), np.uint64)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53


def normals(count: int, *key: int) -> Floats:
    """(count,) numbers of mean 0 and deviation 1, between -6 and 6.

    The sum of twelve uniform numbers less 6 is close to normal, and needs only additions, which every machine does to
    the same bits; logarithms and cosines differ between them.
    """
    twelve = uniforms(count * _DOZEN, *key).reshape(count, _DOZEN)
    total = np.zeros(count)
    for part in twelve.T:
        total += part
    return total - 6.0
