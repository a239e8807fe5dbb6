"""Who holds a folder: a lock that the system frees when its holder dies, and a file that says who that is.

POSIX locks the folder itself: whoever may look into it can see the lock, it goes with the folder when that gets another
name, and no file in it can be swapped under it. Windows locks a byte of the file `held`.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from nnstudio.core.errors import StudioError
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import DiskError

HELD = "held"
_PATIENCE_SECONDS = 0.3  # who only looks holds the lock for a moment
_MOST_BYTES = 4096

if sys.platform == "win32":
    import msvcrt

    _FAR_BYTE = 1 << 30  # a locked byte can't be read

    def _open(folder: Folder) -> int:
        return folder.open_for_lock(HELD)

    def _lock(descriptor: int, *, alone: bool) -> None:
        os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

else:
    import fcntl

    def _open(folder: Folder) -> int:
        return folder.open_itself()

    def _lock(descriptor: int, *, alone: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)


@dataclass(frozen=True)
class Holder:
    """Who holds a folder.

    Attributes:
        program: what it is doing, such as `window` or `train`.
        process: its id.
        host: the machine it runs on.
        since: ISO 8601 in UTC.
    """

    program: str = ""
    process: int = 0
    host: str = ""
    since: str = ""


class Hold:
    """Holds a folder from now until `release`, or this process's end.

    Attributes:
        is_held: whether it does; False where another one has it. Where the disk has no locks it is taken to be free.
        refusal: why the folder can't be written, as in `errno`; 0 if it can.
    """

    def __init__(self, folder: Folder, program: str = "") -> None:
        self._descriptor: int | None = None
        self.is_held = True
        self.refusal = 0
        try:
            descriptor = _open(folder)
        except DiskError as error:
            self.refusal = error.number
            return
        if not _locked_in_time(descriptor):
            system.close(descriptor)
            self.is_held = False
            return
        self._descriptor = descriptor
        try:
            folder.write(HELD, json.dumps(asdict(_myself(program))).encode())
        except DiskError as error:
            self.refusal = error.number

    def release(self) -> None:
        """Lets the folder go."""
        if self._descriptor is not None:
            system.close(self._descriptor)
            self._descriptor = None


def is_held(folder: Folder) -> bool:
    """Whether some program, this one included, holds that folder. Writes nothing.

    Where the disk has no locks, the process that the folder names is looked for; one on another machine may be there.
    A folder that can't be looked into may be held: what is not known is not taken for free.
    """
    try:
        descriptor = _open(folder)
    except DiskError as error:
        return not error.is_absence
    except StudioError:
        return False  # no folder at all
    try:
        _lock(descriptor, alone=False)
    except BlockingIOError:
        return True
    except OSError:
        return _names_a_living_process(folder)
    finally:
        system.close(descriptor)
    return False


def holder_of(folder: Folder) -> Holder:
    """Who holds, or held, the folder; empty where that can't be read."""
    try:
        plain = json.loads(folder.read(HELD, _MOST_BYTES))
        return Holder(
            str(plain["program"])[:40], int(plain["process"]), str(plain["host"])[:80], str(plain["since"])[:40]
        )
    except (StudioError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return Holder()


def _myself(program: str) -> Holder:
    return Holder(program, os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))


def _names_a_living_process(folder: Folder) -> bool:
    holder = holder_of(folder)
    if not holder.process or holder.host != socket.gethostname():
        return bool(holder.process)
    if os.name == "nt":
        return True
    with suppress(ProcessLookupError, OverflowError):
        try:
            os.kill(holder.process, 0)
        except PermissionError:
            return True
        return True
    return False


def _locked_in_time(descriptor: int) -> bool:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            _lock(descriptor, alone=True)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        except OSError:
            return True  # this disk has no locks
        else:
            return True
