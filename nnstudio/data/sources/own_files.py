"""Which files a source is read from that a person chose, and when they are others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from nnstudio.core.words import say
from nnstudio.data.places import NotInFolderError, from_home
from nnstudio.data.sources.base import Found

HASHED_BYTES = 200_000_000  # files of more bytes in all are known by their names, sizes and times


def found_files(form: str, files: Sequence[Path], place: Path) -> Found:
    """What is read from those files. Raises OSError if one is gone."""
    states = [path.stat() for path in files]
    stamp = ""
    if sum(state.st_size for state in states) > HASHED_BYTES:
        parts = [
            f"{path.name}\0{state.st_size}\0{state.st_mtime_ns}" for path, state in zip(files, states, strict=True)
        ]
        stamp = hashlib.sha256("\n".join(parts).encode(errors="surrogateescape")).hexdigest()
    text = from_home(place)
    return Found(form, tuple(files), text, text, stamp)


def no_such_files(path: Path, needed: str) -> NotInFolderError:
    """The error for a place that holds nothing of what is looked for."""
    message = (
        say("does not exist.")
        if not os.path.lexists(path)
        else say("holds nothing of that kind. {needed}", needed=needed)
    )
    return NotInFolderError(message, where=str(path), fix=say("Choose another file."))


def cant_look(path: Path, error: OSError | ValueError) -> NotInFolderError:
    """The error for a place that can't be looked into."""
    reason = getattr(error, "strerror", None) or str(error)
    return NotInFolderError(
        say("can't be read ({reason}).", reason=reason), where=str(path), fix=say("Choose another file.")
    )
