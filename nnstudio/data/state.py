"""Whether a source's files are still those that were read, told by their names, sizes and times: quick, not certain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from nnstudio.core.errors import Cancelled
from nnstudio.core.sources import Source
from nnstudio.data.sources import reader_of


def state_of(source: Source, cancelled: Callable[[], bool] = lambda: False) -> str:
    """Changes when the source's files do; empty where it has none now.

    Raises StudioError if they can't be looked at, Cancelled if `cancelled` answers True.
    """

    def looked(count: int) -> None:
        if cancelled():
            raise Cancelled

    reader = reader_of(source)
    found = reader.locate()
    if found is None or not found.files:
        return ""
    if stamp := reader.stamp(found, looked):
        return stamp
    digest = hashlib.sha256()
    for path in found.files:
        try:
            status = path.stat()
        except OSError:
            return ""
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()
