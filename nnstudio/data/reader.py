"""What is asked of the process that parses what others made: `shared_reader().picture(path)`.

The child starts at the first request and serves many. If it dies, runs out of memory or takes too long, that request
fails with an error that says so, and the next request starts a fresh child.
"""

from __future__ import annotations

import atexit
import math
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import from_json, to_plain
from nnstudio.core.sources import Source
from nnstudio.core.words import say
from nnstudio.data.picture_size import MOST_EDGE
from nnstudio.data.reader_child import MOST_PAYLOAD, Limits
from nnstudio.data.reader_process import OTHER, ReaderProcess, never, silent
from nnstudio.data.sources import Found
from nnstudio.data.store import DataInfo
from nnstudio.disk.refusal import too_large

_CLOSE_SECONDS = 0.5


class Reader:
    """A child process that parses pictures and data files. One request at a time; any thread may ask.

    Attributes:
        limits: the memory and time that the child may use.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._process = ReaderProcess(self.limits)

    @property
    def process_id(self) -> int | None:
        """The child's process number, if one is running."""
        return self._process.process_id

    def start(self) -> None:
        """Starts the child now, so that the first request needn't wait for it."""
        with self._lock:
            self._process.start()

    def picture(self, path: Path, least: int = MOST_EDGE) -> NDArray[np.uint8]:
        """The picture in that file: (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8. Raises StudioError.

        Photos may come reduced, but to no less than `least` pixels along their shorter edge: see `decode.decode`.
        """
        return self._picture({"job": "open", "path": str(path.absolute()), "least": least}, None, path.name)

    def picture_from(self, data: bytes, name: str, least: int = MOST_EDGE) -> NDArray[np.uint8]:
        """The picture in these bytes of a picture file, as `picture` gives it. Raises StudioError."""
        if len(data) > MOST_PAYLOAD:
            raise FormatError(too_large(name, len(data), MOST_PAYLOAD).message, where=name, fix=say("Make it smaller."))
        return self._picture({"job": "decode", "name": name[:500], "least": least}, data, name)

    def convert(
        self,
        source: Source,
        found: Found,
        folder: Path,
        *,
        progress: Callable[[float, str], None] = silent,
        cancelled: Callable[[], bool] = never,
    ) -> DataInfo:
        """Converts what a source would be read from to arrays in `folder` (see `convert.convert`).

        Raises StudioError; Cancelled, after ending the child, if `cancelled` answers True.
        """
        title = source.said_title
        request = {
            "job": "convert",
            "title": title,
            "source": to_plain(source.anywhere()),
            "form": found.form,
            "files": [str(file.absolute()) for file in found.files],
            "folder": str(folder.absolute()),
        }
        seconds = self.limits.convert_seconds
        with self._lock:
            answer, _ = self._process.ask(request, None, title, seconds=seconds, progress=progress, cancelled=cancelled)
        return from_json(DataInfo, str(answer.get("info", "")), title)

    def close(self) -> None:
        """Ends the child. The reader may be used again; it then starts a new one."""
        if not self._lock.acquire(timeout=0.2):  # a request is under way: it ends with the child
            self._process.kill()
            self._lock.acquire()
        try:
            self._process.end(_CLOSE_SECONDS)
        finally:
            self._lock.release()

    def _picture(self, request: dict[str, Any], payload: bytes | None, where: str) -> NDArray[np.uint8]:
        with self._lock:
            answer, raw = self._process.ask(request, payload, where, seconds=self.limits.seconds)
            shape = tuple(answer.get("shape", ()))
            sides_fit = len(shape) in (2, 3) and all(isinstance(side, int) and side > 0 for side in shape)
            if sides_fit and shape[2:] in ((), (3,), (4,)) and len(raw) == math.prod(shape):
                return np.frombuffer(raw, np.uint8).reshape(shape)
            self._process.end()
        message = say("the reader answered {count} bytes for shape {shape}.", count=len(raw), shape=shape)
        raise FormatError(message, where=where, fix=say(OTHER))


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
