"""Pictures become what the network knows: test pictures bit for bit, drawings and photographs like the data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from nnstudio.core.errors import ShapeError
from nnstudio.core.sources import CIFAR10, MNIST, SOURCES, Digits, Facts, FashionMNIST, Source
from nnstudio.data.forms import bring_to_form, picture_of
from nnstudio.data.forms.parts import connected_parts
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

DIGITS, INK, CLOTHES = (Digits.expected, MNIST.expected, FashionMNIST.expected)
PICTURES = [kind for kind in SOURCES if kind.expected.are_pictures]
ALL = pytest.mark.parametrize("facts", [kind.expected for kind in PICTURES], ids=lambda facts: facts.form)
DRAWN = [kind for kind in PICTURES if kind.expected.shape[2] == 1]  # bright ink on dark; photos are as they are
INKED = pytest.mark.parametrize("facts", [kind.expected for kind in DRAWN], ids=lambda facts: facts.form)
Grey = NDArray[np.uint8]


def seven(
    size: int = 280, brush: float = 0.08, ink: int = 0, paper: int = 255, shift: tuple[int, int] = (0, 0)
) -> Grey:
    """A 7 of two strokes."""
    image = Image.new("L", (size, size), paper)
    points = [(0.3, 0.2), (0.7, 0.2), (0.45, 0.8)]
    places = [(x * size + shift[0], y * size + shift[1]) for x, y in points]
    ImageDraw.Draw(image).line(places, fill=ink, width=max(1, round(brush * size)), joint="curve")
    return np.array(image)


def distance(a: Grey, b: Grey) -> float:
    """The mean difference, as a share of the range."""
    return float(np.abs(a.astype(int) - b.astype(int)).mean()) / max(1, int(max(a.max(), b.max())))


@INKED
def test_a_blank_canvas_is_blank(facts: Facts) -> None:
    for level in (0, 128, 255):
        for size in (facts.shape[:2], (280, 280)):
            seen = bring_to_form(np.full(size, level, np.uint8), facts)
            assert seen.blank
            assert seen.pixels.shape == facts.shape
    noise = np.random.default_rng(1).normal(200, 4, (280, 280)).clip(0, 255).astype(np.uint8)
    assert bring_to_form(noise, facts).blank


@ALL
@settings(max_examples=60)
@given(data=st.data())
def test_any_picture_comes_in_the_datas_form(facts: Facts, data: st.DataObject) -> None:
    sides = st.integers(1, 70)
    shape = data.draw(
        st.tuples(sides, sides) | st.tuples(sides, sides, st.just(3)) | st.tuples(sides, sides, st.just(4))
    )
    picture = data.draw(arrays.arrays(np.uint8, shape, fill=st.sampled_from([0, 255])))
    before = picture.copy()
    seen = bring_to_form(picture, facts)
    assert seen.pixels.shape == facts.shape
    assert seen.pixels.dtype == np.uint8
    assert int(seen.pixels.max()) <= facts.high
    assert all(stage.picture.dtype == np.uint8 for stage in seen.stages)
    assert np.array_equal(picture, before)


@INKED
def test_dark_on_bright_and_bright_on_dark_are_the_same(facts: Facts) -> None:
    dark, bright = (bring_to_form(seven(ink=ink, paper=255 - ink), facts).pixels for ink in (0, 255))
    assert np.array_equal(dark, bright)
    assert not bring_to_form(seven(), facts).blank


@INKED
def test_place_and_size_of_a_drawing_dont_matter(facts: Facts) -> None:
    first = bring_to_form(seven(), facts).pixels
    assert np.array_equal(bring_to_form(seven(shift=(40, -30)), facts).pixels, first)
    assert distance(bring_to_form(seven(size=900), facts).pixels, first) < 0.03


def test_the_width_of_the_pen_matters_little() -> None:
    for facts in (DIGITS, INK):
        first = bring_to_form(seven(), facts).pixels
        for brush in (0.02, 0.04, 0.11):
            assert distance(bring_to_form(seven(brush=brush), facts).pixels, first) < 0.12


def test_mnist_fits_twenty_pixels_and_centres_by_mass() -> None:
    pixels = bring_to_form(seven(), INK).pixels[..., 0].astype(float)
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    assert 19 <= rows[-1] - rows[0] + 1 <= 20
    assert columns[-1] - columns[0] + 1 <= 20
    for axis in (0, 1):
        mass = (pixels.sum(axis=1 - axis) * np.arange(28)).sum() / pixels.sum()
        assert mass == pytest.approx(14, abs=0.51)


def test_digits_fill_all_rows_with_the_datas_amount_of_ink(digits: Dataset) -> None:
    pixels = bring_to_form(seven(), DIGITS).pixels[..., 0]
    assert pixels[0].any()
    assert pixels[-1].any()
    usual = np.percentile(digits.x_train.sum(axis=(1, 2, 3)), (5, 95))
    assert usual[0] <= pixels.sum() <= usual[1]


def test_clothes_fill_the_longest_edge_and_keep_their_greys() -> None:
    picture = np.full((200, 160), 255, np.uint8)
    picture[20:180, 60:100] = 155
    picture[20:100, 60:100] = 55
    pixels = bring_to_form(picture, CLOTHES).pixels[..., 0]
    assert pixels[:, 14].min() > 90
    assert pixels[5, 14] == 200
    assert pixels[22, 14] == 100
    assert not pixels[:, :9].any()


@pytest.mark.parametrize("kind", DRAWN)
def test_a_test_picture_passes_bit_for_bit(
    kind: type[Source], shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(shared_data))
    data = prepare(kind(), progress=lambda share, text: None, cancelled=lambda: False)
    facts = data.facts
    for pixels in data.x_test[::7] if kind is not Digits else data.x_test:
        picture = picture_of(pixels, facts)
        assert np.array_equal(bring_to_form(picture, facts).pixels, pixels)
        assert np.array_equal(bring_to_form(255 - picture, facts).pixels, pixels)
    coloured = np.stack([picture] * 3, axis=-1)
    assert np.array_equal(bring_to_form(coloured, facts).pixels, pixels)


@given(arrays.arrays(np.uint8, (32, 32, 3)))
def test_a_small_photo_passes_bit_for_bit(pixels: NDArray[np.uint8]) -> None:
    assert np.array_equal(bring_to_form(pixels, CIFAR10.expected).pixels, pixels)


@given(arrays.arrays(np.uint8, (8, 8, 1), elements=st.integers(0, 16)))
def test_digits_shown_and_taken_back_are_the_same(pixels: Grey) -> None:
    pixels[[0, 0, -1, -1], [0, -1, 0, -1]] = 0
    assert np.array_equal(bring_to_form(picture_of(pixels, DIGITS), DIGITS).pixels, pixels)


def photographed(drawing: Grey, seed: int) -> Grey:
    """The drawing as a photograph of paper: grey ink, light falling off to one side, noise and blur."""
    random = np.random.default_rng(seed)
    ink = np.asarray(Image.fromarray(255 - drawing).resize((700, 700)), np.float32) / 255
    rows, columns = np.mgrid[0:700, 0:700] / 700
    angle = random.uniform(0, 2 * np.pi)
    light = 170 + 60 * (np.cos(angle) * (columns - 0.5) + np.sin(angle) * (rows - 0.5))
    photo = (light * (1 - 0.7 * ink) + random.normal(0, 4, ink.shape)).clip(0, 255).astype(np.uint8)
    return np.asarray(Image.fromarray(photo).filter(ImageFilter.GaussianBlur(1.5)))


@pytest.mark.parametrize("seed", range(4))
def test_a_photograph_in_uneven_light_gives_what_the_drawing_gives(seed: int) -> None:
    for facts in (DIGITS, INK):
        clean = bring_to_form(seven(), facts).pixels
        assert distance(bring_to_form(photographed(seven(), seed), facts).pixels, clean) < 0.06


def test_dust_is_ignored_and_detached_strokes_are_kept() -> None:
    dusty = seven()
    dusty[270:273, 10:13] = 0
    assert distance(bring_to_form(dusty, INK).pixels, bring_to_form(seven(), INK).pixels) < 0.01
    with_bar = seven()
    with_bar[240:256, 80:180] = 0
    assert distance(bring_to_form(with_bar, INK).pixels, bring_to_form(seven(), INK).pixels) > 0.02


@pytest.mark.parametrize("ink", [0, 255])
def test_transparency_is_ground_for_dark_and_for_bright_ink(ink: int) -> None:
    drawing = np.zeros((280, 280, 4), np.uint8)
    drawing[..., :3] = ink
    drawing[..., 3] = 255 - seven()
    assert distance(bring_to_form(drawing, INK).pixels, bring_to_form(seven(), INK).pixels) < 0.01


def test_the_stages_tell_the_story() -> None:
    titles = [stage.title for stage in bring_to_form(seven(), INK).stages]
    assert titles == ["Original", "Grey", "Bright ink on dark", "Cropped", "Size", "Centred"]
    ready = np.zeros((28, 28), np.uint8)
    ready[10:20, 14] = 200
    assert bring_to_form(ready, INK).stages[-1].title == "In the data's form"


@pytest.mark.parametrize("shape", [(0, 5), (5,), (5, 5, 2), (5, 5, 5, 5)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError):
        bring_to_form(np.zeros(shape, np.uint8), INK)
    with pytest.raises(ShapeError):
        bring_to_form(np.zeros((5, 5), np.float32), INK)


@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_parts_are_what_a_flood_fill_finds(mask: NDArray[np.bool_]) -> None:
    labels, sizes = connected_parts(mask)
    assert np.array_equal(labels > 0, mask)
    assert sizes.tolist() == [int((labels == part).sum()) for part in range(1, len(sizes) + 1)]
    left = {(int(row), int(column)) for row, column in np.argwhere(mask)}
    found = 0
    while left:
        stack, part, found = [left.pop()], set(), found + 1
        while stack:
            row, column = stack.pop()
            part.add((row, column))
            near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= near
            stack += near
        assert len({int(labels[place]) for place in part}) == 1
    assert found == len(sizes)
