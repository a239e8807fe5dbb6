"""How a table is written: what separates its values, whether it begins with names, what stands before decimals.

All of it is guessed from the first lines, and each guess can be corrected.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nnstudio.core.shown import shown
from nnstudio.core.sources.facts import LONGEST_NAME

SEPARATORS = {"tab": "\t", "semicolon": ";", "comma": ","}  # in the order in which they are tried
SAMPLED_LINES = 200
SAMPLED_CHARACTERS = 1_000_000
MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "nil", "?", "-", "--", ".", "#n/a", "<na>"))
_CONSISTENT = 0.9
_POINT = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(?:\d*|\d{1,3}(?:[. ]\d{3})+),(?:\d{1,2}|\d{4,})(?:[eE][+-]?\d+)?")
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}(?:[,'\u2019 \u00a0\u202f]\d{3})+(?:\.\d+)?"),
    ",": re.compile(r"[+-]?\d{1,3}(?:[.'\u2019 \u00a0\u202f]\d{3})+(?:,\d+)?"),
}
_GROUPS = re.compile(r"['\u2019 \u00a0\u202f]")
Row = list[str]


@dataclass(frozen=True)
class Dialect:
    """How a table is written.

    Attributes:
        separator: a key of SEPARATORS.
        named: whether its first line names the columns.
        decimal: what stands before decimals, `.` or `,`.
        columns: how many there are.
        names: of the columns, each once, fit to be shown.
    """

    separator: str
    named: bool
    decimal: str
    columns: int
    names: tuple[str, ...]


def sampled(lines: Iterable[str]) -> list[str]:
    """The first lines, as many as a guess needs."""
    taken, size = [], 0
    for line in itertools.islice(lines, SAMPLED_LINES):
        taken.append(line)
        size += len(line)
        if size > SAMPLED_CHARACTERS:
            break
    return taken


def guessed_dialect(lines: Sequence[str], *, separator: str = "", header: str = "", decimal: str = "") -> Dialect:
    """How those first lines are written.

    Args:
        separator: a key of SEPARATORS; header: `names` or `none`; decimal: `point` or `comma`; empty: guessed.

    Raises csv.Error for lines that can't be parsed.
    """
    separator = separator or _guessed_separator(lines)
    rows = list(parsed(lines, separator))
    columns = _usual_width(rows)[0]
    usual = [row[:columns] for row in rows if columns <= len(row) <= columns + 1] or rows
    mark = {"point": ".", "comma": ","}.get(decimal) or _guessed_decimal(usual, separator)
    named = header == "names" if header else bool(usual) and _names_columns(usual[0], usual[1:], mark)
    given = rows[0][:columns] if named and rows else []
    return Dialect(separator, named, mark, columns, _names(given, columns))


def parsed(lines: Iterable[str], separator: str) -> Iterator[Row]:
    """The values of each line that isn't empty. Raises csv.Error."""
    return (row for row in csv.reader(lines, delimiter=SEPARATORS[separator]) if row and any(map(str.strip, row)))


def number_of(text: str, decimal: str) -> float | None:
    """The number that the text is; None if it is none. Digits may be grouped."""
    if "_" in text:
        return None
    plain = text
    if _GROUPED[decimal].fullmatch(text):
        plain = _GROUPS.sub("", text).replace("," if decimal == "." else ".", "")
    if decimal == ",":
        if "." in plain and plain is text:
            return None
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def is_missing(text: str) -> bool:
    """Whether it says that there is no value."""
    return text.strip().casefold() in MISSING


def _guessed_separator(lines: Sequence[str]) -> str:
    """The first that gives nearly every line as many values; else the one that does so best."""
    best, most = "comma", 0.0
    for name in SEPARATORS:
        try:
            rows = list(parsed(lines, name))
        except csv.Error:
            continue
        columns, share = _usual_width(rows)
        if columns > 1 and share >= _CONSISTENT:
            return name
        if columns > 1 and share > most:
            best, most = name, share
    return best


def _usual_width(rows: Sequence[Row]) -> tuple[int, float]:
    """How many values most rows have, and the share of rows that have so many. A last empty one isn't counted."""
    widths = Counter(len(row) for row in rows)
    if not widths:
        return 0, 0.0
    width, count = max(widths.items(), key=lambda each: (each[1], each[0]))
    trailing = all(not row[-1].strip() for row in rows if len(row) == width)
    return (width - 1 if trailing and width > 1 else width), count / len(rows)


def _guessed_decimal(rows: Sequence[Row], separator: str) -> str:
    cells = [cell.strip() for row in rows for cell in row]
    commas = sum(1 for cell in cells if _COMMA.fullmatch(cell))
    points = sum(1 for cell in cells if _POINT.fullmatch(cell))
    if commas == points == 0 and separator != "comma":
        return "," if any(re.fullmatch(r"[+-]?\d+,\d+", cell) for cell in cells) else "."
    return "," if commas > points else "."


def _names_columns(first: Row, rest: Sequence[Row], decimal: str) -> bool:
    """Whether the first line names columns: words above numbers or not seen again, or numbers that count columns."""
    numbers = [number_of(cell.strip(), decimal) for cell in first if cell.strip()]
    if not numbers:
        return False
    if all(number is None for number in numbers):
        if any(number_of(cell.strip(), decimal) is not None for row in rest[:1] for cell in row):
            return True
        return len(set(first)) == len(first) and not any(
            cell == row[place] for row in rest for place, cell in enumerate(first) if place < len(row) and cell.strip()
        )
    counted = [number for number in numbers if number is not None]
    return len(counted) >= 5 and len(numbers) - len(counted) <= 1 and _count_up(counted)


def _count_up(numbers: Sequence[float]) -> bool:
    return numbers[0] in (0, 1) and all(after == before + 1 for before, after in itertools.pairwise(numbers))


def _names(given: Sequence[str], columns: int) -> tuple[str, ...]:
    """A name for each column: as given, told apart by a number where two are the same; x1, x2 where none is."""
    names: dict[str, None] = {}
    used: Counter[str] = Counter()
    for place in range(columns):
        name = shown(given[place].strip())[: LONGEST_NAME - 8] if place < len(given) else ""
        name = unique = name or f"x{place + 1}"
        while unique in names:
            used[name] += 1
            unique = f"{name} {used[name] + 1}"
        names[unique] = None
    return tuple(names)
