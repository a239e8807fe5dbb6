"""Numbers are written as the person's language does."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QLocale

from nnstudio.core.settings import Setting
from nnstudio.core.sources import Digits
from nnstudio.core.words import mark
from nnstudio.ui.forms.numbers import read_float, read_int, write_float, write_int
from nnstudio.ui.numbers import decimal, figure, percent, shape_words, whole

COUNT = Setting("count", mark("Count"), mark(""), "int", -10, 10_000_000)
SHARE = Setting("share", mark("Share"), mark(""), "float", -10, 10_000_000)


def test_in_english_commas_group_and_a_point_parts() -> None:
    assert (whole(60_000), whole(-1_234)) == ("60,000", "−1,234")
    assert (decimal(0.05, 4), figure(-0.0123456, 3), percent(0.978, 1)) == ("0.0500", "−0.0123", "97.8\u00a0%")
    assert shape_words((28, 28, 1)) == "28 × 28 × 1"


def test_in_german_it_is_the_other_way_round(german: QLocale) -> None:
    assert (whole(60_000), whole(-1_234)) == ("60.000", "−1.234")
    assert (decimal(0.05, 4), figure(-0.0123456, 3), percent(0.978, 1)) == ("0,0500", "−0,0123", "97,8\u00a0%")
    assert shape_words((6272,)) == "6.272"
    assert Digits().said_title == "Ziffern 8 × 8"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_said_so(value: float) -> None:
    assert figure(value, 3) == str(value).replace("-", "−")


@pytest.mark.parametrize("value", [0, 7, -3, 1_000, 1_234_567])
def test_whole_numbers_are_read_as_they_are_written(value: int, each_language: str) -> None:
    assert read_int(write_int(value), COUNT) == value


@pytest.mark.parametrize("value", [0.0, 0.001, -2.5, 1e-10, 1234.5])
def test_numbers_are_read_as_they_are_written(value: float, each_language: str) -> None:
    assert read_float(write_float(value), SHARE) == value


def test_a_separator_that_groups_nothing_is_a_slip_and_no_number() -> None:
    assert read_int("1,5", COUNT) == "Type a whole number."


def test_a_decimal_point_is_read_in_german_too(german: QLocale) -> None:
    assert (read_float("0.001", SHARE), read_float("0,001", SHARE)) == (0.001, 0.001)
    assert read_int("1.000", COUNT) == 1_000
