"""What is told of samples that are there more than once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.words import say, say_count
from nnstudio.data.findings import MOST_NAMES, Finding, finding

MOST_GROUPS = 500
Groups = Iterable[NDArray[np.intp]]


def told_repeats(
    groups: Groups, tests: NDArray[np.bool_], targets: NDArray[Any], place: str, *, each: bool
) -> Iterator[Finding]:
    """Findings on samples that are the same.

    Args:
        groups: the places of those that are the same.
        tests: (n,) which are for the test.
        targets: (n, ...) what is to be learned of them.
        place: the array or file that they are in.
        each: whether every group is told, up to MOST_GROUPS; of tables, where rows are often the same, only how many.
    """
    found = list(groups)
    repeated = sum(len(group) - 1 for group in found)
    leaks = [group for group in found if tests[group].any() and not tests[group].all()]
    if repeated:
        text = say_count("{count} sample repeats an earlier one.", "{count} samples repeat an earlier one.", repeated)
        yield finding("duplicate", (place,), text)
    if leaks:
        count = sum(int(tests[group].sum()) for group in leaks)
        text = say_count(
            "{count} sample for the test is also there to learn from: figures of the test are too good.",
            "{count} samples for the test are also there to learn from: figures of the test are too good.",
            count,
        )
        yield finding("leak", (place,), text)
    against = sum(1 for group in found if (targets[group] != targets[group[0]]).any())
    if against:
        text = say_count(
            "{count} sample is there again with another label.",
            "{count} samples are there again with another label.",
            against,
        )
        yield finding("contradiction", (place,), text)
    if each:
        yield from _each(found, tests)


def _each(found: list[NDArray[np.intp]], tests: NDArray[np.bool_]) -> Iterator[Finding]:
    places = np.where(tests, np.cumsum(tests), np.cumsum(~tests)) - 1
    for group in found[:MOST_GROUPS]:
        names = tuple(f"{'test' if tests[row] else 'train'}/{places[row]}" for row in group[:MOST_NAMES])
        if tests[group].any() and not tests[group].all():
            yield finding("leak", names, say("are the same, once to learn from and once for the test."))
        else:
            yield finding("duplicate", names, say("are the same."))
