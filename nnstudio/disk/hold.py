"""Who holds a folder: a lock that the system frees when its holder dies, and a line that says who that is."""

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

    def _lock(descriptor: int, *, alone: bool) -> None:
        os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

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
        is_held: whether it does; False where another one has it.
        refusal: why there is no lock, as in `errno`; 0 if there is one.
    """

    def __init__(self, folder: Folder, program: str = "") -> None:
        """Where the disk has no locks, or can't be written, the folder is taken to be free."""
        self._descriptor: int | None = None
        self.is_held = True
        self.refusal = 0
        try:
            descriptor = folder.open_for_lock(HELD)
        except DiskError as error:
            self.refusal = error.number
            return
        if not _locked_in_time(descriptor):
            system.close(descriptor)
            self.is_held = False
            return
        self._descriptor = descriptor
        with suppress(OSError):  # the name is only for people
            _write_holder(descriptor, program)

    def release(self) -> None:
        """Lets the folder go."""
        if self._descriptor is not None:
            system.close(self._descriptor)
            self._descriptor = None


def is_held(folder: Folder) -> bool:
    """Whether some program, this one included, holds that folder."""
    if folder.kind(HELD) != "file":
        return False
    try:
        descriptor = folder.open_for_lock(HELD)
    except StudioError:
        return False
    try:
        _lock(descriptor, alone=False)
    except BlockingIOError:
        return True
    except OSError as error:
        return sys.platform == "win32" and isinstance(error, PermissionError)
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
    except (StudioError, ValueError, KeyError, TypeError, RecursionError):
        return Holder()


def _locked_in_time(descriptor: int) -> bool:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            _lock(descriptor, alone=True)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        except OSError:
            return True  # this disk has no locks
        else:
            return True


def _write_holder(descriptor: int, program: str) -> None:
    holder = Holder(program, os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
    data = json.dumps(asdict(holder)).encode()
    system.truncate(descriptor, 0)
    system.write(descriptor, data)
