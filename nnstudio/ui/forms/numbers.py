"""How people write numbers and shapes: parsing what is typed, and writing values back.

Parsers return the value, or the reason why the text is none, worded for the person who typed it.
"""

from __future__ import annotations

import math
import re
from typing import TypeVar

from nnstudio.core.settings import MOST_AXES, Setting
from nnstudio.core.words import say
from nnstudio.ui.numbers import locale, whole, with_decimal_sign

Number = TypeVar("Number", int, float)
_SPACES = re.compile(r"[\s'’_\u00a0\u2009\u202f]")
_WHOLE = re.compile(r"[+-]?\d{1,18}")


def write_int(value: int) -> str:
    """With thousands separators: `100,480`."""
    return whole(value)


def write_float(value: float) -> str:
    """As short as it goes without losing a digit, in powers of ten only where it takes many: `0.001`, `0,001`."""
    text = repr(value)
    plain = f"{value:.12f}".rstrip("0")
    if "e-" in text and float(plain) == value:
        return with_decimal_sign(plain)
    return with_decimal_sign(text.removesuffix(".0"))


def write_shape(shape: tuple[int, ...]) -> str:
    """As people type it: `28, 28, 1`."""
    return ", ".join(str(axis) for axis in shape)


def read_int(text: str, setting: Setting) -> int | str:
    """A whole number within the setting's limits; thousands may be grouped."""
    bare = _without_grouping(text)
    if not _WHOLE.fullmatch(bare):
        return say("Type a whole number.")
    return _within(int(bare), setting)


def read_float(text: str, setting: Setting) -> float | str:
    """A number within the setting's limits, such as `0.001`, `1e-3` or `0,001`."""
    bare = text.strip().replace(" ", "").replace("−", "-")
    if "." not in bare and bare.count(",") == 1:
        bare = bare.replace(",", ".")
    try:
        value = float(bare)
    except ValueError:
        return say("Type a number, such as 0.001 or 1e-3.")
    if not math.isfinite(value) or "_" in bare:
        return say("Type a number, such as 0.001 or 1e-3.")
    return _within(value, setting)


def read_shape(text: str, setting: Setting) -> tuple[int, ...] | str:
    """Whole numbers between commas or ×; -1 where the setting allows it, at most once."""
    bare = text.strip().strip("()[]").strip().rstrip(",")
    parts = [part.strip() for part in re.split(r"[,;x×*]|\s+", re.sub(r"\s*([,;x×*])\s*", r"\1", bare))]
    if parts == [""]:
        return say("Type the axes, such as 28, 28, 1.")
    if len(parts) > MOST_AXES:
        return say("Use {count} axes at the most.", count=MOST_AXES)
    axes = []
    for part in parts:
        if not _WHOLE.fullmatch(part):
            return say("“{part}” is not a whole number.", part=part[:12])
        axes.append(int(part))
    return _checked_axes(tuple(axes), setting)


def _checked_axes(axes: tuple[int, ...], setting: Setting) -> tuple[int, ...] | str:
    open_axes = axes.count(-1) if setting.low < 0 else 0
    if open_axes > 1:
        return say("Only one axis can be -1.")
    for axis in axes:
        if axis == -1 and open_axes:
            continue
        if axis < 1:
            return say("Every axis is at least 1.") if setting.low >= 0 else say("Every axis is at least 1, or -1.")
        if axis > setting.high:
            return say("Every axis is at most {high}.", high=write_int(int(setting.high)))
    return axes


def _within(value: Number, setting: Setting) -> Number | str:
    if setting.allows(value):
        return value
    low, high = _limit_text(setting.low), _limit_text(setting.high)
    if setting.low_open:
        return say("Choose a value above {low}, up to {high}.", low=low, high=high)
    if setting.high_open:
        return say("Choose a value from {low} to below {high}.", low=low, high=high)
    return say("Choose a value from {low} to {high}.", low=low, high=high)


def _without_grouping(text: str) -> str:
    """The digits without spaces, and without the language's thousands separators where those group by three.

    Elsewhere such a sign is a slip, as in `1,5`: better a complaint than fifteen.
    """
    bare = _SPACES.sub("", text).replace("−", "-")
    return re.sub(rf"(?<=\d){re.escape(locale().groupSeparator())}(?=\d{{3}}(?!\d))", "", bare)


def _limit_text(limit: float) -> str:
    return write_int(int(limit)) if float(limit).is_integer() else write_float(limit)
