"""Numbers and names as the window's language writes them; `core.numbers` has the forms, Qt knows the language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QLocale

from nnstudio.core.numbers import PER_CENT, Form, decimal, figure, in_english, percent, whole
from nnstudio.core.words import joined, say

__all__ = ["NOTHING", "PER_CENT", "decimal", "figure", "locale", "percent", "shape_words", "whole", "write"]
NOTHING = "–"  # where a figure isn't known
_MINUS = "−"
_LARGEST = 2**63  # of Qt's whole numbers


def locale() -> QLocale:
    """The program's language and country; where the system names none, English, as the texts are."""
    here = QLocale()
    if here.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return here


def write(value: float, form: Form, digits: int) -> str:
    """How the window has numbers written: by its locale, with a minus sign as wide as a plus."""
    match form:
        case "d" if abs(value) < _LARGEST:
            text = locale().toString(value)
        case "f" | "g" if math.isfinite(value):
            text = locale().toString(float(value), form, digits)
        case _:
            text = in_english(value, form, digits)
    return text.replace("-", _MINUS, 1) if text.startswith("-") else text


def shape_words(axes: Sequence[int]) -> str:
    """A shape for people: `28 × 28 × 1`."""
    return joined([whole(axis) for axis in axes], " × ") if axes else say("one number")


def with_decimal_sign(text: str) -> str:
    """A number that was written with a point, such as Python writes it, with the language's own sign for that."""
    return text.replace(".", locale().decimalPoint())
