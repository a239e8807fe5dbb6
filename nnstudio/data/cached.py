"""Sources that were read before, in the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import to_json
from nnstudio.core.sources import Choices, Facts, FolderSource, Reading, Source
from nnstudio.data.cache import cache_folder, remembered, source_key, stamped_key
from nnstudio.data.listing import Looked, unlooked
from nnstudio.data.sources import Found, reader_of
from nnstudio.data.store import INFO, DataInfo, Dataset, holds_content, open_dataset, read_info

NONE: Mapping[str, str] = MappingProxyType({})


def key_of(source: Source, found: Found, cancelled: Callable[[], bool], looked: Looked = unlooked) -> str:
    """Names what the source would be read from by its content, wherever that lies.

    Of many files what they are called; `looked` is told how many were found so far. Raises StudioError, Cancelled.
    """
    name = to_json(source.anywhere())
    if stamp := reader_of(source).stamp(found, looked):
        return stamped_key(name, found.form, stamp)
    return source_key(name, found.form, found.files, cancelled)


def cached_content(source: Source, key: str) -> Dataset | None:
    """The data that files of this content became, by `key_of`, if it is in the cache and whole."""
    entry = remembered(key)
    if entry is None or Path(entry.folder).name != entry.folder:
        return None
    try:
        dataset = open_dataset(cache_folder() / entry.folder)
    except FormatError:
        return None  # a damaged cache is made again from the files
    same = dataset.content_hash == entry.content_hash and dataset.source == source.anywhere()
    return dataset if same else None


def published_in_cache(source: Source) -> Dataset | None:
    """The published set, if it was converted before; its files may have gone from this machine."""
    if not isinstance(source, FolderSource) or not source.published:
        return None
    try:
        dataset = open_dataset(cache_folder() / content_folder(source, source.expected, source.published))
    except FormatError:
        return None
    # Only their content says that they are the ones: it is looked at in full.
    same = dataset.source == source.anywhere() and dataset.facts == source.expected
    return dataset if same and holds_content(dataset, source.published) else None


def holds(folder: Path, info: DataInfo) -> bool:
    """Whether the arrays there are, byte for byte, what the reader says: it may be out of hand, and disks err."""
    try:
        claimed, dataset = read_info(folder / INFO), open_dataset(folder)
    except FormatError:
        return False
    return claimed == info and holds_content(dataset, info.content_hash)


def content_folder(
    source: Source,
    facts: Facts,
    content_hash: str,
    beside: Mapping[str, str] = NONE,
    choices: tuple[Choices, ...] = (),
) -> str:
    """The name of the cache folder for that content, and for what lies beside it.

    It has so much of a hash that nobody can make another of that name.
    """
    parts = (to_json(source.anywhere()), to_json(facts), content_hash, *beside.values(), *map(to_json, choices))
    return f"{source.word}-{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:32]}"


def reading_of(dataset: Dataset, found: Found) -> Reading:
    """What was found when the data was read from there."""
    return Reading(dataset.facts, dataset.content_hash, found.place, dataset.choices)
