"""What the Train page computes: shortened curves, steady axes, figures, settings, tables. Without widgets."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.curves import Curves, NumbersWatch
from nnstudio.app.run_state import Ended, Idle, Paused, Progress, Starting, Stopping, Training
from nnstudio.engine.messages import BatchesDone, RunStarted
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.charts.envelope import envelope, thinned
from nnstudio.ui.charts.ranges import epochs_ahead, round_down, round_up, steady_bottom, steady_top
from nnstudio.ui.durations import duration, measured
from nnstudio.ui.numbers import NOTHING
from nnstudio.ui.train.epoch_figures import EpochFigures
from nnstudio.ui.train.export import batches_csv, epochs_csv
from nnstudio.ui.train.figures import best_of, figures_of
from tests.support.figures import batch_figures, figures
from tests.support.paces import steady_pace


def point(epoch: int, accuracy: float | None, loss: float = 0.5) -> EpochPoint:
    return EpochPoint(epoch, figures(loss, 0.9, loss, accuracy), 2.0, 1000.0)


# Curves made short ------------------------------------------------------------------------------------------------


def test_a_short_curve_keeps_every_point() -> None:
    values = np.arange(50.0)
    indices, shown = envelope(values, 0, 50, 100)
    assert indices.tolist() == list(range(50))
    assert shown.tolist() == values.tolist()


def test_a_long_curve_keeps_its_extremes_in_few_points() -> None:
    values = np.random.default_rng(1).normal(size=500_000)
    values[123_456], values[400_000] = 99, -99
    indices, shown = envelope(values, 0, values.size, 600)
    assert shown.size <= 4 * 600 + 2
    assert shown.max() == 99
    assert shown.min() == -99
    assert abs(indices[np.argmax(shown)] - 123_456) < 1000
    assert (np.diff(indices) > 0).all()


def test_a_growing_curve_keeps_the_points_it_had() -> None:
    values = np.random.default_rng(2).normal(size=100_000)
    _, before = envelope(values[:99_000], 0, 99_000, 300)
    _, after = envelope(values, 0, 100_000, 300)
    whole = before.size - 2
    assert after[:whole].tolist() == before[:whole].tolist()


def test_what_is_not_finite_is_a_gap_in_a_short_curve_and_skipped_in_a_block() -> None:
    values = np.array([1.0, np.inf, np.nan, 2.0])
    assert np.isnan(envelope(values, 0, 4, 100)[1]).tolist() == [False, True, True, False]
    long = np.ones(10_000)
    long[5000] = np.nan
    long[8000:] = np.nan
    _, shown = envelope(long, 0, long.size, 10)
    assert shown[0] == 1
    assert np.isnan(shown[-1])


def test_only_the_visible_part_is_looked_at() -> None:
    indices, _ = envelope(np.arange(1000.0), 100, 110, 100)
    assert (indices[0], indices[-1]) == (100, 110)
    assert envelope(np.empty(0), 0, 10, 100)[0].size == 0
    assert envelope(np.arange(5.0), 50, 60, 100)[0].size == 0


def test_a_smooth_curve_is_thinned_to_real_points_and_ends_where_it_ends() -> None:
    values = np.linspace(0, 1, 100_001)
    indices, shown = thinned(values, 0, values.size, 200)
    assert shown.size <= 2 * 200 + 1
    assert shown.tolist() == values[indices.astype(int)].tolist()
    assert indices[-1] == 100_000
    assert thinned(values[:0], 0, 5, 100)[0].size == 0


# Axes that keep still ---------------------------------------------------------------------------------------------


@given(st.floats(1e-9, 1e9))
def test_rounded_limits_hold_the_value_closely(value: float) -> None:
    assert value * (1 - 1e-9) <= round_up(value) <= value * 1.6
    assert value / 1.6 <= round_down(value) <= value * (1 + 1e-9)


def test_an_axis_stays_while_the_curve_moves_a_little() -> None:
    top = steady_top(2.3, 0)
    assert top == 3.0
    assert steady_top(1.6, top) == top
    assert steady_top(1.0, top) == 1.0
    assert steady_top(3.1, top) == 4.0
    assert steady_top(math.nan, top) == top
    assert steady_top(0, 0) == 1.0


def test_a_logarithmic_axis_only_reaches_further_down() -> None:
    bottom = steady_bottom(0.02, 0)
    assert bottom == 0.02
    assert steady_bottom(0.5, bottom) == bottom
    assert steady_bottom(0.007, bottom) == 0.006
    assert steady_bottom(math.nan, 0) == 0.1


@pytest.mark.parametrize(
    ("done", "planned", "end"), [(0, 10, 1), (0.3, 10, 1), (1.2, 10, 2), (2.1, 10, 5), (5.5, 8, 8), (30, 400, 50)]
)
def test_the_epoch_axis_is_a_round_number_ahead_but_not_past_the_plan(done: float, planned: int, end: float) -> None:
    assert epochs_ahead(done, planned) == end


def test_the_epoch_axis_of_a_run_that_is_over_ends_with_it() -> None:
    assert epochs_ahead(7.2, 0) == 8
    assert epochs_ahead(0, 0) == 1


# Figures ----------------------------------------------------------------------------------------------------------


def test_the_figures_of_a_run_under_way() -> None:
    progress = Progress(10, 1875, 3, 211, 5310.4, 41.0, pace=steady_pace(200, 2.0))
    figures = figures_of(Training(progress), point(2, 0.912))
    assert (figures.epoch, figures.batch, figures.speed) == ("3 / 10", "211 / 1,875", "5,310")
    assert figures.used == "41 s"
    assert figures.left == duration((18_750 - 2 * 1875 - 211) / 100)
    assert (figures.best, figures.best_epoch) == ("91.20\u00a0%", 2)


def test_a_run_that_is_over_has_no_time_left() -> None:
    progress = Progress(10, 100, 9, 100, 1.0, 5.0, pace=steady_pace(900, 5.0))
    for state in (Ended("finished", "", progress), Paused(progress), Stopping(progress)):
        assert figures_of(state, None).left == NOTHING


def test_before_the_first_batch_there_are_no_figures() -> None:
    for state in (Idle(), Starting()):
        assert figures_of(state, None).epoch == NOTHING


def test_the_best_epoch_is_the_first_of_the_highest_validation_accuracy() -> None:
    points = [point(1, 0.5), point(2, 0.8), point(3, 0.8), point(4, math.nan), point(5, None)]
    best = best_of(points)
    assert best is points[1]
    assert best_of([point(6, 0.7)], best) is best
    assert best_of([point(6, None)]) is None


def test_an_epoch_without_numbers_is_never_the_best() -> None:
    """The accuracy of a network that gives no numbers is that of always choosing the first class."""
    points = [point(1, 0.5), point(2, 0.9, math.nan)]
    assert best_of(points) is points[0]
    assert best_of(points[1:]) is None


@given(st.lists(st.lists(st.sampled_from([1.0, 2.0, math.nan, math.inf]), max_size=4), max_size=8))
def test_where_a_growing_curve_stops_being_numbers_is_known_at_every_length(parts: list[list[float]]) -> None:
    watch = NumbersWatch()
    values: list[float] = []
    for part in parts:
        values += part
        watch.follow(np.array(values))
        bad = [index for index, value in enumerate(values) if not math.isfinite(value)]
        good = [index for index, value in enumerate(values) if math.isfinite(value)]
        after = good[-1] + 1 if good else 0
        assert watch.first == (bad[0] if bad else None)
        assert watch.since == (after if after < len(values) else None)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.42, "0.4 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (65, "1 min 5 s"), (7385, "2 h 3 min")],
)
def test_measured_times_are_written_as_people_say_them(seconds: float, text: str) -> None:
    assert measured(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min"), (-1, "0 s")],
)
def test_spans_of_time_in_words(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_epoch_figures_follow_a_growing_list() -> None:
    followed = EpochFigures("loss")
    points = [point(1, 0.5, 2.0)]
    followed.follow(points)
    points += [point(2, None, math.inf), EpochPoint(3, figures(1.0, 0.5))]
    followed.follow(points)
    assert followed.epochs.tolist() == [1, 2, 3]
    np.testing.assert_array_equal(followed.training, [2.0, np.nan, 1.0])
    np.testing.assert_array_equal(followed.validation, [2.0, np.nan, np.nan])
    assert followed.nearest(2.4) == 1
    assert followed.nearest(9.0) is None


# Tables -----------------------------------------------------------------------------------------------------------


def test_the_tables_hold_every_figure_exactly() -> None:
    curves = Curves()
    curves.record(RunStarted(4, 0, 2, 2, 10))
    curves.record(BatchesDone(1, 0, batch_figures((0.1 + 0.2, math.nan), (0.5, 0.25)), 4, 0.1))
    curves.record(BatchesDone(2, 0, batch_figures((math.inf,), (1.0,)), 2, 0.1))
    curves.epochs.append(EpochPoint(1, figures(1 / 3, 0.9), 1.5, 10.0))
    rows = list(csv.DictReader(io.StringIO(batches_csv(curves))))
    assert [row["epoch"] for row in rows] == ["1", "1", "2"]
    assert float(rows[0]["loss"]) == 0.1 + 0.2
    assert [row["loss"] for row in rows[1:]] == ["nan", "inf"]
    (epoch,) = csv.DictReader(io.StringIO(epochs_csv(curves)))
    assert float(epoch["loss"]) == 1 / 3
    assert epoch["val_loss"] == ""
