"""An engine process that says what no engine says, as soon as it is told anything, and then nothing more."""

from __future__ import annotations

from multiprocessing.connection import Connection

from nnstudio.core.family import AddedKind
from nnstudio.core.training import BackendName


def main(pipe: Connection, log: str, backend: BackendName, polite: bool, kinds: tuple[AddedKind, ...] = ()) -> None:
    """In place of `nnstudio.engine.child.main`."""
    pipe.recv_bytes()
    pipe.send_bytes(b'{"kind": "BatchesDone", "epoch": "first"}')
    while True:
        pipe.recv_bytes()
