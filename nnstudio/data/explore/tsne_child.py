"""The process that computes a t-SNE map (van der Maaten & Hinton 2008): scikit-learn's can't be stopped otherwise.

Once it has loaded it says so. It is sent the rows' count and width, and the rows as float32; it sends progress, then
the places as float32. It ends with the pipe, so it never outlives its parent.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import struct
import threading
from multiprocessing.connection import Connection

import numpy as np

ROUNDS = 500  # of 3,000 photos' details 750 bring neighbours no nearer, and take half as long again
_ANGLE = 0.7  # how coarsely far points are taken together: half the time of the usual 0.5, and as good neighbours
READY, PROGRESS, DONE = b"r", b"p", b"d"
_ROUND = re.compile(r"Iteration (\d+)")


def serve(connection: Connection) -> None:
    """Answers the one request."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the parent, which then ends the pipe
    connection.send_bytes(READY)
    count, width = struct.unpack("<II", connection.recv_bytes())
    rows = np.frombuffer(connection.recv_bytes(), np.float32).reshape(count, width)
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    places = _places(rows, connection)
    connection.send_bytes(DONE + places.astype(np.float32).tobytes())


def _end_with(connection: Connection) -> None:
    """The parent sends nothing more: what comes is the end of the pipe."""
    with contextlib.suppress(OSError, EOFError):
        connection.recv_bytes()
    os._exit(0)


def _places(
    rows: np.ndarray[tuple[int, ...], np.dtype[np.float32]], connection: Connection
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"  # read once: threads that spin while they wait slow a busy machine down
    from sklearn.manifold import TSNE

    perplexity = min(30.0, max(2.0, (len(rows) - 1) / 4))
    model = TSNE(perplexity=perplexity, init="pca", max_iter=ROUNDS, angle=_ANGLE, random_state=0, verbose=2)
    with contextlib.redirect_stdout(_Told(connection)):
        return np.asarray(model.fit_transform(rows), np.float32)


class _Told(io.TextIOBase):
    """Hears what scikit-learn prints of its rounds: it tells them in no other way."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, text: str) -> int:
        found = _ROUND.search(text)
        if found:
            share = min(1.0, int(found[1]) / ROUNDS)
            self._connection.send_bytes(PROGRESS + struct.pack("<d", share))
        return len(text)
