"""Writes snapshots on a thread of its own, so that training doesn't wait for the disk.

Where epochs end faster than the disk takes snapshots, some epochs in between go without; the last never does.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nnstudio.engine.messages import Event, SnapshotsDropped, SnapshotWritten
from nnstudio.runs.retention import Retention
from nnstudio.runs.snapshots import Position, snapshot_path, write_snapshot

Tensors = Mapping[str, npt.NDArray[np.generic]]
MOST_WAITING = 8
MOST_BYTES_WAITING = 256_000_000


class SnapshotWriter:
    """Writes in order what it is given."""

    def __init__(self, folder: Path, send: Callable[[Event], None]) -> None:
        self._folder = folder
        self._send = send
        self._jobs: deque[tuple[Tensors, Position]] = deque()
        self._retention = Retention()
        self._changed = threading.Condition()
        self._closed = False
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._work, name="snapshots", daemon=True)
        self._thread.start()

    @property
    def is_behind(self) -> bool:
        """Whether as much waits to be written as may. Raises OSError if a snapshot could not be written."""
        with self._changed:
            self._raise_error()
            return not self._has_room()

    def write(self, tensors: Tensors, position: Position) -> None:
        """Takes a snapshot to write; waits for room. Raises OSError if an earlier one could not be written."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_room() or self._error is not None)
            self._raise_error()
            self._jobs.append((tensors, position))
            self._changed.notify_all()

    def close(self) -> None:
        """Waits until all are written. Raises OSError if one could not be."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()
        self._raise_error()

    def _has_room(self) -> bool:
        waiting = sum(tensor.nbytes for tensors, _ in self._jobs for tensor in tensors.values())
        return not self._jobs or (len(self._jobs) < MOST_WAITING and waiting < MOST_BYTES_WAITING)

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        while (job := self._next()) is not None:
            tensors, position = job
            path = snapshot_path(self._folder, position)
            try:
                sha256 = write_snapshot(path, tensors, position)
            except OSError as error:
                with self._changed:
                    self._error = error
                    self._changed.notify_all()
                return
            self._send(SnapshotWritten(position.epoch, str(path), sha256))
            if not position.batch:
                self._drop(self._retention.add(position.epoch))

    def _drop(self, epochs: tuple[int, ...]) -> None:
        for epoch in epochs:
            snapshot_path(self._folder, Position(epoch, 0, 0.0, 1.0)).unlink(missing_ok=True)
        if epochs:
            self._send(SnapshotsDropped(epochs))

    def _next(self) -> tuple[Tensors, Position] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed)
            if not self._jobs:
                return None
            job = self._jobs.popleft()
            self._changed.notify_all()
            return job
