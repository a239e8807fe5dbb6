"""What the network answered for one picture, and how it is told; no widgets."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nnstudio.ui.numbers import figure
from nnstudio.ui.numbers import percent as whole_percent

_OFF_BY = 0.001


@dataclass(frozen=True)
class Scores:
    """One value a class, in the order of the classes.

    Attributes:
        names: the classes' names.
        values: the network's outputs; probabilities if its last layer is a softmax.
    """

    names: tuple[str, ...]
    values: tuple[float, ...]

    @property
    def are_numbers(self) -> bool:
        """Whether all values are finite; a network that diverged gives NaN."""
        return all(math.isfinite(value) for value in self.values)

    @property
    def are_probabilities(self) -> bool:
        """Whether the values lie in 0..1 and add up to 1."""
        inside = all(-_OFF_BY <= value <= 1 + _OFF_BY for value in self.values)
        return inside and abs(math.fsum(self.values) - 1) < _OFF_BY * 10

    @property
    def order(self) -> tuple[int, ...]:
        """The classes, the likeliest first; equal ones in their own order."""
        return tuple(sorted(range(len(self.values)), key=lambda i: -self.values[i]))

    @property
    def winner(self) -> int:
        """The likeliest class."""
        return self.order[0]

    @property
    def winner_name(self) -> str:
        """The likeliest class's name."""
        return self.names[self.winner]

    def share(self, index: int) -> float:
        """How long that class's bar is, 0 to 1."""
        value = self.values[index]
        if not math.isfinite(value):
            return 0.0
        scale = 1.0 if self.are_probabilities else max((v for v in self.values if math.isfinite(v)), default=1.0)
        return min(1.0, max(0.0, value / scale)) if scale > 0 else 0.0

    def text(self, index: int) -> str:
        """That class's value for people."""
        value = self.values[index]
        if not math.isfinite(value):
            return "–"
        return percent(value) if self.are_probabilities else figure(value, 3)


def percent(share: float) -> str:
    """Whole per cent, saying so where rounding would claim certainty: 0.996 is `> 99 %`."""
    if 0.995 <= share < 0.9995:
        return f"> {whole_percent(0.99)}"
    if 0.0005 <= share < 0.005:
        return f"< {whole_percent(0.01)}"
    return whole_percent(round(share, 2))
