"""Files that are kept open: what was opened stays readable, whatever becomes of its name."""

from __future__ import annotations

import os
import weakref
from pathlib import Path

from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.refusal import DiskError, refused_read


class HeldFile:
    """A file to read at any place, from any thread; closed when nobody has it any more.

    Unlike mapped memory, which ends the process where the file was cut short or the disk errs, reading raises.
    """

    def __init__(self, path: Path) -> None:
        """Raises DiskError if it can't be opened."""
        self._path = path
        try:
            self._descriptor = system.open_file(path, os.O_RDONLY)
        except OSError as error:
            raise refused_read(path, error) from error
        weakref.finalize(self, system.close, self._descriptor)

    def read_at(self, offset: int, into: memoryview) -> None:
        """Reads as many bytes as `into` takes. Raises DiskError if there are fewer, or the disk refuses."""
        while into:
            try:
                count = system.read_at(self._descriptor, into, offset)
            except OSError as error:
                raise refused_read(self._path, error) from error
            if not count:
                raise DiskError(
                    say("is shorter than it was when it was opened."),
                    where=str(self._path),
                    fix=say("Read the data again."),
                )
            into, offset = into[count:], offset + count
