"""The digits that come with the program: scikit-learn's copy of the UCI test set, 1,797 pictures of 8 × 8.

Facts after scikit-learn's description of the data set: 64 whole numbers 0 to 16 and the label, one picture a line;
Alpaydin & Kaynak 1998. scikit-learn itself is not imported, only its data file is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources import Digits
from nnstudio.core.words import say
from nnstudio.data.content import Arrays, Content
from nnstudio.data.order import split_rows
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.sources.brought import brought_file, text_of

FILE = "digits.csv.gz"
_VALUES = 65


@dataclass(frozen=True)
class DigitsReader(SourceReader):
    """Reads the file that scikit-learn brings."""

    reads = Digits
    trusted = True

    def locate(self) -> Found:
        return Found("embedded", (brought_file(FILE),), say("Comes with the program."))

    def read(self, found: Found, progress: Progress) -> Content:
        return Content(self.source.expected, read_digits(found.files[0]))


def read_digits(path: Path) -> Arrays:
    """The four arrays from the digits' file: pictures (1437 or 360, 8, 8, 1) with values 0 to 16, and their labels.

    Raises FormatError if the file is anything but the 1,797 digits.
    """
    facts = Digits.expected
    table = _parsed(text_of(path), str(path), facts.training + facts.test)
    if table[:, :-1].max() > facts.high or table[:, -1].max() >= facts.outputs:
        raise FormatError(say("holds values out of range."), where=str(path))
    pictures = table[:, :-1].reshape(-1, *facts.shape)
    labels = table[:, -1]
    training, test = split_rows(labels, validation_share=facts.test / len(labels))
    return {
        "x_train": pictures[training],
        "y_train": labels[training],
        "x_test": pictures[test],
        "y_test": labels[test],
    }


def _parsed(data: bytes, where: str, rows: int) -> NDArray[np.uint8]:
    lines = data.split()
    if len(lines) != rows:
        raise FormatError(say("holds {count} lines instead of {rows}.", count=len(lines), rows=rows), where=where)
    try:
        table = np.array([[int(field) for field in line.split(b",")] for line in lines], np.uint8)
    except (ValueError, OverflowError) as error:
        raise FormatError(
            say("is not a table of small whole numbers ({reason}).", reason=error), where=where
        ) from error
    if table.shape != (rows, _VALUES):
        raise FormatError(say("does not hold {count} values a line.", count=_VALUES), where=where)
    return table
