"""Downloading a data set into Keras's own cache folder, in Keras's own layout, so that both can use it.

Each file is checked against a size and a SHA-256 known beforehand before it gets its name; a file that is there
under its name is therefore the right one, whole. What came before a connection broke is kept: the next download goes
on there.
"""

from __future__ import annotations

import hashlib
import http
import http.client
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.sources.offer import Offer, RemoteFile
from nnstudio.core.words import mark, say
from nnstudio.data.partial import Partial, sweep, taken_up
from nnstudio.data.places import keras_datasets_folder
from nnstudio.disk.atomic import sync_folder
from nnstudio.disk.refusal import DiskError, refused_write

BASE_VARIABLE = "NNSTUDIO_DOWNLOAD_BASE"
BytesDone = Callable[[int, int], None]

_CHUNK = 65_536
_RETRY = mark("Check the connection and try again, or choose a folder that holds the files.")
_GOES_ON = mark(
    "Check the connection and try again: it goes on where it stopped. Or choose a folder that holds the files."
)
_RANGE = re.compile(r"bytes (\d{1,18})-")


class BrokeOffError(StudioError):
    """The connection broke; what came is kept."""


@dataclass(frozen=True)
class _Task:
    """One file of a download: from where, what it must be, to where; bytes done before it and in total."""

    url: str
    file: RemoteFile
    path: Path
    before: int
    total: int
    timeout: float


def download_base(offer: Offer) -> str:
    """The address in front of each file's name: $NNSTUDIO_DOWNLOAD_BASE, else the one that the offer names."""
    return os.environ.get(BASE_VARIABLE, "") or offer.base


def download(
    offer: Offer,
    progress: BytesDone,
    cancelled: Callable[[], bool],
    *,
    base_url: str = "",
    timeout: float = 15.0,
) -> tuple[Path, ...]:
    """Downloads what is missing of the offer; returns its files, each whole and verified.

    Args:
        progress: called with (bytes done, bytes in total), both over all files.
        cancelled: asked between chunks.
        base_url: instead of `download_base(offer)`.
        timeout: seconds without a byte after which the server counts as gone.

    Raises Cancelled, leaving nothing behind but files that are whole; BrokeOffError if the connection breaks, leaving
    what came; StudioError if a file can't be had.
    """
    base = _checked_base(base_url or download_base(offer))
    folder = keras_datasets_folder() / offer.folder
    _make(folder)
    total, done = offer.size, 0
    for file in offer.files:
        task = _Task(base + file.name, file, folder / file.saved_as, done, total, timeout)
        _download_file(task, progress, cancelled)
        done += file.size
        progress(done, total)
    return tuple(folder / file.saved_as for file in offer.files)


def _checked_base(base: str) -> str:
    if urllib.parse.urlsplit(base).scheme not in ("http", "https"):
        raise StudioError(
            say("is not a web address."),
            where=base,
            fix=say("Set {variable} to one that starts https://.", variable=BASE_VARIABLE),
        )
    return base if base.endswith("/") else base + "/"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
    except OSError as error:
        raise _disk_error(folder, error) from error


def _download_file(task: _Task, progress: BytesDone, cancelled: Callable[[], bool]) -> None:
    url, file, path = task.url, task.file, task.path
    if path.is_file() and path.stat().st_size == file.size and _sha256_of(path) == file.sha256:
        return
    try:
        part = taken_up(path)
    except OSError as error:
        raise _disk_error(path, error) from error
    try:
        _fetch(task, part, progress, cancelled)
        part.complete()
        sync_folder(path.parent)
    except urllib.error.HTTPError as error:
        error.close()
        part.keep()
        raise StudioError(
            say("the server answered {answer}.", answer=f"{error.code} {error.reason}"), where=url, fix=say(_RETRY)
        ) from error
    except BrokeOffError:
        part.keep()
        raise
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        part.keep()
        reason = getattr(error, "reason", error)
        raise BrokeOffError(
            say("the download broke off ({reason}).", reason=reason), where=url, fix=say(_GOES_ON)
        ) from error
    except OSError as error:
        raise _disk_error(path, error) from error
    finally:
        part.discard()


def _fetch(task: _Task, part: Partial, progress: BytesDone, cancelled: Callable[[], bool]) -> None:
    """Adds the bytes that are missing, if in the end they are the right ones.

    What was there already may be of another file that the server had: then it comes once more, whole.
    """
    before = part.size
    _receive(task, part, progress, cancelled)
    if part.sha256 == task.file.sha256:
        return
    if not before:
        raise StudioError(
            say("the server sent another file: its SHA-256 is not the known one."), where=task.url, fix=say(_RETRY)
        )
    part.begin("")
    _fetch(task, part, progress, cancelled)


def _receive(task: _Task, part: Partial, progress: BytesDone, cancelled: Callable[[], bool]) -> None:
    """Writes the file's bytes behind those that there are, to the disk, until there are all."""
    if part.size == task.file.size:
        return
    with _answer(task, part) as answer, part.bytes.open("ab") as target:
        done = target.tell()
        while chunk := answer.read1(_CHUNK):
            if cancelled():
                raise Cancelled
            done += len(chunk)
            if done > task.file.size:
                raise StudioError(
                    say("the server sends more than the file's {count} bytes.", count=task.file.size),
                    where=task.url,
                    fix=say(_RETRY),
                )
            target.write(chunk)
            progress(task.before + done, task.total)
        target.flush()
        os.fsync(target.fileno())
    if done < task.file.size:
        message = say("the download broke off after {done} of {size} bytes.", done=done, size=task.file.size)
        raise BrokeOffError(message, where=task.url, fix=say(_GOES_ON))


def _answer(task: _Task, part: Partial) -> http.client.HTTPResponse:
    """The server's answer, which begins where the part ends: a server that can't go on there begins anew."""
    headers = {"User-Agent": "NN Studio", "Accept-Encoding": "identity"}
    if part.size:
        headers["Range"] = f"bytes={part.size}-"
        if part.version:
            headers["If-Range"] = part.version
    request = urllib.request.Request(task.url, headers=headers)  # noqa: S310 - http(s), checked
    try:
        answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=task.timeout)  # noqa: S310 - as above
    except urllib.error.HTTPError as error:
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE or not part.size:
            raise
        error.close()
        part.begin("")
        return _answer(task, part)
    if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
        part.begin(_version_of(answer))
        return answer
    begins = _RANGE.match(answer.headers.get("Content-Range", ""))
    if begins is not None and int(begins[1]) == part.size:
        return answer
    answer.close()
    if not part.size:
        raise BrokeOffError(say("the server sent a part of the file that nobody asked for."), where=task.url)
    part.begin("")
    return _answer(task, part)


def _version_of(answer: http.client.HTTPResponse) -> str:
    """What tells the file from others under its address: a strong ETag, else its date (RFC 9110, 13.1.5)."""
    tag = answer.headers.get("ETag", "")
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified", "")


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _disk_error(path: Path, error: OSError) -> DiskError:
    refused = refused_write(path, error)
    elsewhere = say("{variable} can name another folder for it.", variable="KERAS_HOME")
    return DiskError(
        refused.message, where=refused.where, fix=f"{refused.fix} {elsewhere}".strip(), number=refused.number
    )
