"""Columns of a table that give the target away: there is nothing to learn where one number tells all."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.blocks import some_of
from nnstudio.data.parts import Parts

LEAST_ROWS = 20
_MOST_ROWS = 20_000
_SAME = 0.9999  # correlation


def columns_that_tell(parts: Parts) -> list[str]:
    """The columns by which alone each target is known, where there are several columns and enough rows.

    Of classes: sorted by the column, all of a class lie together. Of numbers: they lie on a line over the column.
    """
    facts, rows = parts.dataset.facts, parts.rows["training"]
    if not facts.are_vectors or facts.shape[0] < 2 or len(rows) < LEAST_ROWS:
        return []
    some = some_of(rows, _MOST_ROWS)
    table, targets = parts.samples(some).astype(np.float64), parts.targets[some]
    tells = _tells_classes if facts.class_names else _tells_numbers
    return [name for name, column in zip(facts.column_names, table.T, strict=True) if tells(column, targets)]


def _tells_classes(column: NDArray[Any], labels: NDArray[Any]) -> bool:
    """Whether thresholds tell all classes apart: equal values have one class, and each class is one stretch."""
    order = np.lexsort((labels, column))
    values, sorted_labels = column[order], labels[order]
    changes = sorted_labels[1:] != sorted_labels[:-1]
    if not changes.any() or bool((values[1:] == values[:-1])[changes].any()):
        return False
    return int(changes.sum()) + 1 == len(np.unique(labels))


def _tells_numbers(column: NDArray[Any], numbers: NDArray[Any]) -> bool:
    if column.std() == 0 or bool((numbers.std(axis=0) == 0).any()):
        return False
    found = [abs(float(np.corrcoef(column, number)[0, 1])) for number in numbers.T.astype(np.float64)]
    return min(found) >= _SAME
