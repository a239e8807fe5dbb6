"""What of a table is learned: some of its columns, and all of its classes or one against the rest."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import name, text
from nnstudio.core.words import mark, say

REST = "other"  # what all other classes go by; a name in the data, the same in every language
_LONGEST = 2_000
_LISTED = 8


def chosen_columns() -> Any:
    """The setting of which columns are learned from."""
    about = mark("The columns that are learned from: their names, with commas between. Empty: all of them.")
    return text("", mark("Columns"), about, _LONGEST)


def one_class() -> Any:
    """The setting of which class is told from all others."""
    about = mark("Learns to tell this class from all others together, which become one class.")
    return name(mark("Only class"), about, empty=mark("Each by itself"))


def chosen_places(names: Sequence[str], chosen: str) -> tuple[int, ...]:
    """The places of the columns that `chosen` names, in the table's order; all where it names none.

    A name with a comma in it stands in quotation marks. Raises FormatError if there is no such column.
    """
    wanted = [each.strip() for each in next(csv.reader([chosen], skipinitialspace=True), []) if each.strip()]
    folded = [each.casefold() for each in names]
    for each in wanted:
        if each.casefold() not in folded:
            raise _missing(say("has no column {name}; there are {names}.", name=each, names=_listed(names)))
    places = sorted({folded.index(each.casefold()) for each in wanted})
    return tuple(places or range(len(names)))


def place_of_class(names: Sequence[str], chosen: str) -> int:
    """The number of that class. Raises FormatError if there is none of that name."""
    if chosen not in names:
        raise _missing(say("has no class {name}; there are {names}.", name=chosen, names=_listed(names)))
    return names.index(chosen)


def against_rest(chosen: str) -> tuple[str, str]:
    """The two classes, by their numbers."""
    return (REST if chosen != REST else f"not {REST}", chosen)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")


def _missing(message: str) -> FormatError:
    return FormatError(message, fix=say("Choose one of these."))
