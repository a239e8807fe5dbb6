"""Folders at a place that the person chose: made whole or not at all, never over anything that is there."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.disk.atomic import sync_folder
from nnstudio.disk.refusal import refused_write


@contextmanager
def new_folder(path: Path, needed: int = 0) -> Iterator[Path]:
    """Gives a folder to fill; when the block ends well, it is at `path`, else it and the folders made for it are gone.

    Raises StudioError if something is at `path` already, where an empty folder is nothing, or if the disk there has
    less than `needed` bytes free.
    """
    made: list[Path] = []
    try:
        check_free(path)
        made = _make_parents(path.parent)
        _check_room(path, needed)
        partial = path.with_name(f".{secrets.token_hex(6)}.{path.name}"[:200])
        partial.mkdir()
    except (OSError, ValueError) as error:
        _unmake(made)
        raise refused_write(path, error) from error
    except StudioError:
        _unmake(made)
        raise
    try:
        yield partial
        _give_name(partial, path)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)  # a folder of our own, under a name that nobody could know
        _unmake(made)
        raise


def check_free(path: Path) -> None:
    """Raises StudioError if something is there already; an empty folder is nothing."""
    try:
        taken = path.is_symlink() or (path.exists() and (not path.is_dir() or any(path.iterdir())))
    except (OSError, ValueError) as error:
        raise refused_write(path, error) from error
    if taken:
        raise _taken(path)


def is_inside(path: Path, folder: Path) -> bool:
    """Whether the path lies in the folder, links on the way to it followed. A path that can't be is nowhere."""
    try:
        return folder.resolve() in path.resolve().parents
    except (OSError, ValueError, RuntimeError):
        return False


def _give_name(partial: Path, path: Path) -> None:
    try:
        with suppress(FileNotFoundError):
            path.rmdir()
        partial.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        if path.exists():
            raise _taken(path) from error
        raise refused_write(path, error) from error


def _check_room(path: Path, needed: int) -> None:
    free = shutil.disk_usage(path.parent).free
    if needed > free:
        raise StudioError(
            say("would take {needed} MB, where {free} MB are free.", needed=_mega(needed), free=_mega(free)),
            where=str(path),
            fix=say("Free some space on that disk."),
        )


def _mega(count: int) -> str:
    return f"{count / 1e6:,.0f}"


def _make_parents(folder: Path) -> list[Path]:
    """Makes the folders that are missing; gives those that it made, the deepest first."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    made: list[Path] = []
    try:
        for parent in reversed(missing):
            parent.mkdir(exist_ok=True)
            made.insert(0, parent)
    except OSError:
        _unmake(made)
        raise
    return made


def _unmake(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _taken(path: Path) -> StudioError:
    return StudioError(say("is there already."), where=str(path), fix=say("Choose another name."))
