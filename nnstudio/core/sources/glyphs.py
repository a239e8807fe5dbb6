"""Characters drawn with fonts: the same letters in many shapes, told apart by their font or by what they are."""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from typing import Literal, Self

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import LARGEST_SEED, choice, complaints_of, number, text, whole
from nnstudio.core.sources.base import FolderSource
from nnstudio.core.sources.facts import Facts
from nnstudio.core.words import mark, say

GlyphLabels = Literal["font", "character"]
TEST_SHARE = 5  # every fifth picture of a character in a font is for the test
MOST_PICTURES = 200_000
MOST_FONTS = 50
MOST_CHARACTERS = 500
MOST_TOLD = 5  # fonts in a title
_OF_LOOKS = frozenset({"side", "shift", "rotation", "variation", "seed"})


@dataclass(frozen=True)
class Glyphs(FolderSource):
    """Each character in each font, several times, each time a little otherwise.

    Attributes:
        labels: whether the class is the font or the character.
        characters: all that are drawn.
        fonts: names of fonts with commas between; empty: as many as `font_count` says, which differ much.
        side: rows and columns of a picture.
        samples: how many pictures there are of each character in each font.
        shift: how far a character stands from the middle, at the most, as a share of the side.
        rotation: how far it is turned, at the most, in degrees.
        variation: how far its size strays, at the most, as a share of it.
        seed: which pictures.
    """

    title = mark("Characters in fonts")
    about = mark("Letters and digits drawn with the fonts of this computer.")
    more = mark("The network tells the fonts apart, or the characters.")
    word = "glyphs"

    labels: GlyphLabels = choice(
        "font",
        mark("Classes"),
        mark("What the network tells apart."),
        {"font": mark("The fonts"), "character": mark("The characters")},
    )
    characters: str = text(
        string.ascii_uppercase + string.ascii_lowercase + string.digits,
        mark("Characters"),
        mark("Each of these is drawn in each font."),
        MOST_CHARACTERS,
        least=1,
    )
    fonts: str = text(
        "",
        mark("Fonts"),
        mark("Names with commas between, such as DejaVu Sans, DejaVu Serif; empty: some that differ much."),
        2_000,
    )
    font_count: int = whole(5, mark("How many fonts"), mark("How many are taken where none are named."), 1, MOST_FONTS)
    side: int = whole(36, mark("Size"), mark("Rows and columns of a picture."), 8, 128)
    samples: int = whole(10, mark("Of each"), mark("How many pictures there are of a character in a font."), 1, 1000)
    shift: float = number(
        0.04, mark("Shift"), mark("How far a character stands from the middle at the most."), 0, 0.5, percent=True
    )
    rotation: float = number(5.0, mark("Rotation"), mark("How many degrees it is turned at the most."), 0, 180)
    variation: float = number(
        0.1, mark("Size varies by"), mark("How far its size strays at the most."), 0, 0.5, percent=True
    )
    seed: int = whole(1, mark("Seed"), mark("Another seed gives other pictures of the same kind."), 0, LARGEST_SEED)

    @property
    def facts(self) -> Facts:
        """Classes and counts as they were found; the size as it is set."""
        facts = super().facts
        return replace(facts, shape=(self.side, self.side, 1)) if facts.shape else facts

    def with_setting(self, name: str, value: object) -> Self:
        """What is there under other settings is known again once it is read, unless only pictures look otherwise."""
        changed = super().with_setting(name, value)
        return changed if name in _OF_LOOKS else replace(changed, found=None)

    @property
    def wanted_fonts(self) -> tuple[str, ...]:
        """The names that are set, each once."""
        return names_in(self.fonts)

    @property
    def wanted_characters(self) -> str:
        """The characters that are set, each once."""
        return "".join(dict.fromkeys(self.characters.replace(" ", "")))

    @property
    def said_title(self) -> str:
        if self.found is None or self.labels == "character":
            return say(self.title)
        names = self.found.facts.class_names
        if len(names) > MOST_TOLD:
            return say("Characters in {count} fonts", count=len(names))
        return say("Characters in {fonts}", fonts=", ".join(names))

    @property
    def said_about(self) -> str:
        return say(self.about)

    def check(self, where: str) -> None:
        super().check(where)
        for complaint in complaints_of(self):
            raise FormatError(complaint.message, where=f"{where}.{complaint.setting.name}", fix=complaint.fix)


def names_in(listed: str) -> tuple[str, ...]:
    """The names in such a list, each once, without regard to small and capital letters."""
    names = (name.strip() for name in listed.split(","))
    return tuple({name.casefold(): name for name in names if name}.values())


def counts_of(samples: int) -> tuple[int, int]:
    """How many of so many pictures of a character in a font train, and how many are for the test."""
    test = samples // TEST_SHARE
    return samples - test, test
