"""Which files a source is read from that a person chose, and when they are others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import FolderSource
from nnstudio.core.words import say
from nnstudio.data.places import NotInFolderError, from_home, places_of
from nnstudio.data.sources.base import Found, SourceReader
from nnstudio.disk.refusal import refused_write

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


@dataclass(frozen=True)
class OwnFilesReader(SourceReader):
    """What readers share whose files are those that the person chose, and nowhere else."""

    source: FolderSource

    def locate(self) -> Found | None:
        if not self.source.folder:
            return None
        path = places_of(self.source.folder)[0].folder
        try:
            found = self.found_at(path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise _not_there(path, say("can't be read ({reason}).", reason=reason)) from error
        if found is not None:
            return found
        if os.path.lexists(path):
            raise _not_there(path, say("holds nothing of that kind. {needed}", needed=self.needed))
        raise _not_there(path, say("does not exist."))

    def found_at(self, path: Path) -> Found | None:
        """What is read there; None if nothing of that kind is. Raises OSError, ValueError."""
        raise NotImplementedError

    @property
    def searched(self) -> str:
        return say("nowhere, as none is chosen")


@contextmanager
def told_of(path: Path, folder: Path) -> Iterator[None]:
    """Inside, what is wrong is told of that file where no other place is named, and what the disk refuses of `folder`.

    Raises StudioError.
    """
    try:
        yield
    except OSError as error:
        raise refused_write(folder, error) from error
    except StudioError as error:
        raise type(error)(error.message, where=error.where or str(path), fix=error.fix) from error


def _not_there(path: Path, message: str) -> NotInFolderError:
    return NotInFolderError(message, where=str(path), fix=say("Choose another file."))
