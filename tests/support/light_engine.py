"""An engine process without Keras, which starts in tenths of a second: it plays runs and writes their snapshots."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from nnstudio.core.family import AddedKind
from nnstudio.core.training import BackendName
from nnstudio.engine.child import _read_commands, _send_output_to, _sender
from nnstudio.engine.messages import (
    BatchesDone,
    Command,
    EngineReady,
    EpochDone,
    Event,
    RunEnded,
    RunEvent,
    RunStarted,
    Shutdown,
    SnapshotWritten,
    StartRun,
)
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Position, epoch_name, write_snapshot
from tests.support.figures import batch_figures, figures


def main(pipe: Connection, log: str, backend: BackendName, polite: bool, kinds: tuple[AddedKind, ...] = ()) -> None:
    """In place of `nnstudio.engine.child.main`."""
    _send_output_to(log)
    inbox: queue.Queue[Command] = queue.Queue()
    threading.Thread(target=_read_commands, args=(pipe, inbox), name="commands", daemon=True).start()
    send = _sender(pipe)
    send(EngineReady(backend, "0", "3", "CPU", os.getpid()))
    while not isinstance(command := inbox.get(), Shutdown):
        if isinstance(command, StartRun):
            _play(command, send)
    os._exit(0)


def _play(command: StartRun, tell: Callable[[Event], None]) -> None:
    def send(event: RunEvent) -> None:
        tell(replace(event, run=command.run_folder))

    run = RunFolder.at(Path(command.run_folder))
    epochs = command.project.training.epochs
    send(RunStarted(1000, 100, 10, epochs, 100))
    for epoch in range(epochs + 1):
        if epoch:
            send(BatchesDone(epoch, 0, batch_figures((1.0,) * 10, (0.5,) * 10), 1000, 0.001))
            send(EpochDone(epoch, figures(1.0, 0.5, 1.0, 0.5), 0.001, 1e6))
        name = epoch_name(epoch)
        sha256 = write_snapshot(
            run.snapshots, name, {"weights/n3/kernel": np.ones(10)}, Position(epoch, 0, (0.0,), (1.0,))
        )
        send(SnapshotWritten(epoch, str(run.snapshots.path / name), sha256))
    send(RunEnded("finished", "", epochs))
