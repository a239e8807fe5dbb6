"""Reads the tables that scikit-learn brings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources.facts import Classes, Facts
from nnstudio.core.sources.selection import chosen_places
from nnstudio.core.sources.tables import BroughtTable
from nnstudio.core.words import say
from nnstudio.data.content import Content
from nnstudio.data.order import split_rows
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.sources.brought import brought_file, text_of


@dataclass(frozen=True)
class BroughtTableReader(SourceReader):
    """Rows of numbers; the target is the last column, or has a file of its own. A fixed fifth is for the test."""

    reads = BroughtTable
    trusted = True

    source: BroughtTable

    def locate(self) -> Found:
        return Found("embedded", tuple(map(brought_file, self.source.files)), say("Comes with the program."))

    def read(self, found: Found, progress: Progress) -> Content:
        facts, chosen = self.source.expected, self._chosen_facts()
        table = np.concatenate([_rows(path) for path in found.files], axis=1)
        count = facts.training + facts.test
        if table.shape != (count, facts.shape[0] + 1):
            message = say(
                "holds {found} numbers instead of {rows} × {columns}.",
                found=table.size,
                rows=count,
                columns=facts.shape[0] + 1,
            )
            raise FormatError(message, where=str(found.files[0]))
        x, y = table[:, :-1].astype(np.float32), self._targets(table[:, -1])
        training, test = split_rows(y, validation_share=facts.test / count)
        x, y = x[:, list(chosen_places(facts.columns, self.source.columns))], self._grouped(y)
        return Content(chosen, {"x_train": x[training], "y_train": y[training], "x_test": x[test], "y_test": y[test]})

    def _targets(self, column: NDArray[np.float64]) -> NDArray[Any]:
        if isinstance(self.source.expected.targets, Classes):
            return column.astype(np.uint8)
        return column[:, np.newaxis].astype(np.float32)

    def _chosen_facts(self) -> Facts:
        try:
            return self.source.chosen_facts
        except FormatError as error:
            raise FormatError(error.message, where=say(self.source.title), fix=error.fix) from error

    def _grouped(self, y: NDArray[Any]) -> NDArray[Any]:
        """The targets, where one class is told from all others 1 for that one."""
        names = self.source.expected.class_names
        return (y == names.index(self.source.against)).astype(np.uint8) if names and self.source.against else y


def _rows(path: Path) -> NDArray[np.float64]:
    """The lines of numbers; a first line that tells counts and names of classes is none."""
    lines = text_of(path).decode().splitlines()
    separator = "," if "," in lines[0] else None
    first = 1 if any(character.isalpha() and character != "e" for character in lines[0]) else 0
    try:
        return np.array([[float(field) for field in line.split(separator)] for line in lines[first:]])
    except ValueError as error:
        raise FormatError(say("is not a table of numbers ({reason}).", reason=error), where=str(path)) from error
