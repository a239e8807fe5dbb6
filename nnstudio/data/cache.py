"""The cache of converted data: one folder for each content, there whole or not at all.

A folder is filled under a temporary name beside its final one and renamed when every byte is on the disk, so a kill
at any moment leaves either nothing or the whole. Two processes that convert the same data both succeed: the second
rename finds the first one's folder and keeps it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.serial import from_json, to_json
from nnstudio.core.words import say
from nnstudio.data.limits import MOST_SOURCE_BYTES
from nnstudio.disk import system
from nnstudio.disk.atomic import sync_folder, write_bytes
from nnstudio.disk.refusal import DiskError, refused_read, refused_write, too_large
from nnstudio.disk.regular import AT_A_TIME, opened_regular, read_regular

CACHE_VARIABLE = "NNSTUDIO_CACHE"
SOURCES = "sources"
_TEMPORARY = ".tmp-"
_LEFTOVER_SECONDS = 24 * 3600.0


@dataclass(frozen=True)
class SourceEntry:
    """What the files of one source became: the name of a cache folder and its content hash."""

    folder: str
    content_hash: str


def cache_folder() -> Path:
    """Where converted data is kept: $NNSTUDIO_CACHE, else the user's cache folder. It may not exist yet."""
    chosen = os.environ.get(CACHE_VARIABLE, "")
    return Path(chosen) if chosen else user_cache_path("nnstudio", appauthor=False)


@contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """A new folder in `parent`, removed at the end unless it was renamed. Raises StudioError if it can't be made."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        _sweep(parent)
        folder = parent / f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(6)}"
        folder.mkdir()
    except OSError as error:
        raise _cant_write(parent, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def commit_folder(filled: Path, final: Path, is_whole: Callable[[Path], bool]) -> None:
    """Gives the filled folder its final name; a whole folder that is already there wins, a broken one is replaced.

    Raises StudioError if neither can be done.
    """
    for _ in range(5):
        try:
            sync_folder(filled)
            filled.rename(final)
            sync_folder(final.parent)
        except OSError as error:
            if not final.exists():
                raise _cant_write(final, error) from error
            if is_whole(final):
                return
            move_away(final)
        else:
            return
    raise StudioError(
        say("could not be written: another program keeps putting a broken folder there."), where=str(final)
    )


def source_key(source: str, form: str, files: Sequence[Path], cancelled: Callable[[], bool]) -> str:
    """Names the source by what its files hold; MNIST's take about 20 ms to read.

    Names, sizes and times would be quicker, but a folder that is replaced can keep all of them.
    Raises StudioError if a file is gone, no plain file or too large; Cancelled if `cancelled` answers True.
    """
    parts = [source, form, *(_digest(path, cancelled) for path in files)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def stamped_key(source: str, form: str, stamp: str) -> str:
    """Names the source by what its reader says of its files."""
    return hashlib.sha256(json.dumps([source, form, "stamp", stamp]).encode()).hexdigest()


def _digest(path: Path, cancelled: Callable[[], bool]) -> str:
    """SHA-256 of the file's bytes."""
    digest, size = hashlib.sha256(), 0
    with opened_regular(path) as descriptor:
        try:
            while part := system.read(descriptor, AT_A_TIME):
                if cancelled():
                    raise Cancelled
                size += len(part)
                if size > MOST_SOURCE_BYTES:
                    raise too_large(path, system.status_of(descriptor).st_size, MOST_SOURCE_BYTES)
                digest.update(part)
        except OSError as error:
            raise refused_read(path, error) from error
    return digest.hexdigest()


def remembered(key: str) -> SourceEntry | None:
    """What the source of that key became, if it was converted before and the note is readable."""
    path = _note(key)
    try:
        return from_json(SourceEntry, read_regular(path, 10_000), str(path))
    except StudioError:
        return None  # a missing or damaged note only means converting again


def remember(key: str, entry: SourceEntry) -> None:
    """Notes what the source of that key became. Raises StudioError if it can't be written."""
    path = _note(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, to_json(entry).encode())
    except OSError as error:
        raise _cant_write(path, error) from error


def _note(key: str) -> Path:
    return cache_folder() / SOURCES / f"{key[:40]}.json"


def move_away(folder: Path) -> None:
    """Removes a folder of the cache, at once as others see it. Raises StudioError."""
    aside = folder.with_name(f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(6)}")
    try:
        folder.rename(aside)
    except FileNotFoundError:
        return  # another process moved it first
    except OSError as error:
        raise StudioError(
            say("can't be removed ({reason}).", reason=error.strerror),
            where=str(folder),
            fix=say("Close what uses it, or delete that folder yourself."),
        ) from error
    shutil.rmtree(aside, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Removes what processes that were killed left behind a day or longer ago."""
    oldest = time.time() - _LEFTOVER_SECONDS
    for entry in parent.glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError):  # someone else's sweep may be removing it right now
            if entry.stat().st_mtime >= oldest:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)


def _cant_write(place: Path, error: OSError) -> DiskError:
    refused = refused_write(place, error)
    fix = f"{refused.fix} {elsewhere()}".strip()
    return DiskError(refused.message, where=refused.where, fix=fix, number=refused.number)


def elsewhere() -> str:
    """How people have data kept in another place, in a sentence."""
    return say("{variable} can name another folder for it.", variable=CACHE_VARIABLE)
