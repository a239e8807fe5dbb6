"""Which runs are alive: who trains one holds a lock on its folder, which the system frees when that program dies."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_NAME = "held"

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Hold:
    """Holds a run's folder from now until `release`, or this process's end. Where files have no locks, it is none."""

    def __init__(self, folder: Path) -> None:
        self._descriptor: int | None = None
        with contextlib.suppress(OSError):
            self._descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o666)
            _lock(self._descriptor)

    def release(self) -> None:
        """Lets the folder go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def is_held(folder: Path) -> bool:
    """Whether some program, this one included, holds that run's folder."""
    try:
        descriptor = os.open(folder / _NAME, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        _lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
