"""Samples that are there more than once, by a hash of each; of a million eight million bytes are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BYTES = 8  # of a million samples two that differ have the same hash once in 30 million sets


class Repeats:
    """Takes samples in, a block at a time, and tells which are the same."""

    def __init__(self) -> None:
        self._digests: list[NDArray[np.uint64]] = []

    def add(self, samples: NDArray[Any]) -> None:
        """Takes in samples (n, ...)."""
        if not len(samples):
            return
        raw = np.ascontiguousarray(samples).reshape(len(samples), -1).view(np.uint8)
        digests = b"".join(hashlib.blake2b(row.data, digest_size=_BYTES).digest() for row in raw)
        self._digests.append(np.frombuffer(digests, np.uint64))

    def groups(self) -> Iterator[NDArray[np.intp]]:
        """The places of samples that are the same, each group in order, by the first of each."""
        digests = np.concatenate(self._digests) if self._digests else np.empty(0, np.uint64)
        order = np.argsort(digests, kind="stable")
        ordered = digests[order]
        begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.empty(0, np.intp)
        ends = np.r_[begins[1:], len(ordered)]
        several = np.flatnonzero(ends - begins > 1)
        first = order[begins[several]]
        for place in several[np.argsort(first, kind="stable")]:
            yield order[begins[place] : ends[place]]
