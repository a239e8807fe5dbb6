"""Values to JSON and back: nothing is lost, and nothing else gets in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import LONGEST_QUOTE, from_json, from_plain, parse_file, quoted, to_json, to_plain


@dataclass(frozen=True)
class Leaf:
    count: int
    ratio: float
    name: str
    on: bool
    choice: Literal["a", "b"]


@dataclass(frozen=True)
class Other:
    pair: tuple[int, int]


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf | Other, ...]
    maybe: Leaf | None = None
    sizes: dict[str, int] | None = None


integers = st.integers(-(2**63) + 1, 2**63 - 1)
leaves = st.builds(
    Leaf,
    integers,
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.booleans(),
    st.sampled_from(["a", "b"]),
)
others = st.builds(Other, st.tuples(integers, integers))
trees = st.builds(
    Tree,
    st.lists(leaves | others, max_size=5).map(tuple),
    st.none() | leaves,
    st.none() | st.dictionaries(st.text(), integers, max_size=3),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["kind", "leaves", "maybe"]), inner),
)


@given(trees)
def test_what_is_written_is_read_back(tree: Tree) -> None:
    assert from_json(Tree, to_json(tree)) == tree


@given(json_values)
def test_any_other_json_is_refused_as_a_format_error(value: Any) -> None:
    try:
        read = from_json(Tree, json.dumps(value))
    except FormatError:
        return
    assert from_json(Tree, to_json(read, allow_nan=True)) == read


@given(st.binary(max_size=200))
def test_bytes_that_are_no_json_are_refused_as_a_format_error(data: bytes) -> None:
    with pytest.raises(FormatError):
        from_json(Tree, b"\x00" + data)


LEAF = {"kind": "Leaf", "count": 1, "ratio": 0.5, "name": "x", "on": True, "choice": "a"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"count": "1"}, "count: expected a whole number"),
        ({"count": True}, "count: expected a whole number"),
        ({"count": 1.5}, "count: expected a whole number"),
        ({"count": 10**4000}, "count: the number is too large"),
        ({"count": 1e300}, "count: the number is too large"),
        ({"ratio": "x"}, "ratio: expected a number"),
        ({"ratio": 10**400}, "ratio: the number is too large"),
        ({"on": 1}, "on: expected true or false"),
        ({"choice": "c"}, 'choice: "c" is not one of a, b'),
        ({"extra": 1}, 'unknown entry "extra"'),
        ({"kind": "Tree"}, "expected Leaf"),
        ({"kind": []}, "expected Leaf, got \\[\\]"),
        ({"choice": "c" * 1000}, 'choice: "c{36}\\.\\.\\. is not one of'),
        ({"name": [["x"]]}, "name: expected text, got \\[...\\]"),
    ],
)
def test_an_error_names_the_place_and_what_was_expected(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(FormatError, match=complaint):
        from_plain(Leaf, {**LEAF, **change})


def test_a_missing_entry_without_a_default_is_named() -> None:
    plain = {key: value for key, value in LEAF.items() if key != "name"}
    with pytest.raises(FormatError, match="name is missing"):
        from_plain(Leaf, plain, "leaf")


def test_a_text_that_is_too_long_is_not_even_parsed() -> None:
    with pytest.raises(FormatError, match="more than the 100 allowed"):
        from_json(Leaf, "[" * 101, most_bytes=100)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(FormatError):
        from_json(Leaf, "[" * 100_000)


def test_numbers_that_json_does_not_have_are_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(Leaf(1, float("nan"), "", True, "a"))


def test_a_dataclass_says_its_kind() -> None:
    assert to_plain(Other((1, 2))) == {"kind": "Other", "pair": [1, 2]}


@pytest.mark.parametrize("kind", [[], {}, [[]], {"kind": "Leaf"}, None, 1, 1.5, True])
def test_a_kind_that_is_no_name_is_unknown(kind: object) -> None:
    with pytest.raises(FormatError, match="unknown kind"):
        from_plain(Leaf | Other, {**LEAF, "kind": kind})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("relu", '"relu"'),
        ("Größe", '"Größe"'),
        ("x" * 100, '"' + "x" * 36 + "..."),
        ("a\n\x1b[2J\x7f\u202e\ud800", '"a\\n\\u001b[2J\\x7f\\u202e\\ud800"'),
        (True, "true"),
        (1.0, "1.0"),
        (None, "null"),
        (10**1000, "1" + "0" * 36 + "..."),
        ([], "[]"),
        ([[1]], "[...]"),
        ({}, "{}"),
        ({"a": {}}, "{...}"),
    ],
    ids=str,
)
def test_what_a_file_holds_is_quoted_shortly_and_prints(value: object, text: str) -> None:
    assert quoted(value) == text


@given(json_values)
def test_a_quote_is_short_and_prints(value: Any) -> None:
    assert len(quoted(value)) <= LONGEST_QUOTE
    assert quoted(value).isprintable()


def test_a_quote_of_what_is_nested_beyond_writing_is_a_hint() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    assert quoted(value) == "[...]"


@given(json_values)
def test_a_file_of_plain_json_is_read_as_json_is(value: Any) -> None:
    try:
        text = json.dumps(value, allow_nan=False)
    except ValueError:
        assume(False)
    assert parse_file(text.encode()) == parse_file("\ufeff".encode() + text.encode()) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"a": 1, "b": {"c": 1, "d": 2, "c": 1}}', 'the entry "c" is there twice'),
        ("[1e999]", "1e999 is too large"),
        ("[NaN]", "NaN is not a number"),
        ("[-Infinity]", "-Infinity is not a number"),
        ("[-1e999]", "-1e999 is too large"),
        ("9" * 401, "9{37}\\.\\.\\. is too large"),
        ("9" * 10_000, "is too large"),
        ("[" * 100_000, "nested too deeply"),
        ('"é"'.encode("latin-1"), "UTF-8"),
        ('"é"'.encode("utf-16"), "UTF-8"),
        ('"é"'.encode("utf-16-be"), "UTF-8"),
        ('"é"'.encode("utf-32"), "UTF-8"),
        (b'"\xed\xa0\x80"', "UTF-8"),
        (b"", "not readable JSON"),
    ],
    ids=range(14),
)
def test_a_file_that_readers_take_in_different_ways_is_refused(text: str | bytes, complaint: str) -> None:
    with pytest.raises(FormatError, match=complaint):
        parse_file(text)
