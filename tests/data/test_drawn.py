"""Drawings of a person's own: kept in the project, read as data, brought to the form in which others are recognised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import project_from_json, project_to_json
from nnstudio.core.sources import Drawn
from nnstudio.core.sources.drawn import MOST_DRAWINGS, DrawnClass, Placing
from nnstudio.core.usual import usual_project
from nnstudio.data.drawings import SIDE, drawing_of, pixels_of
from nnstudio.data.forms import bring_to_form
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

Picture = NDArray[np.uint8]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_CACHE", str(tmp_path / "cache"))


def bar(place: int, *, upright: bool) -> Picture:
    """A canvas with a thick stroke."""
    picture = np.zeros((280, 280), np.uint8)
    picture[place : place + 30, 40:240] = 255
    return picture.T.copy() if upright else picture


def some() -> Drawn:
    drawn = Drawn()
    for place in (60, 120, 180):
        drawn = drawn.with_drawing(0, drawing_of(bar(place, upright=True)))
        drawn = drawn.with_drawing(1, drawing_of(bar(place, upright=False)))
    return drawn


def read(source: Drawn) -> Dataset:
    return prepare(source, progress=lambda share, text: None, cancelled=lambda: False)


def test_a_drawing_is_kept_without_loss() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (SIDE, SIDE), np.uint8)
    np.testing.assert_array_equal(pixels_of(drawing_of(noise)), noise)
    assert len(drawing_of(bar(60, upright=True))) < 200


@pytest.mark.parametrize("text", ["", "x", "é", "AAAA", drawing_of(np.zeros((56, 56), np.uint8))[:-8], "A" * 9000])
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        pixels_of(text)
    with pytest.raises(StudioError):
        read(Drawn(classes=(DrawnClass("A", (text,)),)))


def test_a_text_that_unpacks_to_more_is_refused_without_unpacking_it() -> None:
    import base64
    import zlib

    bomb = base64.b64encode(zlib.compress(bytes(5_000_000), 9)).decode()
    with pytest.raises(FormatError):
        pixels_of(bomb)


def test_drawings_are_data_with_names_that_stay() -> None:
    source = some()
    dataset = read(source)
    assert dataset.x_train.shape == (6, 28, 28, 1)
    assert dataset.y_train.tolist() == [0, 0, 0, 1, 1, 1]
    assert dataset.facts.class_names == ("A", "B")
    names = list(dataset.names)
    fewer = read(source.without_drawings(0, [0]).merged(1, 0))
    assert list(fewer.names) == names[1:]
    assert fewer.facts.class_names == ("A",)


def test_without_any_drawing_the_data_says_what_to_do() -> None:
    with pytest.raises(StudioError, match=r"nothing yet.*Draw some"):
        read(Drawn())


@pytest.mark.parametrize("placing", ["centred", "drawn"])
def test_what_is_drawn_to_be_recognised_becomes_exactly_what_was_learned(placing: Placing) -> None:
    canvas = bar(60, upright=True)
    source = replace(Drawn(placing=placing, side=20)).with_drawing(0, drawing_of(canvas))
    dataset = read(source)
    np.testing.assert_array_equal(bring_to_form(canvas, dataset.facts).pixels, dataset.x_train[0])
    assert dataset.x_train[0].max() > 200


def test_centred_drawings_forget_their_place_and_others_keep_it() -> None:
    centred, placed = read(some()), read(replace(some(), placing="drawn"))
    np.testing.assert_array_equal(centred.x_train[0], centred.x_train[2])
    assert not np.array_equal(placed.x_train[0], placed.x_train[2])


def test_the_project_keeps_the_drawings() -> None:
    project = usual_project(some())
    assert project.network.layers
    assert project_from_json(project_to_json(project)) == project


@pytest.mark.parametrize(
    "wrong",
    [
        Drawn(classes=()),
        Drawn(side=4),
        Drawn(classes=(DrawnClass("A"), DrawnClass("A"))),
        Drawn(classes=(DrawnClass(" "),)),
        Drawn(classes=(DrawnClass("A", ("x",) * (MOST_DRAWINGS + 1)),)),
    ],
)
def test_a_project_with_drawings_that_cant_be_is_refused(wrong: Drawn) -> None:
    project = usual_project(some())
    with pytest.raises(FormatError):
        project_from_json(project_to_json(replace(project, data=replace(project.data, source=wrong))))


def test_a_full_project_can_still_be_read() -> None:
    full = Drawn(classes=(DrawnClass("A", ("x" * 600,) * (MOST_DRAWINGS - 1)),))
    assert not full.is_full
    full = full.with_drawing(0, "x" * 8000)
    assert full.is_full
    project = usual_project(some())
    text = project_to_json(replace(project, data=replace(project.data, source=full)))
    assert project_from_json(text).data.source == full
