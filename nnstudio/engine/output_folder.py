"""Where an engine's output goes, and the arrays of its questions: a folder of its own among the temporary files.

It goes with the engine. What one leaves whose parent was killed is removed when the next one starts: nobody holds it.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.hold import HELD, Hold, is_held
from nnstudio.disk.refusal import refused_write
from nnstudio.engine.blocks import Blocks

_PREFIX = "nnstudio-engine-"
_LOG = "output.log"
TEMPORARY = "temporary"
_TAIL = 4000
_YOUNG_SECONDS = 10.0


class OutputFolder:
    """A folder for one engine's output, held for as long as its parent lives.

    Attributes:
        log: the file that the engine writes to.
        blocks: the arrays of questions and answers.
    """

    def __init__(self) -> None:
        """Raises DiskError where no temporary folder can be made."""
        try:
            _remove_dead()
            self._files = Folder(Path(tempfile.mkdtemp(prefix=_PREFIX)))
        except OSError as error:
            raise refused_write(error.filename or tempfile.gettempprefix(), error) from error
        self._hold = Hold(self._files, "engine")
        try:
            self._files.write(_LOG, b"")
            self._files.make(TEMPORARY)  # TensorFlow writes the code it generates to files, and leaves them
        except StudioError:
            self.remove()
            raise
        self.log = self._files.path / _LOG
        self.blocks = Blocks(self._files)

    def read(self, offset: int, most: int) -> bytes:
        """What was printed after `offset`. Nothing if the folder was cleared: the engine works on."""
        try:
            with self._files.opened(_LOG) as descriptor:
                system.seek(descriptor, offset)
                return system.read(descriptor, most)
        except (StudioError, OSError):
            return b""

    def tail(self) -> str:
        """The end of what was printed."""
        stamp = self._files.stamp(_LOG)
        return self.read(max(0, stamp[1] - _TAIL), _TAIL).decode("utf-8", "replace") if stamp else ""

    def remove(self) -> None:
        """Removes the folder."""
        self._hold.release()
        with suppress(StudioError):  # what can't be removed is left to the system, as all temporary files are
            _remove(self._files)


def _remove_dead() -> None:
    """Removes the folders of engines whose parents are gone. Another program may be doing the same."""
    place = Folder(Path(tempfile.gettempdir()))
    with suppress(StudioError):
        for name, kind in place.entries().items():
            if name.startswith(_PREFIX) and kind == "folder":
                with suppress(StudioError, OSError):
                    _remove_if_dead(Folder(place.path / name))


def _remove_if_dead(folder: Folder) -> None:
    """One that was just made may not be held yet."""
    found = folder.path.stat()
    is_mine = os.name == "nt" or found.st_uid == os.getuid()
    if is_mine and time.time() - found.st_mtime > _YOUNG_SECONDS and not is_held(folder):
        _remove(folder)


def _remove(folder: Folder) -> None:
    """Removes what the studio wrote, by name, and all that libraries left among their temporary files."""
    Blocks(folder).remove_all()
    if folder.kind(TEMPORARY) == "folder":
        _empty(folder / TEMPORARY)
        folder.remove_folder(TEMPORARY)
    for name in (_LOG, HELD):
        folder.remove_file(name)
    Folder(folder.path.parent).remove_folder(folder.path.name)


def _empty(folder: Folder) -> None:
    """Removes the plain files and folders in it, however deep."""
    for name, kind in folder.entries().items():
        if kind == "folder":
            _empty(folder / name)
            folder.remove_folder(name)
        elif kind == "file":
            folder.remove_file(name)
