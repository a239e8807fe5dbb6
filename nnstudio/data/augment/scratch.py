"""Arrays for what is computed on the way, kept from one call to the next.

Memory that is asked for anew comes page by page from the system, which took longer than all that is computed in it.
"""

from __future__ import annotations

import math
import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MOST_KEPT = 2**22  # bytes of one array; larger ones are few, and let go of


class Scratch(threading.local):
    """One set of arrays for each thread, by name; what is in one is anything."""

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[np.uint64]] = {}
        self._last: dict[str, tuple[Any, NDArray[Any]]] = {}

    def array(self, name: str, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
        """An array of that shape and type; who asked for the name before must have done with it."""
        last, wanted = self._last.get(name), (shape, dtype)
        if last is not None and last[0] == wanted:
            return last[1]
        if math.prod(shape) * np.dtype(dtype).itemsize > _MOST_KEPT:
            return np.empty(shape, dtype)
        made = self._made(name, shape, dtype)
        self._last[name] = wanted, made
        return made

    def _made(self, name: str, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
        size = math.prod(shape) * np.dtype(dtype).itemsize
        kept = self._kept.get(name)
        if kept is None or kept.nbytes < size:
            kept = self._kept[name] = np.empty(-(-size // 8), np.uint64)
        made: NDArray[Any] = kept.view(np.uint8)[:size].view(dtype).reshape(shape)
        return made


SCRATCH = Scratch()
