"""What the reader of a source answers: where its files are, and what is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from nnstudio.core.sources import Source
from nnstudio.core.words import say, say_count
from nnstudio.data.content import Content
from nnstudio.data.listing import Looked, unlooked
from nnstudio.data.store import DataInfo, write_content

Progress = Callable[[float, str], None]


def said_found(count: int) -> str:
    """So many files were found so far, in words."""
    return say_count("Found {count} file", "Found {count} files", count)


@dataclass(frozen=True)
class Found:
    """What a source would be read from.

    Attributes:
        form: the files' form; files of another form become other data.
        files: all that are read, in an order that the reader knows. Without a stamp their content says whether data is
            read anew.
        text: one line for people: which files, and where.
        place: the folder or file, as people write it: what data goes by that isn't a published set.
        stamp: as `SourceReader.stamp` tells it, where looking for the files told it already.
    """

    form: str
    files: tuple[Path, ...] = ()
    text: str = ""
    place: str = ""
    stamp: str = ""


@dataclass(frozen=True)
class SourceReader:
    """Reads one kind of source; kinds are found in `READERS` by `reads`.

    Attributes:
        reads: the kind of source, or several, with all kinds derived from it.
        trusted: its files come with the program. All others are read by a process that may die.
    """

    reads: ClassVar[type[Source] | tuple[type[Source], ...]]
    trusted: ClassVar[bool] = False

    source: Source

    def locate(self) -> Found | None:
        """What it would be read from; None if that is not on this machine.

        Raises NotInFolderError if the folder that the person chose doesn't hold it; StudioError if it is one to stay
        away from.
        """
        raise NotImplementedError

    def stamp(self, found: Found, looked: Looked = unlooked) -> str:
        """Changes when the files do: of many their names, sizes and times, as reading all takes too long.

        Empty where their content says whether data is read anew. `looked` is told how many files were found so far.
        Raises StudioError if they can't be looked at, and what `looked` raises.
        """
        return found.stamp

    def write(self, found: Found, folder: Path, progress: Progress) -> DataInfo:
        """Reads the source and writes its arrays and their description into that folder, which is new and empty.

        Who reads more than fits into memory does it piece by piece; here it is read whole. Raises StudioError.
        """
        content = self.read(found, progress)
        progress(0.7, say("Writing the arrays"))
        return write_content(folder, self.source, content)

    def read(self, found: Found, progress: Progress) -> Content:
        """The arrays in the files, with their facts. `found` has only form and files: it came from another process.

        Raises StudioError if they don't hold what they should.
        """
        raise NotImplementedError

    @property
    def searched(self) -> str:
        """The places that `locate` searches, in words."""
        return ""

    @property
    def needed(self) -> str:
        """What a folder must hold, in words."""
        return ""
