"""Writes snapshots on a thread of its own, so that training doesn't wait for the disk.

Where epochs end faster than the disk takes snapshots, some epochs in between go without; the last never does. A disk
that refuses doesn't end the run: the newest state waits in memory, and writing it is tried again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import StudioError
from nnstudio.disk.folder import Folder
from nnstudio.engine.messages import Event, RunKeptAgain, RunNotKept, SnapshotsDropped, SnapshotWritten, StillWriting
from nnstudio.runs.retention import Retention
from nnstudio.runs.snapshots import Position, epoch_name, partial_names, snapshot_name, write_snapshot

Tensors = Mapping[str, npt.NDArray[np.generic]]
MOST_WAITING = 8
MOST_BYTES_WAITING = 256_000_000
AGAIN_SECONDS = 5.0
SIGN_SECONDS = 1.0
LONGEST_CLOSE_SECONDS = 60.0


@dataclass(frozen=True)
class _Job:
    tensors: Tensors
    position: Position


class SnapshotWriter:
    """Writes in order what it is given.

    Attributes:
        problem: why the newest state isn't on the disk; empty if it is, or is still to come.
    """

    def __init__(self, folder: Folder, send: Callable[[Event], None], retention: Retention | None = None) -> None:
        """`retention`: of a run that goes on, as it was."""
        self.problem = ""
        self._folder = folder
        self._send = send
        self._jobs: deque[_Job] = deque()
        self._refused: tuple[_Job, ...] = ()
        self._retention = retention or Retention()
        self._last = ""
        self._changed = threading.Condition()
        self._closed = self._is_writing = False
        self._thread = threading.Thread(target=self._work, name="snapshots", daemon=True)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be written, and nothing was refused."""
        with self._changed:
            return not (self._jobs or self._refused or self._is_writing)

    @property
    def is_behind(self) -> bool:
        """Whether as much waits to be written as may."""
        with self._changed:
            return not self._has_room()

    def write(self, tensors: Tensors, position: Position) -> None:
        """Takes a snapshot to write; waits for room."""
        with self._changed:
            self._changed.wait_for(self._has_room)
            self._jobs.append(_Job(tensors, position))
            self._changed.notify_all()

    def close(self) -> None:
        """Waits until all are written, or were refused once more; gives signs of life meanwhile."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        until = time.monotonic() + LONGEST_CLOSE_SECONDS
        while self._thread.is_alive():
            self._thread.join(SIGN_SECONDS)
            if self._thread.is_alive() and time.monotonic() < until:
                self._send(StillWriting())

    def try_again(self) -> bool:
        """Tries to write what was refused; whether nothing is left. From outside only after `close`."""
        for job in self._refused:
            self._write(job)
        return not self._refused

    def _has_room(self) -> bool:
        waiting = sum(tensor.nbytes for job in self._jobs for tensor in job.tensors.values())
        return not self._jobs or (len(self._jobs) < MOST_WAITING and waiting < MOST_BYTES_WAITING)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._is_writing = False
                self._changed.wait_for(lambda: self._jobs or self._closed, AGAIN_SECONDS if self._refused else None)
                job = self._jobs.popleft() if self._jobs else None
                self._is_writing = job is not None
                self._changed.notify_all()
                last = self._closed and job is None
            if job is not None:
                self._write(job)
            else:
                self.try_again()
            if last:
                self._drop_partial(self._last)
                return

    def _write(self, job: _Job) -> None:
        """Writes it. Of several that are refused the newest waits, and the newest whose weights are numbers."""
        older = [other for other in self._refused if other is not job]
        finite = [other for other in older if other.position.finite][-1:]
        try:
            sha256 = write_snapshot(self._folder, snapshot_name(job.position), job.tensors, job.position)
        except StudioError as error:
            if not self.problem:
                self._send(RunNotKept(error.words))
            self.problem = error.words
            self._refused = (*([] if job.position.finite else finite), job)
            return
        self._refused = () if job.position.finite else tuple(finite)
        path = str(self._folder.path / snapshot_name(job.position))
        self._send(SnapshotWritten(job.position.epoch, path, sha256, job.position.finite))
        if self.problem and not self._refused:
            self.problem = ""
            self._send(RunKeptAgain())
        # The one before stays as well: until the log, which another process writes, has the epoch, it is needed.
        self._drop_partial(self._last, snapshot_name(job.position))
        self._last = snapshot_name(job.position)
        if not job.position.batch:
            self._drop(self._retention.add(job.position.epoch, finite=job.position.finite))

    def _drop(self, epochs: tuple[int, ...]) -> None:
        gone = tuple(epoch for epoch in epochs if self._is_removed(epoch))
        if gone:
            self._send(SnapshotsDropped(gone))

    def _drop_partial(self, *kept: str) -> None:
        """Removes states inside epochs that later ones took the place of; one that can't be removed does no harm."""
        if self._last:
            with suppress(StudioError):
                for name in set(partial_names(self._folder)) - {*kept}:
                    self._folder.remove_file(name)

    def _is_removed(self, epoch: int) -> bool:
        """Removes that snapshot; where the disk refuses, one more than is needed stays."""
        try:
            self._folder.remove_file(epoch_name(epoch))
        except StudioError:
            return False
        return True
