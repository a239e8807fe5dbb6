"""What the cache holds of a source."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.core.sources import Source
from nnstudio.data.cached import cached_content, key_of, published_in_cache, reading_of
from nnstudio.data.sources import reader_of
from nnstudio.data.store import Dataset


def cached(source: Source) -> Dataset | None:
    """The source's data if it is in the cache; without conversion or download."""
    found = reader_of(source).locate()
    if found is None:
        return published_in_cache(source)
    dataset = cached_content(source, key_of(source, found, lambda: False))
    return None if dataset is None else replace(dataset, source=source.as_read(reading_of(dataset, found)))
