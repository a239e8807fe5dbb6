"""Classes of a person's own, with samples that they drew; the drawings are part of the project."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import choice, complaints_of, whole
from nnstudio.core.shown import shown
from nnstudio.core.sources.base import Source
from nnstudio.core.sources.edits import Edits, edits_of
from nnstudio.core.sources.facts import LONGEST_NAME, UNKNOWN, Classes, Facts
from nnstudio.core.words import mark, say

Placing = Literal["centred", "drawn"]
MOST_CLASSES = 100
DRAWING_SIDE = 56  # as fine as drawings are kept: what is drawn to be recognised is brought there first
MOST_DRAWINGS = 2_000
MOST_TEXT = 1_200_000  # characters of all drawings: with them a project is still read


@dataclass(frozen=True)
class DrawnClass:
    """One class.

    Attributes:
        name: not empty; no other class has it.
        drawings: each as text, see `data.drawings`, in the order in which they were drawn.
    """

    name: str
    drawings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawn(Source):
    """Drawings, bright on dark.

    Attributes:
        side: rows and columns of what the network gets.
        placing: whether drawings are brought to one size in the middle, or left where they were drawn.
        classes: at least one.
    """

    title = mark("Drawings")
    about = mark("Classes of your own, drawn with mouse or pen.")
    word = "drawn"
    group = "own"

    side: int = whole(28, mark("Side"), mark("Rows and columns of each picture as the network gets it."), 8, 48)
    placing: Placing = choice(
        "centred",
        mark("Placing"),
        mark("Centred, drawings differ by their shape alone; as drawn, by their place and size too."),
        {"centred": mark("Centred"), "drawn": mark("As drawn")},
    )
    classes: tuple[DrawnClass, ...] = (DrawnClass("A"), DrawnClass("B"))

    @property
    def facts(self) -> Facts:
        """Nothing is known before there is a drawing."""
        if not self.count:
            return UNKNOWN
        names = tuple(each.name for each in self.classes)
        form = "drawing" if self.placing == "centred" else "drawing-as-drawn"
        return Facts((self.side, self.side, 1), Classes(names), self.count, 0, form=form)

    @property
    def count(self) -> int:
        """How many drawings there are."""
        return sum(len(each.drawings) for each in self.classes)

    @property
    def is_full(self) -> bool:
        """Whether a project can hold no more of them."""
        text = sum(len(drawing) for each in self.classes for drawing in each.drawings)
        return self.count >= MOST_DRAWINGS or text >= MOST_TEXT

    def with_drawing(self, place: int, drawing: str) -> Drawn:
        """With one more in the class at that place, the last."""
        return self._with_drawings(place, (*self.classes[place].drawings, drawing))

    def without_drawings(self, place: int, which: Collection[int]) -> Drawn:
        """Without those drawings of the class."""
        kept = (each for number, each in enumerate(self.classes[place].drawings) if number not in which)
        return self._with_drawings(place, tuple(kept))

    def with_class(self, name: str) -> Drawn:
        """With one more class, the last, without drawings."""
        return replace(self, classes=(*self.classes, DrawnClass(name)))

    def renamed(self, place: int, name: str) -> Drawn:
        """With another name for the class there."""
        return self._with(place, replace(self.classes[place], name=name))

    def merged(self, place: int, into: int) -> Drawn:
        """With the drawings of the class at `place` in the one at `into`."""
        together = (*self.classes[into].drawings, *self.classes[place].drawings)
        return self._with_drawings(into, together).without_class(place)

    def without_class(self, place: int) -> Drawn:
        """Without that class and its drawings."""
        return replace(self, classes=tuple(each for number, each in enumerate(self.classes) if number != place))

    def name_complaint(self, name: str, place: int = -1) -> str:
        """Why the class at that place, or a new one, can't have the name; empty if it can."""
        if not name.strip():
            return say("A class needs a name.")
        if len(name) > LONGEST_NAME or shown(name) != name or name != name.strip():
            return say("This can't be a name.")
        if any(each.name == name for number, each in enumerate(self.classes) if number != place):
            return say("There is a class {name} already.", name=name)
        return ""

    def check(self, where: str) -> None:
        """Refuses what no person can have drawn here."""
        for complaint in complaints_of(self):
            raise FormatError(complaint.message, where=f"{where}.{complaint.setting.name}", fix=complaint.fix)
        if not 1 <= len(self.classes) <= MOST_CLASSES:
            raise FormatError(say("has {count} classes.", count=len(self.classes)), where=f"{where}.classes")
        if self.count > MOST_DRAWINGS:
            raise FormatError(say("has {count} drawings.", count=self.count), where=f"{where}.classes")
        for place, each in enumerate(self.classes):
            if wrong := self.name_complaint(each.name, place):
                raise FormatError(wrong, where=f"{where}.classes[{place}].name")

    def _with_drawings(self, place: int, drawings: tuple[str, ...]) -> Drawn:
        return self._with(place, replace(self.classes[place], drawings=drawings))

    def _with(self, place: int, changed: DrawnClass) -> Drawn:
        return replace(
            self, classes=tuple(changed if number == place else each for number, each in enumerate(self.classes))
        )


def edits_after_renaming(edits: Edits, before: str, after: str) -> Edits:
    """The edits of single samples once a class has another name, or has become part of another class."""
    changes = edits.changes.items()
    return edits_of({sample: replace(each, label=after) if each.label == before else each for sample, each in changes})
