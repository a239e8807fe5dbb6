"""Starting a process of the program's own, which Ctrl+C in the terminal is not for."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess


def start_unheard(process: BaseProcess) -> None:
    """Starts it deaf to Ctrl+C from its first instruction on: the parent hears it, and then ends the pipe.

    A child that ignores the signal once it runs still tells of it on the terminal while it loads. Windows has no such
    mask. Raises OSError if the system gives no process.
    """
    with _masked():
        process.start()


@contextmanager
def _masked() -> Iterator[None]:
    """SIGINT waits on this thread; what is started inside has it masked."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its own first start takes the mask away again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
