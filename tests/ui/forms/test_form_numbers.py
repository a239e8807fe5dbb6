"""Numbers and shapes as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.settings import Setting
from nnstudio.core.words import mark
from nnstudio.ui.forms.boxes import stepped
from nnstudio.ui.forms.numbers import read_float, read_int, read_shape, write_float, write_int, write_shape

UNITS = Setting("units", mark("Units"), mark(""), "int", 1, 1_000_000)
RATE = Setting("rate", mark("Rate"), mark(""), "float", 0.0, 10.0)
ANY = Setting("any", mark("Any"), mark(""), "float", -1e300, 1e300)
SHAPE = Setting("shape", mark("Shape"), mark(""), "shape", 1, 65_536)
TARGET = Setting("target_shape", mark("Shape"), mark(""), "shape", -1, 65_536)


@pytest.mark.parametrize("text", ["1000", "1,000", "1 000", "1'000", " 1000 ", "1_000"])
def test_a_whole_number_may_be_grouped(text: str) -> None:
    assert read_int(text, UNITS) == 1000


@pytest.mark.parametrize("text", ["", "x", "1.5", "1e3", "--1", "1" * 5000])
def test_what_is_no_whole_number_is_refused_with_a_reason(text: str) -> None:
    assert read_int(text, UNITS) == "Type a whole number."


def test_a_number_outside_the_limits_names_the_limits() -> None:
    assert read_int("0", UNITS) == "Choose a value from 1 to 1,000,000."
    assert read_float("11", RATE) == "Choose a value from 0 to 10."


@pytest.mark.parametrize("text", ["0.001", "1e-3", "1E-3", "0,001", ".001", " 1e-03"])
def test_a_learning_rate_may_be_typed_in_any_usual_way(text: str) -> None:
    assert read_float(text, RATE) == 0.001


@pytest.mark.parametrize("text", ["", "nan", "inf", "1e", "1_0", "a", "1,2,3"])
def test_what_is_no_number_is_refused_with_a_reason(text: str) -> None:
    assert read_float(text, RATE) == "Type a number, such as 0.001 or 1e-3."


def test_small_numbers_are_written_without_powers_of_ten() -> None:
    assert [write_float(v) for v in (0.001, 1e-6, 0.5, 1.0, 0.99)] == ["0.001", "0.000001", "0.5", "1", "0.99"]


@given(st.floats(min_value=-1e300, max_value=1e300))
def test_a_written_number_reads_back_as_itself(value: float) -> None:
    assert read_float(write_float(value), ANY) == value


@given(st.integers(1, 1_000_000))
def test_a_written_whole_number_reads_back_as_itself(value: int) -> None:
    assert read_int(write_int(value), UNITS) == value


@pytest.mark.parametrize("text", ["28, 28, 1", "28 x 28 x 1", "28×28×1", "(28, 28, 1)", "28 28 1", "[28,28,1,]"])
def test_a_shape_may_be_typed_in_any_usual_way(text: str) -> None:
    assert read_shape(text, SHAPE) == (28, 28, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Type the axes, such as 28, 28, 1."),
        ("28, a", "“a” is not a whole number."),
        ("28, 0", "Every axis is at least 1."),
        ("28, -1", "Every axis is at least 1."),
        ("70000", "Every axis is at most 65,536."),
        ("1,1,1,1,1,1,1", "Use 6 axes at the most."),
    ],
)
def test_what_is_no_shape_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert read_shape(text, SHAPE) == reason


def test_one_axis_may_be_left_open_where_the_field_allows_it() -> None:
    assert read_shape("-1, 4", TARGET) == (-1, 4)
    assert read_shape("-1, -1", TARGET) == "Only one axis can be -1."
    assert read_shape("-2, 4", TARGET) == "Every axis is at least 1, or -1."


@given(st.lists(st.integers(1, 65_536), min_size=1, max_size=6).map(tuple))
def test_a_written_shape_reads_back_as_itself(shape: tuple[int, ...]) -> None:
    assert read_shape(write_shape(shape), SHAPE) == shape


@given(st.text(max_size=60))
def test_any_text_is_a_shape_or_gets_a_reason(text: str) -> None:
    read = read_shape(text, SHAPE)
    assert read if isinstance(read, str) else all(1 <= axis <= 65_536 for axis in read)


@given(st.floats(1e-6, 1e3))
def test_a_step_up_and_down_moves_along_one_two_five(value: float) -> None:
    up, down = stepped(value, up=True), stepped(value, up=False)
    assert down < value < up <= value * 2.6
    assert f"{up:e}"[0] in "125"
    assert f"{down:e}"[0] in "125"
