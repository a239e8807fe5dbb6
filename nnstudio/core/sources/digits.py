"""The digits that come with the program."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.sources.base import Source
from nnstudio.core.sources.facts import Classes, Facts
from nnstudio.core.words import mark


@dataclass(frozen=True)
class Digits(Source):
    """scikit-learn's copy of the UCI test set of handwritten digits."""

    title = mark("Digits 8 × 8")
    about = mark("1,797 handwritten digits of 8 × 8 pixels.")
    word = "digits"
    expected = Facts((8, 8, 1), Classes(tuple("0123456789")), 1437, 360, high=16.0, form="digits")
