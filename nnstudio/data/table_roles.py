"""What the columns of a table are used for: the one that is learned, and those that it is learned from."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nnstudio.core.errors import FormatError
from nnstudio.core.shown import shown
from nnstudio.core.sources.facts import LONGEST_NAME
from nnstudio.core.sources.selection import chosen_places
from nnstudio.core.words import say
from nnstudio.data.class_folders import natural
from nnstudio.data.labels import FEW_VALUES
from nnstudio.data.sample_form import LEAST_SIDE
from nnstudio.data.table_columns import MOST_KEPT, ColumnCount

MOST_CATEGORIES = 100  # of a column that is learned from
MOST_INPUTS = 20_000
_IDENTIFIERS = re.compile(r"(?:.*[ _-])?(?:id|index|idx|nr|no|row|key|uuid|unnamed: 0)|.*[a-z]Id|x1", re.IGNORECASE)
_TARGETS = ("label", "target", "class", "y", "category", "species", "outcome", "output", "labels", "targets", "classes")
Use = Literal["number", "category", "target", "identifier", "varied", "empty", "unchosen"]


@dataclass(frozen=True)
class Input:
    """A column that is learned from.

    Attributes:
        place: of the column.
        categories: its words, one input each; empty for a column of numbers, which is one input.
        names: what its inputs are called.
    """

    place: int
    categories: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class TableRoles:
    """What the columns are used for.

    Attributes:
        target: the place of the column to learn.
        uses: of each column.
        inputs: in the order of the columns.
        picture: (height, width, channels) if all columns but the target are pixels; empty if they aren't.
    """

    target: int
    uses: tuple[Use, ...]
    inputs: tuple[Input, ...]
    picture: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the inputs are called, all of them."""
        return tuple(name for each in self.inputs for name in each.names)


def guessed_target(columns: Sequence[ColumnCount], asked: str, *, named: bool) -> int:
    """The place of the column to learn: the one that is asked for or goes by such a name, else mostly the last.

    Raises FormatError if there is no column of that name, or no other one to learn from.
    """
    names = [column.name for column in columns]
    if asked:
        if asked not in names:
            listed = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
            message = say("has no column {name}; there are {names}.", name=asked, names=listed)
            raise FormatError(message, fix=say("Choose one of these, or leave it to be guessed."))
        return names.index(asked)
    if len(columns) < 2:
        message = say("has one column: there is nothing to learn it from.")
        raise FormatError(message, fix=say("See what separates its values, and choose it as the separator."))
    folded = [name.casefold() for name in names]
    found = next((folded.index(name) for name in _TARGETS if name in folded), None) if named else None
    if found is not None:
        return found
    if picture_side(len(columns) - 1):
        return _label_beside_pixels(columns)
    usable = [place for place, column in enumerate(columns) if not column.is_empty and not is_identifier(column)]
    return usable[-1] if usable else len(columns) - 1


def picture_side(pixels: int) -> tuple[int, ...]:
    """(height, width, channels) of a square picture of so many values; empty if there is none."""
    for channels in (1, 3):
        side = math.isqrt(pixels // channels)
        if side >= LEAST_SIDE and side * side * channels == pixels:
            return (side, side, channels)
    return ()


def is_identifier(column: ColumnCount) -> bool:
    """Whether it only numbers the rows, or names each by a word of its own."""
    if column.rows < 5 or column.missing:
        return False
    numbers = column.numbers == column.rows and column.counts_up
    words = column.strays == column.rows and (column.too_many or len(column.words) == column.rows)
    return words or (numbers and (_IDENTIFIERS.fullmatch(column.name) is not None or column.rows > MOST_CATEGORIES))


def table_roles(
    columns: Sequence[ColumnCount], target: int, *, form: str, identifiers: bool, fill: bool, chosen: str = ""
) -> TableRoles:
    """What the columns are used for.

    Args:
        form: `columns`, `pixels`, or empty: pixels if all columns but the target hold bytes, as many as a square has.
        identifiers: whether columns that only number or name the rows are learned from too.
        fill: whether what is missing becomes a category of its own.
        chosen: the columns that may be learned from, as `chosen_places` reads them; the target is none of them.

    Raises FormatError if there is no such column, nothing is left to learn from, or the columns are no pixels.
    """
    wanted = {*chosen_places([column.name for column in columns], chosen)}
    others = [place for place in range(len(columns)) if place != target and place in wanted]
    pixels = [place for place in others if not _is_numbering(columns[place])]
    for squared in (others, pixels):
        side = picture_side(len(squared))
        if form != "columns" and side and all(columns[place].are_bytes for place in squared):
            inputs = tuple(Input(place, (), (columns[place].name,)) for place in squared)
            return TableRoles(target, _uses(columns, target, {each.place for each in inputs}), inputs, side)
    if form == "pixels":
        message = say("has {count} columns beside the target, which are no square picture of bytes.", count=len(others))
        raise FormatError(message, fix=say("Choose columns as its form."))
    uses: tuple[Use, ...] = tuple(
        "target" if place == target else _use(column, identifiers or bool(chosen)) if place in wanted else "unchosen"
        for place, column in enumerate(columns)
    )
    if not identifiers and not {"number", "category"} & {*uses}:  # a number of a row is better than nothing
        return table_roles(columns, target, form=form, identifiers=True, fill=fill, chosen=chosen)
    inputs = tuple(
        _input(place, column, fill=fill)
        for place, column in enumerate(columns)
        if uses[place] in ("number", "category")
    )
    width = sum(len(each.names) for each in inputs)
    if not 1 <= width <= MOST_INPUTS:
        message = say(
            "has {count} columns that can be learned from; 1 to {most} can be.", count=width, most=MOST_INPUTS
        )
        raise FormatError(message, fix=say("See whether the separator and the target are right."))
    return TableRoles(target, uses, inputs)


def _uses(columns: Sequence[ColumnCount], target: int, inputs: set[int]) -> tuple[Use, ...]:
    return tuple(
        "target" if place == target else "number" if place in inputs else "identifier" for place in range(len(columns))
    )


def _use(column: ColumnCount, identifiers: bool) -> Use:
    if column.is_empty:
        return "empty"
    if is_identifier(column) and not (identifiers and column.numbers):
        return "identifier"
    if column.is_numeric:
        return "number"
    many = column.too_many or len(column.values) > MOST_KEPT or len(column.words) + len(column.values) > MOST_CATEGORIES
    return "varied" if many else "category"


def _input(place: int, column: ColumnCount, *, fill: bool) -> Input:
    if column.is_numeric:
        return Input(place, (), (column.name,))
    words = tuple(sorted(words_of(column), key=natural))
    if column.missing and fill:
        words = (*words, "")
    names = tuple(shown(f"{column.name} = {word or '?'}")[:LONGEST_NAME] for word in words)
    return Input(place, words, names)


def words_of(column: ColumnCount) -> set[str]:
    """All different values of a column of words, among which numbers may be."""
    return {*column.words, *(f"{value:.15g}" for value in column.values)}


def _label_beside_pixels(columns: Sequence[ColumnCount]) -> int:
    """The first or the last column: the one with fewer different values, if it has two at least."""
    first, last = len(columns[0].values | {*columns[0].words}), len(columns[-1].values | {*columns[-1].words})
    if first < 2:
        return len(columns) - 1
    return 0 if last < 2 or first <= last else len(columns) - 1


def _is_numbering(column: ColumnCount) -> bool:
    return _IDENTIFIERS.fullmatch(column.name) is not None and is_identifier(column)


def guessed_task(column: ColumnCount, *, pixels: bool) -> Literal["classes", "numbers"]:
    """Whether a column holds classes: words, few different whole numbers, or labels of pictures."""
    if not column.is_numeric:
        return "classes"
    few = len(column.values) <= (MOST_CATEGORIES if pixels else FEW_VALUES)
    again = len(column.values) <= 3 or 2 * len(column.values) <= column.numbers
    return "classes" if column.whole and few and again else "numbers"
