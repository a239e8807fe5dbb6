"""Reads a table of a person's own: three times through its lines, of which a few are held at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.shown import shown
from nnstudio.core.sources import Choices, Facts, TableFile
from nnstudio.core.sources.choices import MOST_VALUES
from nnstudio.core.sources.facts import LARGEST, Classes, Numbers
from nnstudio.core.words import say
from nnstudio.data.class_folders import natural
from nnstudio.data.file_list import is_table
from nnstudio.data.findings import Finding, finding, write_findings
from nnstudio.data.labels import Learned, Task, against_all, class_names, coded, learned_from
from nnstudio.data.repeat_findings import told_repeats
from nnstudio.data.sources.base import Found, Progress
from nnstudio.data.sources.own_files import OwnFilesReader, found_files, told_of
from nnstudio.data.split_writer import SplitWriter, rows_for_test
from nnstudio.data.store import DataInfo, write_info
from nnstudio.data.table_columns import MOST_WORDS, ColumnCount, numbers_in, numbers_of
from nnstudio.data.table_dialect import Dialect, guessed_dialect, sampled
from nnstudio.data.table_encoder import TableEncoder
from nnstudio.data.table_findings import told_columns, told_giveaways, told_lines
from nnstudio.data.table_roles import TableRoles, guessed_target, guessed_task, table_roles, words_of
from nnstudio.data.table_rows import MOST_COLUMNS, TableRows
from nnstudio.data.table_text import TableText, table_text

FEW = 5
_MOST_LETTERS = 300_000  # of the names of columns, which every project with the data keeps


@dataclass(frozen=True)
class TableFileReader(OwnFilesReader):
    """In the file that the person chose, or the only table in the folder."""

    reads = TableFile

    source: TableFile

    def found_at(self, path: Path) -> Found | None:
        return found_table(path)

    @property
    def needed(self) -> str:
        return say("It is a CSV or TSV file, with a line for each sample.")

    def write(self, found: Found, folder: Path, progress: Progress) -> DataInfo:
        path = found.files[0]
        with told_of(path, folder):
            work = _Work(self.source, table_text(path), folder, progress)
            facts = work.do()
            write_findings(folder, work.findings)
        return write_info(folder, self.source, facts, work.choices())


def found_table(path: Path) -> Found | None:
    """The file there, or the only table in the folder; None if there is none. Raises OSError."""
    if path.is_dir():
        tables = [each for each in sorted(path.iterdir()) if is_table(each) and each.is_file()]
        return found_files("table", tables, path) if len(tables) == 1 else None
    return found_files("table", (path,), path) if path.is_file() else None


def dialect_of(text: TableText, source: TableFile) -> Dialect:
    """How the table is written, as it is set or by its first lines. Raises StudioError if it is no table."""
    lines = sampled(text.lines())
    try:
        found = guessed_dialect(lines, separator=source.separator, header=source.header, decimal=source.decimal)
    except csv.Error as error:
        fix = say("See whether a quotation mark is missing.")
        raise FormatError(say("can't be read as a table ({reason}).", reason=error), fix=fix) from error
    if not found.columns:
        raise FormatError(say("is empty."), fix=say("Choose a file with a line for each sample."))
    if found.columns > MOST_COLUMNS:
        message = say("has {count} columns, more than {most}.", count=found.columns, most=MOST_COLUMNS)
        raise FormatError(message, fix=say("See whether it is a table at all."))
    return found


@dataclass
class _Work:
    """One reading.

    Attributes:
        findings: what is wrong with the table.
    """

    source: TableFile
    text: TableText
    folder: Path
    progress: Progress
    findings: list[Finding] = field(default_factory=list)
    _columns: list[ColumnCount] = field(default_factory=list)
    _roles: TableRoles = TableRoles(0, (), ())
    _task: Task = ""
    _classes: tuple[str, ...] = ()
    _total: int = 0

    def do(self) -> Facts:
        """Writes the four arrays. Raises StudioError if nothing can be learned, OSError where the disk refuses."""
        self._dialect = dialect_of(self.text, self.source)
        self._rows = TableRows(self.text, self._dialect)
        self._count()
        self.findings += told_lines(self._rows)
        target = guessed_target(self._columns, self.source.target, named=self._dialect.named)
        fills = self.source.missing == "fill"
        self._roles = table_roles(
            self._columns,
            target,
            form=self.source.form,
            identifiers=self.source.identifiers,
            fill=fills,
            chosen=self.source.columns,
        )
        self._encoder = TableEncoder(self._roles, self._columns)
        learned, complete = self._learned()
        self._classes = learned.targets.names if isinstance(learned.targets, Classes) else ()
        if self.source.against and self._classes:
            learned = against_all(learned, self.source.against)
        keeps = learned.usable & (complete | fills if not self._roles.picture else complete)
        if not keeps.any():
            raise FormatError(say("has no row that can be learned from."), fix=say("Fill in what is missing."))
        self.findings += told_columns(self._columns, self._roles, self._encoder, fill=fills)
        tests = np.zeros(len(keeps), np.bool_)
        tests[keeps] = rows_for_test(learned.values[keeps])
        self._write(learned, keeps, tests)
        return self._facts(learned, int((keeps & ~tests).sum()), int((keeps & tests).sum()))

    def choices(self) -> tuple[Choices, ...]:
        """What the settings can be set to, and what was guessed."""
        names = tuple(column.name for column in self._columns)
        target = names[self._roles.target]
        return (
            Choices("target", target, tuple(dict.fromkeys((*names[: MOST_VALUES - 1], target)))),
            Choices("against", values=self._classes[:MOST_VALUES]),
            Choices("task", self._task),
            Choices("form", "pixels" if self._roles.picture else "columns"),
            Choices("separator", self._dialect.separator),
            Choices("header", "names" if self._dialect.named else "none"),
            Choices("decimal", "comma" if self._dialect.decimal == "," else "point"),
        )

    def _count(self) -> None:
        """Goes through all rows for what is in the columns."""
        self._columns = [ColumnCount(name, self._dialect.decimal) for name in self._dialect.names]
        for lines, rows in self._rows.blocks():
            numbers = numbers_of(rows, self._dialect.decimal)
            for place, column in enumerate(self._columns):
                values = [row[place] for row in rows] if numbers is None else ()
                column.add(values, lines, None if numbers is None else numbers[:, place])
            self._total += len(rows)
            self.progress(0.5 * self.text.share, say("Looking through {count} rows", count=self._total))
        if not self._total:
            raise FormatError(say("has no rows of values."), fix=say("Choose a file with a line for each sample."))

    def _blocks(self, begin: float, end: float) -> Iterator[tuple[slice, list[list[str]]]]:
        """The rows, and which they are, with progress between these shares."""
        done = 0
        for _, rows in self._rows.blocks():
            yield slice(done, done + len(rows)), rows
            done += len(rows)
            share = begin + (end - begin) * done / self._total
            self.progress(share, say("Reading row {row} of {rows}", row=done, rows=self._total))

    def _learned(self) -> tuple[Learned, NDArray[np.bool_]]:
        """What is to be learned of each row, and which rows have no value missing; takes in rows for the medians."""
        column = self._columns[self._roles.target]
        self._task = self.source.task or guessed_task(column, pixels=bool(self._roles.picture))
        if self._task == "numbers" and not column.is_numeric:
            message = say("column {name} holds words, which are classes and no numbers.", name=column.name)
            raise FormatError(message, fix=say("Choose classes, or another target."))
        if not column.is_numeric and column.too_many:
            message = say("column {name} holds more than {most} different words.", name=column.name, most=MOST_WORDS)
            raise FormatError(message, fix=say("Choose another target."))
        words = tuple(sorted(words_of(column), key=natural))
        targets = np.empty(self._total, np.float64 if column.is_numeric else np.int64)
        complete = np.ones(self._total, np.bool_)
        for rows_of, rows in self._blocks(0.5, 0.6):
            values = [row[self._roles.target] for row in rows]
            known = column.is_numeric
            targets[rows_of] = numbers_in(values, column.decimal) if known else self._codes(values, words)
            self._encoder.look(rows)
            if self.source.missing == "drop" and not self._roles.picture:  # pixels are whole, or they were no pixels
                complete[rows_of] = self._encoder.samples(rows)[1]
        if column.is_numeric:
            return learned_from(targets, self._task, names=(column.name,)), complete
        return coded(class_names(words), targets.astype(np.int64)), complete

    def _codes(self, values: list[str], words: tuple[str, ...]) -> NDArray[Any]:
        return self._encoder.codes(self._roles.target, values, words)

    def _write(self, learned: Learned, keeps: NDArray[np.bool_], tests: NDArray[np.bool_]) -> None:
        picture = self._roles.picture
        shape = picture or (len(self._roles.names),)
        dtype = "uint8" if picture else "float32"
        with SplitWriter(self.folder, int(keeps.sum()), shape, dtype) as writer:
            for rows_of, rows in self._blocks(0.6, 0.95):
                samples = self._encoder.samples(rows)[0][keeps[rows_of]]
                writer.add(self._formed(samples).astype(dtype), tests[rows_of][keeps[rows_of]])
            writer.add_targets(learned.values[keeps], tests[keeps])
        place = shown(self.text.path.name)
        groups, values = writer.repeats.groups(), learned.values[keeps]
        self.findings += told_repeats(groups, tests[keeps], values, place, each=False)
        self.findings += told_giveaways(self.folder, self._roles, self._columns)
        if isinstance(learned.targets, Classes):
            self._tell_of_classes(learned.targets.names, learned.values[keeps & ~tests])

    def _formed(self, samples: NDArray[Any]) -> NDArray[Any]:
        """Rows of pixels as pictures; other rows as they are."""
        if not self._roles.picture:
            return samples
        height, width, channels = self._roles.picture
        if self.source.planes:
            return np.moveaxis(samples.reshape(-1, channels, height, width), 1, -1)
        return samples.reshape(-1, height, width, channels)

    def _tell_of_classes(self, names: tuple[str, ...], labels: NDArray[Any]) -> None:
        counts = np.bincount(labels, minlength=len(names))
        few = [name for name, count in zip(names, counts, strict=True) if count < FEW]
        if few:
            self.findings.append(finding("few", few, say("have less than {few} samples to learn from.", few=FEW)))
        if len(names) == 1:
            self.findings.append(finding("few", names, say("is the only class: there is nothing to tell apart.")))

    def _facts(self, learned: Learned, training: int, test: int) -> Facts:
        targets = learned.targets
        if isinstance(targets, Numbers):
            targets = Numbers((self._columns[self._roles.target].name,))
        if self._roles.picture:
            return Facts(self._roles.picture, targets, training, test, form="picture")
        names = self._roles.names
        columns = names if sum(map(len, names)) <= _MOST_LETTERS else ()
        return Facts((len(names),), targets, training, test, -LARGEST, LARGEST, "float32", columns=columns)
