"""The files in a folder and in all folders below it, without following links; however many there are."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

DEEPEST = 32
_TOLD_EVERY = 2_000  # files: about 20 ms
_UNSEEN = ("__MACOSX",)
Looked = Callable[[int], None]  # told how many files were found so far; raises Cancelled to end the search


def unlooked(count: int) -> None:
    """A search that nobody watches."""


def is_seen(name: str) -> bool:
    """Whether it is not one of the files that systems hide or add by themselves."""
    if name[:1] != "." and "/." not in name and not any(each in name for each in _UNSEEN):
        return True  # most are: many files have many names
    parts = PurePosixPath(name).parts
    return not any((part.startswith(".") and part != "..") or part in _UNSEEN for part in parts)


def walked(path: Path) -> list[tuple[str, os.stat_result]]:
    """Everything in the folder but folders, by names with slashes, in order; hidden files are left out."""
    return sorted(_walk(path, ""))


def counted(path: Path, looked: Looked) -> Iterator[tuple[str, os.stat_result]]:
    """What `walked` gives, as it comes: of a million files none is kept."""
    for count, each in enumerate(_walk(path, "")):
        if count % _TOLD_EVERY == 0:
            looked(count)
        yield each


def some_of(path: Path, most: int) -> list[tuple[str, os.stat_result]]:
    """So many of what `walked` gives, as it comes."""
    return sorted(itertools.islice(_walk(path, ""), most))


def _walk(top: Path, below: str, depth: int = 0) -> Iterator[tuple[str, os.stat_result]]:
    folders = []
    with os.scandir(top / below if below else top) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _UNSEEN:
                continue
            path = f"{below}/{entry.name}" if below else entry.name
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                folders.append(path)
            else:
                yield path, status
    for path in folders if depth < DEEPEST else ():
        yield from _walk(top, path, depth + 1)
