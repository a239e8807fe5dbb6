"""The readers of sources, found by the source's kind."""

from __future__ import annotations

from nnstudio.core.errors import StudioError
from nnstudio.core.family import Family
from nnstudio.core.sources import Source
from nnstudio.core.words import mark, say
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.sources.digits import DigitsReader
from nnstudio.data.sources.drawn import DrawnReader
from nnstudio.data.sources.functions import FunctionReader
from nnstudio.data.sources.mnist import MNISTReader
from nnstudio.data.sources.picture_files import PictureFilesReader
from nnstudio.data.sources.points import PointsReader
from nnstudio.data.sources.tables import BroughtTableReader

READERS: Family[SourceReader] = Family(
    SourceReader,
    mark("a reader"),
    (DigitsReader, MNISTReader, PictureFilesReader, DrawnReader, FunctionReader, PointsReader, BroughtTableReader),
)

__all__ = ["READERS", "Found", "Progress", "SourceReader", "reader_of"]


def reader_of(source: Source) -> SourceReader:
    """What reads that source. Raises StudioError if nothing does."""
    for kind in READERS:
        if isinstance(source, kind.reads):
            return kind(source)
    raise StudioError(say("can't be read by this program."), where=source.said_title)
