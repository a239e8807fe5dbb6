"""Downloading a data set into Keras's own cache folder, in Keras's own layout, so that both can use it.

Each file is checked against a size and a SHA-256 known beforehand before it gets its name; a file that is there
under its name is therefore the right one, whole.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.sources.offer import Offer, RemoteFile
from nnstudio.core.words import mark, say
from nnstudio.data.places import keras_datasets_folder
from nnstudio.disk.atomic import sync_folder
from nnstudio.disk.refusal import DiskError, refused_write

BASE_VARIABLE = "NNSTUDIO_DOWNLOAD_BASE"
BytesDone = Callable[[int, int], None]

_CHUNK = 65_536
_LEFTOVER_SECONDS = 24 * 3600.0
_RETRY = mark("Check the connection and try again, or choose a folder that holds the files.")


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

    Raises Cancelled, leaving nothing behind but files that are whole; StudioError if a file can't be had.
    """
    base = _checked_base(base_url or download_base(offer))
    folder = keras_datasets_folder() / offer.folder
    _make(folder)
    total, done = offer.size, 0
    for file in offer.files:
        task = _Task(base + file.name, file, folder / file.name, done, total, timeout)
        _download_file(task, progress, cancelled)
        done += file.size
        progress(done, total)
    return tuple(folder / file.name for file in offer.files)


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
        oldest = time.time() - _LEFTOVER_SECONDS
        for part in folder.glob(".*.part"):  # left by a process that was killed
            if part.stat().st_mtime < oldest:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise _disk_error(folder, error) from error


def _download_file(task: _Task, progress: BytesDone, cancelled: Callable[[], bool]) -> None:
    url, file, path = task.url, task.file, task.path
    if path.is_file() and path.stat().st_size == file.size and _sha256_of(path) == file.sha256:
        return
    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        _fetch(task, part, progress, cancelled)
        part.replace(path)
        sync_folder(path.parent)
    except urllib.error.HTTPError as error:
        error.close()
        raise StudioError(
            say("the server answered {answer}.", answer=f"{error.code} {error.reason}"), where=url, fix=say(_RETRY)
        ) from error
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", error)
        raise StudioError(
            say("the download broke off ({reason}).", reason=reason), where=url, fix=say(_RETRY)
        ) from error
    except OSError as error:
        raise _disk_error(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _fetch(task: _Task, part: Path, progress: BytesDone, cancelled: Callable[[], bool]) -> None:
    """Writes the file's bytes to `part`, to the disk, if they are the right ones."""
    url, file = task.url, task.file
    request = urllib.request.Request(url, headers={"User-Agent": "NN Studio"})  # noqa: S310 - http(s), checked
    digest, done = hashlib.sha256(), 0
    with (
        urllib.request.urlopen(request, timeout=task.timeout) as answer,  # noqa: S310 - http(s), checked
        part.open("xb") as target,
    ):
        while chunk := answer.read1(_CHUNK):
            if cancelled():
                raise Cancelled
            done += len(chunk)
            if done > file.size:
                raise StudioError(
                    say("the server sends more than the file's {count} bytes.", count=file.size),
                    where=url,
                    fix=say(_RETRY),
                )
            digest.update(chunk)
            target.write(chunk)
            progress(task.before + done, task.total)
        target.flush()
        os.fsync(target.fileno())
    if done < file.size:
        raise StudioError(
            say("the download broke off after {done} of {size} bytes.", done=done, size=file.size),
            where=url,
            fix=say(_RETRY),
        )
    if digest.hexdigest() != file.sha256:
        raise StudioError(
            say("the server sent another file: its SHA-256 is not the known one."), where=url, fix=say(_RETRY)
        )


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _disk_error(path: Path, error: OSError) -> DiskError:
    refused = refused_write(path, error)
    elsewhere = say("{variable} can name another folder for it.", variable="KERAS_HOME")
    return DiskError(
        refused.message, where=refused.where, fix=f"{refused.fix} {elsewhere}".strip(), number=refused.number
    )
