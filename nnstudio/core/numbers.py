"""Numbers as the person's language writes them: `60,000` or `60.000`; `97.8 %` or `97,8 %`.

All numbers that people read are written here, so that no two of them disagree on what a comma means. Without a
language they are written as English does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Form = Literal["d", "f", "g", "%"]
Writer = Callable[[float, Form, int], str]
PER_CENT = "\u00a0%"  # stays with its figure
MOST_DIGITS = 17  # more than a float holds says nothing


class Number(str):
    """A number as it is written here; it remembers its value, so that another process can write it its own way.

    Attributes:
        value: the number.
        form: `d` whole, `f` with `digits` after the point, `g` with `digits` that count, `%` a share of 1 as `f`.
    """

    value: float
    form: Form
    digits: int


def in_english(value: float, form: Form, digits: int) -> str:
    """With commas between thousands and a point before the fraction. `form` is `d`, `f` or `g`."""
    return f"{value:,}" if form == "d" else f"{value:,.{digits}{form}}"


_write: Writer = in_english


def write_with(writer: Writer = in_english) -> None:
    """Has every number from now on written by `writer`; without it: in English."""
    global _write  # noqa: PLW0603 - how numbers are written belongs to the process, as the locale does
    _write = writer


def written(value: float, form: Form, digits: int = 0) -> Number:
    """The number in that form."""
    number = Number(_text(value, form, min(max(digits, 0), MOST_DIGITS)))
    number.value, number.form, number.digits = value, form, digits
    return number


def whole(count: int) -> Number:
    """With thousands separators: `60,000`."""
    return written(count, "d")


def decimal(value: float, places: int) -> Number:
    """With so many digits after the point: `0.0500`."""
    return written(value, "f", places)


def figure(value: float, digits: int = 6) -> Number:
    """With so many digits that count, in powers of ten where that is shorter: `0.05`, `1.2e-07`."""
    return written(value, "g", digits)


def percent(share: float, places: int = 0) -> Number:
    """A share of 1 as `97.8 %`."""
    return written(share, "%", places)


def _text(value: float, form: Form, digits: int) -> str:
    if form == "%":
        return _text(100 * value, "f", digits) + PER_CENT
    return _write(value, form, digits)
