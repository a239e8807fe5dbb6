"""What a person prefers, for all projects; kept in one small JSON file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import from_json, to_json
from nnstudio.core.training import BackendName
from nnstudio.disk.atomic import write_text

MOST_RECENT = 10


@dataclass(frozen=True)
class Preferences:
    """The person's choices.

    Attributes:
        scheme: light, dark, or as the system is.
        backend: which library computes.
        recent: project folders, newest first.
        smoothing: weight of the charts' running average, 0 (raw) to below 1.
        last_project: the project that was open last.
    """

    scheme: Literal["system", "light", "dark"] = "system"
    backend: BackendName = "tensorflow"
    recent: tuple[str, ...] = ()
    smoothing: float = 0.9
    last_project: str = ""


def with_recent(recent: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """The list with `folder` at the front, once, and not longer than it may be."""
    return (folder, *(entry for entry in recent if entry != folder))[:MOST_RECENT]


def read_preferences(path: Path) -> Preferences:
    """The preferences in that file; the usual ones where it is missing or not readable as preferences.

    A damaged file of preferences must not keep the window from opening; it is written anew with the next change.
    """
    try:
        return from_json(Preferences, path.read_bytes(), str(path), most_bytes=100_000)
    except (OSError, FormatError):
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Writes the file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, to_json(preferences, indent=2) + "\n")
