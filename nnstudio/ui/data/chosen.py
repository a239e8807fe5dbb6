"""Which of some places in a row are chosen, as clicks and keys choose them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Chosen:
    """Any number of places, and the one from which a stretch is chosen."""

    def __init__(self) -> None:
        self._marks = np.zeros(0, bool)
        self._from = 0

    def reset(self, marks: NDArray[np.bool_]) -> None:
        """Other places, of which these are chosen."""
        self._marks, self._from = marks, 0

    def __contains__(self, place: int) -> bool:
        return 0 <= place < len(self._marks) and bool(self._marks[place])

    def __len__(self) -> int:
        return int(np.count_nonzero(self._marks))

    @property
    def places(self) -> NDArray[np.int64]:
        """The chosen ones, sorted."""
        return np.flatnonzero(self._marks)

    def only(self, place: int) -> None:
        """That one and no other."""
        self._marks[:] = False
        self._marks[place] = True
        self._from = place

    def turn(self, place: int) -> None:
        """That one too, or no longer."""
        self._marks[place] = not self._marks[place]
        self._from = place

    def stretch(self, place: int) -> None:
        """All from the one that was last chosen by itself to that one, and no other."""
        low, high = sorted((self._from, place))
        self._marks[:] = False
        self._marks[low : high + 1] = True

    def all(self) -> None:
        """Every one."""
        self._marks[:] = True

    def none(self) -> None:
        """None at all."""
        self._marks[:] = False
