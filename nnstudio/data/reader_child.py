"""The process that may die: it alone parses what others made. Started by `reader.Reader`, one request at a time.

A request is a JSON message, followed for `decode` by a message of bytes. The answer is zero or more progress
messages, then one JSON message, followed for pictures by a message of raw values. Nothing is pickled either way.
Words go as what they are made of: the parent says them in the person's language.
The process ends at the end of the pipe, so it never outlives its parent; so do those that it starts to decode pictures.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.family import AddedKind, take_in
from nnstudio.core.serial import from_plain, to_json
from nnstudio.core.sources import Source
from nnstudio.core.words import say, to_wire
from nnstudio.data.convert import convert
from nnstudio.data.sources import Found
from nnstudio.data.watchdog import Watchdog

MOST_MESSAGE = 16_000_000
MOST_PAYLOAD = 64_000_000
READY = b"ready"
_TOO_SLOW = 70  # exit status


@dataclass(frozen=True)
class Limits:
    """What the process may use.

    Attributes:
        memory: bytes of address space beyond what the interpreter has at its start, where the system can limit it.
        seconds: for a picture, after which the process ends itself, should its parent have gone.
        convert_seconds: the same for a data set, without a sign that it goes on.
    """

    memory: int = 1_500_000_000
    seconds: float = 10.0
    convert_seconds: float = 120.0


def serve(connection: Connection, limits: Limits, kinds: tuple[AddedKind, ...] = ()) -> None:
    """Answers requests until the pipe ends. `kinds` are known too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the parent, which then ends the pipe
    _limit_memory(limits.memory)
    take_in(kinds)
    # Processes that this one starts would import the program's main module again, of which they need nothing.
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        connection.send_bytes(READY)
        while True:
            _answer(connection, limits)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone or closed the pipe


def _answer(connection: Connection, limits: Limits) -> None:
    request: dict[str, Any] = json.loads(connection.recv_bytes(MOST_MESSAGE))
    seconds = limits.convert_seconds if request["job"] == "convert" else limits.seconds
    # The parent kills a slow child; this is for a child whose parent has gone.
    watchdog = Watchdog(seconds + 5, lambda: os._exit(_TOO_SLOW))
    try:
        answer, pixels = _result(connection, request, watchdog)
    except StudioError as error:
        answer, pixels = _error(_kind(error), error.message, error.where, error.fix), None
    except MemoryError:
        message, fix = say("needs more memory than a file may use."), say("Make it smaller.")
        answer, pixels = _error("StudioError", message, _place(request), fix), None
    finally:
        watchdog.rest()
    connection.send_bytes(json.dumps(answer).encode())
    if pixels is not None:
        connection.send_bytes(np.ascontiguousarray(pixels).data.cast("B"))


def _result(
    connection: Connection, request: dict[str, Any], watchdog: Watchdog
) -> tuple[dict[str, Any], NDArray[np.uint8] | None]:
    from nnstudio.data.decode import decode, decode_file  # Pillow, which only the child needs, not the parent

    match request["job"]:
        case "decode":
            pixels = decode(connection.recv_bytes(MOST_PAYLOAD), request["name"], request["least"])
            return {"shape": pixels.shape}, pixels
        case "open":
            pixels = decode_file(Path(request["path"]), request["least"])
            return {"shape": pixels.shape}, pixels
        case "convert":
            source: Source = from_plain(Source, request["source"], "source")
            found = Found(request["form"], tuple(Path(file) for file in request["files"]))
            info = convert(source, found, Path(request["folder"]), _sender(connection, watchdog))
            return {"info": to_json(info)}, None
        case job:
            raise FormatError(say("unknown job {job}.", job=repr(job)), where=say("reader"))


def _sender(connection: Connection, watchdog: Watchdog) -> Callable[[float, str], None]:
    def send(share: float, text: str) -> None:
        watchdog.pat()
        connection.send_bytes(json.dumps({"progress": share, "text": to_wire(text)}).encode())

    return send


def _error(kind: str, message: str, where: str, fix: str) -> dict[str, Any]:
    return {"error": {"kind": kind, "message": to_wire(message), "where": to_wire(where), "fix": to_wire(fix)}}


def _kind(error: StudioError) -> str:
    return "FormatError" if isinstance(error, FormatError) else "StudioError"


def _place(request: dict[str, Any]) -> str:
    return str(request.get("name") or request.get("path") or request.get("title"))


def _limit_memory(allowance: int) -> None:
    """Caps the address space where that works; Windows and macOS have no such limit, there time and size protect."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + allowance
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
