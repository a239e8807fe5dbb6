"""Which rows train, which validate, and in which order each epoch visits them.

Everything here is a pure function whose answer is the same on every machine and with every NumPy version: it uses
only SeedSequence and the raw output of PCG64, whose streams NumPy keeps fixed (NEP 19), not Generator.permutation,
whose stream may change. A shuffle sorts one random 64-bit key for each row.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import StudioError
from nnstudio.core.numbers import figure
from nnstudio.core.words import say

Rows = NDArray[np.int32]

_FIXED_SHUFFLE = 0x5EED_0F_DA7A  # part of the meaning of "the first n": never change it
_BALANCED = 0xBA1A  # part of what an epoch of balanced classes draws: never change it
MOST_SHARE = 0.5


def split_rows(
    targets: NDArray[np.generic], *, validation_share: float, limit: int = 0, seed: int = 0, stratified: bool = True
) -> tuple[Rows, Rows]:
    """Splits rows into training and validation rows, each sorted; of classes, the same share of each.

    A pure function of its arguments, so that every run of a project, whatever its seed, validates on the same rows.

    Args:
        targets: (n,) integers: the class of each row; anything else, (n, ...) numbers.
        validation_share: the part kept aside, 0 to 0.5. Every class keeps at least one training row.
        limit: take only so many rows, the first of a fixed shuffle; 0: all.
        seed: of the shuffle; another one keeps other rows aside.
        stratified: without, classes count for nothing.

    Raises StudioError if the share or the limit is out of range.
    """
    if not 0 <= validation_share <= MOST_SHARE:
        raise StudioError(
            say("{share} is not between 0 and {most}.", share=figure(validation_share), most=figure(MOST_SHARE)),
            where=say("Validation share"),
            fix=say("Keep between a tenth and a fifth of the pictures aside."),
        )
    order = _shuffled_rows(len(targets), limit, seed)
    if validation_share == 0 or not len(order):
        return np.sort(order), np.empty(0, np.int32)
    validates = _first_of_each(_classes(targets, order, stratified), validation_share)
    return np.sort(order[~validates]), np.sort(order[validates])


def fold_rows(
    targets: NDArray[np.generic], *, folds: int, fold: int, limit: int = 0, seed: int = 0, stratified: bool = True
) -> tuple[Rows, Rows]:
    """The rows outside and inside one of `folds` equal parts, 1 to `folds`; each sorted.

    Every row is in exactly one fold; of classes each fold has the same share, give or take one. Other arguments as of
    `split_rows`. Raises StudioError if there are less rows than folds, or no such fold.
    """
    order = _shuffled_rows(len(targets), limit, seed)
    if not 1 <= fold <= folds <= max(1, len(order)):
        message = say("is {fold} of {folds}, of {count} samples.", fold=fold, folds=folds, count=len(order))
        raise StudioError(message, where=say("Fold"), fix=say("Choose fewer folds, and one of them."))
    by_class = np.argsort(_classes(targets, order, stratified), kind="stable")
    validates = np.zeros(len(order), np.bool)
    validates[by_class] = np.arange(len(order)) % folds == fold - 1
    return np.sort(order[~validates]), np.sort(order[validates])


def _classes(targets: NDArray[np.generic], order: Rows, stratified: bool) -> NDArray[np.generic]:
    """The class of each of these rows; one for all where classes don't count."""
    are_classes = np.issubdtype(targets.dtype, np.integer) and targets.ndim == 1
    return np.asarray(targets)[order] if are_classes and stratified else np.zeros(len(order), np.uint8)


def epoch_order(rows: Rows, *, seed: int, epoch: int) -> Rows:
    """The rows in the order in which an epoch visits them: a pure function of (rows, seed, epoch).

    So a resumed run goes on exactly where it was, with no shuffle state to save.
    Raises StudioError if seed or epoch is negative.
    """
    if seed < 0 or epoch < 0:
        message = say("seed {seed} or epoch {epoch} is negative.", seed=seed, epoch=epoch)
        raise StudioError(message, where=say("Seed"), fix=say("Use 0 or more."))
    return np.asarray(rows, np.int32)[_permutation(len(rows), np.random.SeedSequence([seed, epoch]))]


def balanced_order(rows: Rows, classes: NDArray[np.integer], *, seed: int, epoch: int) -> Rows:
    """As many rows as there are, equally many of each class, give or take one, in the order of an epoch.

    A pure function of (rows, classes, seed, epoch). Of a large class each epoch draws other rows; those of a small one
    come several times, each as often as the others, give or take once. `classes`: (n,), of each row.
    Raises StudioError as `epoch_order`.
    """
    order = epoch_order(np.arange(len(rows), dtype=np.int32), seed=seed, epoch=epoch)
    drawn = [
        own[np.resize(_permutation(len(own), np.random.SeedSequence([seed, epoch, _BALANCED, number])), count)]
        for number, (own, count) in enumerate(_shared_out(rows, classes, np.random.SeedSequence([seed, epoch])))
    ]
    return np.concatenate([np.asarray(rows, np.int32)[:0], *drawn])[order]


def _shared_out(rows: Rows, classes: NDArray[np.integer], seed: np.random.SeedSequence) -> Iterator[tuple[Rows, int]]:
    """The rows of each class, and how many an epoch takes of them; chance says which classes have one more."""
    _, of_row, counts = np.unique(classes, return_inverse=True, return_counts=True)
    if not len(counts):
        return
    wanted = np.full(len(counts), len(rows) // len(counts))
    wanted[_permutation(len(counts), seed)[: len(rows) % len(counts)]] += 1
    by_class = np.asarray(rows, np.int32)[np.argsort(of_row, kind="stable")]
    yield from zip(np.split(by_class, np.cumsum(counts)[:-1]), wanted.tolist(), strict=True)


def _shuffled_rows(count: int, limit: int, seed: int) -> Rows:
    if limit < 0:
        message = say("{limit} is negative.", limit=limit)
        raise StudioError(message, where=say("Training limit"), fix=say("Use 0 for all pictures."))
    entropy = [_FIXED_SHUFFLE, seed] if seed else _FIXED_SHUFFLE
    order = _permutation(count, np.random.SeedSequence(entropy)).astype(np.int32)
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
