"""Pictures of a person's own: a folder, or an archive, with a sub-folder for each class."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import choice, complaints_of, size
from nnstudio.core.sources.base import FolderSource
from nnstudio.core.sources.facts import Facts
from nnstudio.core.words import mark, say

Fit = Literal["crop", "pad", "stretch"]
Colours = Literal["colour", "grey"]
LONGEST_SIDE = 512


@dataclass(frozen=True)
class PictureFiles(FolderSource):
    """A folder, or a zip or tar file, with a sub-folder of pictures for each class; or a table that lists pictures.

    Attributes:
        side: (rows, columns) that every picture is brought to.
        fit: how a picture of another shape is brought there.
        colours: whether the network sees colours.
    """

    title = mark("Folder of pictures")
    about = mark("Pictures of your own: a folder or a zip file with a sub-folder for each class, or a list of them.")
    word = "pictures"
    group = "own"
    has_usual_places = False

    side: tuple[int, int] = size(
        (64, 64), mark("Size"), mark("Rows and columns that every picture is brought to."), LONGEST_SIDE
    )
    fit: Fit = choice(
        "crop",
        mark("Fit"),
        mark("How a picture of another shape is brought to the size."),
        {"crop": mark("Crop the middle"), "pad": mark("Add edges"), "stretch": mark("Stretch")},
    )
    colours: Colours = choice(
        "colour",
        mark("Colours"),
        mark("Without colours there is a third to compute, where they say nothing of the class."),
        {"colour": mark("In colour"), "grey": mark("Grey")},
    )

    @property
    def facts(self) -> Facts:
        """Classes and counts are as they were read; size, fit and colours as they are set."""
        facts = super().facts
        return replace(facts, shape=self.shape, form=self.form) if facts.shape else facts

    @property
    def form(self) -> str:
        """The name of the form that fits outside pictures in the same way."""
        return "picture" if self.fit == "crop" else f"picture-{self.fit}"

    @property
    def said_title(self) -> str:
        place = self.found.place if self.found else ""
        return say("Pictures in {folder}", folder=place) if place else say(self.title)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Of a picture as the network gets it."""
        return (*self.side, 3 if self.colours == "colour" else 1)

    def check(self, where: str) -> None:
        super().check(where)
        for complaint in complaints_of(self):
            raise FormatError(complaint.message, where=f"{where}.{complaint.setting.name}", fix=complaint.fix)
