"""The curves of a run: what events add, and the running average."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
import pytest

from nnstudio.app.curves import Curves, Growing, RunningAverage, first_not_finite
from nnstudio.engine.messages import BatchesDone, EpochDone, RunStarted
from nnstudio.runs.run_log import EpochPoint, EpochRecord
from tests.support.figures import batch_figures, figures

Floats = npt.NDArray[np.float64]


def by_hand(values: Floats, weight: float) -> Floats:
    """The recursion one value at a time."""
    averages = np.empty_like(values)
    total = share = 0.0
    for i, value in enumerate(values):
        if np.isfinite(value):
            total = weight * total + (1 - weight) * float(value)
            share = weight * share + (1 - weight)
        averages[i] = total / share if share else np.nan
    return averages


def smoothed(values: Floats, weight: float) -> Floats:
    return RunningAverage(weight).follow(values).copy()


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.9, 0.99])
def test_the_average_is_the_recursion_one_value_at_a_time(weight: float) -> None:
    values = np.random.default_rng(1).normal(2.0, 1.0, 1000)
    np.testing.assert_allclose(smoothed(values, weight), by_hand(values, weight), rtol=1e-10)


def test_without_weight_the_average_is_the_values_themselves() -> None:
    values = np.random.default_rng(2).normal(size=700)
    np.testing.assert_allclose(smoothed(values, 0.0), values, rtol=1e-12)


def test_values_that_are_not_finite_leave_the_average_where_it_was() -> None:
    values = np.array([np.nan, 1.0, np.inf, 3.0, np.nan, np.nan, -np.inf, 2.0])
    averages = smoothed(values, 0.5)
    np.testing.assert_allclose(averages, by_hand(values, 0.5))
    assert np.isnan(averages[0])
    assert averages[2] == averages[1]


def test_a_growing_array_averages_as_the_whole_one_does() -> None:
    values = np.random.default_rng(3).normal(size=3000)
    values[::97] = np.nan
    growing, average = Growing(), RunningAverage(0.95)
    for part in np.split(values, [1, 5, 260, 261, 900, 2999]):
        growing.extend(part)
        last = average.follow(growing.values)
    np.testing.assert_allclose(last, by_hand(values, 0.95), rtol=1e-10)


def test_following_a_long_curve_looks_at_new_values_only() -> None:
    values = np.random.default_rng(4).normal(size=500_000)
    average = RunningAverage(0.9)
    started = time.perf_counter()
    average.follow(values[:-1000])
    whole = time.perf_counter() - started
    added = []
    for end in range(-900, 0, 100):
        started = time.perf_counter()
        average.follow(values[:end])
        added.append(time.perf_counter() - started)
    assert average.follow(values).shape == values.shape
    assert min(added) < whole / 10


def test_a_weight_of_one_still_moves() -> None:
    averages = smoothed(np.array([1.0, 3.0]), 1.0)
    np.testing.assert_allclose(averages, [1.0, 2.0], rtol=1e-3)


def test_the_first_value_that_is_not_a_number_is_found() -> None:
    values = np.array([1.0, 2.0, np.nan, 3.0, np.inf])
    assert first_not_finite(values) == 2
    assert first_not_finite(values, 3) == 4
    assert first_not_finite(values[:2]) is None
    assert first_not_finite(values[:0]) is None


def test_batches_and_epochs_are_taken_up_in_order() -> None:
    curves = Curves()
    curves.record(RunStarted(64, 0, 4, 2, 10))
    assert curves.batches_per_epoch == 4
    curves.record(BatchesDone(1, 0, batch_figures((3.0, 2.0), (0.1, 0.2)), 32, 0.5))
    curves.record(BatchesDone(1, 2, batch_figures((1.0, 0.5), (0.3, 0.4)), 32, 0.5))
    curves.record(EpochDone(1, figures(1.6, 0.25), 1.0, 64.0))
    assert curves.batch("loss").tolist() == [3.0, 2.0, 1.0, 0.5]
    assert curves.batch("accuracy").tolist() == [0.1, 0.2, 0.3, 0.4]
    assert curves.epochs == [EpochPoint(1, figures(1.6, 0.25), 1.0, 64.0)]
    assert curves.version == 3


def test_a_kept_run_gives_the_same_curves() -> None:
    point = EpochPoint(1, figures(0.5, 0.9, 0.6, 0.8), 1.0, 10.0)
    record = EpochRecord(
        point, {"loss": np.array([1.0, 0.5], np.float32), "accuracy": np.array([0.5, 0.75], np.float32)}
    )
    curves = Curves.of([record, record])
    assert curves.batch("loss").tolist() == [1.0, 0.5, 1.0, 0.5]
    assert curves.epochs == [point, point]
    assert curves.batches_per_epoch == 2


def test_a_growing_array_keeps_what_was_in_it() -> None:
    growing = Growing()
    for start in range(0, 5000, 100):
        growing.extend(np.arange(start, start + 100))
    assert len(growing) == 5000
    assert growing.values.tolist() == list(range(5000))
