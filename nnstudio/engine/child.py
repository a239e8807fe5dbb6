"""The engine process's entrance: output to a log, commands from a pipe, the backend loaded by name.

It ends by itself when its parent does, however that happens: the pipe comes to its end then.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import queue
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from nnstudio.core.errors import FormatError
from nnstudio.core.family import AddedKind, take_in
from nnstudio.core.training import BackendName
from nnstudio.disk.folder import Folder
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.compiled_programs import compiled_program_cache
from nnstudio.engine.messages import Command, Event, Shutdown, decode_command, encode
from nnstudio.engine.output_folder import TEMPORARY

SERVICE = "nnstudio.engine.keras_backend.service"
# What the libraries import wherever they find it, for things that nobody uses here: Keras scikit-learn, for wrappers,
# a third of its start; TensorFlow JAX, for its converter, a seventh.
UNUSED: dict[BackendName, tuple[str, ...]] = {"tensorflow": ("sklearn", "jax"), "jax": ("sklearn",)}


def main(pipe: Connection, log: str, backend: BackendName, polite: bool, kinds: tuple[AddedKind, ...] = ()) -> None:
    """Serves the commands that come through `pipe` until it ends; output goes to the file `log`.

    `kinds` that were added to the program's families are known before the first command is read.
    """
    if polite:
        _give_way()
    _send_output_to(log)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl+C is the parent's to answer
    _set_environment(backend)
    _keep_temporary_files_in(Path(log).parent / TEMPORARY)
    _be_the_first_to_go()
    take_in(kinds)
    inbox: queue.Queue[Command] = queue.Queue()
    threading.Thread(target=_read_commands, args=(pipe, inbox), name="commands", daemon=True).start()
    with _without(*UNUSED[backend]):
        service = importlib.import_module(SERVICE)
    service.serve(inbox, _sender(pipe), backend, Blocks(Folder(Path(log).parent)))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # everything is written; taking TensorFlow down in order takes seconds


def _read_commands(pipe: Connection, inbox: queue.Queue[Command]) -> None:
    while True:
        try:
            inbox.put(decode_command(pipe.recv_bytes()))
        except (EOFError, OSError):
            os._exit(0)  # the parent is gone: nobody is left to wait for
        except FormatError as error:
            print(f"A command was refused: {error}", file=sys.stderr)
            inbox.put(Shutdown())


def _sender(pipe: Connection):  # type: ignore[no-untyped-def]
    lock = threading.Lock()

    def send(event: Event) -> None:
        try:
            with lock:
                pipe.send_bytes(encode(event))
        except OSError:
            os._exit(0)  # as above

    return send


def _send_output_to(log: str) -> None:
    """Whatever this process or its native libraries print goes to the log, which outlives it."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115


def _set_environment(backend: BackendName) -> None:
    os.environ["KERAS_BACKEND"] = backend
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")
    for name, value in compiled_program_cache().items():
        os.environ.setdefault(name, value)


@contextlib.contextmanager
def _without(*packages: str) -> Iterator[None]:
    """Inside, the packages can't be imported, as if they weren't installed."""
    modules: dict[str, Any] = sys.modules
    modules.update(dict.fromkeys(packages))
    try:
        yield
    finally:
        for package in packages:
            del modules[package]


def _keep_temporary_files_in(folder: Path) -> None:
    """What libraries leave among the temporary files goes with the engine's own folder."""
    tempfile.tempdir = str(folder)
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = str(folder)


def _give_way() -> None:
    """Lowers this process's priority a little: it computes at full speed but for the moments when the window draws."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        os.nice(10)


def _be_the_first_to_go() -> None:
    """When Linux runs out of memory it shall end the engine, not the window."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # only some containers forbid it
            Path("/proc/self/oom_score_adj").write_text("800")
