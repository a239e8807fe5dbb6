"""What a source's reader found to a folder of checked arrays. Runs in the reader process, which may die."""

from __future__ import annotations

from pathlib import Path

from nnstudio.core.sources import Source
from nnstudio.data.sources import Found, Progress, reader_of
from nnstudio.data.store import DataInfo


def convert(source: Source, found: Found, folder: Path, progress: Progress) -> DataInfo:
    """Reads the source and writes the arrays into `folder`.

    Raises FormatError if it doesn't hold what it should, StudioError if the folder can't be written.
    """
    return reader_of(source).write(found, folder, progress)
