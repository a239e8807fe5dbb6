"""Makes the points of a line or a curve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnstudio.core.sources.functions import Curve, Formula, Line, OneNumber
from nnstudio.core.words import say
from nnstudio.data.content import Content
from nnstudio.data.noise import Floats, normals
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.sources.generated import content_of, made

CURVES: dict[Formula, Callable[[Floats], Floats]] = {
    "sine": np.sin,
    "square": np.square,
    "cube": lambda x: x**3,
    "absolute": np.abs,
    "step": lambda x: (x > 0).astype(float),
    "bump": lambda x: np.exp(-np.square(x)),
}


@dataclass(frozen=True)
class FunctionReader(SourceReader):
    """x evenly spaced from the least to the greatest, and y with its noise."""

    reads = OneNumber
    trusted = True

    source: OneNumber

    def locate(self) -> Found:
        return made()

    def read(self, found: Found, progress: Progress) -> Content:
        source = self.source
        x = np.linspace(source.low, source.high, source.count)
        y = _values(source, x) + source.noise * normals(source.count, source.seed)
        return content_of(source, x[:, np.newaxis], y[:, np.newaxis])

    @property
    def needed(self) -> str:
        return say("It is made by arithmetic.")


def _values(source: OneNumber, x: Floats) -> Floats:
    if isinstance(source, Line):
        return source.slope * x + source.intercept
    return CURVES[source.formula](x) if isinstance(source, Curve) else x
