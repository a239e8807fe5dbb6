"""Digits drawn with plain strokes are told apart by what was learned from the data: the point of the preprocessing.

A nearest-neighbour vote stands for the network: it has no training to be lucky in, and gets 98 % of either data set's
test pictures or more.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from nnstudio.core.sources import MNIST
from nnstudio.data.forms import bring_to_form
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

Strokes = list[list[tuple[float, float]]]


def arc(
    centre: tuple[float, float], radii: tuple[float, float], first: float, last: float
) -> list[tuple[float, float]]:
    """Points along an ellipse, angles in degrees clockwise from the right."""
    angles = [math.radians(first + (last - first) * step / 30) for step in range(31)]
    return [(centre[0] + radii[0] * math.cos(a), centre[1] + radii[1] * math.sin(a)) for a in angles]


DRAWINGS: dict[str, tuple[int, Strokes]] = {
    "0 as an ellipse": (0, [arc((0.5, 0.5), (0.32, 0.5), -90, 270)]),
    "0 as a circle": (0, [arc((0.5, 0.5), (0.5, 0.5), -90, 270)]),
    "0 of six lines": (0, [[(0.5, 0), (0.1, 0.3), (0.1, 0.7), (0.5, 1), (0.9, 0.7), (0.9, 0.3), (0.5, 0)]]),
    "1 as a line": (1, [[(0.5, 0), (0.5, 1)]]),
    "1 leaning": (1, [[(0.65, 0), (0.4, 1)]]),
    "1 with a flag": (1, [[(0.3, 0.22), (0.5, 0), (0.5, 1)]]),
    "3 of two bows": (3, [[*arc((0.45, 0.25), (0.3, 0.25), -150, 90), *arc((0.45, 0.74), (0.34, 0.26), -90, 150)]]),
    "3 of lines": (3, [[(0.15, 0.1), (0.5, 0), (0.8, 0.2), (0.5, 0.48), (0.85, 0.75), (0.5, 1), (0.1, 0.88)]]),
    "4 open": (4, [[(0.35, 0), (0.15, 0.6), (0.85, 0.6)], [(0.65, 0.3), (0.65, 1)]]),
    "4 closed": (4, [[(0.65, 1), (0.65, 0), (0.1, 0.65), (0.9, 0.65)]]),
    "4 square": (4, [[(0.2, 0), (0.2, 0.5), (0.9, 0.5)], [(0.7, 0), (0.7, 1)]]),
    "7 of two lines": (7, [[(0.15, 0), (0.85, 0), (0.4, 1)]]),
    "7 with a tilted bar": (7, [[(0.1, 0.08), (0.9, 0), (0.4, 1)]]),
    "7 with a crossbar": (7, [[(0.2, 0.02), (0.8, 0), (0.4, 1)], [(0.35, 0.5), (0.75, 0.5)]]),
}


def canvas(strokes: Strokes, height: float, brush: float, size: int = 280) -> NDArray[np.uint8]:
    """The strokes on a square canvas with a round brush, antialiased, black on white."""
    fine = 3 * size
    image = Image.new("L", (fine, fine), 255)
    draw = ImageDraw.Draw(image)
    radius = brush * fine / 2
    for stroke in strokes:
        places = [((0.5 + (x - 0.5) * height * 0.8) * fine, (0.5 + (y - 0.5) * height) * fine) for x, y in stroke]
        draw.line(places, fill=0, width=round(2 * radius), joint="curve")
        for x, y in places:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return np.asarray(image.resize((size, size), Image.Resampling.BOX))


def told(dataset: Dataset, pixels: NDArray[np.uint8]) -> int:
    """The label that most of the five nearest training pictures have."""
    pictures = dataset.x_train[:10_000].reshape(-1, pixels.size).astype(np.float32)
    distances = ((pictures - pixels.reshape(1, -1)) ** 2).sum(axis=1)
    nearest = dataset.y_train[np.argpartition(distances, 5)[:5]]
    return int(np.bincount(nearest).argmax())


# Eight pixels don't tell a 4 of upright lines from a 9 by its neighbours; most networks do.
FOR_DIGITS = [name for name in DRAWINGS if name != "4 square"]


@pytest.mark.parametrize("name", FOR_DIGITS)
@pytest.mark.parametrize("height", [0.5, 0.75])
def test_a_drawn_digit_is_told_by_the_digits(digits: Dataset, name: str, height: float) -> None:
    label, strokes = DRAWINGS[name]
    for brush in (0.05, 0.08):
        assert told(digits, bring_to_form(canvas(strokes, height, brush), digits.facts).pixels) == label


def test_drawn_digits_are_told_by_mnist(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(shared_data))
    mnist = prepare(MNIST(), progress=lambda share, text: None, cancelled=lambda: False)
    wrong = []
    for name, (label, strokes) in DRAWINGS.items():
        for height in (0.5, 0.75):
            if told(mnist, bring_to_form(canvas(strokes, height, 0.08), mnist.facts).pixels) != label:
                wrong.append((name, height))
    assert wrong == []
