"""How much main memory there is, and what is said of it from outside."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

SAMPLE_MEMORY = "NNSTUDIO_SAMPLE_MEMORY"  # bytes of samples that may lie on the device; 0: all are read
SAMPLE_BLOCK = "NNSTUDIO_SAMPLE_BLOCK"  # bytes of samples that are read together
SNAPSHOT_SECONDS = "NNSTUDIO_SNAPSHOT_SECONDS"  # between two snapshots inside an epoch, at the least
_CONTAINER_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
_UNKNOWN = 4_000_000_000


def main_memory() -> int:
    """Bytes that this computer has, or the container that it runs in may use."""
    return min([_installed(), *_limits()])


def _installed() -> int:
    if sys.platform == "win32":
        import ctypes

        # GlobalMemoryStatusEx: two 32-bit numbers, of which the first is its own size, then seven 64-bit ones.
        status = (ctypes.c_uint64 * 8)(64)
        return int(status[1]) if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else _UNKNOWN
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return _UNKNOWN


def _limits() -> list[int]:
    """What containers are limited to, where Linux tells it; a limit that isn't one is a word or a huge number."""
    found = []
    for name in _CONTAINER_LIMITS if sys.platform == "linux" else ():
        with suppress(OSError, ValueError):
            found.append(int(Path(name).read_text(encoding="ascii")))
    return found
