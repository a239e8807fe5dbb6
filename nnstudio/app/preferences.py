"""What a person prefers, for all projects; kept in one small JSON file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_type_hints

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.languages import SYSTEM, LanguageChoice
from nnstudio.core.serial import from_plain, parse_json, to_json
from nnstudio.core.settings import choice, complaints_of, number, switch, whole
from nnstudio.core.training import BackendName
from nnstudio.core.words import mark
from nnstudio.disk.atomic import write_text
from nnstudio.disk.regular import read_regular

MOST_RECENT = 10
MOST_BYTES = 100_000
USUAL_RUN_COLUMNS = ("number", "name", "status", "best", "epochs", "duration", "network", "started", "tags")


@dataclass(frozen=True)
class Preferences:
    """The person's choices.

    Attributes:
        scheme: light, dark, or as the system is.
        backend: which library computes.
        recent: project folders, newest first.
        smoothing: weight of the charts' running average; 0: raw.
        last_project: the project that was open last.
        language: the name of one of `core.languages`, or the system's.
        font_size: of the letters, in percent of the system's.
        cache_gigabytes: how much data is kept ready at the most.
        tell_end: whether the desktop tells that a run is over.
        run_columns: what the table of runs shows, in order.
        run_order: the column by which it is sorted; run_reverse: the other way round than that begins.
    """

    scheme: Literal["system", "light", "dark"] = "system"
    backend: BackendName = "tensorflow"
    recent: tuple[str, ...] = ()
    smoothing: float = number(
        0.9,
        mark("Smoothing"),
        mark("How far the curves by batch are averaged. Learning itself is not changed."),
        0,
        0.99,
        decimals=2,
    )
    last_project: str = ""
    language: LanguageChoice = choice(SYSTEM, mark("Language"), mark("The language of the program's words."))
    font_size: int = whole(
        100, mark("Size of letters"), mark("The size of all letters, in percent of the system's."), 80, 200
    )
    cache_gigabytes: int = whole(
        20,
        mark("Keep at most"),
        mark("In gigabytes. When there is more, the data that was not used for the longest time goes."),
        1,
        10_000,
    )
    tell_end: bool = switch(
        True,
        mark("Tell when a run is over"),
        mark("The desktop shows a message when a run ends while this window isn't in front."),
    )
    run_columns: tuple[str, ...] = USUAL_RUN_COLUMNS
    run_order: str = "number"
    run_reverse: bool = False


def with_recent(recent: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """The list with `folder` at the front, once, and not longer than it may be."""
    return (folder, *(entry for entry in recent if entry != folder))[:MOST_RECENT]


def read_preferences(path: Path) -> Preferences:
    """The preferences in that file; the usual ones where it is missing or not readable, and for each unusable entry.

    A damaged file of preferences must not keep the window from opening; it is written anew with the next change.
    """
    try:
        plain = parse_json(dict[str, Any], read_regular(path, MOST_BYTES), str(path))
    except StudioError:
        return Preferences()
    read, usual = Preferences(**dict(_usable(plain))), vars(Preferences())
    refused = {found.setting.name: usual[found.setting.name] for found in complaints_of(read)}
    return replace(read, recent=read.recent[:MOST_RECENT], **refused)


def _usable(plain: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The entries that have the form of the preference of that name."""
    for name, form in get_type_hints(Preferences).items():
        if name in plain:
            with suppress(FormatError):
                yield name, from_plain(form, plain[name], name)


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Writes the file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, to_json(preferences, indent=2) + "\n")
