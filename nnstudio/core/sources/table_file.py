"""A table of a person's own: a CSV or TSV file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.core.settings import choice, name, switch
from nnstudio.core.sources.array_files import GUESSED, TASK_HELP, TASK_LABEL, TASKS, Task
from nnstudio.core.sources.own_file import OwnFile
from nnstudio.core.sources.selection import chosen_columns, one_class
from nnstudio.core.words import mark, say

Separator = Literal["", "comma", "semicolon", "tab"]
Header = Literal["", "names", "none"]
Decimal = Literal["", "point", "comma"]
TableForm = Literal["", "columns", "pixels"]
Missing = Literal["fill", "drop"]


@dataclass(frozen=True)
class TableFile(OwnFile):
    """Rows of numbers and words, one column of which is to be learned from the others.

    Attributes:
        target: the name of that column; empty: guessed.
        task: whether it holds classes or numbers.
        form: whether the other columns are values of their own or the pixels of a picture.
        missing: what becomes of rows in which a value is missing.
        identifiers: whether columns that only number or name the rows are learned from too.
        separator, header, decimal: how the text is written.
        columns: those that are learned from; empty: all that something can be learned from.
        against: the class that is told from all others; empty: each by itself.
        planes: whether a picture's colours are one after the other instead of together for each pixel.
    """

    title = mark("Table")
    about = mark("A CSV or TSV file of your own, with a column that is to be learned from the others.")
    word = "table"

    target: str = name(mark("Target"), mark("The column that is learned from the others."))
    task: Task = choice("", TASK_LABEL, TASK_HELP, TASKS)
    missing: Missing = choice(
        "fill",
        mark("Missing values"),
        mark("Fills in the middle value of a column of numbers, and a category of its own; or leaves out such rows."),
        {"fill": mark("Fill in"), "drop": mark("Leave rows out")},
    )
    identifiers: bool = switch(
        False,
        mark("Identifiers"),
        mark("Learns also from columns that only number or name the rows; they say nothing of new rows."),
    )
    form: TableForm = choice(
        "",
        mark("Form"),
        mark("What the columns are: values of their own, or the pixels of a square picture."),
        {"": GUESSED, "columns": mark("Columns"), "pixels": mark("Pixels")},
    )
    planes: bool = switch(
        False, mark("Colour planes"), mark("Of coloured pixels: all of one colour, then all of the next.")
    )
    separator: Separator = choice(
        "",
        mark("Separator"),
        mark("What stands between the values of a line."),
        {"": GUESSED, "comma": mark("Comma"), "semicolon": mark("Semicolon"), "tab": mark("Tab")},
    )
    header: Header = choice(
        "",
        mark("First line"),
        mark("Whether the first line names the columns."),
        {"": GUESSED, "names": mark("Names of columns"), "none": mark("Values")},
    )
    decimal: Decimal = choice(
        "",
        mark("Decimals"),
        mark("What stands before the decimals of a number."),
        {"": GUESSED, "point": mark("Point"), "comma": mark("Comma")},
    )

    columns: str = chosen_columns()
    against: str = one_class()

    @property
    def said_title(self) -> str:
        place = self.found.place if self.found else ""
        return say("Table in {folder}", folder=place) if place else say(self.title)
