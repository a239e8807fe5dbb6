"""What every source of data says of itself."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Self

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import quoted
from nnstudio.core.settings import Setting, settings_of
from nnstudio.core.shown import shown
from nnstudio.core.sources.choices import Choices, check_choices, with_choices
from nnstudio.core.sources.facts import UNKNOWN, Facts, check_facts
from nnstudio.core.sources.offer import Offer
from nnstudio.core.words import mark, say

LONGEST_PLACE = 10_000
Group = Literal["own", "pictures", "points", "tables"]
# In the order in which people see them.
GROUPS: dict[Group, str] = {
    "own": mark("Your own"),
    "pictures": mark("Pictures"),
    "points": mark("Points and functions"),
    "tables": mark("Tables"),
}


@dataclass(frozen=True)
class Reading:
    """What was found when a source was read.

    Attributes:
        facts: of the data that was there; UNKNOWN once it is asked for in another way.
        content_hash: SHA-256 of its content; empty where that isn't known.
        place: the file or folder that it came from, as people write it; empty where that isn't known.
        choices: what the source's settings can be set to.
    """

    facts: Facts
    content_hash: str
    place: str
    choices: tuple[Choices, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a project's data comes from. A kind has a default for each field, so that it can be chosen by itself.

    Attributes:
        title: its name for people, marked.
        about: a sentence on what it is, marked.
        more: another one, for where there is room; may be empty.
        group: with which others it is offered.
        word: its name on the command line, in folders of the cache and in names of widgets.
        expected: the facts before anything is read; UNKNOWN if only reading tells them.
        offer: what can be downloaded.
    """

    title: ClassVar[str]
    about: ClassVar[str]
    more: ClassVar[str] = ""
    word: ClassVar[str]
    group: ClassVar[Group] = "pictures"
    expected: ClassVar[Facts] = UNKNOWN
    offer: ClassVar[Offer | None] = None

    @property
    def facts(self) -> Facts:
        """What is known of the data now."""
        return self.expected

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Its settings, with the choices that reading told."""
        return settings_of(type(self))

    def with_setting(self, name: str, value: object) -> Self:
        """The source with that setting set."""
        changed: Any = {name: value}
        return replace(self, **changed)

    @property
    def said_title(self) -> str:
        """What people are told that it is: the one place that decides it."""
        return say(self.title)

    @property
    def said_about(self) -> str:
        """What it is, in a sentence."""
        return say(self.about)

    @property
    def said_more(self) -> str:
        """What else is to be said of it; mostly empty."""
        return say(self.more)

    def as_read(self, reading: Reading) -> Self:
        """The source once that was read from it. A project that has it knows what its data is for ever."""
        return self

    def unread(self) -> Self:
        """The source as it is asked for, without what was found there."""
        return self

    def anywhere(self) -> Self:
        """The source wherever its files are: the same files in two folders become the same data."""
        return self.unread()

    def check(self, where: str) -> None:
        """Raises FormatError for fields that can't be; projects come from anybody."""


@dataclass(frozen=True)
class FolderSource(Source):
    """A source whose files are in a folder of the person's.

    Attributes:
        published: the content hash of the set that goes by the title everywhere; empty if there is none.
        has_usual_places: whether its files are looked for where no folder is chosen.
        folder: where the files are, or the file; empty: the usual places are searched.
        found: what was read there; None before, and for the published set.
    """

    published: ClassVar[str] = ""
    has_usual_places: ClassVar[bool] = True

    folder: str = ""
    found: Reading | None = None

    @property
    def facts(self) -> Facts:
        return self.found.facts if self.found else self.expected

    @property
    def settings(self) -> tuple[Setting, ...]:
        return with_choices(settings_of(type(self)), self.found.choices if self.found else ())

    @property
    def said_title(self) -> str:
        """Only the published set goes by the title alone; all others by where they came from."""
        title = say(self.title)
        if self.found is None:
            return title
        place = self.found.place or shown(self.folder)
        return (
            say("{title} in {folder}", title=title, folder=place) if place else say("Files like {title}", title=title)
        )

    @property
    def said_about(self) -> str:
        if self.found is None or not self.published or not self.facts.are_pictures:
            return say(self.about)
        height, width, _ = self.facts.shape
        return say(
            "Pictures of {height} × {width} pixels from files of your own, not the published set.",
            height=height,
            width=width,
        )

    def as_read(self, reading: Reading) -> Self:
        is_published = bool(self.published) and reading.content_hash == self.published
        return replace(self, found=None if is_published else reading)

    def recalled(self, content_hash: str) -> Self:
        """The source of an older run, of whose data only the content hash is kept."""
        if self.found is not None or content_hash in ("", self.published) or not self.published:
            return self
        return self.as_read(Reading(self.expected, content_hash, self.folder))

    def at(self, folder: str) -> Self:
        """The source with its files in that folder; empty: they are searched for."""
        return replace(self, folder=folder, found=None)

    def unread(self) -> Self:
        return replace(self, found=None)

    def anywhere(self) -> Self:
        return replace(self, folder="", found=None)

    def check(self, where: str) -> None:
        """Refuses what no file system takes as a name: the system's own calls raise other errors for it."""
        try:
            possible = b"\0" not in os.fsencode(self.folder)
        except UnicodeEncodeError:
            possible = False
        if not possible:
            message = say("{name} can't be the name of a folder.", name=quoted(self.folder))
            raise FormatError(message, where=f"{where}.folder")
        if self.found is not None:
            if self.found.facts != UNKNOWN:
                check_facts(self.found.facts, f"{where}.found.facts")
            check_choices(self.found.choices, f"{where}.found.choices")
            if len(self.found.place) > LONGEST_PLACE or shown(self.found.place) != self.found.place:
                raise FormatError(say("is no place that can be shown."), where=f"{where}.found.place")
