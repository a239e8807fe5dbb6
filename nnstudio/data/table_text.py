"""The lines of a table's file, in whatever encoding it is, of bounded length."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say
from nnstudio.data.table_bytes import opened_table

LONGEST_LINE = 4_000_000
_AT_A_TIME = 1 << 16
_SCANNED = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NUL_SHARE = 0.3  # of every second byte: text in UTF-16 without a mark


@dataclass
class TableText:
    """A file of lines.

    Attributes:
        encoding: as Python names it; latin-1 where it is not UTF-8.
        with_nul: the lines, from 1, that hold a NUL and are given as empty ones; known once all were read.
        share: how much of the file the lines so far are, 0 to 1.
    """

    path: Path
    encoding: str
    with_nul: list[int] = field(default_factory=list)
    share: float = 0.0

    def lines(self) -> Iterator[str]:
        """Every line, with its end. Raises FormatError for one of more than LONGEST_LINE characters, DiskError."""
        self.with_nul.clear()
        number, rest = 0, ""
        with (
            opened_table(self.path) as table,
            io.TextIOWrapper(table.file, self.encoding, errors="replace") as text,
        ):
            while part := text.read(_AT_A_TIME):
                self.share = table.share
                *whole, rest = (rest + part).split("\n")
                if len(rest) > LONGEST_LINE:
                    message = say("line {line} has more than {most} characters.", line=number + 1, most=LONGEST_LINE)
                    raise FormatError(message, where=str(self.path), fix=say("See whether it is a table at all."))
                for line in whole:
                    number += 1
                    yield self._checked(line, number)
            if rest:
                yield self._checked(rest, number + 1)

    def _checked(self, line: str, number: int) -> str:
        if "\0" not in line:
            return line + "\n"
        self.with_nul.append(number)
        return "\n"


def table_text(path: Path) -> TableText:
    """The file, looked through for its encoding. Raises DiskError if it can't be read."""
    with opened_table(path) as table:
        part = table.file.read(_SCANNED)
        encoding = encoding_of(part[:4096])
        if encoding == "utf-8":
            decoder = codecs.getincrementaldecoder("utf-8")()
            try:
                while part:
                    decoder.decode(part)
                    part = table.file.read(_SCANNED)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                encoding = "latin-1"
    return TableText(path, encoding)


def encoding_of(begin: bytes) -> str:
    """The encoding by a file's first bytes: a mark, or NULs at every second place; else UTF-8."""
    for bom, encoding in _BOMS:
        if begin.startswith(bom):
            return encoding
    half = max(1, len(begin) // 2)
    if begin[1::2].count(0) > _NUL_SHARE * half and begin[::2].count(0) < begin[1::2].count(0) / 4:
        return "utf-16-le"
    if begin[::2].count(0) > _NUL_SHARE * half and begin[1::2].count(0) < begin[::2].count(0) / 4:
        return "utf-16-be"
    return "utf-8"
