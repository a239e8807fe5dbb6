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

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.serial import from_json, to_json
from nnstudio.core.words import say

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
        raise _no_room(parent, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def commit_folder(filled: Path, final: Path, is_whole: Callable[[Path], bool]) -> None:
    """Gives the filled folder its final name; a whole folder that is already there wins, a broken one is replaced.

    Raises StudioError if neither can be done.
    """
    sync_folder(filled)
    for _ in range(5):
        try:
            filled.rename(final)
        except OSError as error:
            if not final.exists():
                raise _no_room(final, error) from error
            if is_whole(final):
                return
            _move_away(final)
        else:
            sync_folder(final.parent)
            return
    raise StudioError(
        say("could not be written: another program keeps putting a broken folder there."), where=str(final)
    )


def write_file(path: Path, data: bytes) -> None:
    """Writes the file whole or not at all. Raises StudioError."""
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _no_room(path, error) from error


def sync_folder(folder: Path) -> None:
    """Makes the folder's entries durable, where the system has a way to (Windows has none)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def source_key(form: str, files: Sequence[Path]) -> str:
    """Names the source by its files' paths, sizes and modification times, so that they need no reading to know again.

    Raises StudioError if a file is gone.
    """
    parts: list[object] = [form]
    for path in files:
        try:
            status = path.stat()
        except OSError as error:
            raise StudioError(say("can't be read ({reason}).", reason=error.strerror), where=str(path)) from error
        parts.append([str(path.absolute()), status.st_size, status.st_mtime_ns])
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def remembered(key: str) -> SourceEntry | None:
    """What the source of that key became, if it was converted before and the note is readable."""
    path = _note(key)
    try:
        with path.open("rb") as file:
            return from_json(SourceEntry, file.read(10_000), str(path))
    except (OSError, FormatError):
        return None  # a missing or damaged note only means converting again


def remember(key: str, entry: SourceEntry) -> None:
    """Notes what the source of that key became. Raises StudioError if it can't be written."""
    write_file(_note(key), to_json(entry).encode())


def _note(key: str) -> Path:
    return cache_folder() / SOURCES / f"{key[:40]}.json"


def _move_away(folder: Path) -> None:
    aside = folder.with_name(f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(6)}")
    try:
        folder.rename(aside)
    except FileNotFoundError:
        return  # another process moved it first
    except OSError as error:
        raise StudioError(
            say("is damaged and can't be moved away ({reason}).", reason=error.strerror),
            where=str(folder),
            fix=say("Delete that folder."),
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


def _no_room(place: Path, error: OSError) -> StudioError:
    return StudioError(
        say("can't be written ({reason}).", reason=error.strerror or error),
        where=str(place),
        fix=say("Free some space there, or set {variable} to another folder.", variable=CACHE_VARIABLE),
    )
