"""From a project's choice of data to mapped arrays: cached, found or downloaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName
from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.words import say
from nnstudio.data.arrays import DataInfo, Dataset, folder_name, is_whole, open_dataset, write_arrays
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

Progress = Callable[[float, str], None]
IsCancelled = Callable[[], bool]

_DOWNLOAD_PART = 0.8  # of the bar, where there is a download


def prepare(plan: DataPlan, *, progress: Progress, cancelled: IsCancelled, allow_download: bool = True) -> Dataset:
    """The plan's data, mapped. The first call converts it, later ones open the cache at once.

    Args:
        plan: which data; its files are searched for as `locate` says.
        progress: called with a share from 0 to 1 and what is being done; 1 comes last.
        cancelled: asked often; True ends the work.
        allow_download: whether missing files may be fetched from the net.

    Raises StudioError if the data can't be had, Cancelled if `cancelled` answers True.
    """
    found = locate(plan)
    if found is None:
        dataset = _newest_cached(plan.dataset)
        if dataset is None:
            found = _downloaded(plan, progress, cancelled, allow_download)
            dataset = _converted(found, lambda share, text: progress(_DOWNLOAD_PART + share * 0.2, text), cancelled)
    else:
        dataset = _cached(found) or _converted(found, progress, cancelled)
    progress(1.0, say("Ready"))
    return dataset


def cached(plan: DataPlan) -> Dataset | None:
    """The plan's data if it is in the cache; quick, and without conversion or download. Raises StudioError."""
    found = locate(plan)
    return _newest_cached(plan.dataset) if found is None else _cached(found)


def _cached(found: Found) -> Dataset | None:
    """The data that these very files became, if it is in the cache and whole."""
    entry = remembered(source_key(found.form, found.files))
    if entry is None or Path(entry.folder).name != entry.folder:
        return None
    try:
        dataset = open_dataset(cache_folder() / entry.folder)
    except FormatError:
        return None  # a damaged cache is made again from the files
    same = dataset.content_hash == entry.content_hash and dataset.known.name == found.dataset
    return dataset if same else None


def _newest_cached(dataset: DatasetName) -> Dataset | None:
    """The data set as it was last converted, for when its files are gone from this machine."""
    folders = [path for path in cache_folder().glob(f"{dataset}-*") if path.is_dir()]
    for folder in sorted(folders, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True):
        if is_whole(folder):
            return open_dataset(folder)
    return None


def _converted(found: Found, progress: Progress, cancelled: IsCancelled) -> Dataset:
    """Converts the files into the cache and notes what they became."""
    if cancelled():
        raise Cancelled
    progress(0.0, say("Reading {title}", title=KNOWN_DATASETS[found.dataset].said_title))
    key = source_key(found.form, found.files)  # before reading: a file that changes meanwhile has another key
    with temporary_folder(cache_folder()) as folder:
        info = _fill(found, folder, progress, cancelled)
        final = cache_folder() / folder_name(info)
        if not final.is_dir() or not is_whole(final):
            open_dataset(folder)  # what the reader wrote is checked before it gets its name
            commit_folder(folder, final, is_whole)
    remember(key, SourceEntry(final.name, info.content_hash))
    return open_dataset(final)


def _fill(found: Found, folder: Path, progress: Progress, cancelled: IsCancelled) -> DataInfo:
    if found.form == "embedded":
        return write_arrays(folder, found.dataset, read_digits(found.files[0]))
    return shared_reader().convert(
        found.dataset, found.form, found.files, folder, progress=progress, cancelled=cancelled
    )


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
