"""Which inputs of a table's row are the categories of one column: words became one input each, 0 or 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

EQUALS = " = "  # as names of such inputs are made: `colour = red`


@dataclass(frozen=True)
class Category:
    """A column of words.

    Attributes:
        name: of the column.
        first: the place of its first input; the others follow.
        words: what its inputs stand for.
        usual: the place among `words` of the one that most samples have.
    """

    name: str
    first: int
    words: tuple[str, ...]
    usual: int


def categories_of(names: Sequence[str], samples: NDArray[np.floating]) -> tuple[Category, ...]:
    """The columns of words among inputs of these names.

    Names may be anybody's: inputs count as one column only where each of the samples (n, inputs) has a 1 in exactly one
    of them, and 0 in the others.
    """
    found = []
    for name, group in groupby(range(len(names)), lambda place: names[place].rpartition(EQUALS)[0]):
        places = list(group)
        values = samples[:, places]
        whole = len(samples) and ((values == 0) | (values == 1)).all() and (values.sum(axis=1) == 1).all()
        if name and len(places) > 1 and whole:
            words = tuple(names[place].rpartition(EQUALS)[2] for place in places)
            found.append(Category(name, places[0], words, int(values.sum(axis=0).argmax())))
    return tuple(found)
