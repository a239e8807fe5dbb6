"""Points of a function of one number: what a network fits first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.core.settings import choice, number
from nnstudio.core.sources.facts import Numbers
from nnstudio.core.sources.generated import Generated, counted
from nnstudio.core.words import mark

Formula = Literal["sine", "square", "cube", "absolute", "step", "bump"]


@dataclass(frozen=True)
class OneNumber(Generated):
    """y for evenly spaced x.

    Attributes:
        low, high: the least and the greatest x.
    """

    columns = ("x",)
    targets = Numbers(("y",))

    low: float = number(-1.0, mark("From x ="), mark("The least x."), -1000, 1000)
    high: float = number(4.0, mark("To x ="), mark("The greatest x."), -1000, 1000)


@dataclass(frozen=True)
class Line(OneNumber):
    """y = 2x - 1 at six points, unless it is set otherwise."""

    title = mark("A line")
    about = mark("Points of y = slope · x + intercept.")
    more = mark("The first thing a network learns: one weight and one bias.")
    word = "line"

    count: int = counted(6)
    slope: float = number(2.0, mark("Slope"), mark("How much y grows where x grows by 1."), -100, 100)
    intercept: float = number(-1.0, mark("Intercept"), mark("y at x = 0."), -100, 100)


@dataclass(frozen=True)
class Curve(OneNumber):
    """A curve, for which a network needs a hidden layer."""

    title = mark("A curve")
    about = mark("Points of a curve, with noise if wanted.")
    more = mark("A hidden layer bends the network's line to fit it.")
    word = "curve"

    count: int = counted(200)
    low: float = number(-3.0, mark("From x ="), mark("The least x."), -1000, 1000)
    high: float = number(3.0, mark("To x ="), mark("The greatest x."), -1000, 1000)
    formula: Formula = choice(
        "sine",
        mark("Function"),
        mark("Which curve the points lie on."),
        {
            "sine": mark("sin x"),
            "square": mark("x²"),
            "cube": mark("x³"),
            "absolute": mark("|x|"),
            "step": mark("0 below 0, 1 above"),
            "bump": mark("exp(-x²)"),
        },
    )
