"""What a chart draws: its curves, and how each looks. Without pyqtgraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.ui.palettes import Theme
from nnstudio.ui.style_sheet import mix

Look = Literal["faint", "line", "round", "square"]


@dataclass(frozen=True)
class Series:
    """One curve of a chart.

    Attributes:
        key: its name in the program.
        label: its name for people.
        about: what it tells, for the tooltip.
        colour: which of the theme's `series`.
        look: a faint line, a line, or a line with round or square points.
    """

    key: str
    label: str
    about: str
    colour: int
    look: Look


def faint_of(colour: str, card: str) -> str:
    """That #rrggbb nearly as pale as the card. Not transparent: thousands of lines over each other would be solid."""
    return mix(card, colour, 0.36)


def colour_of(series: Series, palette: Theme) -> str:
    """The #rrggbb of the curve."""
    colour = palette.series[series.colour]
    return faint_of(colour, palette.card) if series.look == "faint" else colour
