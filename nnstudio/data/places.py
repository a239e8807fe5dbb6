"""Where files of data are looked for on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.core.shown import shown
from nnstudio.core.words import say

DATA_VARIABLE = "NNSTUDIO_DATA"


class NotInFolderError(StudioError):
    """The folder that the person chose isn't there, can't be looked into, or doesn't hold the data."""


class NotChosenError(StudioError):
    """The person has not chosen any files yet, and they can't be anywhere else."""


@dataclass(frozen=True)
class Place:
    """A place to search; `own` says whether the folder is this source's own, so that files of any name count."""

    folder: Path
    own: bool
    words: str


def places_of(folder: str) -> tuple[Place, ...]:
    """The places to search: the folder that the person chose and no other, or where none was chosen the usual ones.

    Raises StudioError for one on a server: the project may be anybody's.
    """
    if not folder:
        return tuple(_usual_places())
    if is_on_a_server(folder):
        raise StudioError(
            say("is on a server, which is not contacted just because a project says so."),
            where=folder,
            fix=say("Connect it as a drive, then choose the folder there."),
        )
    return (Place(_at_home(folder), True, say("the chosen folder")),)


def searched_text(folder: str) -> str:
    """These places in words, for an error's fix."""
    return ", ".join(str(place.folder) for place in places_of(folder))


def keras_datasets_folder() -> Path:
    """Where Keras keeps data sets: `datasets` in $KERAS_HOME, else in `~/.keras`. It may not exist."""
    home = os.environ.get("KERAS_HOME", "")
    return (Path(home) if home else Path.home() / ".keras") / "datasets"


def from_home(path: Path) -> str:
    """The path as people write it: from `~` on, where it is in their home; what can't be shown is marked."""
    try:
        text = str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or nobody's home is known
        text = str(path)
    return shown(text)


def is_on_a_server(folder: str, *, windows: bool = os.name == "nt") -> bool:
    """Whether Windows would contact a server, with the person's name and password's hash, just to look there.

    Two slashes of either kind begin a server's name or a device's; `\\??\\` is another way to write the latter.
    """
    return windows and (folder[:2].replace("\\", "/") == "//" or folder.replace("\\", "/").startswith("/??/"))


def _usual_places() -> Iterator[Place]:
    variable = os.environ.get(DATA_VARIABLE, "")
    if variable:
        yield Place(Path(variable), False, f"${DATA_VARIABLE}")
    yield Place(keras_datasets_folder(), False, say("Keras's folder"))


def _at_home(folder: str) -> Path:
    """The folder with `~` replaced, unless that is a home that nobody has."""
    try:
        return Path(folder).expanduser()
    except RuntimeError:
        return Path(folder)
