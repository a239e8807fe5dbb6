"""Columns of words among a table's inputs: by their names, and by what the samples hold."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.category_columns import Category, categories_of

NAMES = ("width", "colour = red", "colour = blue", "a = b = x", "a = b = y", "a = b = z")
ROWS = np.array([[1.5, 1, 0, 0, 0, 1], [2.5, 1, 0, 0, 1, 0], [3.5, 0, 1, 0, 0, 1]])


def test_each_column_of_words_is_told_with_its_most_frequent_one() -> None:
    assert categories_of(NAMES, ROWS) == (
        Category("colour", 1, ("red", "blue"), 0),
        Category("a = b", 3, ("x", "y", "z"), 2),
    )


@pytest.mark.parametrize("values", [(1, 1), (0, 0), (0.5, 0.5), (-1, 2)])
def test_inputs_that_only_go_by_such_names_stay_numbers(values: tuple[float, float]) -> None:
    samples = np.array([[1.0, 0.0], [0.0, 1.0], values])
    assert categories_of(("n = 1", "n = 2"), samples) == ()


def test_without_samples_all_are_numbers() -> None:
    assert categories_of(NAMES, np.empty((0, 6))) == ()
    assert categories_of(("a = only",), np.ones((4, 1))) == ()
