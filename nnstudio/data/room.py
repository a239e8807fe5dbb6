"""Whether the disk has room for a data set, looked at before its first sample is written."""

from __future__ import annotations

import errno
import math
import shutil
from pathlib import Path

import numpy as np

from nnstudio.core.numbers import figure
from nnstudio.core.words import say
from nnstudio.disk.refusal import DiskError, refused_read

_MOST_SPARE = 200_000_000
_SPARE = 0.05  # of the disk, up to _MOST_SPARE bytes, stays free: a disk without any room stops other programs


def check_room(folder: Path, samples: int, shape: tuple[int, ...], dtype: str) -> None:
    """Raises DiskError if so many samples of that shape would fill the disk that `folder` is on.

    A small archive may hold a million pictures, each of them within its limits.
    """
    needed = samples * math.prod(shape) * np.dtype(dtype).itemsize
    try:
        disk = shutil.disk_usage(folder)
    except OSError as error:
        raise refused_read(folder, error) from error
    room = disk.free - min(_MOST_SPARE, _SPARE * disk.total)
    if needed <= room:
        return
    message = say(
        "{samples} samples need {needed} on this disk, where there is room for {room}.",
        samples=samples,
        needed=_said(needed),
        room=_said(max(0.0, room)),
    )
    raise DiskError(message, where=str(folder), fix=say("Free some space on that disk."), number=errno.ENOSPC)


def _said(size: float) -> str:
    """Bytes as people write them."""
    if size >= 1e9:
        return say("{size} GB", size=figure(size / 1e9, 3))
    return say("{size} MB", size=figure(size / 1e6, 3))
