"""Numbers, shares and names of data sets as the person's language writes them: `60,000`, `60.000`; `97.8 %`, `97,8 %`.

All of the window's numbers go through here, so that no two of them disagree on what a comma means.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

PER_CENT = "\u00a0%"  # stays with its figure
_MINUS = "−"


def locale() -> QLocale:
    """The program's language and country; where the system names none, English, as the texts are."""
    here = QLocale()
    if here.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return here


def whole(count: int) -> str:
    """With thousands separators: `60,000`."""
    return _signed(locale().toString(count))


def decimal(value: float, places: int) -> str:
    """With so many digits after the point: `0.0500`."""
    return _written(value, "f", places)


def figure(value: float, digits: int) -> str:
    """With so many digits that count, in powers of ten where that is shorter: `0.05`, `1.2e-07`."""
    return _written(value, "g", digits)


def percent(share: float, places: int = 0) -> str:
    """A share of 1 as `97.8 %`."""
    return f"{decimal(100 * share, places)}{PER_CENT}"


def shape_words(axes: Sequence[int]) -> str:
    """A shape for people: `28 × 28 × 1`."""
    if not axes:
        return QCoreApplication.translate("words", "one number")
    return " × ".join(whole(axis) for axis in axes)


def with_decimal_sign(text: str) -> str:
    """A number that was written with a point, such as Python writes it, with the language's own sign for that."""
    return text.replace(".", locale().decimalPoint())


def _written(value: float, form: str, precision: int) -> str:
    if not math.isfinite(value):
        return _signed(str(value))
    return _signed(locale().toString(float(value), form, precision))


def _signed(text: str) -> str:
    return text.replace("-", _MINUS) if text.startswith("-") else text
