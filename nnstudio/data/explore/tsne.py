"""A t-SNE map of samples, computed by a process that can be ended at any moment."""

from __future__ import annotations

import multiprocessing
import struct
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.data.child_process import start_unheard
from nnstudio.data.explore.blocks import Watch
from nnstudio.data.explore.features import Features
from nnstudio.data.explore.tsne_child import DONE, serve

LEAST_ROWS = 5
_POLL_SECONDS = 0.05


def tsne_of(features: Features, watch: Watch) -> NDArray[np.float32]:
    """(n, 2) a place for each row; rows that are alike lie together, and far distances mean little.

    Raises StudioError if there are less than LEAST_ROWS rows or the process dies, Cancelled if `watch` does.
    """
    if len(features) < LEAST_ROWS:
        raise StudioError(say("there are too few samples for a map."), where="t-SNE")
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), name="nnstudio-tsne", daemon=True)
    start_unheard(process)
    theirs.close()
    try:
        _wait(ours, 0.0, watch)  # until it has loaded: what is sent before would wait there, deaf to Cancel
        ours.recv_bytes()
        ours.send_bytes(struct.pack("<II", *features.shape))
        ours.send_bytes(np.ascontiguousarray(features, np.float32).tobytes())
        return _answer(ours, len(features), watch)
    except (EOFError, OSError) as error:
        raise StudioError(say("the process that computes the map died."), where="t-SNE") from error
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _answer(connection: Connection, count: int, watch: Watch) -> NDArray[np.float32]:
    share = 0.0
    while True:
        _wait(connection, share, watch)
        data = connection.recv_bytes()
        if data[:1] == DONE:
            return np.frombuffer(data[1:], np.float32).reshape(count, 2)
        share = struct.unpack("<d", data[1:])[0]


def _wait(connection: Connection, share: float, watch: Watch) -> None:
    """Until something came."""
    watch(share)
    while not connection.poll(_POLL_SECONDS):
        watch(share)
