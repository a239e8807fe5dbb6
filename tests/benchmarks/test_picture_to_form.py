"""Bringing a drawing to the data's form is so cheap that it can follow every move of the pen."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from nnstudio.core.sources import SOURCES, Source
from nnstudio.data.forms import bring_to_form

ROUNDS = 30


def seconds(work: Callable[[], object]) -> float:
    """The median time of the work."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


@pytest.mark.benchmark
@pytest.mark.parametrize("kind", [kind for kind in SOURCES if kind.expected.are_pictures])
def test_a_canvas_is_brought_to_form_in_the_time_of_a_few_resizes(kind: type[Source]) -> None:
    image = Image.new("L", (280, 280))
    ImageDraw.Draw(image).line([(80, 60), (200, 60), (130, 230)], fill=255, width=22, joint="curve")
    canvas = np.array(image)
    ours = seconds(lambda: bring_to_form(canvas, kind.expected))
    resize = seconds(lambda: image.resize((28, 28), Image.Resampling.LANCZOS))
    print(f"\n{kind.word}: {1000 * ours:.2f} ms, one resize {1000 * resize:.2f} ms, ratio {ours / resize:.1f}")
    assert ours / resize <= 25
