"""The parent's side of the process that parses what others made: `shared_reader().picture(path)`.

The child starts at the first request and serves many. If it dies, runs out of memory or takes too long, that request
fails with an error that says so, and the next request starts a fresh child.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import math
import multiprocessing
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.dataset import DatasetName
from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.serial import from_json
from nnstudio.core.words import from_wire, mark, say
from nnstudio.data.arrays import DataInfo
from nnstudio.data.reader_child import MOST_MESSAGE, MOST_PAYLOAD, READY, Limits, serve
from nnstudio.disk.refusal import too_large

_MOST_PIXEL_BYTES = 64_000_000
_POLL_SECONDS = 0.05
_START_SECONDS = 30.0
_OTHER = mark("The file may be damaged; try another one.")


def _never() -> bool:
    return False


def _silent(share: float, text: str) -> None:
    """Progress that nobody watches."""


class Reader:
    """A child process that parses pictures and data files. One request at a time; any thread may ask.

    Attributes:
        limits: the memory and time that the child may use.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    @property
    def process_id(self) -> int | None:
        """The child's process number, if one is running."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def start(self) -> None:
        """Starts the child now, so that the first request needn't wait for it."""
        with self._lock:
            self._ensure_started()

    def picture(self, path: Path) -> NDArray[np.uint8]:
        """The picture in that file: (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8. Raises StudioError."""
        request = {"job": "open", "path": str(path.absolute())}
        with self._lock:
            return self._pixels(*self._ask(request, None, path.name, seconds=self.limits.seconds), path.name)

    def picture_from(self, data: bytes, name: str) -> NDArray[np.uint8]:
        """The picture in these bytes of a picture file, as `picture` gives it. Raises StudioError."""
        if len(data) > MOST_PAYLOAD:
            raise FormatError(too_large(name, len(data), MOST_PAYLOAD).message, where=name, fix=say("Make it smaller."))
        request = {"job": "decode", "name": name[:500]}
        with self._lock:
            return self._pixels(*self._ask(request, data, name, seconds=self.limits.seconds), name)

    def convert(
        self,
        dataset: DatasetName,
        form: str,
        files: Sequence[Path],
        folder: Path,
        *,
        progress: Callable[[float, str], None] = _silent,
        cancelled: Callable[[], bool] = _never,
    ) -> DataInfo:
        """Converts a data set's files to arrays in `folder` (see `convert.convert`).

        Raises StudioError; Cancelled, after ending the child, if `cancelled` answers True.
        """
        request = {
            "job": "convert",
            "dataset": dataset,
            "form": form,
            "files": [str(file.absolute()) for file in files],
            "folder": str(folder.absolute()),
        }
        with self._lock:
            seconds = self.limits.convert_seconds
            answer, _ = self._ask(request, None, dataset, seconds=seconds, progress=progress, cancelled=cancelled)
        return from_json(DataInfo, str(answer.get("info", "")), dataset)

    def close(self) -> None:
        """Ends the child. The reader may be used again; it then starts a new one."""
        if not self._lock.acquire(timeout=0.2):  # a request is under way: it ends with the child
            self._kill(self._process, threading.Event())
            self._lock.acquire()
        try:
            self._end(patience=0.5)
        finally:
            self._lock.release()

    def _ask(
        self,
        request: dict[str, Any],
        payload: bytes | None,
        where: str,
        *,
        seconds: float,
        progress: Callable[[float, str], None] = _silent,
        cancelled: Callable[[], bool] = _never,
    ) -> tuple[dict[str, Any], bytes]:
        """Sends a request; returns its answer and, for a picture, the raw values.

        Ends the child at the time limit and on every failure but those that it reports itself.
        """
        connection = self._ensure_started()
        overdue = threading.Event()
        watchdog = threading.Timer(seconds, self._kill, (self._process, overdue))
        watchdog.daemon = True
        watchdog.start()
        try:
            connection.send_bytes(json.dumps(request).encode())
            if payload is not None:
                connection.send_bytes(payload)
            answer = self._wait(connection, where, progress, cancelled)
            return answer, connection.recv_bytes(_MOST_PIXEL_BYTES) if "shape" in answer else b""
        except (EOFError, OSError) as error:
            raise self._died(where, seconds, overdue.is_set()) from error
        except StudioError:
            raise
        except BaseException:
            self._end(patience=0)  # cancelled or interrupted: the answer under way belongs to nobody
            raise
        finally:
            watchdog.cancel()

    def _wait(
        self,
        connection: Connection,
        where: str,
        progress: Callable[[float, str], None],
        cancelled: Callable[[], bool],
    ) -> dict[str, Any]:
        while True:
            while not connection.poll(_POLL_SECONDS):
                if cancelled():
                    raise Cancelled
            answer = _plain(connection.recv_bytes(MOST_MESSAGE), where)
            if "progress" not in answer:
                break
            progress(float(answer["progress"]), from_wire(answer.get("text")))
        if "error" in answer:
            raise _error_from(answer["error"])
        return answer

    def _pixels(self, answer: dict[str, Any], raw: bytes, where: str) -> NDArray[np.uint8]:
        shape = tuple(answer.get("shape", ()))
        sides_fit = len(shape) in (2, 3) and all(isinstance(side, int) and side > 0 for side in shape)
        if not sides_fit or shape[2:] not in ((), (3,), (4,)) or len(raw) != math.prod(shape):
            self._end(patience=0)
            message = say("the reader answered {count} bytes for shape {shape}.", count=f"{len(raw):,}", shape=shape)
            raise FormatError(message, where=where, fix=say(_OTHER))
        return np.frombuffer(raw, np.uint8).reshape(shape)

    def _ensure_started(self) -> Connection:
        if self._connection is not None and self._process is not None and self._process.is_alive():
            return self._connection
        self._end(patience=0)
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.limits), name="nnstudio-reader", daemon=True)
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise StudioError(
                say("the reader process can't start ({reason}).", reason=error), where=say("reader")
            ) from error
        finally:
            theirs.close()
        self._process, self._connection = process, ours
        try:
            if ours.poll(_START_SECONDS) and ours.recv_bytes(MOST_MESSAGE) == READY:
                return ours
        except (EOFError, OSError) as error:
            raise self._died(say("reader"), _START_SECONDS, overdue=False) from error
        raise self._died(say("reader"), _START_SECONDS, overdue=True)

    def _died(self, where: str, seconds: float, overdue: bool) -> StudioError:
        process = self._process
        if process is not None:
            process.join(1.0)
        status = process.exitcode if process is not None else None
        self._end(patience=0)
        if overdue:
            message = say("could not be read within {seconds} seconds.", seconds=f"{seconds:g}")
        else:
            message = say("could not be read: the reader process died (status {status}).", status=status)
        return StudioError(message, where=where, fix=say(_OTHER))

    def _end(self, patience: float) -> None:
        connection, process = self._connection, self._process
        self._connection = self._process = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.join(patience)
            if process.is_alive():
                process.kill()
            process.join()
            process.close()

    @staticmethod
    def _kill(process: BaseProcess | None, overdue: threading.Event) -> None:
        overdue.set()
        if process is not None:
            with contextlib.suppress(ValueError):  # closed in the meantime
                process.kill()


def _plain(data: bytes, where: str) -> dict[str, Any]:
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError(say("the reader's answer is not JSON."), where=where) from error
    if not isinstance(answer, dict):
        raise FormatError(say("the reader's answer is not an object."), where=where)
    return answer


def _error_from(plain: Any) -> StudioError:
    kind = FormatError if plain.get("kind") == "FormatError" else StudioError
    message, where, fix = (from_wire(plain.get(part)) for part in ("message", "where", "fix"))
    return kind(message, where=where, fix=fix)


_shared: Reader | None = None
_shared_lock = threading.Lock()


def shared_reader() -> Reader:
    """The program's one reader; closed when the program ends."""
    global _shared  # noqa: PLW0603 - one per process, made when first wanted
    with _shared_lock:
        if _shared is None:
            _shared = Reader()
            atexit.register(_shared.close)
        return _shared
