"""Kernels as pictures: which tiles there are, where they stand, which colours they get. Without Qt."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.core.layers import (
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
    Reshape,
)
from nnstudio.core.network import chain_network
from nnstudio.ui.weights.colours import colour_table
from nnstudio.ui.weights.grid import (
    GAP,
    NOT_A_NUMBER,
    TOP,
    ZERO,
    Layout,
    Levels,
    Place,
    compose,
    levels_of,
    scale_ends,
)
from nnstudio.ui.weights.summary import BINS, summary_of
from nnstudio.ui.weights.views import KernelPlace, by_norm, kernel_places, tiles_of


def place_of_last(*layers: Layer) -> KernelPlace:
    return list(kernel_places(chain_network(*layers)).values())[-1]


def compose_grid(tiles: Levels, columns: int, gap: int, scale: int) -> Levels:
    layout = Layout(len(tiles), tiles.shape[1], tiles.shape[2], columns, scale, gap)
    return compose(layout, (0, 0, layout.width, layout.height), lambda positions: tiles[positions])


def test_a_grid_of_two_by_two_tiles_is_composed_pixel_by_pixel() -> None:
    tiles = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
    expected = np.full((9, 9), GAP, np.uint8)
    expected[:4, :4] = np.repeat(np.repeat(tiles[0], 2, 0), 2, 1)
    expected[:4, 5:] = np.repeat(np.repeat(tiles[1], 2, 0), 2, 1)
    expected[5:, :4] = np.repeat(np.repeat(tiles[2], 2, 0), 2, 1)
    np.testing.assert_array_equal(compose_grid(tiles, columns=2, gap=1, scale=2), expected)


def test_a_grid_without_gaps_is_the_tiles_side_by_side() -> None:
    tiles = np.arange(6, dtype=np.uint8).reshape(3, 1, 2)
    assert compose_grid(tiles, columns=3, gap=0, scale=1).tolist() == [[0, 1, 2, 3, 4, 5]]
    assert compose_grid(tiles, columns=1, gap=0, scale=1).tolist() == [[0, 1], [2, 3], [4, 5]]


def test_a_window_shows_what_the_whole_grid_shows_there() -> None:
    tiles = np.random.default_rng(1).integers(0, TOP, (23, 3, 5)).astype(np.uint8)
    layout = Layout(23, 3, 5, across=4, scale=3, gap=2, group=2, group_gap=6, label=5)
    whole = compose(layout, (0, 0, layout.width, layout.height), lambda p: tiles[p])
    padded = np.pad(whole, 30, constant_values=GAP)
    for left, top, width, height in ((-30, -30, 200, 100), (7, 11, 40, 50), (60, 80, 90, 90), (-5, 3, 1, 1)):
        window = compose(layout, (left, top, width, height), lambda p: tiles[p])
        expected = padded[top + 30 : top + 30 + height, left + 30 : left + 30 + width]
        np.testing.assert_array_equal(window[: expected.shape[0], : expected.shape[1]], expected)


def test_a_window_asks_only_for_the_tiles_in_it() -> None:
    asked: list[int] = []
    layout = Layout(10_000, 3, 3, across=100, scale=4, gap=1)

    def levels_at(positions: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Levels:
        asked.extend(positions.tolist())
        return np.zeros((positions.size, 3, 3), np.uint8)

    compose(layout, (13, 26, 25, 12), levels_at)
    assert asked == [201, 202]


def test_every_pixel_knows_its_weight() -> None:
    values = np.random.default_rng(2).normal(size=(7, 4, 3)).astype(np.float32)
    layout = Layout(7, 4, 3, across=3, scale=2, gap=3, label=4, higher=2)
    image = compose(layout, (0, 0, layout.width, layout.height), lambda p: levels_of(values[p], 3.0))
    for y in range(layout.height):
        for x in range(layout.width):
            place = layout.at(x, y)
            if place is None:
                assert image[y, x] == GAP
            else:
                assert image[y, x] == levels_of(values[place.position], 3.0)[place.row, place.column]


def test_beside_the_tiles_there_is_no_weight() -> None:
    layout = Layout(3, 2, 2, across=2, scale=2, gap=1)
    assert layout.at(-1, 0) is None
    assert layout.at(4, 0) is None
    assert layout.at(5, 5) is None
    assert layout.at(5, 0) == Place(1, 0, 0)
    assert layout.at(0, 8) == Place(2, 1, 0)
    assert layout.at(100, 0) is None


def test_levels_are_symmetrical_around_zero() -> None:
    values = np.array([[-2.0, -1.0, 0.0, 1.0, 2.0, np.nan, np.inf]], np.float32)
    assert levels_of(values, 1.0)[0].tolist() == [0, 0, ZERO, TOP, TOP, NOT_A_NUMBER, NOT_A_NUMBER]
    assert levels_of(np.zeros((1, 2), np.float32), 0.0).tolist() == [[ZERO, ZERO]]


def test_each_tile_can_have_its_own_scale() -> None:
    values = np.array([[[1.0, -1.0]], [[10.0, 5.0]]], np.float32)
    ends = scale_ends(values, each=True)
    assert ends.tolist() == [1.0, 10.0]
    assert levels_of(values, ends).tolist() == [[[TOP, 0]], [[TOP, ZERO + 63]]]


def test_one_scale_leaves_a_few_outliers_out() -> None:
    values = np.random.default_rng(3).uniform(-1, 1, (10, 10, 100)).astype(np.float32)
    values[0, 0, :5] = 1000
    values[0, 0, 5] = np.nan
    assert 0.9 < float(scale_ends(values, each=False)[0]) <= 1
    assert scale_ends(np.zeros((2, 2, 2), np.float32), each=False).tolist() == [0.0]


def test_a_dense_layer_that_sees_pixels_is_shown_as_pictures() -> None:
    place = place_of_last(Input((4, 3, 1)), BatchNormalization(), Flatten(), Dropout(), Dense(5))
    kernel = np.random.default_rng(4).normal(size=(12, 5)).astype(np.float32)
    tiles = tiles_of(kernel, place, place.kinds[0])
    assert place.pixels
    assert place.kinds == ("picture", "heat")
    assert tiles.values.shape == (5, 4, 3)
    np.testing.assert_array_equal(tiles.values[2], kernel[:, 2].reshape(4, 3))


def test_colour_pixels_are_shown_as_their_mean_or_by_channel() -> None:
    place = place_of_last(Input((4, 3, 3)), Reshape((-1,)), Dense(5))
    kernel = np.random.default_rng(5).normal(size=(36, 5)).astype(np.float32)
    assert place.kinds == ("mean", "channel", "heat")
    cube = kernel[:, 1].reshape(4, 3, 3)
    np.testing.assert_allclose(tiles_of(kernel, place, "mean").values[1], cube.mean(2), rtol=1e-6)
    channel = tiles_of(kernel, place, "channel", 2)
    np.testing.assert_array_equal(channel.values[1], cube[:, :, 2])
    assert channel.channel_of(1) == 2


def test_a_dense_layer_after_a_feature_map_is_shown_by_its_channels() -> None:
    place = place_of_last(Input((8, 8, 1)), Conv2D(4, (3, 3)), MaxPooling2D(), Flatten(), Dense(7))
    assert place.given == (3, 3, 4)
    assert not place.pixels
    assert place.channels == 4
    assert place.kinds[:2] == ("mean", "channel")


@pytest.mark.parametrize(
    "layers",
    [
        (Input((4, 4, 1)), Flatten(), Dense(6), Dense(3)),
        (Input((4, 4, 2)), GlobalAveragePooling2D(), Dense(3)),
        (Input((4, 4, 2)), Dense(3)),
    ],
)
def test_other_dense_layers_are_heat_maps(layers: tuple[Layer, ...]) -> None:
    assert place_of_last(*layers).kinds == ("heat",)


def test_a_heat_map_lies_across_and_keeps_inputs_and_units_apart() -> None:
    place = place_of_last(Input((4, 4, 1)), Flatten(), Dense(6), Dense(3))
    kernel = np.random.default_rng(6).normal(size=(6, 3)).astype(np.float32)
    wide = tiles_of(kernel, place, "heat")
    assert wide.values.shape == (3, 1, 6)
    assert wide.values[2, 0, 4] == kernel[4, 2]
    assert wide.input_of(0, 4) == 4
    tall = tiles_of(kernel.T.copy(), place, "heat")
    assert tall.values.shape == (6, 3, 1)
    assert tall.values[5, 2, 0] == kernel[5, 2]
    assert tall.input_of(2, 0) == 2


def test_conv_kernels_are_tiles_by_filter_and_channel() -> None:
    place = place_of_last(Input((8, 8, 3)), Conv2D(4, (3, 2)))
    kernel = np.random.default_rng(7).normal(size=(3, 2, 3, 4)).astype(np.float32)
    tiles = tiles_of(kernel, place, "kernels")
    assert place.shape == kernel.shape
    assert len(tiles) == 12
    np.testing.assert_array_equal(tiles.values[3 * 2 + 1], kernel[:, :, 1, 2])
    assert (tiles.unit_of(7), tiles.channel_of(7)) == (2, 1)


def test_sorting_by_norm_keeps_a_filters_channels_together() -> None:
    place = place_of_last(Input((8, 8, 2)), Conv2D(3, (1, 1)))
    kernel = np.zeros((1, 1, 2, 3), np.float32)
    kernel[0, 0, :, 0] = 1, 0
    kernel[0, 0, :, 1] = 0, 5
    kernel[0, 0, :, 2] = 3, 3
    assert by_norm(tiles_of(kernel, place, "kernels")).tolist() == [2, 3, 4, 5, 0, 1]


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_are_darker_or_lighter_the_further_from_zero_on_both_sides_alike(dark: bool) -> None:
    table = colour_table(dark, (1, 2, 3)).astype(np.float64)
    light = (table[: TOP + 1] / 255) ** 2.2 @ [0.2126, 0.7152, 0.0722]
    below, above = light[ZERO::-1], light[ZERO : TOP + 1]
    direction = 1 if dark else -1
    assert (np.diff(below) * direction > -0.004).all()
    assert (np.diff(above) * direction > -0.004).all()
    assert np.abs(below - above).max() < 0.12
    assert tuple(table[GAP]) == (1, 2, 3)
    assert table[0, 2] > table[0, 0]
    assert table[TOP, 0] > table[TOP, 2]


def test_the_summary_tells_the_figures_and_leaves_out_what_is_no_number() -> None:
    weights = np.array([-2.0, 0.0, 0.001, 1.0, np.nan, np.inf], np.float32)
    summary = summary_of(weights)
    assert (summary.count, summary.not_finite) == (6, 2)
    assert (summary.low, summary.high, summary.limit) == (-2.0, 1.0, 2.0)
    assert summary.mean == pytest.approx(-0.24975)
    assert summary.near_zero == 0.5
    assert summary.counts.sum() == 4
    assert summary.counts[0] == 1
    assert summary.counts[BINS // 2] == 2


def test_the_summary_of_nothing_finite_has_no_figures() -> None:
    summary = summary_of(np.full(3, np.nan, np.float32))
    assert summary.not_finite == 3
    assert np.isnan(summary.mean)
    assert summary_of(np.zeros(3, np.float32)).counts[BINS // 2] == 3
