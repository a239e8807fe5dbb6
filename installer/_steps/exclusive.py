"""One bootstrap at a time in one checkout."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(mutex: Path, on_wait: Callable[[], None], pause: float = 0.5) -> Iterator[int]:
    """Hold the mutex file's lock, waiting for whoever has it; `on_wait` is called before each pause.

    Yields the file descriptor. The system frees the lock when the last process that has the descriptor ends:
    a child that inherits it keeps others out even if this process is killed. The file itself stays.
    """
    descriptor = os.open(mutex, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        while not _try_to_lock(descriptor):
            on_wait()
            time.sleep(pause)
        yield descriptor
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_to_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_to_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some network file systems have no locks; then nothing keeps two bootstraps apart, as without us.
            return error.errno not in {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}
        return True
