"""Writes snapshots on a thread of its own, so that training doesn't wait for the disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nnstudio.engine.messages import Event, SnapshotWritten
from nnstudio.runs.snapshots import Position, snapshot_path, write_snapshot

Tensors = Mapping[str, npt.NDArray[np.generic]]
WAITING = 2


class SnapshotWriter:
    """Writes in order; `write` waits only when the disk is behind by more than WAITING snapshots."""

    def __init__(self, folder: Path, send: Callable[[Event], None]) -> None:
        self._folder = folder
        self._send = send
        self._jobs: queue.Queue[tuple[Tensors, Position] | None] = queue.Queue(WAITING)
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._work, name="snapshots", daemon=True)
        self._thread.start()

    def write(self, tensors: Tensors, position: Position) -> None:
        """Takes a snapshot to write. Raises OSError if an earlier one could not be written."""
        self._raise_error()
        self._jobs.put((tensors, position))

    def close(self) -> None:
        """Waits until all are written. Raises OSError if one could not be."""
        self._jobs.put(None)
        self._thread.join()
        self._raise_error()

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._error is not None:
                continue
            tensors, position = job
            path = snapshot_path(self._folder, position)
            try:
                sha256 = write_snapshot(path, tensors, position)
            except OSError as error:
                self._error = error
            else:
                self._send(SnapshotWritten(position.epoch, str(path), sha256))
