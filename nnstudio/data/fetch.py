"""Sources whose files are not on this machine: downloaded, or told what is missing."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.core.errors import StudioError
from nnstudio.core.numbers import decimal
from nnstudio.core.sources import Source
from nnstudio.core.words import say
from nnstudio.data.sources import Found, Progress, reader_of


def fetched(source: Source, progress: Progress, cancelled: Callable[[], bool], allowed: bool) -> Found:
    """Downloads what is offered of the source, and finds it. Raises StudioError, Cancelled."""
    title, offer = say(source.title), source.offer
    if offer is None or not allowed:
        raise _missing(source)
    from nnstudio.data.download import download  # the net's modules load slowly and are rarely needed

    def bytes_done(done: int, total: int) -> None:
        text = say(
            "Downloading {title}: {done} of {total} MB",
            title=title,
            done=decimal(done / 1e6, 1),
            total=decimal(total / 1e6, 1),
        )
        progress(done / total, text)

    download(offer, bytes_done, cancelled)
    found = reader_of(source).locate()
    if found is None:
        raise StudioError(
            say("its files were removed as soon as they were downloaded."), where=title, fix=say("Try again.")
        )
    return found


def _missing(source: Source) -> StudioError:
    reader = reader_of(source)
    choose = say("Choose the folder that holds it. {needed}", needed=reader.needed)
    if source.offer is not None:
        choose = say("Download it, or choose the folder that holds it. {needed}", needed=reader.needed)
    return StudioError(
        say("its files are not on this machine. Searched: {places}.", places=reader.searched),
        where=say(source.title),
        fix=choose,
    )
