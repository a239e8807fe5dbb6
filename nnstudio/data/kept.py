"""What the cache keeps: its data sets with their sizes, and making room by letting the longest unused ones go.

Only what the cache itself names is looked at: a folder is data if it holds a description that this program wrote. What
is let go is made again from its files when it is wanted.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.data.cache import cache_folder, move_away
from nnstudio.data.store import INFO, read_info

_FOLDER = re.compile(r"[a-z0-9-]+-[0-9a-f]{32}")


@dataclass(frozen=True)
class Kept:
    """One data set in the cache.

    Attributes:
        folder: its name in the cache.
        title: what people call it.
        size: bytes on the disk.
        used: when it was last opened, in seconds since 1970.
    """

    folder: str
    title: str
    size: int
    used: float


def kept_data() -> tuple[Kept, ...]:
    """What is kept, the last used first. Raises StudioError if the cache can't be listed."""
    try:
        folders = [entry for entry in cache_folder().iterdir() if _FOLDER.fullmatch(entry.name)]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StudioError(error.strerror or str(error), where=str(cache_folder())) from error
    found = [each for folder in folders if (each := _kept(folder)) is not None]
    return tuple(sorted(found, key=lambda each: each.used, reverse=True))


def note_use(folder: Path) -> None:
    """Notes that the data there is used now. A cache that can't be written is still used."""
    with contextlib.suppress(OSError):
        os.utime(folder)


def let_go(folders: Collection[str]) -> None:
    """Removes data of these names. What is mapped somewhere stays readable there until it is closed.

    Raises StudioError if one can't be removed, such as one that another program uses under Windows; the others go.
    """
    refused = [error for name in folders if _FOLDER.fullmatch(name) and (error := _refusal(name)) is not None]
    if refused:
        raise refused[0]


def make_room(most_bytes: int, in_use: Collection[str]) -> tuple[Kept, ...]:
    """Lets the longest unused data go until the rest has at most so many bytes; what is in use stays.

    Gives what went. Raises StudioError if there is still too much, as some of it can't be removed.
    """
    kept = kept_data()
    total = sum(each.size for each in kept)
    gone: list[Kept] = []
    refused: list[StudioError] = []
    for each in reversed(kept):
        if total <= most_bytes:
            return tuple(gone)
        if each.folder in in_use:
            continue
        if (error := _refusal(each.folder)) is not None:
            refused.append(error)
            continue
        gone.append(each)
        total -= each.size
    if refused and total > most_bytes:
        raise refused[0]
    return tuple(gone)


def _refusal(name: str) -> StudioError | None:
    """Removes that data; why it can't be, if it can't."""
    try:
        move_away(cache_folder() / name)
    except StudioError as error:
        return error
    return None


def _kept(folder: Path) -> Kept | None:
    """What is known of that folder; None if it is none of the cache's, or going just now."""
    try:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode):
            return None
        size = sum(entry.stat(follow_symlinks=False).st_size for entry in os.scandir(folder))
    except OSError:
        return None
    try:
        title = read_info(folder / INFO).source.said_title
    except StudioError:
        title = folder.name  # damaged, or an older version's: it can go like any other
    return Kept(folder.name, title, size, status.st_mtime)
