"""The rows of a table, a block at a time, with the lines that they begin at; rows of another length are left out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from nnstudio.core.errors import FormatError
from nnstudio.core.sources.facts import MOST_SAMPLES
from nnstudio.core.words import say
from nnstudio.data.table_dialect import SEPARATORS, Dialect, Row
from nnstudio.data.table_text import TableText

MOST_COLUMNS = 50_000
_BLOCK_CELLS = 400_000
_MOST_NOTED = 20


@dataclass
class TableRows:
    """A table that is gone through several times.

    Attributes:
        ragged: how many rows have another number of values, and `ragged_lines` where the first of them are; known once
            all were read.
    """

    text: TableText
    dialect: Dialect
    ragged: int = 0
    ragged_lines: list[int] = field(default_factory=list)

    def blocks(self) -> Iterator[tuple[list[int], list[Row]]]:
        """The lines that rows begin at, and the rows. Raises FormatError, naming the line; DiskError."""
        self.ragged, self.ragged_lines = 0, []
        step = max(1, _BLOCK_CELLS // max(1, self.dialect.columns))
        lines: list[int] = []
        rows: list[Row] = []
        total = 0
        for line, row in self._rows():
            lines.append(line)
            rows.append(row)
            if len(rows) == step:
                total += step
                self._check_total(total)
                yield lines, rows
                lines, rows = [], []
        self._check_total(total + len(rows))
        if rows:
            yield lines, rows

    def _rows(self) -> Iterator[tuple[int, Row]]:
        reader = csv.reader(self.text.lines(), delimiter=SEPARATORS[self.dialect.separator])
        begin, skip, columns = 1, self.dialect.named, self.dialect.columns
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise self._unreadable(begin, error) from error
            if row is None:
                return
            line, begin = begin, reader.line_num + 1
            if not row or not any(map(str.strip, row)):
                continue
            if skip:
                skip = False
            elif len(row) == columns or (len(row) == columns + 1 and not row[-1].strip()):
                yield line, row[:columns]
            else:
                self.ragged += 1
                self.ragged_lines += [line] if len(self.ragged_lines) < _MOST_NOTED else []

    def _unreadable(self, line: int, error: csv.Error) -> FormatError:
        if "field larger" in str(error):
            message = say("line {line}: a value is too long; a quotation mark may be missing.", line=line)
        else:
            message = say("line {line} can't be read ({reason}).", line=line, reason=error)
        return FormatError(message, where=str(self.text.path), fix=say("Mend that line, or take it out."))

    def _check_total(self, total: int) -> None:
        if total > MOST_SAMPLES:
            message = say("holds more than {most} rows.", most=MOST_SAMPLES)
            raise FormatError(message, where=str(self.text.path), fix=say("Take out some rows."))
