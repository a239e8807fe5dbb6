"""A table of names of picture files and their classes: which columns these are, and what it lists."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import FormatError
from nnstudio.core.sources.split import PARTS, Part
from nnstudio.core.words import say
from nnstudio.data.class_folders import PART_NAMES, PICTURE_ENDINGS, Sorted, natural
from nnstudio.data.members import MOST_MEMBERS, LeftOut
from nnstudio.data.table_dialect import Dialect, guessed_dialect, is_missing, parsed, sampled
from nnstudio.data.table_rows import TableRows
from nnstudio.data.table_text import encoding_of, table_text

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".csv.gz", ".tsv.gz", ".tab.gz")
_ENDINGS = tuple(PICTURE_ENDINGS)
_SHARE = 0.9  # of a column's values that end as pictures do
_LEAST = 2
_LABELS = ("label", "class", "category", "target", "y", "name", "species", "labels", "breed", "type")
_PARTS = ("split", "part", "subset", "set", "partition", "fold", "usage")


@dataclass(frozen=True)
class ListForm:
    """The places of the columns: names of files, classes, and which part each is for; -1 where there is none."""

    files: int
    labels: int
    parts: int


def is_table(path: Path) -> bool:
    """Whether its name is a table's."""
    return path.name.lower().endswith(TABLE_ENDINGS)


def list_form(lines: Sequence[str]) -> tuple[Dialect, ListForm] | None:
    """What those first lines of a table are, if they list pictures; None if they don't."""
    try:
        dialect = guessed_dialect(lines)
        rows = list(parsed(lines, dialect.separator))
        if dialect.named and any(_are_pictures([cell]) for cell in rows[0]):
            dialect = guessed_dialect(lines, header="none")
        rows = rows[dialect.named :]
    except csv.Error:
        return None
    rows = [row for row in rows if len(row) == dialect.columns]
    if len(rows) < _LEAST or dialect.columns < 2:
        return None
    files = next((place for place in range(dialect.columns) if _are_pictures(row[place] for row in rows)), -1)
    if files < 0:
        return None
    others = [place for place in range(dialect.columns) if place != files]
    names = [name.casefold() for name in dialect.names]
    parts = next((place for place in others if names[place] in _PARTS and dialect.named), -1)
    others = [place for place in others if place != parts] or others
    labels = next((place for place in others if names[place] in _LABELS and dialect.named), others[0])
    return dialect, ListForm(files, labels, parts if parts != labels else -1)


def is_file_list(begin: bytes) -> bool:
    """Whether a file that begins so lists pictures. Decodes and splits a few lines; nothing else is read."""
    encoding = encoding_of(begin)
    text = begin.decode("latin-1" if encoding == "utf-8" else encoding, errors="replace")
    text = text.removeprefix("\ufeff").removeprefix("ï»¿")
    lines = sampled(line + "\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1])
    return list_form(lines) is not None


@dataclass(frozen=True)
class FileList:
    """What a table lists.

    Attributes:
        order: the pictures by class.
        left_out: rows that are not used.
    """

    order: Sorted
    left_out: tuple[LeftOut, ...]


def read_list(path: Path) -> FileList:
    """The pictures that the table lists. Raises FormatError if it lists none, DiskError."""
    text = table_text(path)
    found = list_form(sampled(text.lines()))
    if found is None:
        fix = say("It needs a column with names of pictures and one with their classes.")
        raise FormatError(say("is no list of pictures."), where=str(path), fix=fix)
    dialect, form = found
    rows = TableRows(text, dialect)
    left_out: list[LeftOut] = []
    entries: list[tuple[str, str, str]] = []
    for lines, block in rows.blocks():
        for line, row in zip(lines, block, strict=True):
            name, label = row[form.files].strip().replace("\\", "/"), row[form.labels].strip()
            if is_missing(label) or not name:
                left_out.append(LeftOut(say("line {line}", line=line), say("names no file or no class.")))
            else:
                entries.append((name, label, row[form.parts] if form.parts >= 0 else ""))
        if len(entries) > MOST_MEMBERS:
            raise FormatError(say("holds more than {most} files.", most=MOST_MEMBERS), where=str(path))
    left_out += [
        LeftOut(say("line {line}", line=line), say("has another number of values than the others."))
        for line in rows.ragged_lines
    ]
    return FileList(_sorted(entries), tuple(left_out))


def _sorted(entries: Iterable[tuple[str, str, str]]) -> Sorted:
    entries = list(entries)
    classes = tuple(sorted({label for _, label, _ in entries}, key=natural))
    number = {label: place for place, label in enumerate(classes)}
    by_part: dict[Part, list[tuple[str, int]]] = {part: [] for part in PARTS}
    for name, label, part in entries:
        by_part[PART_NAMES.get(part.strip().lower(), "training")].append((name, number[label]))
    training, validation, test = (tuple(by_part[part]) for part in PARTS)
    if not training:
        return Sorted(classes, (*validation, *test), (), (), ())
    return Sorted(classes, training, validation, test, ())


def _are_pictures(values: Iterable[str]) -> bool:
    are = [value.strip().lower().endswith(_ENDINGS) for value in values]
    return sum(are) >= _SHARE * len(are)
