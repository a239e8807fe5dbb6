"""One child process that parses what others made, seen from its parent: requests in, answers out, and its end.

Ends the child at the time limit and on every failure but those that it reports itself; the next request starts a
fresh one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.family import AddedKind, added_kinds
from nnstudio.core.numbers import figure
from nnstudio.core.words import from_wire, mark, say
from nnstudio.data.child_process import start_unheard
from nnstudio.data.reader_child import MOST_MESSAGE, READY, Limits, serve
from nnstudio.data.watchdog import Watchdog

MOST_PIXEL_BYTES = 64_000_000
OTHER = mark("The file may be damaged; try another one.")
_POLL_SECONDS = 0.05
_START_SECONDS = 30.0


def never() -> bool:
    """Nobody cancels."""
    return False


def silent(share: float, text: str) -> None:
    """Progress that nobody watches."""


class ReaderProcess:
    """Starts the child when it is first needed. One request at a time: who asks takes care of that."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._kinds: tuple[AddedKind, ...] = ()

    @property
    def process_id(self) -> int | None:
        """The child's process number, if one is running."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def ask(
        self,
        request: dict[str, Any],
        payload: bytes | None,
        where: str,
        *,
        seconds: float,
        progress: Callable[[float, str], None] = silent,
        cancelled: Callable[[], bool] = never,
    ) -> tuple[dict[str, Any], bytes]:
        """Sends a request; returns its answer and, for a picture, the raw values. Raises StudioError, Cancelled."""
        connection = self.start()
        overdue = threading.Event()
        watchdog = Watchdog(seconds, lambda: _kill(self._process, overdue))

        def moved(share: float, text: str) -> None:
            watchdog.pat()
            progress(share, text)

        try:
            connection.send_bytes(json.dumps(request).encode())
            if payload is not None:
                connection.send_bytes(payload)
            answer = _answer(connection, where, moved, cancelled)
            return answer, connection.recv_bytes(MOST_PIXEL_BYTES) if "shape" in answer else b""
        except (EOFError, OSError) as error:
            raise self._died(where, seconds, overdue.is_set()) from error
        except StudioError:
            raise
        except BaseException:
            self.end()  # cancelled or interrupted: the answer under way belongs to nobody
            raise
        finally:
            watchdog.rest()

    def start(self) -> Connection:
        """The pipe to a child that is running and knows all kinds of sources. Raises StudioError if none starts."""
        kinds = added_kinds()
        alive = self._process is not None and self._process.is_alive()
        if self._connection is not None and alive and kinds == self._kinds:
            return self._connection
        self.end()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        given = (theirs, self._limits, kinds)
        # Not a daemon, which could have no processes of its own to decode pictures: what ends it is `end`, or the end
        # of the pipe.
        process = context.Process(target=serve, args=given, name="nnstudio-reader", daemon=False)
        atexit.register(self.end)
        try:
            start_unheard(process)
        except OSError as error:
            ours.close()
            raise StudioError(
                say("the reader process can't start ({reason}).", reason=error), where=say("reader")
            ) from error
        finally:
            theirs.close()
        self._process, self._connection, self._kinds = process, ours, kinds
        try:
            if ours.poll(_START_SECONDS) and ours.recv_bytes(MOST_MESSAGE) == READY:
                return ours
        except (EOFError, OSError) as error:
            raise self._died(say("reader"), _START_SECONDS, overdue=False) from error
        raise self._died(say("reader"), _START_SECONDS, overdue=True)

    def kill(self) -> None:
        """Ends the child in the middle of another thread's request, which then fails."""
        _kill(self._process, threading.Event())

    def end(self, patience: float = 0) -> None:
        """Ends the child, which has so many seconds to go by itself."""
        atexit.unregister(self.end)
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

    def _died(self, where: str, seconds: float, overdue: bool) -> StudioError:
        process = self._process
        if process is not None:
            process.join(1.0)
        status = process.exitcode if process is not None else None
        self.end()
        if overdue:
            message = say("could not be read within {seconds} seconds.", seconds=figure(seconds))
        else:
            message = say("could not be read: the reader process died (status {status}).", status=str(status))
        return StudioError(message, where=where, fix=say(OTHER))


def _answer(
    connection: Connection, where: str, progress: Callable[[float, str], None], cancelled: Callable[[], bool]
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
