"""What the cache holds of a source."""

from __future__ import annotations

from nnstudio.core.sources import Source
from nnstudio.data.cached import cached_content, published_in_cache
from nnstudio.data.sources import reader_of
from nnstudio.data.store import Dataset


def cached(source: Source) -> Dataset | None:
    """The source's data if it is in the cache; without conversion or download."""
    found = reader_of(source).locate()
    return published_in_cache(source) if found is None else cached_content(source, found, lambda: False)
