"""From a project's choice of data to mapped arrays: cached, found or downloaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName
from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.words import say
from nnstudio.data.arrays import (
    DataInfo,
    Dataset,
    content_folder,
    folder_name,
    holds_content,
    open_dataset,
    write_arrays,
)
from nnstudio.data.cache import (
    SourceEntry,
    cache_folder,
    commit_folder,
    remember,
    remembered,
    source_key,
    temporary_folder,
)
from nnstudio.data.digits import read_digits
from nnstudio.data.locate import Found, locate, needed_text, searched_text
from nnstudio.data.reader import shared_reader
from nnstudio.data.sources import PUBLISHED, is_published

Progress = Callable[[float, str], None]
IsCancelled = Callable[[], bool]

_DOWNLOAD_PART = 0.8  # of the bar, where there is a download


def prepare(plan: DataPlan, *, progress: Progress, cancelled: IsCancelled, allow_download: bool = True) -> Dataset:
    """The plan's data, mapped. The first call converts it, later ones open the cache.

    What is read from files is what these files hold now. Without files, only the published pictures count as the data
    set of that name. All other pictures are named by their folder: see `KnownDataset.folder`.

    Args:
        plan: which data; its files are searched for as `locate` says.
        progress: called with a share from 0 to 1 and what is being done; 1 comes last.
        cancelled: asked often; True ends the work.
        allow_download: whether missing files may be fetched from the net.

    Raises StudioError if the data can't be had, Cancelled if `cancelled` answers True.
    """
    found = locate(plan)
    if found is not None:
        dataset = _cached(found, cancelled) or _converted(found, progress, cancelled)
    else:
        dataset = _published_in_cache(plan.dataset) or _fetched(plan, progress, cancelled, allow_download)
    progress(1.0, say("Ready"))
    return dataset


def cached(plan: DataPlan) -> Dataset | None:
    """The plan's data if it is in the cache; without conversion or download. Raises StudioError."""
    found = locate(plan)
    return _published_in_cache(plan.dataset) if found is None else _cached(found, _never)


def _never() -> bool:
    return False


def _cached(found: Found, cancelled: IsCancelled) -> Dataset | None:
    """The data that files of this content became, if it is in the cache and whole."""
    entry = remembered(_key_of(found, cancelled))
    if entry is None or Path(entry.folder).name != entry.folder:
        return None
    try:
        dataset = open_dataset(cache_folder() / entry.folder)
    except FormatError:
        return None  # a damaged cache is made again from the files
    same = dataset.content_hash == entry.content_hash and dataset.known.name == found.dataset
    return _named(dataset, found) if same else None


def _key_of(found: Found, cancelled: IsCancelled) -> str:
    return source_key(found.dataset, found.form, found.files, cancelled)


def _named(dataset: Dataset, found: Found) -> Dataset:
    """The data with the name that it goes by."""
    if found.form == "embedded" or is_published(found.dataset, dataset.content_hash):
        return dataset
    return replace(dataset, known=replace(dataset.known, folder=found.folder))


def _published_in_cache(name: DatasetName) -> Dataset | None:
    """The published pictures, if they were converted before; their files may have gone from this machine."""
    if name not in PUBLISHED:
        return None
    folder = cache_folder() / content_folder(name, PUBLISHED[name])
    try:
        dataset = open_dataset(folder)
    except FormatError:
        return None
    # Only their content says that they are the ones: it is looked at in full.
    return dataset if dataset.known.name == name and holds_content(dataset, PUBLISHED[name]) else None


def _converted(found: Found, progress: Progress, cancelled: IsCancelled) -> Dataset:
    """Converts the files into the cache and notes what they became.

    Raises StudioError if they were changed meanwhile: half of one content and half of another belongs to nobody.
    """
    if cancelled():
        raise Cancelled
    progress(0.0, say("Reading {title}", title=KNOWN_DATASETS[found.dataset].said_title))
    key = _key_of(found, cancelled)
    with temporary_folder(cache_folder()) as folder:
        info = _fill(found, folder, progress, cancelled)
        if _key_of(found, cancelled) != key:
            raise StudioError(say("was changed while it was read."), where=found.folder, fix=say("Try again."))
        final = cache_folder() / folder_name(info)
        if not _holds(final, info):
            if not _holds(folder, info):
                raise FormatError(say("the reader wrote other arrays than it says."), where=found.folder)
            commit_folder(folder, final, lambda there: _holds(there, info))
    remember(key, SourceEntry(final.name, info.content_hash))
    return _named(open_dataset(final), found)


def _holds(folder: Path, info: DataInfo) -> bool:
    """Whether the arrays there are, byte for byte, what the reader says: it may be out of hand, and disks err."""
    try:
        dataset = open_dataset(folder)
    except FormatError:
        return False
    claimed = (dataset.known.name, dataset.content_hash) == (info.dataset, info.content_hash)
    return claimed and holds_content(dataset, info.content_hash)


def _fill(found: Found, folder: Path, progress: Progress, cancelled: IsCancelled) -> DataInfo:
    if found.form == "embedded":
        return write_arrays(folder, found.dataset, read_digits(found.files[0]))
    return shared_reader().convert(
        found.dataset, found.form, found.files, folder, progress=progress, cancelled=cancelled
    )


def _fetched(plan: DataPlan, progress: Progress, cancelled: IsCancelled, allowed: bool) -> Dataset:
    """Downloads and converts."""
    found = _downloaded(plan, progress, cancelled, allowed)
    return _converted(found, lambda share, text: progress(_DOWNLOAD_PART + share * 0.2, text), cancelled)


def _downloaded(plan: DataPlan, progress: Progress, cancelled: IsCancelled, allowed: bool) -> Found:
    from nnstudio.data.download import download  # the net's modules load slowly and are rarely needed

    title = KNOWN_DATASETS[plan.dataset].said_title
    if not allowed:
        raise StudioError(
            say("its files are not on this machine. Searched: {places}.", places=searched_text(plan)),
            where=title,
            fix=say("Download it, or choose the folder that holds it. {needed}", needed=needed_text(plan.dataset)),
        )

    def bytes_done(done: int, total: int) -> None:
        text = say(
            "Downloading {title}: {done} of {total} MB",
            title=title,
            done=f"{done / 1e6:.1f}",
            total=f"{total / 1e6:.1f}",
        )
        progress(_DOWNLOAD_PART * done / total, text)

    download(plan.dataset, bytes_done, cancelled)
    found = locate(plan)
    if found is None:
        raise StudioError(
            say("its files were removed as soon as they were downloaded."), where=title, fix=say("Try again.")
        )
    return found
