"""From a project's choice of data to mapped arrays: cached, found or downloaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nnstudio.core.dataset import DataPlan
from nnstudio.core.errors import FormatError, StudioError
from nnstudio.data.arrays import Dataset, folder_name, is_whole, open_dataset, write_arrays
from nnstudio.data.cache import (
    SourceEntry,
    cache_folder,
    commit_folder,
    remember,
    remembered,
    source_key,
    temporary_folder,
)
from nnstudio.data.digits import digits_file, read_digits

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]


def prepare(plan: DataPlan, *, progress: Progress, cancelled: Cancelled, allow_download: bool = True) -> Dataset:
    """The plan's data, mapped. The first call converts it, later ones open the cache at once.

    Raises StudioError if the data can't be had, Cancelled if `cancelled` answers True.
    """
    if plan.dataset == "digits":
        return _prepare_digits(progress)
    raise StudioError("is not available yet.", where=plan.dataset)


def _prepare_digits(progress: Progress) -> Dataset:
    path = digits_file()
    key = source_key("digits", [path])
    dataset = cached(key)
    if dataset is None:
        progress(0.0, "Reading the digits")
        with temporary_folder(cache_folder()) as folder:
            info = write_arrays(folder, "digits", read_digits(path))
            final = cache_folder() / folder_name(info)
            commit_folder(folder, final, is_whole)
        remember(key, SourceEntry(final.name, info.content_hash))
        dataset = open_dataset(final)
    progress(1.0, "Ready")
    return dataset


def cached(key: str) -> Dataset | None:
    """The data that the source of that key became, if it is in the cache and whole."""
    entry = remembered(key)
    if entry is None or Path(entry.folder).name != entry.folder:
        return None
    try:
        dataset = open_dataset(cache_folder() / entry.folder)
    except FormatError:
        return None  # a damaged cache is made again from the source
    return dataset if dataset.content_hash == entry.content_hash else None
