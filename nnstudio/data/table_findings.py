"""What is told of a table's columns: what is missing, stray, constant, left out, or gives the target away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.numbers import figure
from nnstudio.core.shown import shown
from nnstudio.core.words import say, say_count
from nnstudio.data.findings import Finding, finding
from nnstudio.data.table_columns import ColumnCount
from nnstudio.data.table_encoder import TableEncoder
from nnstudio.data.table_roles import TableRoles
from nnstudio.data.table_rows import TableRows

_LOOKED_AT = 50_000  # rows
_COLUMNS = 500
_LEAST = 20  # rows from which a column that tells the target is no accident
_ALIKE = 0.9999  # correlation


def told_lines(rows: TableRows) -> Iterator[Finding]:
    """Findings on the file and its lines."""
    place = shown(rows.text.path.name)
    if rows.text.encoding == "latin-1":
        text = say("is not text in UTF-8 and is read as Latin-1: look whether letters are right.")
        yield finding("encoding", (place,), text)
    if rows.text.with_nul:
        text = say_count(
            "{count} line holds a NUL and is left out: {lines}.",
            "{count} lines hold a NUL and are left out: {lines}.",
            len(rows.text.with_nul),
            lines=_listed(rows.text.with_nul),
        )
        yield finding("left out", (place,), text)
    if rows.ragged:
        text = say_count(
            "{count} row has another number of values than the others and is left out: line {lines}.",
            "{count} rows have another number of values than the others and are left out: lines {lines}.",
            rows.ragged,
            lines=_listed(rows.ragged_lines, rows.ragged),
        )
        yield finding("left out", (place,), text)


def told_columns(
    columns: Sequence[ColumnCount], roles: TableRoles, encoder: TableEncoder, *, fill: bool
) -> Iterator[Finding]:
    """Findings on columns by themselves."""
    if roles.picture:
        return
    for place, (column, use) in enumerate(zip(columns, roles.uses, strict=True)):
        if use == "unchosen":
            continue
        if use in ("number", "target") and column.is_numeric and column.strays:
            line, word = column.first_stray
            text = say_count(
                "{count} value is no number and counts as missing: line {line}, {text}.",
                "{count} values are no numbers and count as missing; the first in line {line}, {text}.",
                column.strays,
                line=line,
                text=shown(word),
            )
            yield finding("text", (column.name,), text)
        if use == "empty":
            yield finding("left out", (column.name,), say("holds nothing and is left out."))
        elif use == "identifier":
            text = say("only numbers or names the rows and is left out: it says nothing of new ones.")
            yield finding("identifier", (column.name,), text)
        elif use == "varied":
            yield finding(
                "left out", (column.name,), say("holds too many different words to learn from; it is left out.")
            )
        elif use != "target" and column.is_constant:
            yield finding("constant", (column.name,), say("is the same in every row: nothing can be learned from it."))
        elif column.missing or (use == "number" and column.strays):
            yield finding("missing", (column.name,), _missing(column, place, use, encoder, fill=fill))


def _missing(column: ColumnCount, place: int, use: str, encoder: TableEncoder, *, fill: bool) -> str:
    count = column.missing + (column.strays if column.is_numeric else 0)
    if use == "target" or not fill:
        return say_count(
            "{count} value is missing; its row is left out.",
            "{count} values are missing; their rows are left out.",
            count,
        )
    if use == "category":
        return say_count(
            "{count} value is missing, which is a category of its own.",
            "{count} values are missing, which is a category of its own.",
            count,
        )
    middle = figure(encoder.middles[place].value) if place in encoder.middles else figure(0.0)
    return say_count(
        "{count} value is missing; the median {value} is filled in.",
        "{count} values are missing; the median {value} is filled in.",
        count,
        value=middle,
    )


def told_giveaways(folder: Path, roles: TableRoles, columns: Sequence[ColumnCount]) -> Iterator[Finding]:
    """Findings on columns that tell the target by themselves, among the first rows that were written to the folder."""
    if roles.picture:
        return
    x = np.load(folder / "x_train.npy", mmap_mode="r", allow_pickle=False)
    y = np.load(folder / "y_train.npy", mmap_mode="r", allow_pickle=False)[:_LOOKED_AT]
    if len(y) < _LEAST:
        return
    first = 0
    for each in roles.inputs[:_COLUMNS]:
        values = np.asarray(x[:_LOOKED_AT, first : first + len(each.names)])
        codes = values.argmax(axis=1) if each.categories else values[:, 0]
        if _tells(codes, np.asarray(y)):
            text = say("tells the target by itself: see whether it is known before the target is.")
            yield finding("giveaway", (columns[each.place].name,), text)
        first += len(each.names)


def _tells(values: NDArray[Any], targets: NDArray[Any]) -> bool:
    """Whether values (n,) leave nothing open of targets, (n,) classes or (n, 1) numbers."""
    if targets.ndim == 2:
        column = targets[:, 0].astype(np.float64)
        if np.ptp(column) == 0 or np.ptp(values) == 0:
            return False
        return bool(abs(np.corrcoef(values.astype(np.float64), column)[0, 1]) > _ALIKE)
    classes = len(np.unique(targets))
    found, of_row = np.unique(values, return_inverse=True)
    if classes < 2 or not 2 <= len(found) <= 2 * classes or 2 * len(found) > len(values):
        return False
    seen = np.unique(np.stack([of_row, targets.astype(np.int64)]), axis=1)
    return bool(seen.shape[1] == len(found))


def _listed(lines: Sequence[int], count: int = 0) -> str:
    """Some of the lines."""
    listed = ", ".join(map(str, lines[:8]))
    return f"{listed}, …" if max(count, len(lines)) > 8 else listed
