"""Pictures changed at random: pure, whatever comes together; known results; ranges kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnstudio.core.augmentation import (
    AUGMENTATIONS,
    Augmentation,
    Brightness,
    Contrast,
    Cutout,
    Elastic,
    Flip,
    Noise,
    Rotation,
    Shear,
    Shift,
    Tint,
    Zoom,
)
from nnstudio.core.settings import settings_of
from nnstudio.data.augment import augmented
from nnstudio.data.augment.draws import Draws
from nnstudio.data.augment.maps import PARTS, cosine_and_sine, places_of, turned
from nnstudio.data.augment.moves import maps_of, reach_of

Pixels = NDArray[np.uint8]
ALL = tuple(kind() for kind in AUGMENTATIONS)
STRONG = (Flip(True, True), Rotation(180), Shift(0.5, 0.5), Zoom(1, 0.5), Shear(1), Elastic(0.15), Tint(180, 1))


def pictures(count: int, shape: tuple[int, int, int], high: int = 255) -> Pixels:
    return np.random.default_rng(3).integers(0, high + 1, (count, *shape), np.uint8)


def rows_of(count: int) -> NDArray[np.int32]:
    return (np.arange(count, dtype=np.int32) * 7 + 2).astype(np.int32)


def changed(samples: Pixels, *plan: Augmentation, seed: int = 1, epoch: int = 0, high: int = 255) -> Pixels:
    return augmented(samples, rows_of(len(samples)), plan, seed=seed, epoch=epoch, high=high)


def with_zeros(value: Augmentation) -> Augmentation:
    zero: dict[str, Any] = {
        setting.name: False if setting.kind == "bool" else 0
        for setting in settings_of(type(value))
        if setting.kind in ("bool", "float")
    }
    return replace(value, **zero)


@settings(max_examples=12)
@given(
    height=st.integers(1, 20),
    width=st.integers(1, 20),
    channels=st.sampled_from([1, 3]),
    kinds=st.sets(st.sampled_from(range(len(ALL)))),
    strong=st.booleans(),
    high=st.sampled_from([16, 100, 255]),
)
def test_shape_type_and_range_stay_and_a_sample_doesnt_depend_on_its_company(
    height: int, width: int, channels: int, kinds: set[int], strong: bool, high: int
) -> None:
    samples, rows = pictures(5, (height, width, channels), high), rows_of(5)
    before = samples.copy()
    plan = (*(ALL[kind] for kind in kinds), *(STRONG if strong else ()))

    together = augmented(samples, rows, plan, seed=4, epoch=2, high=high)
    alone = [augmented(samples[[i]], rows[[i]], plan, seed=4, epoch=2, high=high)[0] for i in (4, 0, 2)]

    assert together.shape == samples.shape
    assert together.dtype == np.uint8
    assert together.max() <= high
    np.testing.assert_array_equal(together[[4, 0, 2]], alone)
    np.testing.assert_array_equal(samples, before)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("value", ALL, ids=lambda value: type(value).__name__)
def test_a_kind_with_all_its_limits_at_zero_changes_nothing(value: Augmentation, channels: int) -> None:
    samples = pictures(6, (9, 12, channels))

    np.testing.assert_array_equal(changed(samples, with_zeros(value)), samples)
    np.testing.assert_array_equal(changed(samples // 16, with_zeros(value), high=16), samples // 16)


@pytest.mark.parametrize("value", ALL, ids=lambda value: type(value).__name__)
def test_each_kind_changes_pictures_otherwise_in_each_epoch_and_with_each_seed(value: Augmentation) -> None:
    samples = pictures(30, (16, 16, 3))

    first = changed(samples, value)

    np.testing.assert_array_equal(first, changed(samples, value))
    assert not np.array_equal(first, samples)
    assert not np.array_equal(first, changed(samples, value, epoch=1))
    assert not np.array_equal(first, changed(samples, value, seed=2))


def test_turning_one_kind_on_leaves_what_the_others_draw() -> None:
    rows = rows_of(8)
    alone, both = ((Shift(),), (Flip(), Shift()))

    def moves(plan: tuple[Augmentation, ...]) -> Any:
        return maps_of(plan, Draws(rows, 1, 1), (20, 20))

    np.testing.assert_array_equal(abs(moves(alone).x0), abs(moves(both).x0))
    np.testing.assert_array_equal(moves(alone).y0, moves(both).y0)


def test_flips_mirror_about_half_of_the_pictures_exactly() -> None:
    samples = pictures(200, (5, 6, 3))

    mirrored = (changed(samples, Flip()) == samples[:, :, ::-1]).all(axis=(1, 2, 3))
    same = (changed(samples, Flip()) == samples).all(axis=(1, 2, 3))
    turned_over = changed(samples, Flip(horizontal=False, vertical=True))

    assert (mirrored | same).all()
    assert 70 < mirrored.sum() < 130
    over = (turned_over == samples[:, ::-1]).all(axis=(1, 2, 3))
    assert (over | (turned_over == samples).all(axis=(1, 2, 3))).all()


def test_shifts_are_by_whole_pixels_and_the_background_comes_in() -> None:
    samples = np.full((40, 12, 12, 1), 30, np.uint8)
    samples[:, 5:7, 5:7] = 200

    moved = changed(samples, Shift(0.25, 0.25))

    assert set(np.unique(moved).tolist()) == {30, 200}
    assert ((moved == 200).sum(axis=(1, 2, 3)) == 4).all()
    places = np.array([np.argwhere(each[..., 0] == 200)[0] for each in moved])
    assert abs(places - 5).max() == 3
    assert len(np.unique(places, axis=0)) > 15


def test_a_photo_goes_on_as_its_mirror() -> None:
    ramp = np.broadcast_to(np.arange(0, 200, 10, dtype=np.uint8), (20, 20))
    samples = np.repeat(ramp[np.newaxis, ..., np.newaxis], 30, axis=0).repeat(3, axis=3)

    moved = changed(samples, Shift(0.2, 0.0))

    mirrored = np.pad(ramp, ((0, 0), (4, 4)), "symmetric")
    wanted = [mirrored[:, 4 + by : 24 + by] for by in range(-4, 5)]
    found = [[np.array_equal(each, one) for one in wanted].index(True) for each in moved[..., 0]]
    assert len(set(found)) > 4


def test_quarter_turns_are_exact() -> None:
    picture = pictures(1, (8, 8, 3))[0]
    cosine, sine = cosine_and_sine(np.array([0.0, 90.0, 180.0, -90.0, 30.0, -60.0]))

    np.testing.assert_array_equal(cosine[:4], [1, 0, -1, 0])
    np.testing.assert_array_equal(sine[:4], [0, 1, 0, -1])
    np.testing.assert_allclose(cosine[4:], [np.sqrt(3) / 2, 0.5], rtol=0, atol=1e-15)
    np.testing.assert_allclose(sine[4:], [0.5, -np.sqrt(3) / 2], rtol=0, atol=1e-15)

    columns, rows = places_of(turned(np.array([90.0])).ramps(8, 8, 0), 8, 8)
    there = picture[rows[0] // PARTS, columns[0] // PARTS]
    np.testing.assert_array_equal(there, np.rot90(picture, -1))


@pytest.mark.parametrize("channels", [1, 3])
def test_moved_values_are_those_between_the_four_pixels_around_their_place(channels: int) -> None:
    plan, count, height, width, reach = (Rotation(40), Shift(), Zoom()), 6, 14, 11, 30
    samples = pictures(count, (height, width, channels))
    found = changed(samples, *plan)
    around = np.pad(samples.astype(float), ((0, 0), (reach, reach), (reach, reach), (0, 0)), "symmetric")
    maps = maps_of(plan, Draws(rows_of(count), 1, 0), (height, width))
    down, across = np.mgrid[:height, :width].reshape(2, -1, 1)
    x, y = maps.of(across - (width - 1) / 2, down - (height - 1) / 2)
    x, y = x.T + (width - 1) / 2 + reach, y.T + (height - 1) / 2 + reach
    which, left, top = np.arange(count)[:, np.newaxis], np.floor(x).astype(int), np.floor(y).astype(int)
    right, below = (x - left)[..., np.newaxis], (y - top)[..., np.newaxis]

    upper = around[which, top, left] * (1 - right) + around[which, top, left + 1] * right
    lower = around[which, top + 1, left] * (1 - right) + around[which, top + 1, left + 1] * right
    wanted = upper * (1 - below) + lower * below

    # Places are rounded to parts of 256 of a pixel, and so are what the four count for.
    assert abs(found.reshape(wanted.shape) - wanted).max() < 2
    assert abs((found.reshape(wanted.shape) - wanted).mean()) < 0.05


def test_many_tiny_pictures_are_changed_as_a_few_are() -> None:
    samples = pictures(40_000, (1, 2, 1))
    plan = (Shift(0.5, 0.5), Rotation(90))
    rows = np.arange(40_000, dtype=np.int32)

    together = augmented(samples, rows, plan, seed=1, epoch=1)

    few = augmented(samples[-9:], rows[-9:], plan, seed=1, epoch=1)
    np.testing.assert_array_equal(together[-9:], few)


def test_turned_pictures_keep_what_is_in_the_middle() -> None:
    samples = np.zeros((50, 31, 31, 1), np.uint8)
    samples[:, 13:18, 13:18] = 255

    moved = changed(samples, Rotation(180))

    assert (moved[:, 15, 15] == 255).all()
    sums = moved.sum(axis=(1, 2, 3), dtype=np.int64) / 255
    assert abs(sums - 25).max() < 2.5
    assert len(np.unique(moved.reshape(50, -1), axis=0)) > 45


def test_zooming_changes_how_large_things_are_within_its_limits() -> None:
    samples = np.zeros((60, 40, 40, 1), np.uint8)
    samples[:, 10:30, 10:30] = 255

    sizes = np.sqrt(changed(samples, Zoom(0.5, 0.25)).sum(axis=(1, 2, 3), dtype=np.int64) / 255) / 20

    assert 0.72 < sizes.min() < 0.85
    assert 1.3 < sizes.max() < 1.53


@pytest.mark.parametrize("value", [Brightness(0.3), Contrast(0.5)])
def test_brightness_and_contrast_do_the_same_to_grey_and_to_colours(value: Augmentation) -> None:
    grey = (pictures(20, (6, 6, 1)) // 2 + 64).astype(np.uint8)

    of_grey, of_colours = changed(grey, value), changed(np.repeat(grey, 3, axis=3), value)

    assert abs(of_grey.astype(int) - of_colours).max() <= 1
    if isinstance(value, Brightness):
        shifts = (of_grey.astype(int) - grey).reshape(20, -1)
        inside = [each[(of_grey[i].ravel() > 0) & (of_grey[i].ravel() < 255)] for i, each in enumerate(shifts)]
        assert all(np.ptp(each) <= 1 for each in inside if len(each))
        assert abs(shifts).max() <= 0.3 * 255 + 1
    else:
        assert abs(of_grey.mean(axis=(1, 2, 3)) - grey.mean(axis=(1, 2, 3))).max() < 2


def test_tints_leave_grey_as_it_is_and_turn_red_to_other_colours() -> None:
    grey = np.repeat(pictures(20, (4, 4, 1)), 3, axis=3)
    red = np.zeros((20, 4, 4, 3), np.uint8)
    red[..., 0] = 200

    assert abs(changed(grey, Tint(180, 0.5)).astype(int) - grey).max() <= 1
    assert changed(red, Tint(180, 0.0))[..., 2].max() > 100


def test_noise_has_mean_zero_and_the_deviation_that_is_set() -> None:
    samples = np.full((40, 28, 28, 1), 128, np.uint8)

    noisy = changed(samples, Noise(0.1)).astype(float) - 128

    assert abs(noisy.mean()) < 0.5
    assert noisy.std() == pytest.approx(25.5, rel=0.03)
    assert abs(np.corrcoef(noisy[0].ravel(), noisy[1].ravel())[0, 1]) < 0.15


def test_noise_of_a_picture_larger_than_all_grains() -> None:
    samples = np.full((1, 300, 320, 3), 128, np.uint8)

    assert changed(samples, Noise(0.1)).std() == pytest.approx(25.5, rel=0.03)


def test_cutout_covers_boxes_with_the_mean() -> None:
    samples = np.zeros((60, 20, 20, 1), np.uint8)
    samples[:, :, 10:] = 200

    covered = changed(samples, Cutout(0.25, 1)) == 100

    counts = covered.sum(axis=(1, 2, 3))
    assert counts.max() == 25
    assert counts.min() >= 4
    assert covered[:, 0].any()
    assert covered[:, :, -1].any()
    assert covered.mean(axis=0).max() < 0.2


@settings(max_examples=15)
@given(side=st.sampled_from([1, 5, 28]), seed=st.integers(0, 1000))
def test_nothing_comes_from_further_outside_than_is_reckoned_with(side: int, seed: int) -> None:
    draws = Draws(rows_of(20), seed, 0)
    maps = maps_of(STRONG, draws, (side, side))
    corner = np.array([[-1.0], [1.0]]) * side / 2

    x, y = maps.of(corner, corner[::-1])

    assert max(abs(x).max(), abs(y).max()) <= side / 2 + reach_of(STRONG, (side, side))
