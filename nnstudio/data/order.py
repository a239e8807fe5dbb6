"""Which rows train, which validate, and in which order each epoch visits them.

Everything here is a pure function whose answer is the same on every machine and with every NumPy version: it uses
only SeedSequence and the raw output of PCG64, whose streams NumPy keeps fixed (NEP 19), not Generator.permutation,
whose stream may change. A shuffle sorts one random 64-bit key for each row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import StudioError
from nnstudio.core.numbers import figure
from nnstudio.core.words import say

Rows = NDArray[np.int32]

_FIXED_SHUFFLE = 0x5EED_0F_DA7A  # part of the meaning of "the first n": never change it
MOST_SHARE = 0.5


def split_rows(targets: NDArray[np.generic], *, validation_share: float, limit: int = 0) -> tuple[Rows, Rows]:
    """Splits rows into training and validation rows, each sorted; of classes, the same share of each.

    A pure function of its arguments, so that every run of a project, whatever its seed, validates on the same rows.

    Args:
        targets: (n,) integers: the class of each row; anything else, (n, ...) numbers.
        validation_share: the part kept aside, 0 to 0.5. Every class keeps at least one training row.
        limit: take only so many rows, the first of a fixed shuffle; 0: all.

    Raises StudioError if the share or the limit is out of range.
    """
    if not 0 <= validation_share <= MOST_SHARE:
        raise StudioError(
            say("{share} is not between 0 and {most}.", share=figure(validation_share), most=figure(MOST_SHARE)),
            where=say("Validation share"),
            fix=say("Keep between a tenth and a fifth of the pictures aside."),
        )
    order = _shuffled_rows(len(targets), limit)
    if validation_share == 0 or not len(order):
        return np.sort(order), np.empty(0, np.int32)
    are_classes = np.issubdtype(targets.dtype, np.integer) and targets.ndim == 1
    classes = np.asarray(targets)[order] if are_classes else np.zeros(len(order), np.uint8)
    validates = _first_of_each(classes, validation_share)
    return np.sort(order[~validates]), np.sort(order[validates])


def epoch_order(rows: Rows, *, seed: int, epoch: int) -> Rows:
    """The rows in the order in which an epoch visits them: a pure function of (rows, seed, epoch).

    So a resumed run goes on exactly where it was, with no shuffle state to save.
    Raises StudioError if seed or epoch is negative.
    """
    if seed < 0 or epoch < 0:
        message = say("seed {seed} or epoch {epoch} is negative.", seed=seed, epoch=epoch)
        raise StudioError(message, where=say("Seed"), fix=say("Use 0 or more."))
    return np.asarray(rows, np.int32)[_permutation(len(rows), np.random.SeedSequence([seed, epoch]))]


def _shuffled_rows(count: int, limit: int) -> Rows:
    if limit < 0:
        message = say("{limit} is negative.", limit=limit)
        raise StudioError(message, where=say("Training limit"), fix=say("Use 0 for all pictures."))
    order = _permutation(count, np.random.SeedSequence(_FIXED_SHUFFLE)).astype(np.int32)
    return order[:limit] if limit else order


def _permutation(count: int, seed: np.random.SeedSequence) -> NDArray[np.uint64]:
    """The indices 0..count-1 shuffled: the low bits of each random key are its index, so no two keys are equal and
    any sort, the fastest too, gives the one order."""
    low_bits = np.uint64((1 << count.bit_length()) - 1)
    keys = np.asarray(np.random.PCG64(seed).random_raw(count), np.uint64)
    keys &= ~low_bits
    keys |= np.arange(count, dtype=np.uint64)
    keys.sort()
    return keys & low_bits


def _first_of_each(classes: NDArray[np.generic], share: float) -> NDArray[np.bool]:
    """Which rows are among the first of their class that validate: (n,) for classes (n,)."""
    _, of_row, counts = np.unique(classes, return_inverse=True, return_counts=True)
    by_class = np.argsort(of_row, kind="stable")
    place = np.arange(len(classes)) - np.repeat(np.cumsum(counts) - counts, counts)
    chosen = np.zeros(len(classes), np.bool)
    chosen[by_class] = place < np.repeat(_shares(counts, share), counts)
    return chosen


def _shares(counts: NDArray[np.intp], share: float) -> NDArray[np.int64]:
    """How many rows of each class validate: largest remainders, so that the total is the rounded share of all."""
    wanted = counts * share
    given = np.floor(wanted).astype(np.int64)
    missing = round(int(counts.sum()) * share) - int(given.sum())
    given[np.argsort(given - wanted, kind="stable")[: max(0, missing)]] += 1
    most: NDArray[np.int64] = np.minimum(given, counts - 1)
    return most
