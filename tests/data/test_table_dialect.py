"""How a table is written is guessed from its first lines, whatever its values are."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.file_list import ListForm, is_file_list, list_form
from nnstudio.data.table_dialect import SEPARATORS, Dialect, guessed_dialect, number_of
from nnstudio.data.table_text import encoding_of

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False, width=32).map(lambda value: round(value, 3))
WORDS = st.text(st.sampled_from("abcdefgh ü,;\t'\"x"), min_size=1, max_size=8).map(lambda word: f"w{word}w")
TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.tuples(*[NUMBERS] * (width - 1), st.sampled_from(("red", "green"))), min_size=4, max_size=20
    )
)


def lines_of(rows: list[tuple[object, ...]], separator: str, decimal: str, header: bool) -> list[str]:
    """The rows as a spreadsheet writes them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=SEPARATORS[separator], lineterminator="\n")
    if header:
        writer.writerow([f"name {place}" for place in range(len(rows[0]))])
    for row in rows:
        writer.writerow([str(cell).replace(".", decimal) if isinstance(cell, float) else cell for cell in row])
    return file.getvalue().splitlines(keepends=True)


@settings(max_examples=40)
@given(
    TABLES,
    st.sampled_from([("comma", "."), ("semicolon", "."), ("tab", "."), ("semicolon", ","), ("tab", ",")]),
    st.booleans(),
)
def test_what_a_spreadsheet_writes_is_guessed(
    rows: list[tuple[object, ...]], written: tuple[str, str], header: bool
) -> None:
    separator, decimal = written
    found = guessed_dialect(lines_of(rows, separator, decimal, header))
    assert (found.separator, found.named, found.columns) == (separator, header, len(rows[0]))
    if any(isinstance(cell, float) and len(str(cell).partition(".")[2]) != 3 for row in rows for cell in row):
        assert found.decimal == decimal


@settings(max_examples=40)
@given(st.lists(st.tuples(WORDS, WORDS, NUMBERS), min_size=5, max_size=15), st.sampled_from(list(SEPARATORS)))
def test_separators_within_quoted_words_are_words(rows: list[tuple[object, ...]], separator: str) -> None:
    found = guessed_dialect(lines_of(rows, separator, ".", True), separator=separator)
    assert (found.columns, found.named) == (3, True)


@settings(max_examples=60)
@given(st.lists(st.text(max_size=30).map(lambda line: line.replace("\r", "").replace("\n", "") + "\n"), max_size=20))
def test_any_lines_have_some_dialect(lines: list[str]) -> None:
    try:
        found = guessed_dialect(lines)
    except csv.Error:
        return
    assert len(found.names) == found.columns == len(set(found.names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n3,4\n", Dialect("comma", True, ".", 2, ("a", "b"))),
        ("1,2\n3,4\n", Dialect("comma", False, ".", 2, ("x1", "x2"))),
        ("a;b\n1,5;2,5\n3,25;4\n", Dialect("semicolon", True, ",", 2, ("a", "b"))),
        ('a,b\n"1,5","2,5"\n"3,25",4\n', Dialect("comma", True, ",", 2, ("a", "b"))),
        ("a,b,\n1,2,\n3,4,\n", Dialect("comma", True, ".", 2, ("a", "b"))),
        ("a,a,\n1,2,3\n3,4,5\n", Dialect("comma", True, ".", 3, ("a", "a 2", "x3"))),
        ("0,1,2,3,4\n5,7,6,5,9\n3,3,3,1,1\n", Dialect("comma", True, ".", 5, ("0", "1", "2", "3", "4"))),
        ("red,small\nblue,large\nred,large\n", Dialect("comma", False, ".", 2, ("x1", "x2"))),
        ("colour,size\nblue,large\nred,large\n", Dialect("comma", True, ".", 2, ("colour", "size"))),
        ("a,b\n1,2\n3\n4,5\n6,7\n", Dialect("comma", True, ".", 2, ("a", "b"))),
        ("", Dialect("comma", False, ".", 0, ())),
    ],
)
def test_known_ways_to_write_a_table(text: str, expected: Dialect) -> None:
    assert guessed_dialect(text.splitlines(keepends=True)) == expected


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1.5", ".", 1.5),
        ("-1e3", ".", -1000),
        ("1,234.5", ".", 1234.5),
        ("1,5", ".", None),
        ("1_000", ".", None),
        ("one", ".", None),
        ("1,5", ",", 1.5),
        ("1.234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1.5", ",", None),
    ],
)
def test_numbers_as_people_write_them(text: str, decimal: str, expected: float | None) -> None:
    assert number_of(text, decimal) == expected


def test_encodings_by_their_first_bytes() -> None:
    text = "größe,preis\n1,2\n"
    for encoding, expected in (
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ):
        assert encoding_of(text.encode(encoding)) == expected
    assert encoding_of(b"") == "utf-8"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("file,label\na.png,cat\nb.JPG,dog\n", ListForm(0, 1, -1)),
        ("cat,a/b.png\ndog,a/c.png\n", ListForm(1, 0, -1)),
        ("id;split;path;class\n1;train;a.png;cat\n2;test;b.png;dog\n", ListForm(2, 3, 1)),
        ("file,label\na.txt,cat\nb.txt,dog\n", None),
        ("a.png\nb.png\n", None),
        ("a,b\n1,2\n", None),
    ],
)
def test_lists_of_pictures_are_told_from_tables(text: str, form: ListForm | None) -> None:
    found = list_form(text.splitlines(keepends=True))
    assert (found[1] if found else None) == form
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert is_file_list(text.encode(encoding)) == (form is not None)
