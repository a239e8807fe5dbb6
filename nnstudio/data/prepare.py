"""From a project's choice of data to mapped arrays: cached, found or downloaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.sources import FolderSource, Source
from nnstudio.core.words import say
from nnstudio.data.cache import SourceEntry, cache_folder, commit_folder, elsewhere, remember, temporary_folder
from nnstudio.data.cached import cached_content, content_folder, holds, key_of, published_in_cache, reading_of
from nnstudio.data.convert import convert
from nnstudio.data.fetch import fetched
from nnstudio.data.kept import note_use
from nnstudio.data.listing import Looked
from nnstudio.data.places import NotChosenError
from nnstudio.data.reader import shared_reader
from nnstudio.data.sources import Found, Progress, reader_of
from nnstudio.data.sources.base import said_found
from nnstudio.data.store import DataInfo, Dataset, open_dataset

IsCancelled = Callable[[], bool]

_DOWNLOAD_PART = 0.8  # of the bar, where there is a download


def prepare(source: Source, *, progress: Progress, cancelled: IsCancelled, allow_download: bool = True) -> Dataset:
    """The source's data, mapped. The first call converts it, later ones open the cache.

    What is read from files is what these files hold now. Without files, only the published set counts as the data of
    that title; all else is named by where it came from: see `FolderSource.said_title`.

    Args:
        source: which data; its files are searched for as its reader says.
        progress: called with a share from 0 to 1 and what is being done; 1 comes last.
        cancelled: asked often; True ends the work.
        allow_download: whether missing files may be fetched from the net.

    Raises StudioError if the data can't be had, Cancelled if `cancelled` answers True.
    """
    reader = reader_of(source)
    found = reader.locate()
    if found is None and isinstance(source, FolderSource) and not source.has_usual_places:
        raise NotChosenError(say("Nothing is chosen yet."), fix=reader.needed)
    if found is not None:
        dataset = _read(source, found, progress, cancelled)
    elif (kept := published_in_cache(source)) is not None:
        dataset = replace(kept, source=source.unread())
    else:
        found = fetched(source, lambda share, text: progress(_DOWNLOAD_PART * share, text), cancelled, allow_download)
        rest = 1 - _DOWNLOAD_PART
        dataset = _read(source, found, lambda share, text: progress(_DOWNLOAD_PART + rest * share, text), cancelled)
    note_use(dataset.folder)
    progress(1.0, say("Ready"))
    return dataset


def _read(source: Source, found: Found, progress: Progress, cancelled: IsCancelled) -> Dataset:
    key = key_of(source, found, cancelled, _looking(progress, cancelled))
    dataset = cached_content(source, key) or _converted(source, found, key, progress, cancelled)
    return _named(dataset, source, found)


def _looking(progress: Progress, cancelled: IsCancelled) -> Looked:
    """Tells how many files are found, and ends the search where that is wanted."""

    def looked(count: int) -> None:
        if cancelled():
            raise Cancelled
        progress(0.0, said_found(count))

    return looked


def _named(dataset: Dataset, source: Source, found: Found) -> Dataset:
    """The data with its source as it was read from there."""
    return replace(dataset, source=source.as_read(reading_of(dataset, found)))


def _converted(source: Source, found: Found, key: str, progress: Progress, cancelled: IsCancelled) -> Dataset:
    """Converts the files into the cache and notes what they became.

    Raises StudioError if they were changed meanwhile: half of one content and half of another belongs to nobody.
    """
    if cancelled():
        raise Cancelled
    progress(0.0, say("Reading {title}", title=say(source.title)))
    with temporary_folder(cache_folder()) as folder:
        info = _fill(source, found, folder, progress, cancelled)
        if _has_changed(source, found, key, cancelled):
            raise StudioError(say("was changed while it was read."), where=found.place, fix=say("Try again."))
        final = cache_folder() / content_folder(source, info.facts, info.content_hash, info.beside, info.choices)
        if not holds(final, info):
            if not holds(folder, info):
                raise FormatError(say("the reader wrote other arrays than it says."), where=found.place)
            commit_folder(folder, final, lambda there: holds(there, info))
    remember(key, SourceEntry(final.name, info.content_hash))
    return open_dataset(final)


def _has_changed(source: Source, found: Found, key: str, cancelled: IsCancelled) -> bool:
    """Whether the files are others than they were; where the search itself told of them, it is done anew."""
    looked = _looking(lambda *_: None, cancelled)
    try:
        again = reader_of(source).locate() if found.stamp else found
        return again is None or key_of(source, again, cancelled, looked) != key
    except StudioError:
        return True


def _fill(source: Source, found: Found, folder: Path, progress: Progress, cancelled: IsCancelled) -> DataInfo:
    try:
        if reader_of(source).trusted:
            return convert(source, found, folder, progress)
        return shared_reader().convert(source, found, folder, progress=progress, cancelled=cancelled)
    except StudioError as error:
        if error.where != str(folder):
            raise
        # The disk refused: people know the cache, not a folder in it that is gone by now.
        fix = f"{error.fix} {elsewhere()}".strip()
        raise type(error)(error.message, where=str(folder.parent), fix=fix) from error
