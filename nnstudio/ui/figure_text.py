"""A run's figures as people read them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from nnstudio.core.training.figures import SPEED, Figure
from nnstudio.ui.numbers import decimal, figure, locale, percent


def figure_text(kind: Figure, value: float, places: int = 2) -> str:
    """A share as percent with so many digits after the point; another figure with four digits that count.

    A speed is written out: it is a large number.
    """
    if kind.name == SPEED:
        return decimal(value, 0)
    return percent(value, places) if kind.is_share else figure(value, 4)


def in_sentence(title: str) -> str:
    """A title within a sentence: small, but for German, which writes nouns with a capital."""
    if locale().language() == QLocale.Language.German:
        return title
    return title[:1].lower() + title[1:]
